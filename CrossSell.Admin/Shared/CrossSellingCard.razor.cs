using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Experiments;
using CrossSell.Core.Insights;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>The one figure that says what panels brought: from a hold-out, with its range, or the words that it is not known.</summary>
public sealed partial class CrossSellingCard
{
    private readonly NewestLoad loads = new();
    private CrossSellingFigure? figure;
    private int? shown;
    private bool isRead;

    [Parameter, EditorRequired]
    public Channel Channel { get; set; } = default!;

    /// <summary>Nothing is drawn for a shop without a hold-out.</summary>
    [Parameter]
    public bool OnlyWhenMeasured { get; set; }

    [Inject]
    private CrossSellingQuery CrossSelling { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    // For styles and tests.
    private string State => figure is null ? "none" : figure.Amount is not null ? "found" : "open";

    private string Tone => figure?.Reading?.Verdict switch
    {
        ExperimentVerdict.Better => "good",
        ExperimentVerdict.Worse or ExperimentVerdict.Invalid => "error",
        _ => "plain",
    };

    private string Effect => figure?.Reading?.First?.Relative is { } effect ? Formats.SignedFixed(effect.Value * 100, 1) + " %" : Formats.None;

    private string Sentence => figure switch
    {
        null => L[
            "Only a hold-out tells: a small share of visitors sees no panels and is compared with as many who do. All other figures of panels are attributed."],
        { Reading: null or { Visitors: 0 } } => L["The hold-out is on; no visitors were counted yet."],
        { Reading.Verdict: ExperimentVerdict.Invalid } => L["The hold-out's visitors were not split as planned, so it cannot be trusted."],
        { Reading.Verdict: ExperimentVerdict.NoDifference } => L["The hold-out found no difference beyond chance."],
        { Reading: { DaysLeft: { } days, First.Relative: { } effect } } => L.Count(
            days, "Not yet conclusive: about {0} more day. So far between {1} and {2} of revenue per visitor.",
            "Not yet conclusive: about {0} more days. So far between {1} and {2} of revenue per visitor.", Percent(effect.Low), Percent(effect.High)),
        { Reading.First.Relative: { } effect } => L[
            "Not yet conclusive. So far between {0} and {1} of revenue per visitor.", Percent(effect.Low), Percent(effect.High)],
        _ => L["The hold-out is on, and not yet conclusive."],
    };

    protected override Task OnParametersSetAsync()
    {
        if (shown == Channel.Id)
        {
            return Task.CompletedTask;
        }

        (shown, isRead, figure) = (Channel.Id, false, null);
        return loads.RunAsync(async isNewest =>
        {
            var (scope, shop) = (Session.Reads, Channel.Id);
            // Off the circuit, for SQLite works synchronously: the page is drawn meanwhile.
            var found = await Task.Run(() => CrossSelling.LoadAsync(scope, shop));
            if (isNewest())
            {
                (figure, isRead) = (found, true);
            }
        });
    }

    private static string Percent(double share) => Formats.SignedFixed(share * 100, 1) + " %";

    private static string Signed(Money amount) => (amount.Minor > 0 ? "+" : "") + Formats.Amount(amount);
}
