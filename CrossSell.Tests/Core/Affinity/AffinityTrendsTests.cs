using CrossSell.Core.Affinity;

namespace CrossSell.Tests.Core.Affinity;

public sealed class AffinityTrendsTests
{
    [Theory]
    [InlineData(0, 0, AffinityTrend.Steady)]
    [InlineData(4, 1, AffinityTrend.Steady)]
    [InlineData(9, 1, AffinityTrend.Rising)]
    [InlineData(40, 20, AffinityTrend.Rising)]
    [InlineData(20, 40, AffinityTrend.Falling)]
    [InlineData(30, 25, AffinityTrend.Steady)]
    [InlineData(11_000, 10_000, AffinityTrend.Steady)]
    [InlineData(0, 10, AffinityTrend.Falling)]
    public void Trend_NeedsMoreThanChanceAndMoreThanAQuarter(int recent, int earlier, AffinityTrend expected) =>
        Assert.Equal(expected, AffinityTrends.Of(recent, earlier));
}
