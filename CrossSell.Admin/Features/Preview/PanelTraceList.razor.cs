using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Preview.PreviewTexts;

namespace CrossSell.Admin.Features.Preview;

/// <summary>A product of a panel goes in front of another.</summary>
/// <param name="Id">A product, or a family by its parent.</param>
/// <param name="BeforeId">Null for behind all of them.</param>
public sealed record PanelMove(int Id, int? BeforeId);

/// <summary>What became of every candidate of a panel, and where that can be changed.</summary>
public sealed partial class PanelTraceList
{
    // A phone shows so many of those that are not shown, until it is asked for all: the style sheet counts them.
    private const int Few = 4;

    private readonly HashSet<TraceVerdict> whole = [];
    private string text = "";

    [Parameter, EditorRequired]
    public Panel Panel { get; set; } = default!;

    [Parameter, EditorRequired]
    public Channel Channel { get; set; } = default!;

    /// <summary>Whether the person may pin, exclude and order here.</summary>
    [Parameter]
    public bool MayOrder { get; set; }

    /// <summary>Who excluded what, where that is known.</summary>
    [Parameter]
    public IReadOnlyList<PanelExclusion> Exclusions { get; set; } = [];

    /// <summary>A candidate is to be pinned, excluded, or neither any longer.</summary>
    [Parameter]
    public EventCallback<PanelGesture> OnGesture { get; set; }

    /// <summary>A shown product is to stand elsewhere.</summary>
    [Parameter]
    public EventCallback<PanelMove> OnOrder { get; set; }

    /// <summary>Whether there is room for one column only, however wide the window is.</summary>
    [Parameter]
    public bool Narrow { get; set; }

    /// <summary>Where a product is asked about that may be no candidate at all.</summary>
    [Parameter]
    public RenderFragment? Ask { get; set; }

    /// <summary>By SKU; a candidate without one is a bundle.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string> Pictures { get; set; } = new Dictionary<string, string>();

    // What somebody can change something about comes before what is only said once more.
    private List<(TraceVerdict Verdict, List<TraceEntry> Entries)> Groups => [.. Panel.Trace
        .Where(entry => text.Trim().Length == 0 || entry.Name.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase)
            || entry.Code.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase))
        .OrderBy(entry => entry.Verdict == TraceVerdict.Dropped && PanelFix.Of(entry, Panel.Anchor.Sku) is null)
        .GroupBy(entry => entry.Verdict).OrderBy(group => group.Key).Select(group => (group.Key, group.ToList()))];

    // As they stand; a bundle has no place among them.
    private IReadOnlyList<int> ShownIds => [.. Panel.Trace
        .Where(entry => entry is { Verdict: TraceVerdict.Shown, Position: not null, ProductId: not null })
        .OrderBy(entry => entry.Position).Select(entry => entry.ProductId!.Value)];

    // A person who looks for one, or at what shoppers see, sees all.
    private bool IsWhole(TraceVerdict verdict) => verdict == TraceVerdict.Shown || text.Trim().Length > 0 || whole.Contains(verdict);

    private PanelExclusion? ExclusionOf(TraceEntry entry) => entry.Filter != PanelFilter.Excluded ? null : Exclusions.FirstOrDefault(
        exclusion => (entry.ChosenId is { } chosen && exclusion.ProductIds.Contains(chosen))
            || (entry.ProductId is { } listed && exclusion.ProductIds.Contains(listed)));

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
