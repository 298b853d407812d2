using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;

namespace CrossSell.Tests.Core.Demo;

public sealed class DemoOrdersTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly DemoCatalog Catalog = DemoCatalog.Create(Today);
    private static readonly List<DemoOrder> Orders = [.. DemoOrders.Stream(Catalog)];
    private static readonly Dictionary<string, string> Group = Catalog.Products.ToDictionary(p => p.Sku, p => p.ParentSku ?? p.Sku);

    [Fact]
    public void Stream_SameCatalogue_GivesTheSameOrders() =>
        Assert.Equal(Orders.Select(Text), DemoOrders.Stream(DemoCatalog.Create(Today)).Select(Text));

    [Fact]
    public void Stream_OtherToday_KeepsNumbersAndMovesDates()
    {
        var later = DemoOrders.Stream(DemoCatalog.Create(Today.AddDays(40))).ToList();

        Assert.Equal(Orders.Select(o => o.Number), later.Select(o => o.Number));
        Assert.Equal(Orders.Max(o => o.PlacedAt).Date.AddDays(40), later.Max(o => o.PlacedAt).Date);
    }

    [Fact]
    public void Stream_WholeDemo_IsAboutFortyThousandOrdersOfEighteenMonths()
    {
        Assert.InRange(Orders.Count, 39_900, 40_000);
        Assert.Equal(Orders.Count, Orders.Select(o => (o.ChannelCode, o.Number)).Distinct().Count());
        Assert.All(Orders, o => Assert.InRange(DateOnly.FromDateTime(o.PlacedAt.UtcDateTime), Today.AddDays(-DemoOrders.Days - 1), Today));
        Assert.All(Orders.GroupBy(o => o.ChannelCode), shop => Assert.Equal(shop.Select(o => o.PlacedAt).Order(), shop.Select(o => o.PlacedAt)));
    }

    [Fact]
    public void Stream_CancelledAndReturned_AreAsManyAsInAShop()
    {
        Assert.InRange(Orders.Count(o => o.Cancelled) / (double)Orders.Count, 0.03, 0.05);
        var lines = Orders.SelectMany(o => o.Lines).ToList();
        Assert.InRange(lines.Count(l => l.ReturnedQuantity > 0) / (double)lines.Count, 0.02, 0.12);
        Assert.All(lines, l => Assert.InRange(l.ReturnedQuantity, 0, l.Quantity));
        Assert.All(lines, l => Assert.True(l.UnitPriceMinor > 0));
        Assert.Contains(Orders, o => o.Lines.Count > 20);
    }

    [Fact]
    public void Stream_Baskets_HoldEachSkuOnceAndOnlyWhatIsSoldThere()
    {
        var sellable = Catalog.Products.Where(p => p.Kind != ProductKind.Parent && p.Status != ProductStatus.Draft).Select(p => p.Sku).ToHashSet();
        var listed = Catalog.Listings.Select(l => (l.Sku, l.ChannelCode)).ToHashSet();

        Assert.All(Orders, o => Assert.Equal(o.Lines.Count, o.Lines.Select(l => l.Sku).Distinct().Count()));
        Assert.All(Orders, o => Assert.All(o.Lines, l => Assert.True(sellable.Contains(l.Sku) && listed.Contains((l.Sku, o.ChannelCode)), l.Sku)));
    }

    [Fact]
    public void Stream_Socks_SellInAutumnAndJewelleryInDecember()
    {
        Assert.True(PerDay("socks", 10) > 1.8 * PerDay("socks", 6));
        Assert.True(PerDay("jewellery", 12) > 1.8 * PerDay("jewellery", 7));
    }

    [Fact]
    public void Stream_RisingAndFallingPairs_Turn()
    {
        Assert.All(Catalog.Truth.Pairs.Where(p => p.Trend != DemoTrend.Steady && p.Chance >= 0.2 && Sold(p.AnchorSku) > 300), pair =>
        {
            var half = Today.AddDays(-DemoOrders.Days / 2);
            var early = Confidence(pair, o => DateOnly.FromDateTime(o.PlacedAt.UtcDateTime) < half);
            var late = Confidence(pair, o => DateOnly.FromDateTime(o.PlacedAt.UtcDateTime) >= half);
            Assert.True(pair.Trend == DemoTrend.Rising ? late > early : early > late, $"{pair}: {early:F3} then {late:F3}");
        });
    }

    [Fact]
    public void Stream_PremiumSubscribers_ComeBackForAGrinder()
    {
        var coffee = Orders.Where(o => o is { ChannelCode: "coffee", CustomerId: not null, Cancelled: false }).ToLookup(o => o.CustomerId);
        var subscribers = coffee.Where(c => c.Any(o => Has(o, "SUB-PREMIUM"))).ToList();
        var boughtLater = subscribers.Count(c =>
        {
            var start = c.First(o => Has(o, "SUB-PREMIUM")).PlacedAt;
            return c.Any(o => Has(o, "GRN-HOME") && o.PlacedAt > start && o.PlacedAt < start.AddDays(45));
        });

        Assert.InRange(boughtLater / (double)subscribers.Count, 0.2, 0.7);
    }

    [Fact]
    public void Stream_VariantsOfAFamily_FitTheirAnchor()
    {
        var product = Catalog.Products.ToDictionary(p => p.Sku);
        var pairs = Orders.Where(o => product[o.Lines[0].Sku].CategoryCode == "lenses" && product[o.Lines[0].Sku].Attributes.ContainsKey("thread"))
            .SelectMany(o => o.Lines.Skip(1).Where(l => Group[l.Sku] is "FLT-ND" or "FLT-PL")
                .Select(l => (Lens: product[o.Lines[0].Sku], Filter: product[l.Sku])))
            .Where(p => p.Lens.Attributes["thread"] != "95").ToList();

        Assert.NotEmpty(pairs);
        Assert.All(pairs, p => Assert.Equal(p.Lens.Attributes["thread"], p.Filter.Attributes["thread"]));
    }

    private static bool Has(DemoOrder order, string group) => order.Lines.Any(l => Group[l.Sku] == group);

    private static int Sold(string group) => Orders.Count(o => Has(o, group));

    private static double Confidence(DemoTruePair pair, Func<DemoOrder, bool> when)
    {
        var anchors = Orders.Where(o => o.ChannelCode == pair.ChannelCode && when(o) && Has(o, pair.AnchorSku)).ToList();
        return anchors.Count(o => Has(o, pair.CompanionSku)) / (double)anchors.Count;
    }

    private static double PerDay(string category, int month)
    {
        var skus = Catalog.Products.Where(p => p.CategoryCode == category).Select(p => p.Sku).ToHashSet();
        var days = Enumerable.Range(1, DemoOrders.Days).Select(back => Today.AddDays(-back)).Count(d => d.Month == month);
        return Orders.Where(o => o.PlacedAt.UtcDateTime.Month == month).Sum(o => o.Lines.Count(l => skus.Contains(l.Sku))) / (double)days;
    }

    private static string Text(DemoOrder order) =>
        $"{order.ChannelCode} {order.Number} {order.PlacedAt:O} {order.CustomerId} {order.Cancelled} {string.Join(' ', order.Lines)}";
}
