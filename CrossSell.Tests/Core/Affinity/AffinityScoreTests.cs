using CrossSell.Core.Affinity;
using CsCheck;

namespace CrossSell.Tests.Core.Affinity;

public sealed class AffinityScoreTests
{
    private static readonly PairCount Pair = new(30, 100, 60, 1_000);

    private static readonly Gen<PairCount> AnyPair =
        from both in Gen.Int[0, 50]
        from onlyAnchor in Gen.Int[0, 200]
        from onlyCompanion in Gen.Int[0, 200]
        from neither in Gen.Int[0, 5_000]
        where both + onlyAnchor > 0 && both + onlyCompanion > 0
        select new PairCount(both, both + onlyAnchor, both + onlyCompanion, both + onlyAnchor + onlyCompanion + neither);

    [Fact]
    public void Scores_OfAKnownPair_AreThoseWorkedOutByHand()
    {
        Assert.Equal(0.03, AffinityScore.Support(Pair), 1e-12);
        Assert.Equal(0.3, AffinityScore.Confidence(Pair), 1e-12);
        Assert.Equal(5, AffinityScore.Lift(Pair), 1e-12);
        Assert.Equal(6, AffinityScore.Expected(Pair), 1e-12);
        Assert.Equal(30 / Math.Sqrt(6_000), AffinityScore.Cosine(Pair), 1e-12);
        Assert.Equal(30 / (100 * Math.Pow(60, 0.2)), AffinityScore.DampedConfidence(Pair), 1e-12);
        Assert.Equal(AffinityScore.WilsonLowerBound(30, 100) / Math.Pow(0.06, 0.3), AffinityScore.WilsonDamped(Pair), 1e-12);
    }

    [Theory]
    [InlineData(30, 100, 0.2189489)]
    [InlineData(0, 10, 0)]
    [InlineData(10, 10, 0.7224672)]
    [InlineData(1, 2, 0.0945312)]
    [InlineData(0, 0, 0)]
    public void WilsonLowerBound_OfKnownShares_IsAsTabled(int hits, int trials, double expected) =>
        Assert.Equal(expected, AffinityScore.WilsonLowerBound(hits, trials), 1e-6);

    /// <summary>The first row of Dunning's table: "the swiss" in a text of 31,777 bigrams.</summary>
    [Fact]
    public void LogLikelihoodRatio_OfDunningsExample_IsAsPrinted() =>
        Assert.Equal(270.72, AffinityScore.LogLikelihoodRatio(new PairCount(110, 110 + 2_442, 110 + 111, 110 + 2_442 + 111 + 29_114)), 0.01);

    [Fact]
    public void LogLikelihoodRatio_OfIndependentProducts_IsZero() =>
        Assert.Equal(0, AffinityScore.LogLikelihoodRatio(new PairCount(6, 100, 60, 1_000)), 1e-9);

    [Fact]
    public void SymmetricScores_OfAnyPair_AreTheSameInBothDirections() => AnyPair.Sample(pair =>
    {
        Assert.Equal(AffinityScore.Lift(pair), AffinityScore.Lift(pair.Reversed()), 1e-9);
        Assert.Equal(AffinityScore.Cosine(pair), AffinityScore.Cosine(pair.Reversed()), 1e-9);
        Assert.Equal(AffinityScore.LogLikelihoodRatio(pair), AffinityScore.LogLikelihoodRatio(pair.Reversed()), 1e-6);
    });

    [Fact]
    public void LogLikelihoodRatio_OfAnyPair_EqualsTheSumOverItsFourCells() => AnyPair.Sample(pair =>
    {
        var n = (double)pair.Baskets;
        double[] rows = [pair.Anchor, n - pair.Anchor];
        double[] columns = [pair.Companion, n - pair.Companion];
        double[,] cells =
        {
            { pair.Together, pair.Anchor - pair.Together },
            { pair.Companion - pair.Together, n - pair.Anchor - pair.Companion + pair.Together },
        };
        var sum = 0d;
        for (var row = 0; row < 2; row++)
        {
            for (var column = 0; column < 2; column++)
            {
                sum += cells[row, column] > 0 ? 2 * cells[row, column] * Math.Log(cells[row, column] * n / (rows[row] * columns[column])) : 0;
            }
        }

        Assert.Equal(sum, AffinityScore.LogLikelihoodRatio(pair), 1e-6);
    });

    [Fact]
    public void WilsonLowerBound_OfAnyShare_LiesBelowItAndRisesWithTheHits() =>
        Gen.Int[1, 2_000].SelectMany(trials => Gen.Int[1, trials].Select(hits => (hits, trials))).Sample(share =>
        {
            var bound = AffinityScore.WilsonLowerBound(share.hits, share.trials);
            Assert.InRange(bound, 0, (double)share.hits / share.trials);
            Assert.True(bound > AffinityScore.WilsonLowerBound(share.hits - 1, share.trials));
        });
}
