using CrossSell.Core.Insights;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Insights;

public sealed class OrderSumsTests
{
    private const int Camera = 1;
    private const int Card = 2;
    private const int Bag = 3;
    private const int Strap = 4;

    private static readonly DateOnly Day = new(2026, 11, 20);
    private static readonly InsightPeriod ThatDay = new(Day, Day);

    // The camera's panel shows a link and what orders say, the bag's a bestseller, and the card's the camera.
    private static readonly Dictionary<int, MainPanel> Panels = new MainPanel[]
    {
        new(Camera, 2, true, [new(Card, InsightOrigin.Manual, 1), new(Bag, InsightOrigin.Orders, 2)]),
        new(Bag, 1, false, [new(Card, InsightOrigin.Rule, 1), new(Strap, InsightOrigin.Fallback, 2)]),
        new(Card, 1, false, [new(Camera, InsightOrigin.Manual, 1)]),
    }.ToDictionary(panel => panel.FamilyId);

    [Fact]
    public void Order_IsWorthWhatItKept()
    {
        var book = Book([Line(Camera, 100_000), Line(Card, 2_000, quantity: 3, returned: 1), new SoldLine(0, 500, 1, 0), Line(Bag, 1_000, quantity: -1)]);

        var sums = book.Sum(ThatDay);
        Assert.Equal((1, 100_000 + 4_000 + 500 - 1_000, 3), (sums.Orders, sums.Value, sums.Units));
        Assert.Equal(sums.Value, sums.ValueMeasured.Mean);
    }

    [Fact]
    public void Order_ThatOnlyTakesBack_IsNoOrder_ButIsTakenOff()
    {
        var sums = Book([Line(Camera, 100_000)], [Line(Card, 2_000, quantity: -1)]).Sum(ThatDay);

        Assert.Equal((1, 98_000), (sums.Orders, sums.Revenue));
        Assert.Equal(98_000, InsightsReport.Aov(sums).Value);
    }

    [Fact]
    public void Line_IsCountedOnce_ByTheLayerThatFillsFirst()
    {
        // The card is a link of the camera and a rule of the bag, the bag from orders; the camera is dearest, so it is no companion of the card.
        var book = Book([Line(Camera, 100_000), Line(Card, 2_000), Line(Bag, 5_000)]);

        var sums = book.Sum(ThatDay);
        Assert.Equal(new OriginSums(2_000, 1), sums[InsightOrigin.Manual]);
        Assert.Equal(new OriginSums(5_000, 1), sums[InsightOrigin.Orders]);
        Assert.Equal(default, sums[InsightOrigin.Rule]);
        Assert.Equal(7_000, sums.RecommendedRevenue);
        Assert.Equal(7_000, book.ProductsIn(ThatDay)[Camera].Beside);
        Assert.Equal(0, book.ProductsIn(ThatDay)[Bag].Beside);
    }

    [Fact]
    public void Line_DearerThanItsMainProduct_IsNotCounted_ButAttaches()
    {
        var sums = Book([Line(Bag, 5_000), Line(Strap, 9_000)]).Sum(ThatDay);

        Assert.Equal(0, sums.RecommendedRevenue);
        Assert.Equal((1, 1), (sums.WithMain, sums.Attached));
    }

    [Fact]
    public void Line_ThatCameBack_IsNeitherSoldNorBeside()
    {
        var sums = Book([Line(Camera, 100_000), Line(Card, 2_000, returned: 1)]).Sum(ThatDay);

        Assert.Equal((100_000, 0, 0), (sums.Value, sums.RecommendedRevenue, sums.Attached));
    }

    [Fact]
    public void Bundle_IsSold_WhereAnOrderHoldsAllOfIt()
    {
        var bundle = new BundleParts(7, [(Camera, 1), (Card, 2)]);
        var sums = new OrderSums(Panels, [bundle]);
        sums.Add(Day, null, [Line(Camera, 100_000, quantity: 2), Line(Card, 2_000, quantity: 5)]);
        sums.Add(Day, null, [Line(Camera, 100_000), Line(Card, 2_000)]);

        var sold = Build(sums).BundleIn(7, ThatDay);

        Assert.Equal(new BundleSums(2, 200_000 + 8_000), sold);
        Assert.Equal(default, Build(sums).BundleIn(7, ThatDay.Before));
    }

    [Fact]
    public void Case10_WhatWasSoldInABundle_CountsOnce_ForBundles_AndItsWholeSetsAreCounted()
    {
        var sums = new OrderSums(Panels, [new BundleParts(7, [(Camera, 1), (Card, 2)])]);
        SoldLine Part(int family, long price, int quantity, int returned = 0) => Line(family, price, quantity, returned) with { BundleId = 7, Sets = 2 };

        // Two sets, one camera of which came back, and a card besides that the camera's link recommends.
        sums.Add(Day, null, [Part(Camera, 90_000, 2, 1), Part(Card, 1_000, 3), Part(Card, 1_001, 1), Line(Card, 2_000)]);

        var book = Build(sums);
        Assert.Equal(
            new BundleSums(1, 90_000 + 4_001) { SoldSets = 1, SoldRevenue = 90_000 + 4_001, SoldUnits = 5 }, book.BundleIn(7, ThatDay));
        var day = book.Sum(ThatDay);
        Assert.Equal(90_000 + 4_001 + 2_000, day.Value);
        Assert.Equal(new OriginSums(4_001, 1), day[InsightOrigin.Bundle]);
        Assert.Equal(new OriginSums(2_000, 1), day[InsightOrigin.Manual]);
        Assert.Equal(6_001, book.ProductsIn(ThatDay)[Camera].Beside);
    }

    [Fact]
    public void Case12_PriceTimesQuantityOfAllLines_IsTheValue_WhateverWasSoldAsASet()
    {
        var random = new Random(12);
        for (var round = 0; round < 300; round++)
        {
            var sums = new OrderSums(Panels, []);
            SoldLine[] lines = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ =>
                Line(random.Next(1, 5), random.Next(0, 20) * 100, random.Next(1, 4)) with { BundleId = random.Next(3), Sets = 1 })];

            sums.Add(Day, null, lines);

            var day = Build(sums).Sum(ThatDay);
            Assert.Equal(lines.Sum(line => line.UnitPrice * line.Quantity), day.Value);
            Assert.InRange(day.RecommendedRevenue, 0, day.Value);
            Assert.Equal(
                lines.Where(line => line.BundleId > 0).Sum(line => line.UnitPrice * line.Quantity),
                Enumerable.Range(1, 2).Sum(bundle => Build(sums).BundleIn(bundle, ThatDay).SoldRevenue));
        }
    }

    [Fact]
    public void Coverage_IsOfMainProductsAlone()
    {
        var sums = Book([Line(Camera, 100_000), Line(Bag, 5_000), Line(Strap, 900)]).Sum(ThatDay);

        Assert.Equal((105_000, 100_000, 5_000), (sums.MainRevenue, sums.FullRevenue, sums.SomeRevenue));
    }

    /// <summary>Orders by chance: whatever they hold, the days add up, no line is counted twice, and the dearest one never.</summary>
    [Fact]
    public void Sums_OfAnyOrders_AddUp()
    {
        var random = new Random(13);
        for (var round = 0; round < 300; round++)
        {
            var panels = Enumerable.Range(1, 8).ToDictionary(id => id, id => new MainPanel(
                id, 4, random.Next(2) == 0,
                [.. Enumerable.Range(0, 4).Select(at => new RecommendedFamily(random.Next(1, 11), (InsightOrigin)random.Next(5), at + 1))
                    .Where(item => item.FamilyId != id).DistinctBy(item => item.FamilyId)]));
            var sums = new OrderSums(panels, []);
            var (day, value, most) = (Day, 0L, 0L);
            for (var order = 0; order < 20; order++)
            {
                day = day.AddDays(random.Next(3));
                SoldLine[] lines = [.. Enumerable.Range(0, random.Next(1, 7))
                    .Select(_ => Line(random.Next(1, 11), random.Next(1, 20) * 100, random.Next(1, 4), random.Next(3)))];
                sums.Add(day, (ulong)random.Next(5), lines);
                var kept = lines.GroupBy(line => line.FamilyId)
                    .Select(family => family.Sum(line => line.UnitPrice * Math.Max(0, line.Quantity - line.Returned))).ToArray();
                value += kept.Sum();
                var dearest = lines.Where(line => line.Quantity > line.Returned).OrderByDescending(line => line.UnitPrice).ThenBy(line => line.FamilyId)
                    .FirstOrDefault().FamilyId;
                most += lines.Where(line => line.FamilyId != dearest).Sum(line => line.UnitPrice * Math.Max(0, line.Quantity - line.Returned));
            }

            var book = Build(sums);
            var all = new InsightPeriod(book.FirstDay!.Value, book.LastDay!.Value);
            var whole = book.Sum(all);
            Assert.Equal((20, value), (whole.Orders, whole.Value));
            Assert.InRange(whole.RecommendedRevenue, 0, most);
            Assert.Equal(whole.RecommendedRevenue, book.ProductsIn(all).Values.Sum(product => product.Beside));
            Assert.InRange(whole.Attached, 0, whole.WithMain);
            var parts = InsightSteps.Of(all, InsightStep.Day).Select(book.Sum).ToArray();
            Assert.Equal(whole.Value, parts.Sum(part => part.Value));
            Assert.Equal(whole.RecommendedRevenue, parts.Sum(part => part.RecommendedRevenue));
            Assert.Equal(whole.ValueMeasured.Squares, parts.Sum(part => part.ValueMeasured.Squares), 3);
            Assert.Equal(whole.Known, book.Cohorts.Sum(cohort => cohort.Customers) + whole.Returning);
        }
    }

    private static SoldLine Line(int family, long price, int quantity = 1, int returned = 0) => new(family, price, quantity, returned);

    private static InsightsBook Build(OrderSums sums) => sums.Build(new Dictionary<DateOnly, InsightMark>(), slots: 4, TestStudio.Start);

    private static InsightsBook Book(params SoldLine[][] orders)
    {
        var sums = new OrderSums(Panels, []);
        foreach (var order in orders)
        {
            sums.Add(Day, null, order);
        }

        return Build(sums);
    }
}
