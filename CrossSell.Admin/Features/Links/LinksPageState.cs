using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Links;

/// <summary>What the links page shows and what is selected. Knows no component and no database.</summary>
public sealed class LinksPageState
{
    public string? Sku { get; set; }

    public bool AsTable { get; set; }

    /// <summary>1, or 2 for what companions offer in turn.</summary>
    public int Depth { get; set; } = 1;

    /// <summary>Whether products that offer this one are shown.</summary>
    public bool ShowsIncoming { get; set; } = true;

    /// <summary>True when the type is chosen at every drop; otherwise the current one sticks.</summary>
    public bool AsksForType { get; set; }

    /// <summary>The type that the next link gets: it stays until another is chosen.</summary>
    public string TypeCode { get; set; } = LinkType.CrossSell;

    public int? SelectedLinkId { get; private set; }

    /// <summary>A selected candidate, or the anchor.</summary>
    public int? SelectedProductId { get; private set; }

    /// <summary>Products that are selected together; empty while one link or product is.</summary>
    public IReadOnlySet<int> SelectedIds { get; private set; } = new HashSet<int>();

    public void SelectLink(int? linkId) => (SelectedLinkId, SelectedProductId, SelectedIds) = (linkId, null, new HashSet<int>());

    public void SelectProduct(int? productId) => (SelectedLinkId, SelectedProductId, SelectedIds) = (null, productId, new HashSet<int>());

    /// <summary>Selects products together: what one link or product was selected before is not any more.</summary>
    public void SelectTogether(IEnumerable<int> productIds) => (SelectedLinkId, SelectedProductId, SelectedIds) = (null, null, productIds.ToHashSet());

    /// <summary>Forgets selected products that are not there any more.</summary>
    public void KeepSelected(Func<int, bool> isThere) => SelectedIds = SelectedIds.Where(isThere).ToHashSet();

    public string ToQuery() => Sku is null
        ? ""
        : $"?sku={Uri.EscapeDataString(Sku)}" + (AsTable ? "&view=table" : "") + (Depth > 1 ? "&depth=2" : "") + (ShowsIncoming ? "" : "&incoming=no");
}
