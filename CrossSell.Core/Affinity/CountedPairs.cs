using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>
/// Judges pairs that somebody else counted, in any order, as <see cref="PairCounter"/> judges its own: the same counts give the same result to the last bit.
/// Only the best companions of each product are kept. Used by one thread.
/// </summary>
/// <param name="supports">Of the same baskets.</param>
/// <param name="options">Ranked by <see cref="AffinityRank.WilsonDamped"/>; threads are not asked for.</param>
/// <param name="periods">How many counts by period come with each pair.</param>
[Engine]
public sealed class CountedPairs(BasketSupports supports, PairCountOptions options, int periods = 0)
{
    private readonly BestCompanions best = new(supports.ProductIds, options.Best, periods);
    private readonly double[] damp = Array.ConvertAll(supports.Support, count => AffinityScore.WilsonDampOf(count, supports.BasketCount));
    private long pairs;
    private long countSum;

    /// <summary>Takes one unordered pair; what is in too few baskets is passed over.</summary>
    /// <param name="byPeriod">As many as were announced.</param>
    /// <returns>False when it cannot be of the same baskets: it has more than one of its products has, or a product that nobody counted.</returns>
    public bool Add(int oneId, int otherId, int together, ReadOnlySpan<int> byPeriod = default)
    {
        if (oneId == otherId || !supports.TryRank(oneId, out var one) || !supports.TryRank(otherId, out var other)
            || together > supports.Support[one] || together > supports.Support[other])
        {
            return false;
        }

        if (together >= options.MinBaskets)
        {
            pairs++;
            countSum += together;
            var lift = AffinityScore.Lift(together, supports.Support[one], supports.Support[other], supports.BasketCount);
            best.OfferLift(one, lift);
            best.OfferLift(other, lift);
            if (lift >= options.MinLift)
            {
                Offer(one, other, together, byPeriod);
                Offer(other, one, together, byPeriod);
            }
        }

        return true;
    }

    /// <summary>The result of all pairs that were taken.</summary>
    public PairCountResult Build() => new(
        supports, best, new PairTotals(supports.BasketCount, supports.ProductCount, supports.LineCount, pairs, countSum, best.BestLiftSum()));

    private void Offer(int anchor, int companion, int together, ReadOnlySpan<int> byPeriod)
    {
        var score = AffinityScore.WilsonDamped(together, supports.Support[anchor], damp[companion]);
        if (best.MayStay(anchor, score))
        {
            best.Offer(anchor, companion, together, score, byPeriod);
        }
    }
}

/// <summary>A period as it was counted elsewhere: of all products, and of the pairs that were kept.</summary>
/// <param name="supports">Of the period's baskets.</param>
/// <param name="kept">The pairs of all baskets, with what they have in each period.</param>
/// <param name="period">Which of those it is.</param>
internal sealed class CountedPeriod(BasketSupports supports, PairCountResult kept, int period) : IPairPeriod
{
    public int BasketCount => supports.BasketCount;

    public int SupportOf(int productId) => supports.SupportOf(productId);

    public int Together(int oneId, int otherId) => kept.InPeriod(oneId, otherId, period);
}
