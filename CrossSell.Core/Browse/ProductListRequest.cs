using CrossSell.Core.Catalog;

namespace CrossSell.Core.Browse;

/// <summary>What no other product list can filter by: how a product stands in cross-selling, in the channel looked at.</summary>
public enum CrossSellFacet
{
    /// <summary>No outgoing link.</summary>
    NoLinks,

    /// <summary>One or two outgoing links.</summary>
    FewLinks,

    /// <summary>An outgoing link to a product that is archived or out of stock.</summary>
    DeadLink,

    /// <summary>A pair of the baskets that is beyond chance and waits for a verdict.</summary>
    HasSuggestion,

    /// <summary>A component of a bundle that is not retired.</summary>
    InBundle,
}

public enum StockFacet
{
    InStock,

    /// <summary>One to <see cref="ProductList.LowStock"/> pieces; of a family, all variants together.</summary>
    Low,

    Out,
}

public enum ProductSort
{
    /// <summary>How well the text matches; without text the catalogue's own order, category by category.</summary>
    Best,
    Name,
    Sku,
    Price,
    Stock,
    Completeness,
    Updated,
}

/// <summary>Filters and order of the product list. Facets of one group widen each other, except cross-sell, where each narrows further; groups narrow one another.</summary>
public sealed record ProductListRequest
{
    public string Text { get; init; } = "";

    /// <summary>Whose prices, stock and completeness are shown and filtered by.</summary>
    public required int ChannelId { get; init; }

    /// <summary>Also products that this channel does not list.</summary>
    public bool AllShops { get; init; }

    /// <summary>Every SKU on a row of its own; otherwise a family is one row.</summary>
    public bool EverySku { get; init; }

    /// <summary>With everything below it in the tree.</summary>
    public int? CategoryId { get; init; }

    public IReadOnlySet<CrossSellFacet> CrossSell { get; init; } = new HashSet<CrossSellFacet>();

    public IReadOnlySet<StockFacet> Stock { get; init; } = new HashSet<StockFacet>();

    public IReadOnlySet<ProductStatus> Status { get; init; } = new HashSet<ProductStatus>();

    /// <summary>True for products complete enough for a panel, false for those that are not, null for all.</summary>
    public bool? Ready { get; init; }

    public ProductSort Sort { get; init; }

    public bool Descending { get; init; }
}

/// <summary>One row of the list.</summary>
/// <param name="Links">Outgoing links of every type.</param>
/// <param name="Variants">0 unless the product is a family.</param>
/// <param name="Completeness">Percent; null when the channel does not list the product.</param>
public sealed record ProductListRow(ProductSummary Product, int Links, int Variants, int? Completeness);

/// <param name="Next">Where the following page begins; null at the end. Opaque to callers.</param>
public sealed record ProductListPage(IReadOnlyList<ProductListRow> Rows, string? Next);

/// <summary>How many products each choice would leave, with all other filters as they are.</summary>
/// <param name="Total">Rows of the list as filtered now.</param>
/// <param name="Unfiltered">Rows of the list without any filter.</param>
/// <param name="ByCategory">By category id, what is below it included; categories without products are left out.</param>
public sealed record ProductFacets(
    int Total,
    int Unfiltered,
    IReadOnlyDictionary<int, int> ByCategory,
    IReadOnlyDictionary<CrossSellFacet, int> CrossSell,
    IReadOnlyDictionary<StockFacet, int> Stock,
    IReadOnlyDictionary<ProductStatus, int> Status,
    int Ready,
    int NotReady);
