using CrossSell.Core.Catalog;
using CrossSell.Core.Experiments;
using CrossSell.Core.Insights;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>The one figure that says what panels brought: from a hold-out, with its range, or the words that it is not known.</summary>
public sealed partial class CrossSellingCard
{
    private readonly NewestLoad loads = new();
    private Experiment? holdOut;
    private ExperimentReading? reading;
    private HoldOutFigure? figure;
    private int? shown;
    private bool isOn;
    private bool isRead;

    [Parameter, EditorRequired]
    public Channel Channel { get; set; } = default!;

    /// <summary>Nothing is drawn for a shop without a hold-out.</summary>
    [Parameter]
    public bool OnlyWhenMeasured { get; set; }

    [Inject]
    private ExperimentList Experiments { get; set; } = default!;

    [Inject]
    private ExperimentReader Reader { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    // Beyond chance, and of visitors who were split as planned.
    private HoldOutFigure? Found => reading?.Verdict is ExperimentVerdict.Better or ExperimentVerdict.Worse && figure is { IsConclusive: true } ? figure : null;

    // For styles and tests.
    private string State => Found is not null ? "found" : isOn ? "open" : "none";

    private string Tone => reading?.Verdict switch
    {
        ExperimentVerdict.Better => "good",
        ExperimentVerdict.Worse or ExperimentVerdict.Invalid => "error",
        _ => "plain",
    };

    private string Effect => figure?.Relative is { } effect ? Percent(effect.Value) : Formats.None;

    private string Sentence => (holdOut, reading) switch
    {
        (null, _) => L[
            "Only a hold-out tells: a small share of visitors sees no panels and is compared with as many who do. All other figures of panels are attributed."],
        _ when !isOn => L["The last hold-out ended on {0} and found nothing beyond chance.", Formats.Day(figure!.To)],
        (_, null or { Visitors: 0 }) => L["The hold-out is on; no visitors were counted yet."],
        (_, { Verdict: ExperimentVerdict.Invalid }) => L["The hold-out's visitors were not split as planned, so it cannot be trusted."],
        (_, { Verdict: ExperimentVerdict.NoDifference }) => L["The hold-out found no difference beyond chance."],
        (_, { DaysLeft: { } days, First.Relative: { } effect }) => L.Count(
            days, "Not yet conclusive: about {0} more day. So far between {1} and {2} of revenue per visitor.",
            "Not yet conclusive: about {0} more days. So far between {1} and {2} of revenue per visitor.", Percent(effect.Low), Percent(effect.High)),
        (_, { First.Relative: { } effect }) => L[
            "Not yet conclusive. So far between {0} and {1} of revenue per visitor.", Percent(effect.Low), Percent(effect.High)],
        _ => L["The hold-out is on, and not yet conclusive."],
    };

    protected override Task OnParametersSetAsync()
    {
        if (shown == Channel.Id)
        {
            return Task.CompletedTask;
        }

        (shown, isRead, isOn, holdOut, reading, figure) = (Channel.Id, false, false, null, null, null);
        return loads.RunAsync(async isNewest =>
        {
            var (scope, shop) = (Session.Reads, Channel.Id);
            // Off the circuit, for SQLite works synchronously: the page is drawn meanwhile.
            var found = await Task.Run(async () =>
            {
                var (current, last) = (await Experiments.HoldOutAsync(scope, shop), await Reader.HoldOutAsync(scope, shop));
                // One that is over still says what it found.
                var tells = current ?? (last is null ? null : (await Experiments.FindAsync(scope, last.ExperimentId))?.Experiment);
                return (current is not null, tells, tells is null ? null : await Reader.ReadAsync(scope, tells.Id), last);
            });
            if (isNewest())
            {
                ((isOn, holdOut, reading, figure), isRead) = (found, true);
            }
        });
    }

    private static string Percent(double share) => Formats.SignedFixed(share * 100, 1) + " %";

    private string Signed(double minor) => (minor > 0 ? "+" : "") + Formats.Round(InsightsReport.Money(minor, Channel.Currency));
}
