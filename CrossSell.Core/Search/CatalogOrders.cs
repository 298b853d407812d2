using System.Buffers;
using System.Collections.Concurrent;

namespace CrossSell.Core.Search;

/// <param name="ChannelId">0 for orders that are the same in every channel.</param>
internal readonly record struct OrderKey(string Sort, int ChannelId, bool Descending);

/// <summary>
/// All products in each order that somebody asked for, so that any place of any list is found by walking along. An order is sorted once;
/// edits only move what they touched.
/// </summary>
internal sealed class CatalogOrders(CatalogColumns columns)
{
    /// <summary>What stands first among equal matches: active, no variant, sold most, name.</summary>
    public const string Rank = "rank";

    /// <summary>By number from the left; products without one last.</summary>
    public const string Gtin = "gtin";

    // So few are moved one by one, without reading the whole order.
    private const int Few = 16;

    private readonly Lock building = new();
    private readonly Dictionary<OrderKey, int[]> built = [];

    public long Bytes => built.Values.Sum(order => 4L * order.Length);

    public int[] Of(string sort, int channelId = 0, bool descending = false)
    {
        var key = new OrderKey(sort, DependsOnChannel(sort) ? channelId : 0, descending && sort != CatalogSorts.Best);
        lock (building)
        {
            if (!built.TryGetValue(key, out var order))
            {
                built.Add(key, order = Sort(key));
            }

            return order;
        }
    }

    /// <summary>Puts products at their new places. Nobody may be reading.</summary>
    public void Move(IReadOnlySet<int> touched)
    {
        foreach (var (key, order) in built)
        {
            built[key] = Moved(order, touched, new CatalogOrder(columns, key));
        }
    }

    public void Forget() => built.Clear();

    private static bool DependsOnChannel(string sort) => sort is CatalogSorts.Price or CatalogSorts.Stock or CatalogSorts.Complete or CatalogSorts.Margin;

    private int[] Sort(OrderKey key)
    {
        var rule = new CatalogOrder(columns, key);
        return rule.IsText && built.TryGetValue(key with { Descending = !key.Descending }, out var opposite) ? Turned(opposite, rule)
            : rule.IsText ? SortText(rule)
            // What stands behind the first key is an order of its own: sorted from there without moving equals, nothing is compared twice.
            : StableSort.By(rule.ThenByName ? (int[])Of(CatalogSorts.Name, descending: key.Descending).Clone() : ByAge(), rule.Coarse);
    }

    private int[] ByAge()
    {
        var order = new int[columns.Count];
        for (var product = 0; product < order.Length; product++)
        {
            order[product] = product;
        }

        // Numbers follow the ids unless a removed product came back.
        return StableSort.By(order, product => columns.IdOf(product));
    }

    private int[] SortText(CatalogOrder rule)
    {
        var keys = new long[columns.Count];
        var order = new int[columns.Count];
        for (var product = 0; product < order.Length; product++)
        {
            keys[product] = rule.Coarse(product);
            order[product] = product;
        }

        Array.Sort(keys, order);
        // The beginning decides most; where it does not, the whole text does.
        for (var from = 0; from < order.Length;)
        {
            var to = from + 1;
            while (to < order.Length && keys[to] == keys[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                order.AsSpan(from, to - from).Sort(rule.CompareEqual);
            }

            from = to;
        }

        return order;
    }

    /// <summary>The order from its end; equals stay as they stand, the older first.</summary>
    private static int[] Turned(int[] order, CatalogOrder rule)
    {
        var likeBefore = new bool[order.Length];
        // Texts lie all over the memory: several cores wait for them at once.
        Parallel.ForEach(Partitioner.Create(1, Math.Max(2, order.Length)), range =>
        {
            for (var at = range.Item1; at < Math.Min(range.Item2, order.Length); at++)
            {
                likeBefore[at] = rule.SameText(order[at - 1], order[at]);
            }
        });
        var turned = new int[order.Length];
        var next = 0;
        for (var to = order.Length; to > 0;)
        {
            var from = to - 1;
            while (likeBefore[from])
            {
                from--;
            }

            order.AsSpan(from, to - from).CopyTo(turned.AsSpan(next));
            next += to - from;
            to = from;
        }

        return turned;
    }

    private int[] Moved(int[] order, IReadOnlySet<int> touched, CatalogOrder rule)
    {
        if (touched.Count <= Few && order.Length == columns.Count)
        {
            MoveFew(order, touched, rule);
            return order;
        }

        var moving = touched.ToArray();
        Array.Sort(moving, rule.Compare);
        // Borrowed, and put back where it was: an edit of many would leave several times the catalogue behind.
        var leaves = ArrayPool<bool>.Shared.Rent(columns.Count);
        var kept = ArrayPool<int>.Shared.Rent(order.Length);
        leaves.AsSpan(0, columns.Count).Clear();
        foreach (var product in moving)
        {
            leaves[product] = true;
        }

        var count = 0;
        foreach (var product in order)
        {
            kept[count] = product;
            count += leaves[product] ? 0 : 1;
        }

        var stay = kept.AsSpan(0, count);
        var moved = order.Length == columns.Count ? order : new int[columns.Count];
        var (at, next) = (0, 0);
        foreach (var product in moving)
        {
            var place = FirstAfter(stay, product, next, rule);
            stay[next..place].CopyTo(moved.AsSpan(at));
            at += place - next;
            next = place;
            moved[at++] = product;
        }

        stay[next..].CopyTo(moved.AsSpan(at));
        ArrayPool<bool>.Shared.Return(leaves);
        ArrayPool<int>.Shared.Return(kept);
        return moved;
    }

    // All out first, so that what stays is in order when their places are looked for.
    private static void MoveFew(int[] order, IReadOnlySet<int> touched, CatalogOrder rule)
    {
        var count = order.Length;
        foreach (var product in touched)
        {
            var from = Array.IndexOf(order, product, 0, count);
            order.AsSpan(from + 1, --count - from).CopyTo(order.AsSpan(from));
        }

        foreach (var product in touched)
        {
            var to = FirstAfter(order.AsSpan(0, count), product, 0, rule);
            order.AsSpan(to, count++ - to).CopyTo(order.AsSpan(to + 1));
            order[to] = product;
        }
    }

    private static int FirstAfter(ReadOnlySpan<int> order, int product, int from, CatalogOrder rule)
    {
        var (low, high) = (from, order.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (rule.Compare(order[middle], product) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
