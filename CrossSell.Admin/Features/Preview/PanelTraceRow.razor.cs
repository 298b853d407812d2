using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Preview.PreviewTexts;

namespace CrossSell.Admin.Features.Preview;

/// <summary>One candidate of a panel, and what can be done about it.</summary>
public sealed partial class PanelTraceRow
{
    [Parameter, EditorRequired]
    public TraceEntry Entry { get; set; } = default!;

    /// <summary>The other layers that put it forward, and were told the same.</summary>
    [Parameter]
    public IReadOnlyList<PanelLayer> Also { get; set; } = [];

    /// <summary>Null where there is nothing to change.</summary>
    [Parameter]
    public PanelFix? Fix { get; set; }

    [Parameter, EditorRequired]
    public Channel Channel { get; set; } = default!;

    /// <summary>Null for a bundle.</summary>
    [Parameter]
    public string? Picture { get; set; }

    /// <summary>Who excluded it; null where nobody did, or nobody knows.</summary>
    [Parameter]
    public PanelExclusion? Excluded { get; set; }

    [Parameter]
    public bool MayOrder { get; set; }

    /// <summary>What is shown, in its order.</summary>
    [Parameter]
    public IReadOnlyList<int> Order { get; set; } = [];

    [Parameter]
    public EventCallback<PanelMove> OnOrder { get; set; }

    [Parameter]
    public EventCallback<PanelGesture> OnGesture { get; set; }

    private int At => Entry.ProductId is { } id ? Order.ToList().IndexOf(id) : -1;

    private bool MayMove => Entry.Verdict == TraceVerdict.Shown && Order.Count > 1 && At >= 0;

    private string Sentence => Excluded is { By: { } by, At: { } at } ? L["excluded by {0} on {1}", by, Formats.Day(at)] : Entry.Sentence;

    // The reason of a shown one says its evidence already, but for a rule, which is named by a link; who is too popular is told already how often.
    private string Evidence =>
        (Entry.Verdict != TraceVerdict.Shown || Entry.RuleId is not null) && Entry.Evidence is { PairBaskets: > 0, AnchorBaskets: > 0 } said
        ? " · " + (said.Lift > 1 && Entry.Filter != PanelFilter.PopularRegardless
            ? L["together in {0} of {1} baskets, {2} more than expected",
                Formats.Count(said.PairBaskets), Formats.Count(said.AnchorBaskets), Formats.Factor(said.Lift)]
            : L["together in {0} of {1} baskets", Formats.Count(said.PairBaskets), Formats.Count(said.AnchorBaskets)]).Value
        : "";

    private Task SayAsync(PanelGestureKind kind, OverrideScope scope = OverrideScope.Product) =>
        OnGesture.InvokeAsync(new PanelGesture(kind, Entry.ProductId ?? 0, Entry.Code, scope));

    /// <summary>One place up (-1) or down (1).</summary>
    private Task MoveAsync(int step)
    {
        var behind = step < 0 ? At - 1 : At + 2;
        return OnOrder.InvokeAsync(new PanelMove(Entry.ProductId!.Value, behind < Order.Count ? Order[behind] : null));
    }
}
