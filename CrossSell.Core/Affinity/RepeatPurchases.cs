using System.Runtime.InteropServices;
using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>A rate of an ordered pair and the rate that would be expected of the companion anyway.</summary>
/// <param name="Count">How often it was seen.</param>
/// <param name="Of">How often it could have been seen.</param>
public readonly record struct ObservedPair(int AnchorId, int CompanionId, int Count, int Of, int BaseCount, int BaseOf)
{
    /// <summary>0 to 1.</summary>
    public double Rate => Of == 0 ? 0 : (double)Count / Of;

    /// <summary>0 to 1.</summary>
    public double BaseRate => BaseOf == 0 ? 0 : (double)BaseCount / BaseOf;

    /// <summary>
    /// Seen often enough, clearly more often than anyway: the lower end of the rate's 95 % Wilson interval lies above the base rate, and the rate is half as
    /// much again at least.
    /// </summary>
    public bool IsClear(int minCount) =>
        Count >= minCount && AffinityScore.WilsonLowerBound(Count, Of) > BaseRate && Rate >= BaseRate * AffinityEvidence.DefaultMinLift;
}

/// <summary>
/// Which products customers come back for: of the customers who bought the anchor and did not have the companion by then, those who bought the companion
/// in a later order within n days. Only first purchases count, and only anchors bought at least n days before the last order, so that everybody had the
/// same time. The base rate of a companion is the same rate over all anchors. What baskets cannot see.
/// </summary>
[Engine]
public sealed class RepeatPurchases
{
    /// <summary>Fewer customers are an accident.</summary>
    internal const int LeastCount = 5;

    private const int Keep = 10;

    private readonly int[] productIds;
    private readonly int[] customerStart;
    private readonly Purchase[] purchases;
    private readonly long lastDay;

    private RepeatPurchases(int[] productIds, int[] customerStart, Purchase[] purchases, long last) =>
        (this.productIds, this.customerStart, this.purchases, lastDay) = (productIds, customerStart, purchases, last);

    public int Customers => customerStart.Length - 1;

    /// <summary>The clear pairs, for each anchor the best by the lower bound of their rate damped by the base rate, at most so many.</summary>
    /// <param name="days">From 1.</param>
    public IReadOnlyList<ObservedPair> Count(int days, int minCount = LeastCount, int best = Keep, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var window = TimeSpan.FromDays(days).Ticks;
        var eligible = new int[productIds.Length];
        var placesOf = Inverse();
        var rows = new (int Companion, int Came, int Had)[productIds.Length][];
        Parallel.For(
            0,
            productIds.Length,
            new ParallelOptions { CancellationToken = cancellation },
            () => (Came: new int[productIds.Length], Had: new int[productIds.Length], Touched: new List<int>()),
            (anchor, _, scratch) =>
            {
                foreach (var (customer, at) in placesOf[anchor])
                {
                    if (at > lastDay - window)
                    {
                        continue;
                    }

                    eligible[anchor]++;
                    for (var place = customerStart[customer]; place < customerStart[customer + 1]; place++)
                    {
                        var other = purchases[place];
                        if (other.Slot == anchor || other.At > at + window)
                        {
                            continue;
                        }

                        if (scratch.Came[other.Slot] == 0 && scratch.Had[other.Slot] == 0)
                        {
                            scratch.Touched.Add(other.Slot);
                        }

                        if (other.At > at)
                        {
                            scratch.Came[other.Slot]++;
                        }
                        else
                        {
                            scratch.Had[other.Slot]++;
                        }
                    }
                }

                rows[anchor] = [.. scratch.Touched.Select(slot => (slot, scratch.Came[slot], scratch.Had[slot]))];
                foreach (var slot in scratch.Touched)
                {
                    (scratch.Came[slot], scratch.Had[slot]) = (0, 0);
                }

                scratch.Touched.Clear();
                return scratch;
            },
            _ => { });
        return Best(rows, eligible, minCount, best);
    }

    private List<ObservedPair> Best((int Companion, int Came, int Had)[][] rows, int[] eligible, int minCount, int best)
    {
        var all = eligible.Sum(count => (long)count);
        var (came, could) = (new long[productIds.Length], new long[productIds.Length]);
        for (var slot = 0; slot < productIds.Length; slot++)
        {
            could[slot] = all - eligible[slot]; // Nobody comes back for the anchor itself.
        }

        foreach (var (companion, camePair, had) in rows.SelectMany(row => row))
        {
            came[companion] += camePair;
            could[companion] -= had;
        }

        var found = new List<ObservedPair>();
        for (var anchor = 0; anchor < rows.Length; anchor++)
        {
            found.AddRange(BestOf(
                rows[anchor].Select(row => new ObservedPair(
                    productIds[anchor], productIds[row.Companion], row.Came, eligible[anchor] - row.Had, (int)came[row.Companion], (int)could[row.Companion])),
                minCount, best));
        }

        return found;
    }

    /// <summary>The clear ones of one anchor's pairs, the best first, at most so many.</summary>
    internal static IEnumerable<ObservedPair> BestOf(IEnumerable<ObservedPair> pairs, int minCount = LeastCount, int best = Keep) =>
        pairs.Where(pair => pair.IsClear(minCount))
            .OrderByDescending(pair => AffinityScore.WilsonLowerBound(pair.Count, pair.Of) / Math.Pow(pair.BaseRate, 0.3)).ThenBy(pair => pair.CompanionId)
            .Take(best);

    private List<(int Customer, long At)>[] Inverse()
    {
        var places = new List<(int, long)>[productIds.Length];
        for (var slot = 0; slot < places.Length; slot++)
        {
            places[slot] = [];
        }

        for (var customer = 0; customer < Customers; customer++)
        {
            foreach (var purchase in purchases.AsSpan(customerStart[customer]..customerStart[customer + 1]))
            {
                places[purchase.Slot].Add((customer, purchase.At));
            }
        }

        return places;
    }

    private readonly record struct Purchase(int Slot, long At);

    /// <summary>Collects purchases in any order.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<string, int> customerOf = new(StringComparer.Ordinal);
        private readonly List<(int Customer, Purchase Purchase)> bought = [];
        private readonly Dictionary<int, int> slotOf = [];
        private long last;

        /// <summary>One order of a customer; nothing is done with one of nobody.</summary>
        public void Add(string? customer, DateTimeOffset at, ReadOnlySpan<int> products)
        {
            last = Math.Max(last, at.UtcTicks);
            if (customer is null || products.IsEmpty)
            {
                return;
            }

            ref var who = ref CollectionsMarshal.GetValueRefOrAddDefault(customerOf, customer, out var met);
            who = met ? who : customerOf.Count - 1;
            foreach (var product in products)
            {
                ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(slotOf, product, out var known);
                slot = known ? slot : slotOf.Count - 1;
                bought.Add((who, new Purchase(slot, at.UtcTicks)));
            }
        }

        public RepeatPurchases Build()
        {
            var products = new int[slotOf.Count];
            foreach (var (product, slot) in slotOf)
            {
                products[slot] = product;
            }

            // Dealt out by customer in flat arrays; then of each product of a customer only the first purchase stays.
            var starts = new int[customerOf.Count + 1];
            foreach (var (customer, _) in bought)
            {
                starts[customer + 1]++;
            }

            for (var customer = 0; customer < customerOf.Count; customer++)
            {
                starts[customer + 1] += starts[customer];
            }

            var purchases = new Purchase[bought.Count];
            var next = starts[..^1];
            foreach (var (customer, purchase) in bought)
            {
                purchases[next[customer]++] = purchase;
            }

            var (kept, from) = (0, 0);
            for (var customer = 0; customer < customerOf.Count; customer++)
            {
                var mine = purchases.AsSpan(from..starts[customer + 1]);
                from = starts[customer + 1];
                starts[customer] = kept;
                mine.Sort((left, right) => left.Slot != right.Slot ? left.Slot.CompareTo(right.Slot) : left.At.CompareTo(right.At));
                for (var place = 0; place < mine.Length; place++)
                {
                    if (place == 0 || mine[place].Slot != mine[place - 1].Slot)
                    {
                        purchases[kept++] = mine[place];
                    }
                }
            }

            starts[^1] = kept;
            return new RepeatPurchases(products, starts, purchases, last);
        }
    }
}
