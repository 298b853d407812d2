using System.Runtime.InteropServices;

namespace CrossSell.Core.Affinity;

/// <summary>Baskets one after another, in the order in which they came, as one flat array. A basket holds each product once and is never empty.</summary>
public sealed class BasketList
{
    private readonly int[] productIds;
    private readonly int[] starts;
    private readonly ReadOnlyMemory<int> slots;
    private readonly double[] days;

    private BasketList(int[] productIds, int[] starts, ReadOnlyMemory<int> slots, double[] days) =>
        (this.productIds, this.starts, this.slots, this.days) = (productIds, starts, slots, days);

    public int Count => starts.Length - 1;

    public int LineCount => starts[^1];

    /// <summary>The caller's product ids by slot: the order in which they were first met.</summary>
    public ReadOnlySpan<int> ProductIds => productIds;

    internal ReadOnlySpan<int> Starts => starts;

    /// <summary>Whether it is known when each basket was bought.</summary>
    public bool HasDays => days.Length > 0;

    /// <summary>When a basket was bought, in days since some day; 0 where nobody knows.</summary>
    public double Day(int basket) => HasDays ? days[basket] : 0;

    /// <summary>The products of one basket, by slot.</summary>
    public ReadOnlySpan<int> Slots(int basket) => slots.Span[starts[basket]..starts[basket + 1]];

    /// <summary>The baskets of each product, one product after the other in the order of their slots.</summary>
    /// <param name="support">In how many baskets each product lies.</param>
    /// <param name="start">Where the baskets of a product begin; the next product's begin where they end.</param>
    internal int[] BasketsOf(int[] support, out int[] start)
    {
        start = new int[support.Length + 1];
        for (var product = 0; product < support.Length; product++)
        {
            start[product + 1] = start[product] + support[product];
        }

        var basketsOf = new int[start[^1]];
        var next = start[..^1];
        for (var basket = 0; basket < Count; basket++)
        {
            foreach (var product in Slots(basket))
            {
                basketsOf[next[product]++] = basket;
            }
        }

        return basketsOf;
    }

    /// <summary>In how many baskets each product lies, by slot.</summary>
    public int[] Supports()
    {
        var support = new int[productIds.Length];
        foreach (var slot in slots.Span[..LineCount])
        {
            support[slot]++;
        }

        return support;
    }

    /// <summary>The first so many baskets. Products keep their slots, also those that no basket of the part holds.</summary>
    public BasketList First(int count) => new(productIds, starts[..(count + 1)], slots, HasDays ? days[..count] : days);

    /// <summary>Collects baskets one by one. Any int is a product id; what is double within a basket counts once.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<int, int> slotOf = [];
        private readonly List<int> productIds = [];
        private readonly List<int> lastBasket = [];
        private readonly List<int> slots = [];
        private readonly List<int> starts = [0];
        private readonly List<double> days = [];

        /// <summary>Adds one basket. An empty one is no basket and is not counted.</summary>
        /// <param name="at">When it was bought; null where nobody knows.</param>
        public Builder Add(ReadOnlySpan<int> products, DateTimeOffset? at = null)
        {
            var basket = starts.Count;
            foreach (var product in products)
            {
                ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(slotOf, product, out var known);
                if (!known)
                {
                    slot = productIds.Count;
                    productIds.Add(product);
                    lastBasket.Add(0);
                }

                if (lastBasket[slot] != basket)
                {
                    lastBasket[slot] = basket;
                    slots.Add(slot);
                }
            }

            if (slots.Count > starts[^1])
            {
                starts.Add(slots.Count);
                if (at is { } bought)
                {
                    days.Add((bought - DateTimeOffset.UnixEpoch).TotalDays);
                }
            }

            return this;
        }

        /// <summary>All baskets added so far; the builder may go on collecting.</summary>
        public BasketList Build() => new([.. productIds], [.. starts], slots.ToArray(), days.Count == starts.Count - 1 ? [.. days] : []);
    }
}
