using CrossSell.Core.Affinity;

namespace CrossSell.Tests.Core.Affinity;

public sealed class AffinityEvidenceTests
{
    [Fact]
    public void Words_OfARealCompanion_SayHowOftenAndHowMuchMoreThanChance() =>
        Assert.Equal(
            "Bought together in 214 of 1,902 baskets; 6.3x more than expected",
            AffinityEvidence.InWords(new PairCount(214, 1_902, 710, 40_000)));

    [Fact]
    public void Words_OfALargeLift_LeaveOutTheFraction() =>
        Assert.Equal(
            "Bought together in 20 of 20 baskets; 2,000x more than expected",
            AffinityEvidence.InWords(new PairCount(20, 20, 20, 40_000)));

    [Fact]
    public void Words_OfAPopularItem_SayThatItIsPopularRegardless() =>
        Assert.Equal(
            "Bought together in 640 of 1,902 baskets, but no more than expected (571)",
            AffinityEvidence.InWords(new PairCount(640, 1_902, 12_000, 40_000)));

    [Fact]
    public void Words_OfASubstitute_SayThatChanceWouldGiveMore() =>
        Assert.Equal(
            "Bought together in 12 of 1,000 baskets; fewer than expected (50)",
            AffinityEvidence.InWords(new PairCount(12, 1_000, 2_000, 40_000)));

    [Fact]
    public void Words_OfOneBasket_AreInTheSingular() =>
        Assert.Equal("Bought together in 1 of 1 basket; not enough orders yet", AffinityEvidence.InWords(new PairCount(1, 1, 400, 1_000)));

    [Theory]
    [InlineData(200, 1_000, 1_000, 10_000, EvidenceKind.BoughtTogether)]
    [InlineData(130, 1_000, 1_000, 10_000, EvidenceKind.PopularRegardless)]
    [InlineData(100, 1_000, 1_000, 10_000, EvidenceKind.PopularRegardless)]
    [InlineData(40, 1_000, 1_000, 10_000, EvidenceKind.LessOften)]
    [InlineData(2, 20, 500, 10_000, EvidenceKind.TooFew)]
    [InlineData(0, 20, 500, 10_000, EvidenceKind.TooFew)]
    public void Kind_FollowsTheSizeOfTheEffectAndItsCertainty(int together, int anchor, int companion, int baskets, EvidenceKind expected) =>
        Assert.Equal(expected, AffinityEvidence.KindOf(new PairCount(together, anchor, companion, baskets)));

    [Fact]
    public void Kind_OfAPopularItemBeyondDoubt_IsStillPopularRegardless()
    {
        var pair = new PairCount(13_000, 20_000, 60_000, 100_000);

        Assert.True(AffinityScore.LogLikelihoodRatio(pair) > AffinityEvidence.SureLogLikelihoodRatio);
        Assert.Equal(EvidenceKind.PopularRegardless, AffinityEvidence.KindOf(pair));
    }
}
