namespace CrossSell.Core.Browse;

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
                built.Add(key, order = Sort(new CatalogOrder(columns, key)));
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

    private int[] Sort(CatalogOrder rule)
    {
        var keys = new long[columns.Count];
        var order = new int[columns.Count];
        for (var product = 0; product < order.Length; product++)
        {
            keys[product] = rule.Coarse(product);
            order[product] = product;
        }

        Array.Sort(keys, order);
        // The coarse key decides most; where it does not, the exact comparison does.
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

    private int[] Moved(int[] order, IReadOnlySet<int> touched, CatalogOrder rule)
    {
        var moving = touched.ToArray();
        Array.Sort(moving, rule.Compare);
        var stay = order.Where(product => !touched.Contains(product)).ToArray();
        var moved = new int[columns.Count];
        var (at, next) = (0, 0);
        foreach (var product in moving)
        {
            var place = FirstAfter(stay, product, next, rule);
            stay.AsSpan(next, place - next).CopyTo(moved.AsSpan(at));
            at += place - next;
            next = place;
            moved[at++] = product;
        }

        stay.AsSpan(next).CopyTo(moved.AsSpan(at));
        return moved;
    }

    private static int FirstAfter(int[] order, int product, int from, CatalogOrder rule)
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
