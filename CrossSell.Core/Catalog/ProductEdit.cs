using CrossSell.Core.Common;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>What a person writes about a product itself. Blank text means there is none.</summary>
/// <param name="Version">Of the product as the person saw it.</param>
/// <param name="Description">Plain text, or HTML that is cleaned by <see cref="RichText"/> before it is stored.</param>
public sealed record ProductEdit(int Version, string Name, string? Brand, string? Gtin, string? Description, ProductStatus Status)
{
    public const int NameLength = 200;
    public const int BrandLength = 100;

    /// <summary>Of the words in a description.</summary>
    public const int DescriptionLength = 4000;

    /// <summary>Of a description with its markup.</summary>
    public const int MarkupLength = 20_000;
    public const int TagLength = 50;
    public const int MaxTags = 50;

    /// <summary>Null leaves it as it is.</summary>
    public string? Sku { get; init; }

    /// <summary>Null leaves it as it is.</summary>
    public string? TaxClass { get; init; }

    /// <summary>Null leaves them as they are.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>What takes an archived product's place: null leaves it as it is, blank takes it away. A product that is not archived has none.</summary>
    public string? SuccessorSku { get; init; }

    /// <summary>The edit with blanks taken off, or the first thing that is wrong with it.</summary>
    /// <param name="stored">The description that is there: it was cleaned and measured when it was written, which takes a parser.</param>
    internal Outcome<ProductEdit> Checked(string? stored)
    {
        var edit = this with
        {
            Name = Name.Trim(),
            Brand = Text(Brand),
            Gtin = Text(Gtin),
            Description = Description == stored ? stored : RichText.Clean(Description),
            Sku = Sku?.Trim(),
            TaxClass = Text(TaxClass),
            SuccessorSku = SuccessorSku?.Trim(),
            Tags = Tags is null ? null : [.. Tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).DistinctBy(tag => tag.ToUpperInvariant())],
        };
        return edit switch
        {
            _ when ProductRules.WrongName(edit.Name) is { } wrong => wrong,
            { Brand.Length: > BrandLength } => new Refusal("product.brand", L["A brand has at most {0} characters.", BrandLength], nameof(Brand)),
            _ when edit.Description != stored && ProductRules.WrongDescription(edit.Description) is { } wrong => wrong,
            { Gtin: { } gtin } when !ProductRules.IsGtin(gtin) =>
                new Refusal("product.gtin", L["A GTIN has 8, 12, 13 or 14 digits, and the last one must match the others."], nameof(Gtin)),
            { Sku: { } sku } when ProductRules.WrongSku(sku) is { } wrong => wrong,
            { Tags.Count: > MaxTags } => new Refusal("product.tags", L["A product has at most {0} tags.", MaxTags], nameof(Tags)),
            { Tags: { } tags } when tags.Any(tag => tag.Length > TagLength) =>
                new Refusal("product.tags", L["A tag has at most {0} characters.", TagLength], nameof(Tags)),
            _ => edit,
        };
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What a person writes about a product in a locale other than the default. Blank means that the default text stands there too.</summary>
/// <param name="Version">Of the product as the person saw it.</param>
public sealed record ProductTextEdit(int Version, string Locale, string? Name, string? Description);

/// <summary>The rules for the words of a product, wherever they are written.</summary>
public static class ProductRules
{
    /// <summary>Null when the name may stand.</summary>
    public static Refusal? WrongName(string name) => name.Length switch
    {
        0 => new Refusal("product.name", L["A product needs a name."], nameof(ProductEdit.Name)),
        > ProductEdit.NameLength => new Refusal("product.name", L["A name has at most {0} characters.", ProductEdit.NameLength], nameof(ProductEdit.Name)),
        _ => null,
    };

    /// <summary>Null when the SKU may stand, as far as it can be known without the others.</summary>
    public static Refusal? WrongSku(string sku) => sku switch
    {
        "" => new Refusal("product.sku", L["A product needs a SKU."], nameof(ProductEdit.Sku)),
        { Length: > Product.SkuLength } => new Refusal("product.sku", L["A SKU has at most {0} characters.", Product.SkuLength], nameof(ProductEdit.Sku)),
        _ when sku.Any(letter => char.IsControl(letter) || letter == ',') =>
            new Refusal("product.sku", L["A SKU cannot contain commas or line breaks: they separate lists of SKUs."], nameof(ProductEdit.Sku)),
        _ when IsPageAddress(sku) => new Refusal("product.sku", L["\"{0}\" cannot be a SKU: it is the address of a page.", sku], nameof(ProductEdit.Sku)),
        _ => null,
    };

    /// <summary>Whether a product of this SKU could have no page: the address would end there ("." and ".."), or lead to another one.</summary>
    public static bool IsPageAddress(ReadOnlySpan<char> sku) => sku is "." or ".." or "new" or "compare";

    /// <summary>GS1: from the right, digits weigh 1 and 3 by turns, and the sum is a multiple of ten.</summary>
    public static bool IsGtin(string text) =>
        text.Length is 8 or 12 or 13 or 14
        && text.All(char.IsAsciiDigit)
        && text.Reverse().Select((digit, index) => (digit - '0') * (index % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;

    internal static Refusal? WrongDescription(string? clean) =>
        clean is { Length: > ProductEdit.MarkupLength } || RichText.ToText(clean).Length > ProductEdit.DescriptionLength
            ? new Refusal(
                "product.description", L["A description has at most {0} characters.", $"{ProductEdit.DescriptionLength:N0}"], nameof(ProductEdit.Description))
            : null;
}

/// <summary>What a person writes about a product in one shop, in minor units of its currency.</summary>
/// <param name="Version">Of the listing as the person saw it.</param>
/// <param name="Cost">Null means unknown.</param>
/// <param name="Stock">Null means not tracked.</param>
public sealed record ListingEdit(int Version, long Price, long? CompareAtPrice, long? Cost, int? Stock, bool Published)
{
    // More than any shop asks for one thing, and sums of it stay far from the end of a long.
    public const long MaxAmount = 100_000_000_00;
    public const int MaxStock = 10_000_000;

    internal Refusal? Wrong() => this switch
    {
        { Price: < 0 or > MaxAmount } => new Refusal("listing.price", L["A price is from 0 to 100 million."], nameof(Price)),
        { CompareAtPrice: { } compare } when compare <= Price || compare > MaxAmount =>
            new Refusal("listing.compare-at", L["The compare-at price must be above the price, or empty."], nameof(CompareAtPrice)),
        { Cost: < 0 or > MaxAmount } => new Refusal("listing.cost", L["A cost cannot be negative. Leave it empty if it is unknown."], nameof(Cost)),
        { Stock: < 0 or > MaxStock } => new Refusal("listing.stock", L["Stock cannot be negative. Leave it empty if it is not tracked."], nameof(Stock)),
        { Price: 0, Published: true } => new Refusal("listing.free", L["A product without a price cannot be published."], nameof(Price)),
        _ => null,
    };
}
