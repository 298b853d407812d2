using CrossSell.Core.Common;


namespace CrossSell.Core.Affinity;

/// <summary>When a mined pair is put before a person, and when a verdict keeps it away. Pure.</summary>
[Engine]
public static class SuggestionRules
{
    /// <summary>A pair in fewer baskets is not worth a person's minute.</summary>
    public const int MinBaskets = 5;

    /// <summary>By how much the lift must have grown before a decided pair is asked about again.</summary>
    public const double MateriallyMore = 1.5;

    /// <summary>And how many more baskets there must be, so that a few do not do it.</summary>
    public const int MoreBaskets = 10;

    /// <summary>What lies in one basket of ten lies there anyway: a panel that shows it wins little.</summary>
    public const double PopularShare = 0.1;

    /// <summary>What lies in fewer of all baskets is no popular item, however evenly it lies there.</summary>
    public const double PopularWithEverythingShare = 1 / 12d;

    /// <summary>Enough baskets, clearly more often than chance, and no popular item.</summary>
    public static bool IsWorthAsking(PairCount pair) =>
        pair.Together >= MinBaskets && AffinityEvidence.KindOf(pair) == EvidenceKind.BoughtTogether;

    /// <summary>
    /// Enough customers, clearly more than come back for it anyway, and by what chance shows once in a thousand pairs, as for baskets: a popular item is what
    /// everybody comes back for.
    /// </summary>
    public static bool IsWorthAsking(ObservedPair boughtLater) =>
        boughtLater.IsClear(MinBaskets) && CertaintyOf(boughtLater) >= AffinityEvidence.SureLogLikelihoodRatio;

    /// <summary>
    /// Whether a product lies in many baskets, beside many, and seldom more often than chance: a popular item, for which customers come back whatever they
    /// bought first. What only sells well beside everything, as a grinder in a coffee shop, is none.
    /// </summary>
    /// <param name="anchors">Products whose baskets hold it at least <see cref="MinBaskets"/> times, of those whose best companions it is among.</param>
    /// <param name="moreThanPopular">Of them, those with which it lies 1.5 times as often as chance at least.</param>
    /// <param name="share">Of all baskets those that hold it, 0 to 1.</param>
    public static bool IsPopularWithEverything(int anchors, int moreThanPopular, double share) =>
        share >= PopularWithEverythingShare && anchors >= 8 && moreThanPopular * 2 < anchors;

    /// <summary>The log-likelihood ratio of the same 2 x 2 table that baskets have: who came back, of whom, against all who did.</summary>
    public static double CertaintyOf(ObservedPair pair) =>
        AffinityScore.LogLikelihoodRatio(new PairCount(pair.Count, pair.Of, Math.Max(pair.BaseCount, pair.Count), Math.Max(pair.BaseOf, pair.Of)));

    /// <summary>
    /// Whether the verdict still keeps the pair away. A snooze ends at its instant. Accepted and rejected pairs come back only when the
    /// evidence has changed materially: the lift is 1.5 times what it was, over at least ten more baskets. More orders alone raise
    /// the baskets of every pair but not the lift, so time brings nothing back by itself.
    /// </summary>
    public static bool Stands(SuggestionVerdict verdict, PairCount pair, DateTimeOffset now) => Stands(verdict, pair.Together, AffinityScore.Lift(pair), now);

    /// <inheritdoc cref="Stands(SuggestionVerdict, PairCount, DateTimeOffset)"/>
    /// <param name="count">Baskets with both, or customers who came back.</param>
    /// <param name="lift">Times as often as chance, or as anyway.</param>
    public static bool Stands(SuggestionVerdict verdict, int count, double lift, DateTimeOffset now) => verdict.Decision switch
    {
        SuggestionDecision.Snoozed => verdict.Until > now,
        _ => lift < verdict.Lift * MateriallyMore || count < verdict.PairBaskets + MoreBaskets,
    };
}
