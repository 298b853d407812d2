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
    private readonly BasketMatrix baskets;
    private readonly BestCompanions best;

    internal PairCountResult(BasketMatrix baskets, BestCompanions best, PairTotals totals)
    {
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
    public PairCount Evidence(int anchorId, Companion companion) =>
        new(companion.Together, baskets.SupportOf(anchorId), baskets.SupportOf(companion.ProductId), baskets.BasketCount);
}
