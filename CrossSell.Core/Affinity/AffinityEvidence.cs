using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Core.Affinity.AffinityTexts;

namespace CrossSell.Core.Affinity;

/// <summary>What a pair's counts are worth to a person who decides.</summary>
public enum EvidenceKind
{
    /// <summary>Clearly more often than chance.</summary>
    BoughtTogether,

    /// <summary>The companion is a popular item: it lies with this anchor about as often as with anything.</summary>
    PopularRegardless,

    /// <summary>Clearly less often than chance, as substitutes are.</summary>
    LessOften,

    /// <summary>So few baskets that chance explains them as well.</summary>
    TooFew,
}

/// <summary>Judges a pair's counts and says them in plain English, without a word of statistics.</summary>
[Engine]
public static class AffinityEvidence
{
    /// <summary>G2 that chance exceeds once in a thousand (chi-squared, one degree of freedom).</summary>
    public const double SureLogLikelihoodRatio = 10.828;

    /// <summary>Below this lift a companion is popular regardless, however many baskets say so.</summary>
    public const double DefaultMinLift = 1.5;

    /// <summary>
    /// A popular item lies in many baskets and so shares many with every anchor: its lift is near 1 and often beyond doubt.
    /// So the size of the effect is asked first and its certainty (Dunning's G2) second.
    /// </summary>
    /// <param name="minLift">Above 1: what a companion must reach to be more than popular.</param>
    public static EvidenceKind KindOf(PairCount pair, double minLift = DefaultMinLift)
    {
        var lift = AffinityScore.Lift(pair);
        var sure = AffinityScore.LogLikelihoodRatio(pair) >= SureLogLikelihoodRatio;
        if (lift >= minLift)
        {
            return sure ? EvidenceKind.BoughtTogether : EvidenceKind.TooFew;
        }

        if (lift * minLift <= 1 && sure)
        {
            return EvidenceKind.LessOften;
        }

        // Where chance alone fills five baskets or more (Cochran's rule for a 2 x 2 table), the counts do say "no more than chance".
        return AffinityScore.Expected(pair) >= 5 ? EvidenceKind.PopularRegardless : EvidenceKind.TooFew;
    }

    /// <summary>"Bought together in 214 of 1,902 baskets; 6.3x more than expected". The second number is the anchor's baskets.</summary>
    /// <param name="numbers">How its reader writes numbers; null for what is kept, which is English.</param>
    public static string InWords(PairCount pair, double minLift = DefaultMinLift, NumberFormatInfo? numbers = null)
    {
        var written = numbers ?? NumberFormatInfo.InvariantInfo;
        var counts = Say(
            numbers, pair.Anchor == 1 ? Texts.Key("Bought together in {0} of {1} basket") : Texts.Key("Bought together in {0} of {1} baskets"),
            pair.Together.ToString("N0", written), pair.Anchor.ToString("N0", written));
        var chance = AffinityScore.Expected(pair).ToString("N0", written);
        return KindOf(pair, minLift) switch
        {
            EvidenceKind.BoughtTogether => Say(numbers, Texts.Key("{0}; {1}x more than expected"), counts, Times(AffinityScore.Lift(pair), written)),
            EvidenceKind.PopularRegardless => Say(numbers, Texts.Key("{0}, but no more than expected ({1})"), counts, chance),
            EvidenceKind.LessOften => Say(numbers, Texts.Key("{0}; fewer than expected ({1})"), counts, chance),
            _ => Say(numbers, Texts.Key("{0}; not enough orders yet"), counts),
        };
    }

    private static string Times(double lift, NumberFormatInfo numbers) => lift.ToString(lift < 9.95 ? "0.#" : "N0", numbers);
}
