using System.Text.Json;
using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;
using CrossSell.Core.Links;

namespace CrossSell.Tests.Core.Demo;

public sealed class DemoCatalogTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly DemoCatalog Catalog = DemoCatalog.Create(Today);

    [Fact]
    public void Create_SameSeedAndToday_GivesTheSameCatalogue() => Assert.Equal(Text(Catalog), Text(DemoCatalog.Create(Today)));

    [Fact]
    public void Create_OtherSeed_GivesOtherStockAndCosts() => Assert.NotEqual(Text(Catalog), Text(DemoCatalog.Create(Today, 7)));

    [Fact]
    public void Create_OtherToday_MovesDatesOnly()
    {
        var later = DemoCatalog.Create(Today.AddDays(100));

        Assert.Equal(Catalog.Products.Select(p => p.CreatedOn.AddDays(100)), later.Products.Select(p => p.CreatedOn));
        Assert.Equal(Text(Catalog, withDates: false), Text(later, withDates: false));
    }

    [Fact]
    public void Products_AllShops_AreAboutSixHundredWithUniqueSkus()
    {
        Assert.InRange(Catalog.Products.Count, 550, 680);
        Assert.Equal(Catalog.Products.Count, Catalog.Products.Select(p => p.Sku.ToUpperInvariant()).Distinct().Count());
        Assert.All(Catalog.Products, p => Assert.Matches("^[A-Z0-9-]{3,64}$", p.Sku));
    }

    [Theory]
    [InlineData("CAM-D7-BODY", 129900)]
    [InlineData("CAM-D5-KIT", 74900)]
    [InlineData("LNS-50-18", 18900)]
    [InlineData("LNS-70200", 184900)]
    [InlineData("MEM-128-V60", 4990)]
    [InlineData("MEM-256-V90", 11900)]
    [InlineData("BAT-NB12", 6900)]
    [InlineData("BAG-CA20", 13900)]
    [InlineData("BAG-CA15", 11900)]
    [InlineData("TRI-S4", 32900)]
    [InlineData("FLT-ND67", 5900)]
    [InlineData("STR-LOOP", 3900)]
    [InlineData("CLN-3", 990)]
    [InlineData("FLA-60", 25900)]
    public void Listings_HeroesOfThePictures_HaveTheirPrice(string sku, long minor) =>
        Assert.Equal(minor, Catalog.Listings.Single(l => l.Sku == sku && l.ChannelCode == "camera").PriceMinor);

    [Fact]
    public void Products_Families_AreOneParentWithAtLeastTwoVariants()
    {
        var parents = Catalog.Products.Where(p => p.Kind == ProductKind.Parent).ToDictionary(p => p.Sku);
        var variants = Catalog.Products.Where(p => p.Kind == ProductKind.Variant).ToLookup(p => p.ParentSku!);

        Assert.All(variants, family => Assert.Contains(family.Key, parents));
        Assert.All(parents.Keys, sku => Assert.True(variants[sku].Count() >= 2, sku));
        Assert.All(Catalog.Products, p => Assert.Equal(p.Kind == ProductKind.Variant, p.ParentSku is not null));
        Assert.All(variants, family => Assert.Equal(family.Count(), family.Select(v => JsonSerializer.Serialize(v.Attributes)).Distinct().Count()));
    }

    [Fact]
    public void Products_Attributes_BelongToTheirType()
    {
        var types = Catalog.ProductTypes.ToDictionary(t => t.Code);
        var known = Catalog.Attributes.Select(a => a.Code).ToHashSet();

        Assert.All(Catalog.Products, p => Assert.All(
            p.Attributes.Keys, code => Assert.True(types[p.TypeCode].Attributes.Contains(code), $"{p.Sku}: {code} is no attribute of {p.TypeCode}.")));
        Assert.All(Catalog.ProductTypes, t => Assert.All(t.Attributes, code => Assert.Contains(code, known)));
    }

    [Fact]
    public void Attributes_Numbers_AreNumbers()
    {
        var numbers = Catalog.Attributes.Where(a => a.Kind == AttributeKind.Number).Select(a => a.Code).ToHashSet();

        Assert.All(
            Catalog.Products.SelectMany(p => p.Attributes).Where(a => numbers.Contains(a.Key)),
            a => Assert.True(decimal.TryParse(a.Value, System.Globalization.CultureInfo.InvariantCulture, out _), $"{a.Key}={a.Value}"));
    }

    [Fact]
    public void Products_References_AreHeld()
    {
        var skus = Catalog.Products.Select(p => p.Sku).ToHashSet();
        var categories = Catalog.Categories.Select(c => c.Code).ToHashSet();

        Assert.All(Catalog.Products, p => Assert.Contains(p.CategoryCode, categories));
        Assert.All(Catalog.Products.Where(p => p.SuccessorSku is not null), p => Assert.Contains(p.SuccessorSku!, skus));
        Assert.All(Catalog.Categories.Where(c => c.ParentCode is not null), c => Assert.Contains(c.ParentCode!, categories));
        Assert.All(Catalog.Links, l => Assert.Contains(l.TargetSku, skus));
        Assert.Equal(categories.Count, Catalog.Categories.Count);
    }

    [Fact]
    public void Products_Texts_HaveNoHoles() =>
        Assert.All(Catalog.Products, p => Assert.False(p.Description.Contains('{', StringComparison.Ordinal), $"{p.Sku}: {p.Description}"));

    [Fact]
    public void Products_Gtins_HaveAValidCheckDigitAndAreUnique()
    {
        var gtins = Catalog.Products.Select(p => p.Gtin).OfType<string>().ToList();

        Assert.Equal(gtins.Count, gtins.Distinct().Count());
        Assert.All(gtins, g => Assert.Equal(0, g.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10));
    }

    [Fact]
    public void Listings_EveryProduct_IsListedInItsShopAndSomeInTwo()
    {
        var bySku = Catalog.Listings.ToLookup(l => l.Sku);

        Assert.All(Catalog.Products, p => Assert.NotEmpty(bySku[p.Sku]));
        Assert.True(bySku.Count(l => l.Count() > 1) >= 10);
        Assert.Equal(Catalog.Listings.Count, Catalog.Listings.Select(l => (l.Sku, l.ChannelCode)).Distinct().Count());
    }

    [Fact]
    public void Listings_Stock_HoldsEveryCaseThatAPageHasToShow()
    {
        var sellable = Catalog.Listings.Where(l => l.Published).ToList();

        Assert.Contains(sellable, l => l.Stock is null);
        Assert.Contains(sellable, l => l.Stock is > 0 and <= 5);
        Assert.Contains(sellable, l => l.CostMinor is null && l.Stock is not null);
        Assert.Contains(sellable, l => l.CompareAtMinor > l.PriceMinor);
        Assert.Equal(0, sellable.Single(l => l.Sku == "BAG-CA20" && l.ChannelCode == "camera").Stock);
        Assert.True(sellable.Single(l => l.Sku == "BAG-CA15" && l.ChannelCode == "camera").Stock > 0);
        Assert.Contains(Catalog.Products, p => p.Status == ProductStatus.Draft);
        Assert.Contains(Catalog.Products, p => p.Status == ProductStatus.Archived && p.SuccessorSku is not null);
        Assert.Contains(Catalog.Products, p => p is { Status: ProductStatus.Active, Description: "" });
    }

    [Fact]
    public void Listings_CompareAtPrice_IsAboveThePrice() =>
        Assert.All(Catalog.Listings.Where(l => l.CompareAtMinor is not null), l => Assert.True(l.CompareAtMinor > l.PriceMinor, l.Sku));

    [Fact]
    public void Listings_KnownCosts_NeverExceedTheNetPrice()
    {
        var channels = Catalog.Channels.ToDictionary(c => c.Code);
        var products = Catalog.Products.ToDictionary(p => p.Sku);

        Assert.All(Catalog.Listings.Where(l => l.CostMinor is not null), l =>
        {
            var channel = channels[l.ChannelCode];
            var tax = channel.PricesIncludeTax ? channel.TaxBasisPoints[products[l.Sku].TaxClass] : 0;
            Assert.True(l.CostMinor <= l.PriceMinor * 10_000 / (10_000 + tax) + 1, $"{l.Sku} in {l.ChannelCode}");
        });
    }

    [Fact]
    public void Links_TheUsersFirstTask_IsNotDoneForThem()
    {
        string[] theirs = ["MEM-128-V60", "BAT-NB12", "STR-LOOP"];

        Assert.DoesNotContain(Catalog.Links, l => l.SourceSku == "CAM-D7-BODY" && theirs.Contains(l.TargetSku));
        Assert.Contains(Catalog.Links, l => l.SourceSku == "CAM-D7-BODY");
    }

    [Fact]
    public void Links_Rows_AreNeitherDoubleNorToThemselves()
    {
        string[] types = [LinkType.CrossSell, LinkType.UpSell, LinkType.Accessory, LinkType.Substitute];

        Assert.All(Catalog.Links, l => Assert.NotEqual(l.SourceSku, l.TargetSku));
        Assert.All(Catalog.Links, l => Assert.Contains(l.TypeCode, types));
        Assert.Equal(Catalog.Links.Count, Catalog.Links.Select(l => (l.SourceSku, l.TargetSku, l.TypeCode)).Distinct().Count());
        Assert.All(Catalog.Links.GroupBy(l => l.SourceSku), g => Assert.Equal(Enumerable.Range(1, g.Count()), g.Select(l => l.Position)));
    }

    [Fact]
    public void Bundles_OfEveryShop_AreAtEveryStageAndSoldWhereTheirPartsAre()
    {
        Assert.All(Catalog.Channels, channel => Assert.Superset(
            new HashSet<DemoBundleStage> { DemoBundleStage.InReview, DemoBundleStage.Live, DemoBundleStage.Scheduled },
            Catalog.Bundles.Where(b => b.ChannelCode == channel.Code).Select(b => b.Stage).ToHashSet()));
        Assert.Contains(Catalog.Bundles, b => b.Stage == DemoBundleStage.Draft);
        Assert.All(
            Catalog.Bundles,
            b => Assert.All(b.Components, c => Assert.Contains(Catalog.Listings, l => l.Sku == c.Sku && l.ChannelCode == b.ChannelCode && l.Published)));
    }

    private static string Text(DemoCatalog catalog, bool withDates = true) => JsonSerializer.Serialize(new
    {
        catalog.Channels,
        catalog.Categories,
        catalog.Attributes,
        catalog.ProductTypes,
        Products = catalog.Products.Select(p => withDates ? p : p with { CreatedOn = default }),
        catalog.Listings,
        catalog.Links,
        catalog.Bundles,
        catalog.Truth,
    });
}
