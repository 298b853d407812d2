using CrossSell.Core.Catalog;

namespace CrossSell.Core.Demo;

/// <summary>One category of a demo shop as a pattern for many more products: what they are called, have and cost.</summary>
internal sealed class LargeSection
{
    public LargeSection(DemoRows rows, DemoShop shop, int shopIndex, DemoCategory category, IReadOnlyList<DemoGroup> patterns)
    {
        ShopIndex = shopIndex;
        ChannelId = rows.ChannelIds[shop.Channel.Code];
        Category = category;
        CategoryId = rows.CategoryIds[category.Code];
        Patterns = patterns;
        (Text, MarginPercent) = shop.Sections[category.Code];
        Nouns = LargeWords.NounsOf(category.Code, category.Name);
        var head = patterns[0].Head;
        (TypeId, TaxClass) = (rows.TypeIds[head.TypeCode], head.TaxClass);
        Net = shop.Channel.PricesIncludeTax ? 1 + (shop.Channel.TaxBasisPoints[TaxClass] / 10_000.0) : 1;
        SecondLocale = shop.Channel.Locales.Skip(1).FirstOrDefault();
        SkuStart = string.Concat(shop.Channel.Code[..1], category.Code[..2]).ToUpperInvariant();
        var required = rows.ProductTypeAttributes.Where(place => place.ProductTypeId == TypeId)
            .ToDictionary(place => place.AttributeId, place => place.Required);
        Attributes = [.. rows.Attributes.Where(attribute => required.ContainsKey(attribute.Id))
            .Select(attribute => new LargeAttribute(attribute.Id, attribute.Code, attribute.Kind, required[attribute.Id], Values(patterns, attribute.Code)))];
        TypeAttributes = Attributes.ToDictionary(attribute => attribute.Code, attribute => attribute.Required, StringComparer.Ordinal);
        Prices = [.. patterns.Select(pattern => shop.Listings
            .First(listing => listing.Sku == pattern.Sku && listing.ChannelCode == shop.Channel.Code).PriceMinor)];
    }

    public int ShopIndex { get; }

    public int ChannelId { get; }

    public DemoCategory Category { get; }

    public int CategoryId { get; }

    /// <summary>Ids of the categories under it, set when they are made.</summary>
    public int[] Parts { get; set; } = [];

    public IReadOnlyList<DemoGroup> Patterns { get; }

    /// <summary>Of each pattern, in minor units.</summary>
    public long[] Prices { get; }

    public string Text { get; }

    public int MarginPercent { get; }

    /// <summary>What a price is divided by to be net of tax.</summary>
    public double Net { get; }

    public string[] Nouns { get; }

    public int TypeId { get; }

    public string TaxClass { get; }

    /// <summary>Of the shop besides its default; null for none.</summary>
    public string? SecondLocale { get; }

    public string SkuStart { get; }

    public IReadOnlyList<LargeAttribute> Attributes { get; }

    public IReadOnlyDictionary<string, bool> TypeAttributes { get; }

    private static string[] Values(IReadOnlyList<DemoGroup> patterns, string code) =>
        [.. patterns.SelectMany(pattern => pattern.Variants).Select(product => product.Attributes.GetValueOrDefault(code)).OfType<string>().Distinct()];
}

/// <param name="Values">All that the patterns have of it.</param>
internal sealed record LargeAttribute(int Id, string Code, AttributeKind Kind, bool Required, string[] Values);
