using CrossSell.Core.Backtesting;
namespace CrossSell.Core.Affinity;

/// <summary>
/// For every product, all that shares a basket with it and in how many baskets: both directions, as compressed sparse rows by slot.
/// Memory grows with the number of pairs, so this is for judging scores (<see cref="Backtest"/>); what the shop uses comes from <see cref="PairCounter"/>.
/// </summary>
public sealed class CoCounts
{
    private CoCounts(int baskets, int[] support, long[] rowStart, int[] companions, int[] counts) =>
        (Baskets, Support, RowStart, Companions, Counts) = (baskets, support, rowStart, companions, counts);

    /// <summary>All baskets.</summary>
    public int Baskets { get; }

    /// <summary>Baskets that hold the product, by slot; 0 for what only later baskets hold.</summary>
    internal int[] Support { get; }

    internal long[] RowStart { get; }

    /// <summary>Slots, rising within a row.</summary>
    internal int[] Companions { get; }

    internal int[] Counts { get; }

    public int Products => Support.Length;

    /// <summary>Baskets with both, by slot.</summary>
    public int Together(int one, int other)
    {
        var start = (int)RowStart[one];
        var at = Companions.AsSpan(start, (int)RowStart[one + 1] - start).BinarySearch(other);
        return at < 0 ? 0 : Counts[start + at];
    }

    internal PairCount Pair(int anchor, int at) => new(Counts[at], Support[anchor], Support[Companions[at]], Baskets);

    public static CoCounts Of(BasketList baskets, CancellationToken cancellation)
    {
        var support = baskets.Supports();
        var products = support.Length;
        var basketsOf = baskets.BasketsOf(support, out var start);
        var rows = new (int[] Companions, int[] Counts)[products];
        Parallel.For(
            0,
            products,
            new ParallelOptions { CancellationToken = cancellation },
            () => (Counts: new int[products], Touched: new int[products]),
            (product, _, scratch) =>
            {
                var distinct = 0;
                for (var row = start[product]; row < start[product + 1]; row++)
                {
                    foreach (var companion in baskets.Slots(basketsOf[row]))
                    {
                        if (companion != product && scratch.Counts[companion]++ == 0)
                        {
                            scratch.Touched[distinct++] = companion;
                        }
                    }
                }

                var companions = scratch.Touched.AsSpan(0, distinct).ToArray();
                Array.Sort(companions);
                rows[product] = (companions, Array.ConvertAll(companions, companion => scratch.Counts[companion]));
                foreach (var companion in companions)
                {
                    scratch.Counts[companion] = 0;
                }

                return scratch;
            },
            _ => { });
        return Joined(baskets.Count, support, rows);
    }

    private static CoCounts Joined(int baskets, int[] support, (int[] Companions, int[] Counts)[] rows)
    {
        var rowStart = new long[rows.Length + 1];
        for (var product = 0; product < rows.Length; product++)
        {
            rowStart[product + 1] = rowStart[product] + rows[product].Companions.Length;
        }

        var companions = new int[checked((int)rowStart[^1])];
        var counts = new int[companions.Length];
        for (var product = 0; product < rows.Length; product++)
        {
            rows[product].Companions.CopyTo(companions.AsSpan((int)rowStart[product]));
            rows[product].Counts.CopyTo(counts.AsSpan((int)rowStart[product]));
            rows[product] = default;
        }

        return new CoCounts(baskets, support, rowStart, companions, counts);
    }
}
