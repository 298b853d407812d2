using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Experiments;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>The plan of an experiment that was not started: what it asks, of whom, by what it is decided, and how long that takes in this shop.</summary>
public sealed partial class ExperimentPlan : IDisposable
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(300);

    private Debouncer asking = default!;
    private ExperimentForecast? forecast;
    private ExperimentTerms? askedOf;
    private bool isAsking;

    /// <summary>What is typed; the page around it saves it.</summary>
    [Parameter, EditorRequired]
    public ExperimentForm Form { get; set; } = default!;

    [Parameter, EditorRequired]
    public Channel Shop { get; set; } = default!;

    [Parameter, EditorRequired]
    public ExperimentOptions Options { get; set; } = default!;

    [Parameter]
    public bool CanEdit { get; set; }

    /// <summary>What stands in the way of its start.</summary>
    [Parameter]
    public IReadOnlyList<PlanProblem> Problems { get; set; } = [];

    /// <summary>Something was typed or chosen, or more is known: tells what can be found in which time.</summary>
    [Parameter]
    public EventCallback<ExperimentForecast?> OnChanged { get; set; }

    [Inject]
    private ExperimentPlanner Planner { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    // A hold-out is switched on at the shop's card.
    private static IReadOnlyList<Choice<ExperimentQuestion>> Questions =>
        [.. Enum.GetValues<ExperimentQuestion>().Where(question => question != ExperimentQuestion.HoldOut)
            .Select(question => new Choice<ExperimentQuestion>(question, ExperimentWords.Name(question)))];

    private static IReadOnlyList<Choice<ExperimentMetric>> Metrics =>
        [.. ExperimentMetrics.All.Select(metric => new Choice<ExperimentMetric>(metric, MetricWords.Name(metric)))];

    private IEnumerable<ExperimentMetric> Rest => ExperimentMetrics.All.Where(metric => metric != Form.Metric);

    private IReadOnlyList<PlannedSpan> Spans => PlanWords.Spans(forecast, Form);

    private string ShareHelp => Form.HasVariants && Form.Variants.Count > 1
        ? L["Split evenly into {0} groups. The others see the shop as it is.", Formats.Count(Form.Variants.Count + 1)]
        : L["Split evenly into two groups. The others see the shop as it is."];

    public void Dispose() => asking.Dispose();

    protected override void OnInitialized() => asking = new Debouncer(Time);

    protected override Task OnParametersSetAsync() => askedOf is null ? ForecastAsync(CancellationToken.None) : Task.CompletedTask;

    private static IReadOnlyList<Choice<int?>> Of(IReadOnlyList<ExperimentSubject> subjects) =>
        [.. subjects.Select(subject => new Choice<int?>(subject.Id, subject.Name))];

    private static void Toggle<T>(List<T> list, T item, bool isIn)
    {
        list.Remove(item);
        if (isIn)
        {
            list.Add(item);
        }
    }

    // A figure is shown, or must not get worse: once.
    private static void Put(ExperimentMetric metric, bool isIn, List<ExperimentMetric> list, List<ExperimentMetric> other)
    {
        Toggle(list, metric, isIn);
        if (isIn)
        {
            other.Remove(metric);
        }
    }

    private Task AskAsync(ExperimentQuestion question) => SetAsync(() => Form.Ask(question, Options.Layers));

    private async Task SetAsync(Action change)
    {
        asking.Cancel();
        change();
        await OnChanged.InvokeAsync(forecast);
        await ForecastAsync(CancellationToken.None);
    }

    // What does not change how long it takes.
    private Task TellAsync(Action change)
    {
        change();
        return OnChanged.InvokeAsync(forecast);
    }

    private Task TypeAsync(Action change)
    {
        change();
        return TypedAsync();
    }

    private async Task TypedAsync()
    {
        await OnChanged.InvokeAsync(forecast);
        // Nobody waits for it: the page goes on while somebody types.
        _ = asking.RunAsync(Debounce, cancellation => InvokeAsync(() => GestureAsync(() => ForecastAsync(cancellation))));
    }

    // Off the circuit: in a large shop the traffic of weeks is read.
    private async Task ForecastAsync(CancellationToken cancellation)
    {
        var (scope, shop, terms, effect) = (Session.Reads, Shop.Id, Form.ToTerms(Shop, null), Form.AskedEffect);
        askedOf = terms;
        isAsking = true;
        try
        {
            var found = await Task.Run(() => Planner.ForecastAsync(scope, shop, terms, effect, cancellation), cancellation);
            if (ReferenceEquals(askedOf, terms))
            {
                forecast = found;
                await OnChanged.InvokeAsync(forecast);
            }
        }
        finally
        {
            isAsking = false;
        }

        StateHasChanged();
    }
}
