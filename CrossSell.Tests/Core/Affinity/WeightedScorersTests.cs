using CrossSell.Core.Affinity;
using CrossSell.Core.Backtesting;
using CrossSell.Tests.Core.Exchange;
using CsCheck;

namespace CrossSell.Tests.Core.Affinity;

[Trait("Kind", "Slow")]
public sealed class WeightedScorersTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void WeightedCounts_OfAPairAndALongBasket_TrustTheShortOneMore()
    {
        // Weights are 1/√2 and 1/√4, scaled so that two and four lines weigh six together.
        var baskets = new BasketList.Builder().Add([1, 2]).Add([1, 3, 4, 5]).Build();
        var weighted = WeightedCounts.Of(baskets, CoCounts.Of(baskets, Stop), null, Stop);

        var scale = 6 / (Math.Sqrt(2) + 2);
        Assert.Equal(scale / Math.Sqrt(2), weighted.TogetherOf(0, 1), 5);
        Assert.Equal(scale / 2, weighted.TogetherOf(0, 2), 5);
        Assert.Equal(scale * ((1 / Math.Sqrt(2)) + 0.5), weighted.SupportOf(0), 5);
        Assert.Equal(0, weighted.TogetherOf(1, 2));
    }

    [Fact]
    public void WeightedCounts_WithAHalfLife_HalveWhatIsThatOld()
    {
        var baskets = new BasketList.Builder().Add([1, 2], Start).Add([1, 3], Start.AddDays(85)).Build();
        var weighted = WeightedCounts.Of(baskets, CoCounts.Of(baskets, Stop), 85, Stop);

        Assert.Equal(2, weighted.TogetherOf(0, 2) / weighted.TogetherOf(0, 1), 5);
        Assert.True(weighted.MomentumOf(2) > 1 && weighted.MomentumOf(1) < 1);
    }

    [Fact]
    public void WeightedCounts_OfAnyBaskets_WeighAsMuchAsThereAreLines() =>
        Gen.Select(Gen.Int[0, 12].Array[1, 8].Array[1, 40], Gen.Int[0, 200]).Sample((lists, days) =>
        {
            var builder = new BasketList.Builder();
            for (var at = 0; at < lists.Length; at++)
            {
                builder.Add(lists[at], Start.AddDays(at * 3));
            }

            var baskets = builder.Build();
            var counts = CoCounts.Of(baskets, Stop);
            var weighted = WeightedCounts.Of(baskets, counts, days == 0 ? null : days, Stop);

            // A product of old baskets alone is held up to a tenth of a basket.
            var supports = Enumerable.Range(0, counts.Products).Select(weighted.SupportOf).ToList();
            Assert.InRange(supports.Sum(), baskets.LineCount - 1e-6, baskets.LineCount + (0.1 * counts.Products) + 1e-6);
            for (var one = 0; one < counts.Products; one++)
            {
                for (var other = 0; other < counts.Products; other++)
                {
                    Assert.Equal(counts.Together(one, other) > 0, weighted.TogetherOf(one, other) > 0);
                    Assert.Equal(weighted.TogetherOf(one, other), weighted.TogetherOf(other, one), 4);
                }
            }
        });

    [Theory]
    [InlineData(CompanionScorers.Weighted)]
    [InlineData(CompanionScorers.WeightedMomentum)]
    [InlineData(CompanionScorers.CoveragePanels)]
    [InlineData(CompanionScorers.CartRidge)]
    public void Score_OfPairsThatAlwaysMeet_PutsThePartnerFirst(string name)
    {
        var builder = new BasketList.Builder();
        for (var at = 0; at < 100; at++)
        {
            builder.Add((at % 2) == 0 ? [1, 2] : [3, 4], Start.AddHours(at));
        }

        Assert.Equal(2, CompanionScorers.Rank(name, builder.Build(), [1], new BacktestOptions(), cancellation: Stop)[0]);
        Assert.Equal(4, CompanionScorers.Rank(name, builder.Build(), [3], new BacktestOptions(), cancellation: Stop)[0]);
    }

    [Fact]
    public void CartRidge_OfACartOfTwo_TakesWhatBothAreBoughtWithBeforeWhatEachIs()
    {
        // 9 comes with 1 and 2 together, 7 with 1 alone and 8 with 2 alone.
        var builder = new BasketList.Builder();
        for (var at = 0; at < 60; at++)
        {
            builder.Add([1, 2, 9]).Add([1, 7]).Add([2, 8]).Add([5, 6]);
        }

        Assert.Equal(9, CompanionScorers.Rank(CompanionScorers.CartRidge, builder.Build(), [1, 2], new BacktestOptions(), cancellation: Stop)[0]);
    }

    [Fact]
    public void CoveragePanels_WhereManyPanelsWouldShowTheSame_ShowMoreOfTheCatalogue()
    {
        // Each of ten is bought with the same four a little more often than with three of its own.
        var builder = new BasketList.Builder();
        for (var at = 0; at < 230; at++)
        {
            var place = at % 10;
            builder.Add(at < 120 ? [100 + place, 1, 2, 3, 4] : [100 + place, 200 + place, 300 + place, 400 + place]);
        }

        var baskets = builder.Build();
        int Shown(string name) =>
            Enumerable.Range(100, 10).SelectMany(product => CompanionScorers.Rank(name, baskets, [product], new BacktestOptions(), 4, Stop)).Distinct().Count();

        Assert.True(Shown(CompanionScorers.CoveragePanels) > Shown(CompanionScorers.WeightedMomentum));
    }

    [Fact]
    public void Backtest_OfAPopularItem_CountsItsHitsAsNoSignificantOnes()
    {
        // 9 lies in every basket: always right, and no evidence of anything.
        var builder = new BasketList.Builder();
        for (var at = 0; at < 400; at++)
        {
            builder.Add((at % 2) == 0 ? [1, 2, 9] : [3, 4, 9], Start.AddHours(at));
        }

        var report = Backtest.Run(builder.Build(), new BacktestOptions(), cancellation: Stop);

        var score = report.Scores.Single(item => item.Name == CompanionScorers.PairCount);
        Assert.Equal(0.5, score.P4);
        Assert.InRange(score.SignificantP4.Value, 0.1, 0.25);
    }

    [Fact]
    public void Backtest_OfTheDefaultsThemselves_FindsNoGainOverThem()
    {
        var builder = new BasketList.Builder();
        for (var at = 0; at < 300; at++)
        {
            builder.Add((at % 3) switch { 0 => [1, 2], 1 => [1, 3], _ => [4, 5] }, Start.AddHours(at));
        }

        var report = Backtest.Run(builder.Build(), new BacktestOptions(), cancellation: Stop);

        var (page, cart) = (report.Scores
            .Single(item => item.Name == CompanionScorers.PageDefault), report.Scores.Single(item => item.Name == CompanionScorers.CartDefault));
        Assert.Equal(new BacktestValue(0, 0), page.P4Gain);
        Assert.Equal(new BacktestValue(0, 0), cart.CartGain);
        var popularity = report.Scores.Single(item => item.Name == CompanionScorers.Popularity);
        Assert.Equal(popularity.P4 - page.P4, popularity.P4Gain!.Value.Value, 10);
        Assert.True(popularity.P4Gain.Value.Error <= popularity.Errors.P4 + page.Errors.P4);
    }

    [Fact]
    public async Task RealOrders_Backtested_GiveTheNewScoresTheirPlace()
    {
        var report = await OnlineRetailFile.BacktestAsync(Stop);

        var scores = report.Scores.ToDictionary(score => score.Name);
        Assert.True(scores[CompanionScorers.Weighted].P4 > scores[CompanionScorers.WilsonDamped].P4);
        Assert.True(scores[CompanionScorers.CoveragePanels].Coverage > scores[CompanionScorers.WeightedMomentum].Coverage);
        Assert.InRange(
            scores[CompanionScorers.CartRidge].CartHr10, scores[CompanionScorers.Ease].CartHr10 - 0.03, scores[CompanionScorers.Ease].CartHr10 + 0.05);
    }
}
