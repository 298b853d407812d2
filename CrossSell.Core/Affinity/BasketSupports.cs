namespace CrossSell.Core.Affinity;

/// <summary>
/// In how many baskets each product lies, and how many there are in all. Products stand by rank: rising support, then rising id. Immutable.
/// </summary>
public sealed class BasketSupports
{
    private readonly Dictionary<int, int> rankOf;

    internal BasketSupports(int[] productIds, int[] support, int baskets, int lines)
    {
        (ProductIds, Support, BasketCount, LineCount) = (productIds, support, baskets, lines);
        rankOf = new Dictionary<int, int>(productIds.Length);
        for (var rank = 0; rank < productIds.Length; rank++)
        {
            rankOf.Add(productIds[rank], rank);
        }
    }

    /// <summary>All baskets that hold anything.</summary>
    public int BasketCount { get; }

    /// <summary>Products of all baskets, each once a basket.</summary>
    public int LineCount { get; }

    public int ProductCount => ProductIds.Length;

    /// <summary>The caller's product ids by rank.</summary>
    internal int[] ProductIds { get; }

    /// <summary>Baskets that hold the product, by rank.</summary>
    internal int[] Support { get; }

    /// <summary>Puts counts that were made elsewhere in order.</summary>
    /// <param name="counted">Each product once, with its baskets, at least one.</param>
    /// <param name="baskets">All baskets that hold anything.</param>
    public static BasketSupports Of(IEnumerable<(int ProductId, int Baskets)> counted, int baskets)
    {
        var ordered = counted.OrderBy(product => product.Baskets).ThenBy(product => product.ProductId).ToArray();
        return new BasketSupports(
            [.. ordered.Select(product => product.ProductId)], [.. ordered.Select(product => product.Baskets)], baskets,
            ordered.Sum(product => product.Baskets));
    }

    /// <summary>In how many baskets the product lies; 0 for a product that no basket holds.</summary>
    public int SupportOf(int productId) => rankOf.TryGetValue(productId, out var rank) ? Support[rank] : 0;

    internal bool TryRank(int productId, out int rank) => rankOf.TryGetValue(productId, out rank);
}

/// <summary>The baskets of one period, asked about the pairs that were found in all of them.</summary>
public interface IPairPeriod
{
    /// <summary>All baskets of the period.</summary>
    int BasketCount { get; }

    /// <summary>Its baskets that hold the product.</summary>
    int SupportOf(int productId);

    /// <summary>Its baskets that hold both, those aside in which the two were sold as a set.</summary>
    int Together(int oneId, int otherId);

    /// <summary>Its baskets in which the two were sold as a set; 0 for a period that was counted where nobody knows of sets.</summary>
    int SoldAsSet(int oneId, int otherId) => 0;
}
