using CrossSell.Core.Affinity;
using CrossSell.Tests.Core.Exchange;

namespace CrossSell.Tests.Core.Affinity;

[Trait("Kind", "Slow")]
public sealed class OnlineRetailCountTests
{
    [Fact]
    public async Task RealOrders_Counted_GiveTheTotalsThatOtherProgramsGive()
    {
        var (baskets, idOf, _) = await OnlineRetailFile.BasketsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(16_598_591, baskets.PairIncrements);
        Assert.Equal(1_773, baskets.SupportOf(idOf["85123A"]));
        Assert.Equal(1_600, baskets.SupportOf(idOf["85099B"]));
        Assert.Equal(1_560, baskets.SupportOf(idOf["22423"]));
        Totals(2, 2_042_620, 15_647_791, 979_439.716);
        Totals(5, 1_009_496, 12_819_443, 371_127.038);
        Totals(10, 460_912, 9_222_415, 215_302.003);

        void Totals(int minBaskets, long pairs, long countSum, double bestLiftSum)
        {
            var options = new PairCountOptions { MinBaskets = minBaskets, Best = 4 };
            var totals = PairCounter.Count(baskets, options, cancellation: TestContext.Current.CancellationToken).Totals;
            Assert.Equal(new PairTotals(14_201, 3_630, 355_026, pairs, countSum, totals.BestLiftSum), totals);
            Assert.Equal(bestLiftSum, totals.BestLiftSum, 0.0005);
        }
    }

    [Fact]
    public async Task RealOrders_RankedByConfidence_ShowTheKnownCompanionsOfTheBestSeller()
    {
        var (baskets, idOf, _) = await OnlineRetailFile.BasketsAsync(TestContext.Current.CancellationToken);

        var result = PairCounter.Count(
            baskets, new PairCountOptions { Best = 4, Rank = AffinityRank.Confidence }, cancellation: TestContext.Current.CancellationToken);

        var companions = result.CompanionsOf(idOf["85123A"]).Select(companion => (companion.ProductId, companion.Together));
        Assert.Equal([(idOf["47566"], 353), (idOf["21733"], 344), (idOf["85099B"], 341), (idOf["82482"], 322)], companions);
    }

    [Fact]
    public async Task RealOrders_RankedByDefault_PutTheSisterProductBeforeTheBestSeller()
    {
        var (baskets, idOf, _) = await OnlineRetailFile.BasketsAsync(TestContext.Current.CancellationToken);

        var result = PairCounter.Count(baskets, new PairCountOptions(), cancellation: TestContext.Current.CancellationToken);

        // 85123A is the white hanging heart, 21733 the red one; 85099B is the jumbo bag that everybody takes.
        var ids = result.CompanionsOf(idOf["85123A"]).Select(companion => companion.ProductId).ToList();
        Assert.Equal(idOf["21733"], ids[0]);
        Assert.DoesNotContain(idOf["85099B"], ids.Take(4));
    }
}
