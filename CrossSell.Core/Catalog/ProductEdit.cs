using CrossSell.Core.Common;

namespace CrossSell.Core.Catalog;

/// <summary>What a person writes about a product itself. Blank text means there is none.</summary>
/// <param name="Version">Of the product as the person saw it.</param>
public sealed record ProductEdit(int Version, string Name, string? Brand, string? Gtin, string? Description, ProductStatus Status)
{
    public const int NameLength = 200;
    public const int BrandLength = 100;
    public const int DescriptionLength = 4000;

    /// <summary>The edit with blanks taken off, or the first thing that is wrong with it.</summary>
    internal Outcome<ProductEdit> Checked()
    {
        var edit = this with { Name = Name.Trim(), Brand = Text(Brand), Gtin = Text(Gtin), Description = Text(Description) };
        return edit switch
        {
            { Name.Length: 0 } => new Refusal("product.name", "A product needs a name.", nameof(Name)),
            { Name.Length: > NameLength } => new Refusal("product.name", $"A name has at most {NameLength} characters.", nameof(Name)),
            { Brand.Length: > BrandLength } => new Refusal("product.brand", $"A brand has at most {BrandLength} characters.", nameof(Brand)),
            { Description.Length: > DescriptionLength } => new Refusal("product.description", $"A description has at most {DescriptionLength:N0} characters.", nameof(Description)),
            { Gtin: { } gtin } when !IsGtin(gtin) => new Refusal("product.gtin", "A GTIN has 8, 12, 13 or 14 digits and the last one must fit the others.", nameof(Gtin)),
            _ => edit,
        };
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // GS1: from the right, digits weigh 1 and 3 by turns, and the sum is a multiple of ten.
    private static bool IsGtin(string text) =>
        text.Length is 8 or 12 or 13 or 14
        && text.All(char.IsAsciiDigit)
        && text.Reverse().Select((digit, index) => (digit - '0') * (index % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;
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
        { Price: < 0 or > MaxAmount } => new Refusal("listing.price", "A price is not below zero, and not above 100 million.", nameof(Price)),
        { CompareAtPrice: { } compare } when compare <= Price || compare > MaxAmount =>
            new Refusal("listing.compare-at", "The price to compare with must be above the price, or left empty.", nameof(CompareAtPrice)),
        { Cost: < 0 or > MaxAmount } => new Refusal("listing.cost", "A cost is not below zero. Leave it empty when it is unknown.", nameof(Cost)),
        { Stock: < 0 or > MaxStock } => new Refusal("listing.stock", "Stock is not below zero. Leave it empty when it is not tracked.", nameof(Stock)),
        { Price: 0, Published: true } => new Refusal("listing.free", "A product without a price cannot be published.", nameof(Price)),
        _ => null,
    };
}
