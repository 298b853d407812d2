using CrossSell.Core.Affinity;

namespace CrossSell.Core.Suggestions;

/// <summary>When a mined pair is put before a person, and when a verdict keeps it away. Pure.</summary>
public static class SuggestionRules
{
    /// <summary>A pair in fewer baskets is not worth a person's minute.</summary>
    public const int MinBaskets = 5;

    /// <summary>By how much the lift must have grown before a decided pair is asked about again.</summary>
    public const double MateriallyMore = 1.5;

    /// <summary>And how many more baskets there must be, so that a few do not do it.</summary>
    public const int MoreBaskets = 10;

    /// <summary>Enough baskets, clearly more often than chance, and no staple.</summary>
    public static bool IsWorthAsking(PairCount pair) =>
        pair.Together >= MinBaskets && AffinityEvidence.KindOf(pair) == EvidenceKind.BoughtTogether;

    /// <summary>
    /// Whether the verdict still keeps the pair away. A snooze ends at its instant. Accepted and rejected pairs come back only when the
    /// evidence has changed materially: the lift is 1.5 times what it was, over at least ten more baskets. More orders alone raise
    /// the baskets of every pair but not the lift, so time brings nothing back by itself.
    /// </summary>
    public static bool Stands(SuggestionVerdict verdict, PairCount pair, DateTimeOffset now) => verdict.Decision switch
    {
        SuggestionDecision.Snoozed => verdict.Until > now,
        _ => AffinityScore.Lift(pair) < verdict.Lift * MateriallyMore || pair.Together < verdict.PairBaskets + MoreBaskets,
    };
}
