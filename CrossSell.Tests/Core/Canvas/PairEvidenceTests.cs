using System.Globalization;
using CrossSell.Core.Affinity;
using CrossSell.Core.Canvas;

namespace CrossSell.Tests.Core.Canvas;

public sealed class PairEvidenceTests
{
    private static readonly PairCount Together = new(1_290, 4_300, 6_000, 90_000);

    private static readonly ObservedPair Later = new(1, 2, 23, 100, 40, 1_000);

    [Fact]
    public void Evidence_IsSaidInTheNumbersOfItsReader_AndInEnglishForWhatIsKept()
    {
        var seen = new PairEvidence(Together, AffinityTrend.Rising, null, 30);

        Assert.Equal("Bought together in 1,290 of 4,300 baskets; 4.5x more than expected; rising", seen.In());
        Assert.Equal(
            "Bought together in 1.290 of 4.300 baskets; 4,5x more than expected; rising",
            seen.In(new NumberFormatInfo { NumberGroupSeparator = ".", NumberDecimalSeparator = "," }));
    }

    [Fact]
    public void Evidence_OfBaskets_AndOfWhoCameBack_StandsTogether_AndNothingIsNull()
    {
        Assert.StartsWith("Bought together in 1,290 of 4,300 baskets; 4.5x more than expected. 23 % of its buyers bought it within 30 days",
            new PairEvidence(Together, AffinityTrend.Steady, Later, 30).In(), StringComparison.Ordinal);
        Assert.StartsWith("23 % of its buyers", new PairEvidence(null, AffinityTrend.Steady, Later, 30).In(), StringComparison.Ordinal);
        Assert.Null(new PairEvidence(null, AffinityTrend.Steady, null, 30).In());
    }
}
