using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Search;

/// <summary>
/// What the product list shows and in which order. Values of one facet widen each other (except <c>with</c>, where each narrows further);
/// facets narrow one another. Two queries are equal when they ask the same.
/// </summary>
public sealed record CatalogQuery
{
    /// <summary>Whose prices, stock, completeness and suggestions are shown and filtered by.</summary>
    public required int ChannelId { get; init; }

    /// <summary>As typed.</summary>
    public string Text { get; init; } = "";

    /// <summary>Only these, from a pasted list; empty means no such list.</summary>
    public EquatableList<string> Skus { get; init; } = [];

    /// <summary>Also products that this channel does not list.</summary>
    public bool AllShops { get; init; }

    /// <summary>Every SKU on a row of its own; otherwise a family is one row.</summary>
    public bool EverySku { get; init; }

    /// <summary>By facet key (<see cref="FacetKeys"/>).</summary>
    public EquatableDictionary<string, FacetFilter> Filters { get; init; } = [];

    /// <summary>One of <see cref="CatalogSorts"/>; what is not known counts as <see cref="CatalogSorts.Best"/>.</summary>
    public string Sort { get; init; } = CatalogSorts.Best;

    public bool Descending { get; init; }
}

/// <summary>The values of one facet that are wanted, or a range of numbers (money in minor units), both ends included.</summary>
public sealed record FacetFilter(EquatableList<string> Values, decimal? From = null, decimal? To = null)
{
    public static FacetFilter Of(params ReadOnlySpan<string> values) => new([.. values]);

    public static FacetFilter Between(decimal? from, decimal? to) => new([], from, to);
}

/// <summary>The facets of the product list. Values are codes that stand in addresses; a shop's own attributes are <c>attr.</c> and their code.</summary>
public static class FacetKeys
{
    /// <summary>Category codes; each with everything below it in the tree. <c>-</c> is: in no category.</summary>
    public const string Category = "category";

    /// <summary>Channel codes that list the product.</summary>
    public const string Channel = "channel";

    /// <summary>Brands as written; <c>-</c> is: without one.</summary>
    public const string Brand = "brand";

    /// <summary>Product type codes.</summary>
    public const string Type = "type";

    /// <summary><c>active</c>, <c>draft</c>, <c>archived</c>.</summary>
    public const string Status = "status";

    /// <summary><c>in</c>, <c>low</c>, <c>out</c>, <c>untracked</c>.</summary>
    public const string Stock = "stock";

    /// <summary>A range in minor units of the channel's currency; its values are bands <c>0-1999</c>.</summary>
    public const string Price = "price";

    /// <summary><c>yes</c> (reaches the channel's threshold), <c>no</c>, and bands <c>0-49</c>, <c>50-74</c>, <c>75-99</c>, <c>100</c>.</summary>
    public const string Complete = "complete";

    /// <summary>Names of fields that the channel needs and the product lacks.</summary>
    public const string Missing = "missing";

    public const string Tag = "tag";

    /// <summary>
    /// Cross-sell facets: <c>no-links</c>, <c>few-links</c>, <c>dead-link</c>, <c>suggestion</c>, <c>bundle</c>, <c>in-review</c>. Each narrows further.
    /// </summary>
    public const string With = "with";

    /// <summary>A range of outgoing links.</summary>
    public const string Links = "links";

    /// <summary><c>today</c>, <c>7d</c>, <c>30d</c>: changed within.</summary>
    public const string Changed = "changed";

    /// <summary>Ids of actors whose change was the last.</summary>
    public const string ChangedBy = "by";

    /// <summary>Followed by an attribute's code. Choices take values, numbers a range.</summary>
    public const string AttributePrefix = "attr.";
}

/// <summary>Orders of the product list, as addresses write them.</summary>
public static class CatalogSorts
{
    /// <summary>How well the text matches; without text the catalogue's own order, category by category.</summary>
    public const string Best = "best";
    public const string Name = "name";
    public const string Sku = "sku";
    public const string Brand = "brand";
    public const string Price = "price";
    public const string Stock = "stock";
    public const string Complete = "complete";
    public const string Links = "links";
    public const string Margin = "margin";
    public const string Status = "status";
    public const string Updated = "updated";
    public const string Created = "created";

    public static readonly IReadOnlyList<string> All = [Best, Name, Sku, Brand, Price, Stock, Complete, Links, Margin, Status, Updated, Created];
}

/// <summary>What was picked in the list: single rows, or all that match but some. What bulk actions work on.</summary>
/// <param name="All">True: everything that <paramref name="Query"/> matches except <paramref name="Ids"/>. False: exactly <paramref name="Ids"/>.</param>
public sealed record ProductSelection(CatalogQuery Query, bool All, EquatableList<int> Ids);

/// <summary>A window of the list.</summary>
/// <param name="Total">Rows of the list as filtered.</param>
/// <param name="Unfiltered">Rows without text, pasted list and filters.</param>
/// <param name="State">Moves when what the list shows may have changed.</param>
/// <param name="Close">True when nothing fits the text exactly and these are close matches.</param>
/// <param name="UnknownSkus">Of a pasted list, those that no product has.</param>
public sealed record CatalogPage(
    IReadOnlyList<CatalogRow> Rows, int Skip, int Total, int Unfiltered, long State, bool Close, IReadOnlyList<string> UnknownSkus);

/// <summary>One row of the list.</summary>
/// <param name="Links">Outgoing links of every type.</param>
/// <param name="Variants">0 unless the product is a family.</param>
/// <param name="Completeness">Percent in the channel's default locale; null when the channel does not list the product.</param>
/// <param name="Versions">Of the product and of its listing in the channel, as edits from the list must name them.</param>
public sealed record CatalogRow(
    ProductSummary Product,
    int Links,
    int Variants,
    int? Completeness,
    string Missing,
    string? Type,
    string? Gtin,
    IReadOnlyList<string> Tags,
    decimal? Margin,
    IReadOnlyList<string> Channels,
    int Suggestions,
    int Bundles,
    DateTimeOffset UpdatedAt,
    DateTimeOffset CreatedAt,
    (int Product, int? Listing) Versions)
{
    /// <summary>
    /// What the price was lowered from in the channel; of a family without a price of its own, what its cheapest variant's was. Null when it was not.
    /// </summary>
    public Money? CompareAtPrice { get; init; }
}

/// <summary>How the values of a facet are offered.</summary>
public enum FacetKind
{
    Values,
    Tree,
    Range,
}

/// <summary>One value that the list can be narrowed to.</summary>
/// <param name="Count">Rows it would leave, with all other facets as they are.</param>
/// <param name="Parent">In a tree: the value above it.</param>
public sealed record FacetValue(string Value, string Label, int Count, bool Selected, string? Parent = null, string? Color = null);

/// <summary>One facet with its values, the fullest first unless they have an order of their own; what is selected is always there.</summary>
/// <param name="Unit">Of a range of numbers.</param>
/// <param name="Least">Of a range: the smallest number that the list as filtered by the other facets holds.</param>
/// <param name="More">How many values were left out.</param>
public sealed record Facet(
    string Key, string Name, FacetKind Kind, IReadOnlyList<FacetValue> Values, string? Unit = null, decimal? Least = null, decimal? Most = null, int More = 0);

/// <param name="IsCapped">True when counts stop at a limit and are at least so much.</param>
public sealed record CatalogFacets(int Total, int Unfiltered, IReadOnlyList<Facet> Facets, bool IsCapped = false)
{
    public Facet? this[string key] => Facets.FirstOrDefault(facet => facet.Key == key);

    /// <summary>Rows with this value; 0 when the facet does not list it.</summary>
    public int Count(string key, string value) => this[key]?.Values.FirstOrDefault(item => item.Value == value)?.Count ?? 0;
}

/// <summary>Text for money and numbers in addresses and files: invariant, so that an address means the same to everybody.</summary>
public static class FacetNumbers
{
    public static string Write(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    public static decimal? Read(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
