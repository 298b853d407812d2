using CrossSell.Core.Canvas;
using CrossSell.Core.Links;
using static CrossSell.Admin.Features.Canvas.CanvasTexts;

namespace CrossSell.Admin.Features.Canvas;

/// <summary>A product as the canvas shows it: every text is ready to read, in the person's language and the channel's currency.</summary>
/// <param name="ImageUrl">Null draws a neutral pictogram.</param>
/// <param name="Stock">"240", or null when stock is not tracked.</param>
/// <param name="Warning">"out of stock", "not sold in this shop": stands in the place of the stock; null when the product can be sold.</param>
public sealed record CanvasProduct(int Id, string Sku, string Name, string? ImageUrl, string Price, string? Stock, string? Warning = null)
{
    /// <summary>A photograph, which the dark theme leaves as it is; drawings are turned dark.</summary>
    public bool IsPhoto { get; init; }

    /// <summary>What stands under the name: why it cannot be sold, else what it costs and how many there are.</summary>
    public string Detail => Warning ?? string.Join(" · ", new[] { Price, Stock }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>What a screen reader says for the card: its words in their order, so that who speaks to the page can say them (WCAG 2.5.3).</summary>
    public string Spoken => Warning is not null ? $"{Name}, {Warning}, {Price}"
        : Stock is not null ? L["{0}, {1}, {2} in stock", Name, Price, Stock].Value : $"{Name}, {Price}";
}

/// <summary>A stored link as the canvas draws it. A two-way or inverse link is given once, as the row that starts at the anchor.</summary>
/// <param name="TypeCode">The type that most links have needs no words: <c>cross-sell</c>.</param>
/// <param name="TypeName">As it stands on the label: "accessory".</param>
/// <param name="Position">From 0 in the source's list.</param>
/// <param name="FillsPanel">Only such links show their position, and can be moved.</param>
/// <param name="InverseName">The reverse type, for links that have one; the line then has two heads.</param>
/// <param name="Warning">Why shoppers do not see the link now, or null.</param>
public sealed record CanvasEdge(
    int LinkId,
    int SourceId,
    int TargetId,
    string TypeCode,
    string TypeName,
    int Position,
    bool FillsPanel,
    string? InverseName = null,
    string? Warning = null)
{
    public LinkLook Look { get; init; } = new(LinkColors.Of(LinkKind.Complement), LinkLine.Solid);
}

/// <summary>A product that the orders suggest, not linked yet.</summary>
/// <param name="Evidence">Short: "213 baskets".</param>
/// <param name="Origin">Who puts it forward, as a screen reader says it: "rule Socks for boots"; null for "bought together".</param>
public sealed record CanvasGhost(CanvasProduct Product, string Evidence, string? Origin = null);

/// <summary>The type that a newly drawn link will get.</summary>
/// <param name="BackName">What is written in reverse; null for a one-way type.</param>
/// <param name="Asks">True when the type is chosen at every drop instead.</param>
public sealed record CanvasLinkType(string Code, string Name, string? BackName = null, bool Asks = false);

/// <summary>All that the canvas draws. It is replaced as a whole; the canvas never writes to it.</summary>
/// <param name="Products">Every product at an end of an edge, the anchor and ghosts apart.</param>
/// <param name="SelectedLinkId">Null when no link is selected.</param>
/// <param name="SelectedProductId">A selected product without a link of its own: the anchor or a ghost.</param>
public sealed record CanvasModel(
    CanvasProduct Anchor,
    IReadOnlyList<CanvasProduct> Products,
    IReadOnlyList<CanvasEdge> Edges,
    IReadOnlyList<CanvasGhost> Ghosts,
    CanvasLinkType CurrentType,
    int? SelectedLinkId = null,
    int? SelectedProductId = null)
{
    public CanvasOptions Options { get; init; } = CanvasOptions.Default;

    /// <summary>Products that were selected together; empty when one link or product is.</summary>
    public IReadOnlySet<int> SelectedIds { get; init; } = new HashSet<int>();
}

/// <summary>A card that a person put somewhere: its middle from the anchor's middle.</summary>
public sealed record MovedCard(int Id, double X, double Y);

/// <summary>A product that a name means, on the canvas or not.</summary>
public sealed record FoundProduct(int Id, string Name);
