using System.Buffers.Binary;
using CrossSell.Core.Catalog;

namespace CrossSell.Core.Search;

/// <summary>
/// How one order compares two products: a number that decides nearly always, text where it must, and the older product first where both
/// are equal. What is not known stands last, whichever way round.
/// </summary>
internal sealed class CatalogOrder
{
    private const long Last = StableSort.Last;

    private readonly CatalogColumns columns;
    private readonly Func<int, long> coarse;
    private readonly TextColumn? text;
    private readonly bool turned;

    public CatalogOrder(CatalogColumns columns, OrderKey key)
    {
        this.columns = columns;
        turned = key.Descending;
        IsText = key.Sort is CatalogSorts.Name or CatalogSorts.Sku;
        var channel = columns.Channel(key.ChannelId);
        var lookup = columns.Lookups.Channel(key.ChannelId);
        (coarse, text) = key.Sort switch
        {
            CatalogSorts.Name => (product => Beginning(columns.Name[product]), columns.Name),
            CatalogSorts.Sku => (product => Beginning(columns.Sku[product]), columns.Sku),
            CatalogSorts.Brand => (BrandPlaces(columns), columns.Name),
            CatalogSorts.Price => (product => channel.RowOf(product)?.Price ?? Last, null),
            // What is not tracked never runs out: it stands after everything that can.
            CatalogSorts.Stock => (product => channel.RowOf(product) is { } row ? row.Stock ?? int.MaxValue : Last, null),
            CatalogSorts.Complete => (product => channel.RowOf(product)?.Completeness ?? Last, null),
            CatalogSorts.Margin => (product => lookup is not null ? columns.MarginTenthsOf(product, lookup) ?? Last : Last, null),
            CatalogSorts.Links => (product => columns.Links[product], null),
            CatalogSorts.Status => (product => StatusPlace(columns.Status[product]), columns.Name),
            CatalogSorts.Updated => (product => columns.UpdatedAt[product], null),
            CatalogSorts.Created => (product => columns.CreatedAt[product], null),
            CatalogOrders.Gtin => (product => columns.Gtin[product] is > 0 and var gtin ? gtin : Last, null),
            CatalogOrders.Rank => (RankOf, columns.Name),
            _ => (product => columns.Lookups.PlaceOf(columns.Category[product]) is >= 0 and var place ? place : Last, (TextColumn?)null),
        };
    }

    /// <summary>The text itself is the order.</summary>
    public bool IsText { get; }

    /// <summary>Among equals the name decides, in the same direction.</summary>
    public bool ThenByName => text is not null && !IsText;

    public long Coarse(int product) => coarse(product) switch
    {
        Last => Last,
        var key when turned => ~key,
        var key => key,
    };

    public int Compare(int one, int other)
    {
        var order = Coarse(one).CompareTo(Coarse(other));
        return order != 0 ? order : CompareEqual(one, other);
    }

    /// <summary>Of two with the same coarse key.</summary>
    public int CompareEqual(int one, int other)
    {
        var order = text is null ? 0 : text[one].SequenceCompareTo(text[other]);
        return order == 0 ? columns.IdOf(one).CompareTo(columns.IdOf(other)) : turned ? -order : order;
    }

    public bool SameText(int one, int other) => text![one].SequenceEqual(text[other]);

    // What stands before everything in the order that a merchant cares about.
    private long RankOf(int product)
    {
        var variant = columns.Kind[product] == ProductKind.Variant ? 1L : 0;
        return (StatusPlace(columns.Status[product]) << 40) | (variant << 36) | (uint)(int.MaxValue - columns.Baskets[product]);
    }

    private static long StatusPlace(ProductStatus status) => status switch { ProductStatus.Active => 0, ProductStatus.Draft => 1, _ => 2 };

    // Eight bytes of the text as a number that sorts alike.
    private static long Beginning(ReadOnlySpan<byte> text)
    {
        Span<byte> first = stackalloc byte[8];
        first.Clear();
        text[..Math.Min(8, text.Length)].CopyTo(first);
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(first) ^ (1UL << 63));
    }

    private static Func<int, long> BrandPlaces(CatalogColumns columns)
    {
        var places = new long[columns.Brands.Count];
        var sorted = columns.Brands.Values.Select((brand, number) => (Folded: SearchText.Fold(brand), Brand: brand, number))
            .OrderBy(item => item.Folded, StringComparer.Ordinal).ThenBy(item => item.Brand, StringComparer.Ordinal).ToList();
        for (var place = 0; place < sorted.Count; place++)
        {
            places[sorted[place].number] = place;
        }

        return product => columns.Brand[product] is >= 0 and var brand ? places[brand] : Last;
    }
}
