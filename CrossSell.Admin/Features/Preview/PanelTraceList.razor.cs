using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Preview.PreviewTexts;

namespace CrossSell.Admin.Features.Preview;

/// <summary>What became of every candidate of a panel, and where that can be changed.</summary>
public sealed partial class PanelTraceList
{
    private string text = "";

    [Parameter, EditorRequired]
    public Panel Panel { get; set; } = default!;

    [Parameter, EditorRequired]
    public Channel Channel { get; set; } = default!;

    /// <summary>A candidate is to be excluded no longer.</summary>
    [Parameter]
    public EventCallback<TraceEntry> OnLift { get; set; }

    /// <summary>By SKU; a candidate without one is a bundle.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string> Pictures { get; set; } = new Dictionary<string, string>();

    // What somebody can change something about comes before what is only said once more.
    private List<(TraceVerdict Verdict, List<TraceEntry> Entries)> Groups => [.. Panel.Trace
        .Where(entry => text.Trim().Length == 0 || entry.Name.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase)
            || entry.Code.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase))
        .OrderBy(entry => entry.Verdict == TraceVerdict.Dropped && PanelFix.Of(entry, Panel.Anchor.Sku) is null)
        .GroupBy(entry => entry.Verdict).OrderBy(group => group.Key).Select(group => (group.Key, group.ToList()))];

    private PanelFix? Fix(TraceEntry entry) => entry.Verdict == TraceVerdict.Dropped ? PanelFix.Of(entry, Panel.Anchor.Sku) : null;

    // Put forward by several layers and kept out for one reason, it is one candidate.
    private static List<List<TraceEntry>> Candidates(IEnumerable<TraceEntry> entries) => Together(entries.Where(entry => !IsShownAlready(entry)));

    private static List<List<TraceEntry>> Again(IEnumerable<TraceEntry> entries) => Together(entries.Where(IsShownAlready));

    private static List<List<TraceEntry>> Together(IEnumerable<TraceEntry> entries) =>
        [.. entries.GroupBy(entry => (entry.Code, entry.BundleId, entry.Filter, entry.RuleId is not null && entry.Filter is PanelFilter.RuleFull
            or PanelFilter.RulePrice or PanelFilter.SwitchedOff ? entry.RuleId : null)).Select(group => group.ToList())];

    private static bool IsShownAlready(TraceEntry entry) => entry.Filter == PanelFilter.AlreadyShown;

    private static string Head(TraceVerdict verdict) => verdict switch
    {
        TraceVerdict.Shown => L["Shown"],
        TraceVerdict.Waiting => L["Waiting"],
        _ => L["Dropped"],
    };

    private static string Means(TraceVerdict verdict) => verdict switch
    {
        TraceVerdict.Shown => L["what the shopper sees"],
        TraceVerdict.Waiting => L["would be shown, but there is no slot left"],
        _ => L["kept out, and where to change that"],
    };
}
