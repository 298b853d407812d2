using CrossSell.Admin.Shared;
using CrossSell.Core.Backtesting;
using CrossSell.Core.Jobs;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Insights.InsightsTexts;

namespace CrossSell.Admin.Features.Insights;

/// <summary>Whether the panels that people made would have served shoppers better than what orders say, asked of the newest baskets.</summary>
public sealed partial class BacktestPage : IDisposable
{
    private readonly NewestLoad loads = new();
    private BacktestResult? result;
    private long? job;
    private bool loaded;
    private bool mayAsk;

    [Inject]
    private BacktestJobs Jobs { get; set; } = default!;

    [Inject]
    private BacktestResults Results { get; set; } = default!;

    [Inject]
    private PanelLayers Layers { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    public void Dispose() => Session.Changed -= Changed;

    protected override Task OnInitializedAsync()
    {
        Session.Changed += Changed;
        return LoadAsync();
    }

    private static string Asked(BacktestResult found) =>
        L[
            "{0} of the newest {1} baskets were tested; scores were trained on {2} older ones of {3} products.",
            Formats.Count(found.Report.Cases), Formats.Count(found.Report.TestBaskets), Formats.Count(found.Report.TrainBaskets),
            Formats.Count(found.Report.Products)].Value
        + (found.Panels is { } panels && panels.Comparison.Cases < found.Report.Cases
            ? L[" Panels: {0} of them.", Formats.Count(panels.Comparison.Cases)].Value
            : "");

    private static string SlotsOf(LayerScore layer) => layer.Clear is { } clear
        ? L[
            "{0} of {1} slots shown; {2} on significant pairs",
            BacktestWords.Error(layer.Error), Formats.Count(layer.Slots), BacktestWords.Percent(clear.Value)].Value
        : L["{0} of {1} slots shown", BacktestWords.Error(layer.Error), Formats.Count(layer.Slots)].Value;

    private static double BarOf(PanelComparison comparison, LayerScore layer) =>
        comparison.Layers.Max(item => item.Rate) is > 0 and var most ? layer.Rate * 100 / most : 0;

    private void Changed() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        if (Session.Channel is { } channel)
        {
            var found = await Results.FindAsync(channel.Id);
            var running = await Jobs.CurrentAsync(channel);
            var may = (await CurrentActor.GetAsync()).Can(BacktestWork.Needs, channel.Id);
            if (!isNewest())
            {
                return;
            }

            (result, job, mayAsk) = (found, running, may);
        }

        loaded = true;
    });

    private async Task AskAsync()
    {
        if (Session.Channel is { } channel)
        {
            await BusyAsync(async () =>
            {
                var started = await Jobs.StartAsync(channel, await CurrentActor.GetAsync());
                job = Feedback.Accepted(started) ? started.Required : null;
            });
        }
    }

    private async Task OverAsync(Job over)
    {
        job = null;
        if (over is { State: JobState.Failed, Problem: { } why })
        {
            Feedback.Warn(why);
        }

        await LoadAsync();
    }
}
