using CrossSell.Core.Affinity;

namespace CrossSell.Tests.Core.Suggestions;

public sealed class SuggestionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(40, 100, 100, 1_000, true)]
    [InlineData(4, 5, 5, 1_000, false)]
    [InlineData(5, 5, 5, 1_000, true)]
    [InlineData(12, 100, 100, 1_000, false)]
    [InlineData(5, 60, 50, 1_000, false)]
    public void Pair_IsWorthAsking_OnlyWithEnoughBasketsWellBeyondChance(int together, int anchor, int companion, int baskets, bool expected) =>
        Assert.Equal(expected, SuggestionRules.IsWorthAsking(new PairCount(together, anchor, companion, baskets)));

    /// <summary>At the verdict: 20 baskets, lift 2.</summary>
    [Theory]
    [InlineData(20, 2.0, true)]
    [InlineData(200, 2.0, true)]
    [InlineData(29, 3.2, true)]
    [InlineData(30, 2.9, true)]
    [InlineData(30, 3.0, false)]
    public void Rejection_Stands_UntilLiftAndBasketsHaveGrownMaterially(int together, double lift, bool stands)
    {
        var verdict = Verdict(SuggestionDecision.Rejected);
        // With 1,000 baskets of each among 1,000 x lift / share the lift comes out as asked.
        var pair = new PairCount(together, 1_000, 1_000, (int)Math.Round(lift * 1_000_000 / together));

        Assert.Equal(stands, SuggestionRules.Stands(verdict, pair, Now));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void Snooze_Stands_UntilItsInstant(int hours, bool stands)
    {
        var verdict = Verdict(SuggestionDecision.Snoozed);
        verdict.Until = Now.AddHours(hours);

        Assert.Equal(stands, SuggestionRules.Stands(verdict, new PairCount(500, 500, 500, 100_000), Now));
    }

    [Theory]
    [InlineData(55, 1, 0.11, true)]
    [InlineData(35, 2, 0.05, false)]
    [InlineData(55, 30, 0.11, false)]
    [InlineData(7, 0, 0.3, false)]
    public void PopularItem_LiesInManyBaskets_BesideMany_AndSeldomBeyondChance(int anchors, int moreThanPopular, double share, bool isPopular) =>
        Assert.Equal(isPopular, SuggestionRules.IsPopularWithEverything(anchors, moreThanPopular, share));

    private static SuggestionVerdict Verdict(SuggestionDecision decision) => new() { Decision = decision, DecidedBy = "Eva", PairBaskets = 20, Lift = 2 };
}
