using CrossSell.Core.Exchange;
using CrossSell.Core.Orders;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>Sets among the rows of an order, however the shop writes them, and what their parts are worth when they come back.</summary>
public sealed class SoldSetsTests
{
    private static readonly IReadOnlyList<SetShare> Kit = [new("BODY", 1, 90_00), new("CARD", 2, 30_00)];

    [Fact]
    public void Case08_AllPartsOfASet_ReturnedInAnyOrder_AreWorthWhatWasPaid()
    {
        var random = new Random(8);
        for (var attempt = 0; attempt < 2_000; attempt++)
        {
            var part = new SetPart(random.Next(1, 6), random.Next(1, 8), random.Next(0, 5) == 0 ? 0 : random.NextInt64(0, 100_000));
            var (before, worth) = (0, 0L);
            while (before < part.Units)
            {
                var units = random.Next(1, part.Units - before + 1);
                var back = part.Worth(before, units);
                Assert.Equal(back, part.Priced(before, units).Sum(some => some.Units * some.UnitPrice));
                Assert.Equal(units, part.Priced(before, units).Sum(some => some.Units));
                Assert.InRange(back, 0, part.Amount);
                (before, worth) = (before + units, worth + back);
            }

            Assert.Equal(part.Amount, worth);
        }
    }

    /// <summary>The parts at their full prices, and the set as what is taken off them.</summary>
    [Fact]
    public void SetThatIsADiscountLine_BesideItsParts_LeavesWhatWasPaid()
    {
        var rows = SoldSets.Resolve([Set(1, -10_00), Part("BODY", 1, 0, 90_00), Part("CARD", 2, 0, 15_00)], _ => Kit);

        Assert.Equal([("BODY", 82_50L), ("CARD", 27_50L)], rows.GroupBy(row => row.Sku).Select(same => (same.Key, same.Sum(row => row.Amount))));
        Assert.All(rows, row => Assert.True(row.UnitPrice >= 0));
    }

    [Fact]
    public void Case08_WhatIsTakenOffShipping_TouchesNoPart()
    {
        var plain = SoldSets.Resolve([Set(1, 99_99)], _ => Kit);

        var shipped = SoldSets.Resolve([Set(1, 99_99), new StagedRow("SHIPPING", 1, 0, 4_95), new StagedRow("SHIPPING OFF", 1, 0, -4_95)], _ => Kit);

        Assert.Equal(plain, shipped.Take(plain.Count));
        Assert.Equal(99_99, shipped.Where(row => row.Bundle is not null).Sum(row => row.Amount));
        Assert.Equal(["SHIPPING", "SHIPPING OFF"], shipped.Skip(plain.Count).Select(row => row.Sku));
    }

    [Fact]
    public void Case09_TwoSets_OnePartOfOneReturned_IsWorthOnePartOfOne()
    {
        var one = Assert.Single(SoldSets.Resolve([Set(1, 100_00)], _ => Kit), row => row.Sku == "BODY");

        var rows = SoldSets.Resolve([Set(2, 100_00), Part("BODY", 1, 1, 0), Part("BODY", 1, 0, 0), Part("CARD", 4, 0, 0)], _ => Kit);

        var back = Assert.Single(rows, row => row.Returned > 0);
        Assert.Equal((1, 1, 75_00L), (back.Quantity, back.Returned, back.UnitPrice));
        Assert.Equal(one.UnitPrice, back.UnitPrice * back.Returned);
        Assert.Equal(200_00, rows.Sum(row => row.Amount));
        Assert.Equal(75_00, new SetPart(2, 1, 75_00).Worth(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SetPart(2, 1, 75_00).Worth(1, 2));
    }

    [Fact]
    public void Case10_ASetAlone_BecomesItsParts_ThatCostTogetherWhatWasPaid()
    {
        var rows = SoldSets.Resolve([Set(2, 100_03), new StagedRow("BAG", 1, 0, 20_00)], _ => Kit);

        Assert.Equal(["BODY", "CARD", "CARD", "BAG"], rows.Select(row => row.Sku));
        Assert.Equal(200_06 + 20_00, rows.Sum(row => row.Amount));
        Assert.Equal((2, 75_02L), (rows[0].Quantity, rows[0].UnitPrice));
        Assert.Equal(4, rows.Where(row => row.Sku == "CARD").Sum(row => row.Quantity));
        Assert.All(rows.Take(3), row => Assert.Equal(("kit", (int?)2), (row.Bundle, row.Sets)));
        Assert.Null(rows[3].Bundle);
        Assert.Null(rows[3].Sets);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(90_00, 17_50)]
    public void Case10_TheSetWithItsParts_IsCountedOnce(long body, long card)
    {
        // woocommerce/woocommerce#49720: 126.70 was reported as 251.70.
        var rows = SoldSets.Resolve([Set(1, 126_70), Part("BODY", 1, 0, body), Part("CARD", 2, 0, card)], _ => Kit);

        Assert.Equal(126_70, rows.Sum(row => row.Amount));
        Assert.Equal([("BODY", 1), ("CARD", 2)], rows.GroupBy(row => row.Sku).Select(same => (same.Key, same.Sum(row => row.Quantity))));
        Assert.All(rows, row => Assert.Equal(("kit", (int?)1), (row.Bundle, row.Sets)));
    }

    [Fact]
    public void Case10_PartsThatCarryThePrice_KeepIt_BesideASetThatCostsNothing()
    {
        var rows = SoldSets.Resolve([Set(1, 0), Part("BODY", 1, 0, 80_00), Part("CARD", 2, 0, 10_00)], _ => Kit);

        Assert.Equal([("BODY", 80_00L), ("CARD", 10_00L)], rows.Select(row => (row.Sku, row.UnitPrice)));
    }

    [Fact]
    public void Case10_PartsAlone_KeepTheirPrices_AndSayHowManySets()
    {
        var rows = SoldSets.Resolve([Part("BODY", 2, 0, 80_00), Part("CARD", 5, 0, 10_00)], _ => Kit);

        Assert.Equal([(80_00L, 2), (10_00L, 2)], rows.Select(row => (row.UnitPrice, row.Sets!.Value)));
        Assert.Equal([3, 3], SoldSets.Resolve([Part("X", 3, 0, 1), Part("Y", 6, 0, 1)], _ => []).Select(row => row.Sets!.Value));
    }

    [Fact]
    public void Case10_PartsThatAShopWritesUntagged_AreOfTheSet_OnlyWhereTheyAreAllOfItAtItsPrice()
    {
        StagedRow[] Order(long body, long card, int cards) => [Set(1, 100_00), new("BODY", 1, 0, body), new("CARD", cards, 0, card)];

        Assert.Equal(100_00, SoldSets.Resolve(Order(0, 0, 2), _ => Kit).Sum(row => row.Amount));
        Assert.Equal(100_00, SoldSets.Resolve(Order(80_00, 10_00, 2), _ => Kit).Sum(row => row.Amount));

        // Bought besides: at their own price, or not all of them.
        Assert.Equal(100_00 + 90_00 + 30_00, SoldSets.Resolve(Order(90_00, 15_00, 2), _ => Kit).Sum(row => row.Amount));
        Assert.Equal(100_00 + 80_00 + 60_00, SoldSets.Resolve(Order(80_00, 20_00, 3), _ => Kit).Sum(row => row.Amount));
    }

    [Fact]
    public void Case10_ASetThatWasTakenBack_TakesBackEachPart_AndOneThatNobodyKnowsStays()
    {
        var rows = SoldSets.Resolve([Set(-1, 100_00)], _ => Kit);

        Assert.Equal(-100_00, rows.Sum(row => row.Amount));
        Assert.Equal([-1, -2], rows.GroupBy(row => row.Sku).Select(same => same.Sum(row => row.Quantity)));
        var unknown = Assert.Single(SoldSets.Resolve([Set(2, 50_00)], _ => []));
        Assert.Equal(("KIT", 2, 50_00L, (int?)2), (unknown.Sku, unknown.Quantity, unknown.UnitPrice, unknown.Sets));
    }

    [Fact]
    public void Case10_WhateverTheShopWrites_RevenueIsCountedOnce_AndSharingAgainByWhatIsStoredChangesNothing()
    {
        var random = new Random(10);
        for (var attempt = 0; attempt < 2_000; attempt++)
        {
            IReadOnlyList<SetShare> shares = [.. Enumerable.Range(0, random.Next(1, 5)).Select(
                part => new SetShare($"P{part}", random.Next(1, 4), random.Next(0, 4) == 0 ? 0 : random.NextInt64(1, 50_000)))];
            StagedRow[] order = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Set(random.Next(1, 4), random.NextInt64(0, 90_000)))];

            var rows = SoldSets.Resolve(order, _ => shares);

            Assert.Equal(order.Sum(row => row.Amount), rows.Sum(row => row.Amount));
            var sets = order.Sum(row => row.Quantity);
            Assert.Equal(shares.Sum(share => share.Quantity) * sets, rows.Sum(row => row.Quantity));
            Assert.All(rows, row => Assert.InRange(row.UnitPrice, 0, long.MaxValue));
            IReadOnlyList<SetShare> stored = [.. rows.GroupBy(row => row.Sku).Select(
                same => new SetShare(same.Key, same.Sum(row => row.Quantity) / sets, same.Sum(row => row.Amount)))];
            Assert.Equal(rows, SoldSets.Resolve(order, _ => stored));
        }
    }

    private static StagedRow Set(int quantity, long price) => new("KIT", quantity, 0, price) { Bundle = "kit" };

    private static StagedRow Part(string sku, int quantity, int returned, long price) => new(sku, quantity, returned, price) { Bundle = "kit" };
}
