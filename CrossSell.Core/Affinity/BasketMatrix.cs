using System.Runtime.CompilerServices;

namespace CrossSell.Core.Affinity;

/// <summary>
/// Which product lies in which basket, as flat arrays, and the inverse. Products are relabelled by rising support ("rank"), and a
/// basket's lines stand in that order, so that a pair is met once: in the row of its rarer product. Immutable; a basket holds each product once.
/// </summary>
public sealed class BasketMatrix : IPairPeriod
{
    private BasketMatrix(
        int[] productIds, int[] support, int[] basketStart, int[] lines, int[] rowStart, int[] rowPosition, int[] rowEnd, SetPairs sets)
    {
        Sets = sets;
        Supports = new BasketSupports(productIds, support, basketStart.Length - 1, lines.Length);
        BasketStart = basketStart;
        Lines = lines;
        RowStart = rowStart;
        RowPosition = rowPosition;
        RowEnd = rowEnd;
        for (var basket = 0; basket < basketStart.Length - 1; basket++)
        {
            long size = basketStart[basket + 1] - basketStart[basket];
            PairIncrements += size * (size - 1) / 2;
        }
    }

    /// <summary>In how many baskets each product lies.</summary>
    public BasketSupports Supports { get; }

    public int BasketCount => BasketStart.Length - 1;

    public int ProductCount => ProductIds.Length;

    public int LineCount => Lines.Length;

    /// <summary>Which products were sold as a set: those baskets say nothing of the two.</summary>
    public SetPairs Sets { get; }

    /// <summary>How many times two products meet in a basket: the work of counting all pairs.</summary>
    public long PairIncrements { get; }

    /// <summary>The caller's product ids by rank: rising support, then rising id.</summary>
    internal int[] ProductIds => Supports.ProductIds;

    /// <summary>Baskets that hold the product, by rank.</summary>
    internal int[] Support => Supports.Support;

    /// <summary>Where each basket's lines begin in <see cref="Lines"/>, and one entry more for the end.</summary>
    internal int[] BasketStart { get; }

    /// <summary>Ranks, basket after basket, rising within a basket.</summary>
    internal int[] Lines { get; }

    /// <summary>Where each product's occurrences begin in <see cref="RowPosition"/>, and one entry more for the end.</summary>
    internal int[] RowStart { get; }

    /// <summary>For each occurrence of a product: the place after it in <see cref="Lines"/>, from where its better-selling companions follow.</summary>
    internal int[] RowPosition { get; }

    /// <summary>For each occurrence of a product: where its basket ends in <see cref="Lines"/>.</summary>
    internal int[] RowEnd { get; }

    /// <summary>In how many baskets the product lies; 0 for a product that no basket holds.</summary>
    public int SupportOf(int productId) => Supports.SupportOf(productId);

    /// <inheritdoc/>
    public int SoldAsSet(int oneId, int otherId) => Sets.Of(oneId, otherId);

    /// <summary>
    /// In how many baskets the two lie together, those aside in which they were sold as a set: the counter's answer for one pair, by a search in the rarer
    /// one's baskets.
    /// </summary>
    public int Together(int oneId, int otherId)
    {
        if (oneId == otherId || !Supports.TryRank(oneId, out var one) || !Supports.TryRank(otherId, out var other))
        {
            return 0;
        }

        var (rarer, commoner) = one < other ? (one, other) : (other, one);
        var together = 0;
        for (var row = RowStart[rarer]; row < RowStart[rarer + 1]; row++)
        {
            together += Lines.AsSpan(RowPosition[row], RowEnd[row] - RowPosition[row]).BinarySearch(commoner) >= 0 ? 1 : 0;
        }

        return together - Sets.Of(oneId, otherId);
    }

    /// <summary>Arranges baskets for counting.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BasketMatrix Of(BasketList baskets)
    {
        ArgumentNullException.ThrowIfNull(baskets);
        var products = baskets.ProductIds.Length;
        var support = baskets.Supports();
        var slotByRank = new int[products];
        for (var slot = 0; slot < products; slot++)
        {
            slotByRank[slot] = slot;
        }

        Array.Sort(slotByRank, (left, right) => support[left] != support[right]
            ? support[left].CompareTo(support[right])
            : baskets.ProductIds[left].CompareTo(baskets.ProductIds[right]));

        var rankBySlot = new int[products];
        var ids = new int[products];
        var supportByRank = new int[products];
        var rowStart = new int[products + 1];
        for (var rank = 0; rank < products; rank++)
        {
            var slot = slotByRank[rank];
            rankBySlot[slot] = rank;
            ids[rank] = baskets.ProductIds[slot];
            supportByRank[rank] = support[slot];
            rowStart[rank + 1] = rowStart[rank] + support[slot];
        }

        var starts = baskets.Starts.ToArray();
        var basketOf = BasketsByRank(baskets, rankBySlot, rowStart);

        // Dealing the products out again, rarest first, leaves every basket sorted without sorting one.
        var lines = new int[baskets.LineCount];
        var rowPosition = new int[baskets.LineCount];
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        for (var rank = 0; rank < products; rank++)
        {
            for (var row = rowStart[rank]; row < rowStart[rank + 1]; row++)
            {
                var basket = basketOf[row];
                lines[next[basket]++] = rank;
                rowPosition[row] = next[basket];

                // From here on its basket is known by its end: the same array, because memory is what a million baskets run out of first.
                basketOf[row] = starts[basket + 1];
            }
        }

        return new BasketMatrix(ids, supportByRank, starts, lines, rowStart, rowPosition, basketOf, baskets.Sets);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] BasketsByRank(BasketList baskets, int[] rankBySlot, int[] rowStart)
    {
        var basketOf = new int[baskets.LineCount];
        var next = rowStart.AsSpan(0, rowStart.Length - 1).ToArray();
        for (var basket = 0; basket < baskets.Count; basket++)
        {
            foreach (var slot in baskets.Slots(basket))
            {
                basketOf[next[rankBySlot[slot]]++] = basket;
            }
        }

        return basketOf;
    }

    /// <summary>Collects baskets one by one. Any int is a product id; what is double within a basket counts once.</summary>
    public sealed class Builder
    {
        private readonly BasketList.Builder baskets = new();

        /// <summary>Adds one basket. An empty one is no basket and is not counted.</summary>
        /// <param name="sold">The sets in it; null for none.</param>
        public Builder Add(ReadOnlySpan<int> products, BasketSets? sold = null)
        {
            baskets.Add(products, null, sold);
            return this;
        }

        /// <summary>The matrix of all baskets added so far; the builder may go on collecting.</summary>
        public BasketMatrix Build() => Of(baskets.Build());
    }
}
