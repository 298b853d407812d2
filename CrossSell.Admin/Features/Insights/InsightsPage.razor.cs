using CrossSell.Admin.Shared;
using CrossSell.Core.Insights;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Insights.InsightsTexts;

namespace CrossSell.Admin.Features.Insights;

/// <summary>What the orders of a shop say about its money and its panels. Period and comparison stand in the address.</summary>
public sealed partial class InsightsPage : IDisposable
{
    private const int MostMarks = 2;

    // Of the width of the chart.
    private const double MarkRoom = 0.45;

    private readonly InsightsPageState state = new();
    private readonly AddressEchoes echoes = new();
    private readonly NewestLoad loads = new();
    private InsightsFigures? figures;
    private bool canEdit;

    [SupplyParameterFromQuery]
    private string? Period { get; set; }

    [SupplyParameterFromQuery]
    private string? Compare { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? To { get; set; }

    [SupplyParameterFromQuery]
    private string? Chart { get; set; }

    [SupplyParameterFromQuery]
    private string? Panels { get; set; }

    [Inject]
    private InsightsQuery Insights { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private static IEnumerable<(string Name, string Title)> Files =>
    [
        ("orders", L["Chart: orders over time"]), ("origins", L["Revenue of recommended products"]), ("panels", L["Panels"]),
        ("bundles", L["Bundles: promised and sold"]), ("suggestions", L["Suggestions: promised and delivered"]),
        ("customers", L["Customers who came back"]),
    ];

    private string ChartNote => figures is { Points: var points, Step: var step } && points.Any(point => point.Before is not null)
        ? L["{0}; grey: {1}", InsightWords.Of(step), InsightWords.Of(state.Comparison)]
        : InsightWords.Of(figures?.Step ?? default);

    private string LabelTitle => figures?.Step switch { InsightStep.Week => L["Week to"], InsightStep.Month => L["Month"], _ => L["Day"] };

    private IReadOnlyList<string> Labels => [.. figures!.Points.Select(point => InsightWords.Of(point.Part, figures.Step))];

    private IReadOnlyList<string> AxisLabels => [.. figures!.Points.Select(point => InsightWords.AtAxis(point.Part, figures.Step))];

    private IReadOnlyList<ChartLine> Lines
    {
        get
        {
            var now = new ChartLine(L[state.Metric.Name], [.. figures!.Points.Select(point => state.Metric.Of(point.Now))]);
            return figures.Points.Any(point => point.Before is not null)
                ? [now, new ChartLine(
                    InsightWords.Of(state.Comparison), [.. figures.Points.Select(point => point.Before is { } before ? state.Metric.Of(before) : null)],
                    IsMuted: true)]
                : [now];
        }
    }

    // Where most was done, each with room for its words: more of them would hide the line.
    private IReadOnlyList<ChartMark> Marks
    {
        get
        {
            var marks = new List<ChartMark>();
            var room = figures!.Points.Count * MarkRoom;
            foreach (var (mark, at) in figures.Points.Select((point, at) => (point.Mark, At: at))
                .Where(point => point.Mark is { Links: > 0 } or { Bundles: > 0 }).OrderByDescending(point => point.Mark.Links + point.Mark.Bundles))
            {
                if (marks.Count < MostMarks && marks.TrueForAll(other => Math.Abs(other.At - at) >= room))
                {
                    marks.Add(new ChartMark(at, InsightWords.Of(mark)));
                }
            }

            return marks;
        }
    }

    private string? FullPill => figures is { Full: { } full, Before: { } before } && InsightsReport.Full(before) is { } past
        ? L["{0} points", Formats.SignedFixed((full - past) * 100, 1)].Value
        : null;

    private IReadOnlyList<string?> FullLines => figures!.Full is null
        ? [L["No main product was sold in this period."]]
        : [L["{0} still without", InsightWords.Round(figures.Now.MainRevenue - figures.Now.FullRevenue, figures.Currency)], L["panels as they are now"]];

    private IReadOnlyList<string?> CustomerLines => figures!.Customers is not { Value: { IsEnough: true } value } customers
        ? [L["{0} customers have twelve months behind them; {1} are needed", Formats.Count(figures.Customers.Value.Count), Formats.Count(Estimates.Enough)]]
        :
        [
            InsightWords.Interval(value.Low, value.High, minor => InsightMetric.All[0].SayShort(minor, figures.Currency)),
            L.Count(
                customers.CompleteCohorts, "{0} month of first orders, {1} customers", "{0} months of first orders, {1} customers",
                Formats.Count(value.Count)),
        ];

    public void Dispose() => Session.Changed -= ChannelChanged;

    protected override void OnInitialized() => Session.Changed += ChannelChanged;

    protected override Task OnParametersSetAsync()
    {
        if (!echoes.IsNews(Navigation))
        {
            return Task.CompletedTask;
        }

        state.Read(Period, Compare, From, To, Chart, Panels);
        return LoadAsync();
    }

    private static string? Current(bool isCurrent) => isCurrent ? "true" : null;

    private static string? PillOf(Estimate estimate, EstimatedChange? change, InsightUnit unit) => (estimate, change) switch
    {
        ({ IsEnough: false }, _) => L["not enough orders"],
        (_, { IsEnough: true } known) => known.IsClear ? InsightWords.Of(known, unit) : L["{0}, may be chance", InsightWords.Of(known, unit)],
        _ => null,
    };

    private static string ToneOf(Estimate estimate, EstimatedChange? change) => (estimate, change) switch
    {
        ({ IsEnough: false }, _) => "warning",
        (_, { IsClear: true } known) => known.Value > 0 ? "good" : "error",
        _ => "plain",
    };

    private string Said(Estimate estimate, InsightMetric metric) => estimate.Value is { } value ? metric.Say(value, figures!.Currency) : Formats.None;

    private IReadOnlyList<string?> LinesOf(Estimate estimate, EstimatedChange? change, InsightMetric metric) =>
    [
        estimate is { IsEnough: true } ? InsightWords.Interval(estimate.Low, estimate.High, value => metric.SayShort(value, figures!.Currency)) : null,
        change is { IsEnough: true } known ? L["{0}: {1}", InsightWords.Of(state.Comparison), metric.Say(known.Before, figures!.Currency)].Value : null,
        estimate is { IsEnough: false } ? L["{0} orders; {1} are needed", Formats.Count(estimate.Count), Formats.Count(Estimates.Enough)].Value : null,
    ];

    /// <summary>A custom range begins with the days that are shown.</summary>
    private string RangeAddress(InsightRange range) => state.With(other =>
    {
        other.Range = range;
        (other.From, other.To) = range == InsightRange.Custom ? (other.From ?? figures?.Period.From, other.To ?? figures?.Period.To) : (null, null);
    });

    private Task Narrow(Action<InsightsPageState> change)
    {
        change(state);
        echoes.Go(Navigation, state.Address(), replace: true);
        return LoadAsync();
    }

    private void ChannelChanged() => _ = InvokeAsync(async () =>
    {
        figures = null;
        await LoadAsync();
        StateHasChanged();
    });

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        if (Session.Channel is not { } channel)
        {
            return;
        }

        // Off the circuit, for SQLite works synchronously: the page is drawn meanwhile.
        var (scope, question) = (Session.Reads, state.Question(channel.Id));
        var asking = Task.Run(() => Insights.LoadAsync(scope, question));
        var edits = (await CurrentActor.GetAsync()).Can(Permission.EditLinks, channel.Id);
        var found = await asking;
        if (isNewest())
        {
            (figures, canEdit) = (found, edits);
            StateHasChanged();
        }
    });
}
