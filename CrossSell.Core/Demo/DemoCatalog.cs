namespace CrossSell.Core.Demo;

/// <summary>
/// The four shops of the demo as plain records, made from a fixed seed: the same seed and today give the same catalogue, and another today moves its
/// dates and nothing else. References point backwards: parents and predecessors stand before who names them, except successors.
/// </summary>
public sealed class DemoCatalog
{
    /// <summary>The seed of every demo that nobody asked otherwise of.</summary>
    public const ulong DefaultSeed = 20_260_101;

    private DemoCatalog(DateOnly today, ulong seed, IReadOnlyList<DemoShop> shops)
    {
        Today = today;
        Seed = seed;
        Shops = shops;
        Channels = [.. shops.Select(s => s.Channel)];
        Categories = [.. shops.SelectMany(s => s.Categories)];
        Products = [.. shops.SelectMany(s => s.Products)];
        Listings = [.. shops.SelectMany(s => s.Listings)];
        Links = [.. shops.SelectMany(s => s.Links)];
        Bundles = [.. shops.SelectMany(s => s.Bundles)];
        Segments = [.. shops.SelectMany(s => s.Segments)];
        Attributes = DemoVocabulary.MakeAttributes(Products);
        ProductTypes = DemoVocabulary.MakeTypes();
        Truth = new DemoTruth(
            [.. shops.SelectMany(s => s.TruePairs)],
            [.. shops.SelectMany(s => s.PopularItems)],
            [.. shops.SelectMany(s => s.ReturnVisits)]);
    }

    public DateOnly Today { get; }

    public ulong Seed { get; }

    public IReadOnlyList<DemoChannel> Channels { get; }

    public IReadOnlyList<DemoCategory> Categories { get; }

    public IReadOnlyList<DemoAttribute> Attributes { get; }

    public IReadOnlyList<DemoProductType> ProductTypes { get; }

    public IReadOnlyList<DemoProduct> Products { get; }

    public IReadOnlyList<DemoListing> Listings { get; }

    public IReadOnlyList<DemoLink> Links { get; }

    public IReadOnlyList<DemoBundle> Bundles { get; }

    public IReadOnlyList<DemoSegment> Segments { get; }

    /// <summary>What the orders hold by construction.</summary>
    public DemoTruth Truth { get; }

    internal IReadOnlyList<DemoShop> Shops { get; }

    /// <param name="today">The day after the last order.</param>
    public static DemoCatalog Create(DateOnly today, ulong seed = DefaultSeed) => new(today, seed,
    [
        Shop(CameraShop.Channel, CameraShop.Fill, today, seed),
        Shop(FashionShop.Channel, FashionShop.Fill, today, seed),
        Shop(CoffeeShop.Channel, CoffeeShop.Fill, today, seed),
        Shop(OutdoorShop.Channel, OutdoorShop.Fill, today, seed),
    ]);

    private static DemoShop Shop(DemoChannel channel, Action<DemoShop> fill, DateOnly today, ulong seed)
    {
        var shop = new DemoShop(channel, today, seed);
        fill(shop);
        return shop;
    }
}
