namespace CrossSell.Core.Affinity;

/// <summary>By what a product's companions are ordered. Lift is missing on purpose: it never ranks.</summary>
public enum AffinityRank
{
    /// <summary>
    /// <see cref="AffinityScore.WilsonDamped(PairCount)"/>: with <see cref="DampedConfidence"/> the best measured for a product page, and surer with few
    /// baskets.
    /// </summary>
    WilsonDamped,

    /// <summary><see cref="AffinityScore.DampedConfidence(PairCount)"/>.</summary>
    DampedConfidence,

    /// <summary>Most often together, without regard to what is popular regardless.</summary>
    Confidence,
}

/// <summary>What to count and how many companions to keep of each product.</summary>
public sealed record PairCountOptions
{
    /// <summary>Pairs in fewer baskets are accidents: neither counted nor kept. At least 1.</summary>
    public int MinBaskets { get; init; } = 2;

    /// <summary>Companions kept of each product; at least 1.</summary>
    public int Best { get; init; } = 20;

    /// <summary>
    /// Companions under this lift are not kept, so that popular items take no place from real ones; the totals count them all the same.
    /// 0 keeps everything; <see cref="AffinityEvidence.DefaultMinLift"/> is what suggestions and panels want.
    /// </summary>
    public double MinLift { get; init; }

    public AffinityRank Rank { get; init; } = AffinityRank.WilsonDamped;

    /// <summary>At most so many threads; null takes every core. The result is the same for any number.</summary>
    public int? Threads { get; init; }
}
