using System.Runtime.InteropServices;

namespace CrossSell.Core.Affinity;

/// <summary>Baskets one after another, in the order in which they came, as one flat array. A basket holds each product once and is never empty.</summary>
public sealed class BasketList
{
    private readonly int[] productIds;
    private readonly int[] starts;
    private readonly ReadOnlyMemory<int> slots;
    private readonly double[] days;

    // Of baskets with sets, the slots of parts that nobody chose by themselves: all but the set's main product.
    private readonly IReadOnlyDictionary<int, int[]> beyond;

    private BasketList(
        int[] productIds, int[] starts, ReadOnlyMemory<int> slots, double[] days, SetPairs sets, IReadOnlyDictionary<int, int[]> beyond) =>
        (this.productIds, this.starts, this.slots, this.days, Sets, this.beyond) = (productIds, starts, slots, days, sets, beyond);

    /// <summary>Which products were sold as a set, and in how many of the baskets.</summary>
    public SetPairs Sets { get; }

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
    /// <exception cref="InvalidOperationException">Sets were sold in the baskets: how many of them in the first ones is not known.</exception>
    public BasketList First(int count) => Sets.IsEmpty
        ? new(productIds, starts[..(count + 1)], slots, HasDays ? days[..count] : days, SetPairs.None, beyond)
        : throw new InvalidOperationException($"Ask {nameof(Chosen)} first.");

    /// <summary>
    /// The same baskets with each set as its main product alone, for what is worked out from whole baskets: what the shopper chose is the set. Products keep
    /// their slots.
    /// </summary>
    public BasketList Chosen()
    {
        if (Sets.IsEmpty)
        {
            return this;
        }

        var (kept, ends) = (new List<int>(LineCount), new List<int>(starts.Length) { 0 });
        for (var basket = 0; basket < Count; basket++)
        {
            var left = beyond.GetValueOrDefault(basket, []);
            foreach (var slot in Slots(basket))
            {
                if (Array.IndexOf(left, slot) < 0)
                {
                    kept.Add(slot);
                }
            }

            ends.Add(kept.Count);
        }

        return new BasketList(productIds, [.. ends], kept.ToArray(), days, SetPairs.None, new Dictionary<int, int[]>());
    }

    /// <summary>Collects baskets one by one. Any int is a product id; what is double within a basket counts once.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<int, int> slotOf = [];
        private readonly List<int> productIds = [];
        private readonly List<int> lastBasket = [];
        private readonly List<int> slots = [];
        private readonly List<int> starts = [0];
        private readonly List<double> days = [];
        private readonly SetPairs sets = new();
        private readonly Dictionary<int, int[]> beyond = [];

        /// <summary>Adds one basket. An empty one is no basket and is not counted.</summary>
        /// <param name="at">When it was bought; null where nobody knows.</param>
        /// <param name="sold">The sets in it, all of whose products it holds; null for none.</param>
        public Builder Add(ReadOnlySpan<int> products, DateTimeOffset? at = null, BasketSets? sold = null)
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
                if (sold is not null)
                {
                    sets.Add(sold);
                    var main = sold.Sets.Where(set => set.Length > 0).Select(set => set[0]).ToHashSet();
                    beyond[basket - 1] =
                    [
                        .. sold.Sets.SelectMany(set => set.Skip(1)).Where(product => !main.Contains(product) && !sold.Alone.Contains(product)).Distinct()
                            .Select(product => slotOf[product]),
                    ];
                }

                if (at is { } bought)
                {
                    days.Add((bought - DateTimeOffset.UnixEpoch).TotalDays);
                }
            }

            return this;
        }

        /// <summary>All baskets added so far; the builder may go on collecting.</summary>
        public BasketList Build() => new(
            [.. productIds], [.. starts], slots.ToArray(), days.Count == starts.Count - 1 ? [.. days] : [], sets, beyond);
    }
}
