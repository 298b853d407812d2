namespace CrossSell.Core.Affinity;

/// <summary>Exact totals of one count, over the pairs in at least the asked number of baskets.</summary>
/// <param name="Pairs">Unordered pairs.</param>
/// <param name="CountSum">Sum of their counts.</param>
/// <param name="BestLiftSum">Sum over products of the best lift that any of their pairs has: a checksum, not a figure of merit.</param>
public sealed record PairTotals(int Baskets, int Products, int Lines, long Pairs, long CountSum, double BestLiftSum);

/// <summary>One kept companion of an anchor.</summary>
/// <param name="Together">Baskets that hold both.</param>
/// <param name="Score">By the rank that was asked for; comparable among the companions of one anchor only.</param>
public readonly record struct Companion(int ProductId, int Together, double Score);

/// <summary>The best companions of each product and the totals. The same baskets and options always give the same result.</summary>
public sealed class PairCountResult
{
    private readonly BasketSupports baskets;
    private readonly BestCompanions best;

    private readonly SetPairs sets;

    internal PairCountResult(BasketSupports baskets, BestCompanions best, PairTotals totals, SetPairs? sets = null)
    {
        this.sets = sets ?? SetPairs.None;
        this.baskets = baskets;
        this.best = best;
        Totals = totals;
    }

    public PairTotals Totals { get; }

    /// <summary>All products of the baskets, rarest first.</summary>
    public ReadOnlySpan<int> ProductIds => baskets.ProductIds;

    /// <summary>Best first; equal scores by product id. Empty for a product that no basket holds.</summary>
    public IReadOnlyList<Companion> CompanionsOf(int productId) =>
        baskets.TryRank(productId, out var rank) ? best.Of(rank, baskets.ProductIds) : [];

    /// <summary>The four counts behind a companion that <see cref="CompanionsOf"/> gave.</summary>
    public PairCount Evidence(int anchorId, Companion companion) => sets.Without(
        anchorId, companion.ProductId,
        new(companion.Together, baskets.SupportOf(anchorId), baskets.SupportOf(companion.ProductId), baskets.BasketCount));

    /// <summary>Baskets in which the two were sold as a set, which <see cref="Evidence"/> leaves out.</summary>
    public int SoldAsSet(int oneId, int otherId) => sets.Of(oneId, otherId);

    /// <summary>What was counted of a kept pair in one period, where the counts came with any; 0 for a pair that is not kept.</summary>
    internal int InPeriod(int anchorId, int companionId, int period) =>
        baskets.TryRank(anchorId, out var anchor) && baskets.TryRank(companionId, out var companion) ? best.InPeriod(anchor, companion, period) : 0;
}
