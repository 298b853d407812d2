using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Workbench.WorkbenchTexts;

namespace CrossSell.Core.Workbench;

/// <summary>One value in a comparison: words, an amount, or a number of basis points or pieces; all null where there is none.</summary>
public sealed record ComparedValue(string? Text = null, Money? Amount = null, long? Number = null)
{
    public static readonly ComparedValue None = new();

    public bool IsEmpty => this == None;
}

/// <summary>How a row's values are written.</summary>
public enum ComparedKind
{
    Words,
    Amount,
    Percent,
    Pieces,
}

/// <summary>One property of all products side by side.</summary>
/// <param name="Applies">Per product: false where its type does not have the attribute, which is another thing than an attribute without a value.</param>
public sealed record ComparedRow(string Group, string Key, string Label, ComparedKind Kind, IReadOnlyList<ComparedValue> Values, IReadOnlyList<bool> Applies)
{
    /// <summary>Whether at least two products do not say the same; never of what is meant to be another for each.</summary>
    public bool Differs => Key != "gtin" && Values.Zip(Applies).Distinct().Skip(1).Any();
}

/// <summary>Something that some of the products have, such as a link to the same product or a bundle that holds them.</summary>
/// <param name="Words">Per product: how it has it (the types of its links); null when it does not.</param>
public sealed record ComparedShare<T>(T Item, IReadOnlyList<string?> Words)
{
    public bool InAll => Words.All(word => word is not null);
}

/// <summary>One product of a comparison with all that its rows are made of.</summary>
public sealed record ComparedProduct(
    Product Product,
    ProductSummary Summary,
    string? TypeName,
    string? CategoryPath,
    string? SuccessorSku,
    Listing? Listing,
    int? MarginBasisPoints,
    IReadOnlyList<string> Channels,
    IReadOnlyList<AttributeLine> Attributes,
    int LinksOut,
    int LinksIn);

/// <summary>Products side by side in one channel: rows in a fixed order, what they link to and which bundles hold them.</summary>
/// <param name="Unknown">Asked for, but no product has this SKU.</param>
/// <param name="TooMany">Asked for, but beyond <see cref="Most"/>.</param>
public sealed record ProductComparison(
    Channel Channel,
    IReadOnlyList<ComparedProduct> Products,
    IReadOnlyList<ComparedRow> Rows,
    IReadOnlyList<ComparedShare<ProductSummary>> Links,
    IReadOnlyList<ComparedShare<BundleLineOf>> Bundles,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> TooMany)
{
    public const int Least = 2;
    public const int Most = 4;
}

/// <summary>
/// Makes the rows of a comparison: the product, its listing in the channel, then the attributes of all types in the order in which they come.
/// </summary>
public static class ComparisonRows
{
    public const string ProductGroup = "Product";
    public const string ShopGroup = "In this shop";
    public const string AttributeGroup = "Attributes";
    public const string CrossSellGroup = "Cross-sell";

    public static IReadOnlyList<ComparedRow> Of(IReadOnlyList<ComparedProduct> products, Currency currency)
    {
        ComparedRow Row(string group, string key, string label, ComparedKind kind, Func<ComparedProduct, ComparedValue> value) =>
            new(group, key, label, kind, [.. products.Select(value)], [.. products.Select(_ => true)]);
        ComparedValue Minor(long? minor) => minor is { } amount ? new ComparedValue(Amount: new Money(amount, currency)) : ComparedValue.None;
        ComparedRow Words(string key, string label, Func<ComparedProduct, string?> text) =>
            Row(ProductGroup, key, label, ComparedKind.Words, product => new ComparedValue(Text: string.IsNullOrWhiteSpace(text(product))
                ? null
                : text(product)));
        ComparedRow Shop(string key, string label, ComparedKind kind, Func<Listing, ComparedProduct, ComparedValue> value) =>
            Row(ShopGroup, key, label, kind, product => product.Listing is { } listing ? value(listing, product) : ComparedValue.None);

        return
        [
            Words("brand", L["Brand"], item => item.Product.Brand),
            Words("type", L["Type"], item => item.TypeName),
            Words("category", L["Category"], item => item.CategoryPath),
            Words("status", L["Status"], item => StatusOf(item.Product)),
            Words("successor", L["Replaced by"], item => item.SuccessorSku),
            Words("gtin", L["GTIN"], item => item.Product.Gtin),
            Words("tax", L["Tax class"], item => item.Product.TaxClass),
            Words("tags", L["Tags"], item => string.Join(", ", item.Product.Tags.Order(StringComparer.OrdinalIgnoreCase))),
            Words("description", L["Description"], item => RichText.ToText(item.Product.Description)),
            Words("channels", L["Listed in"], item => string.Join(", ", item.Channels)),
            Shop("price", L["Price"], ComparedKind.Amount, (listing, _) => Minor(listing.Price)),
            Shop("compare", L["Compare at"], ComparedKind.Amount, (listing, _) => Minor(listing.CompareAtPrice)),
            Shop("cost", L["Cost"], ComparedKind.Amount, (listing, _) => Minor(listing.Cost)),
            Shop("margin", L["Margin"], ComparedKind.Percent, (_, item) => new ComparedValue(Number: item.MarginBasisPoints)),
            Shop("stock", L["Stock"], ComparedKind.Pieces, (listing, _) => listing.Stock is { } pieces
                ? new ComparedValue(Number: pieces)
                : new ComparedValue(Text: L["not tracked"])),
            Shop("published", L["Published"], ComparedKind.Words, (listing, _) => new ComparedValue(Text: listing.Published ? L["yes"] : L["no"])),
            Shop("complete", L["Complete"], ComparedKind.Percent, (listing, _) => new ComparedValue(Number: listing.Completeness * 100)),
            Shop("missing", L["Missing"], ComparedKind.Words, (listing, _) => new ComparedValue(Text: listing.Missing.Length == 0
                ? null
                : listing.Missing.Replace(",", ", ", StringComparison.Ordinal))),
            .. Attributes(products),
            Row(CrossSellGroup, "links-out", L["Links out"], ComparedKind.Pieces, item => new ComparedValue(Number: item.LinksOut)),
            Row(CrossSellGroup, "links-in", L["Links in"], ComparedKind.Pieces, item => new ComparedValue(Number: item.LinksIn)),
        ];
    }

    // The words of the history, as a value of its own: resources tell no capitals apart.
    private static string StatusOf(Product product)
    {
        string word = product.Status switch
        {
            ProductStatus.Active => L["active"],
            ProductStatus.Draft => L["draft"],
            _ => L["archived"],
        };
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    private static IEnumerable<ComparedRow> Attributes(IReadOnlyList<ComparedProduct> products) => products
        .SelectMany(product => product.Attributes).DistinctBy(line => line.Code).Select(attribute =>
        {
            var lines = products.Select(product => product.Attributes.FirstOrDefault(line => line.Code == attribute.Code)).ToList();
            return new ComparedRow(
                AttributeGroup, "attr." + attribute.Code, attribute.Unit is { } unit ? $"{attribute.Name} ({unit})" : attribute.Name, ComparedKind.Words,
                [.. lines.Select(line => new ComparedValue(Text: line?.Value))], [.. lines.Select(line => line is not null)]);
        });
}
