using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>Products that many baskets hold all together.</summary>
/// <param name="ProductIds">Three or more, ascending.</param>
/// <param name="Count">Baskets with all of them.</param>
/// <param name="Lift">Against the likeliest other explanation; <see cref="FrequentSets"/> has the formula.</param>
public sealed record FrequentSet(IReadOnlyList<int> ProductIds, int Count, double Lift);

/// <summary>
/// Finds sets of three or more products by their baskets, depth first over the lists of baskets of each product (Eclat: Zaki, Scalable Algorithms for
/// Association Mining, 2000). Counts are exact.
/// </summary>
/// <remarks>
/// Lift: a set says something only when its last product does. For each product p of the set S the baskets expected if p were independent of the rest are
/// n(S without p) * n(p) / N; the lift is n(S) against the largest of these, so that a pair with a popular third is no set of three. Sets whose lift is below
/// the least one are left out, and so is a set that a larger one with as many baskets holds. Ranked by n(S) * ln(lift): many baskets, more than chance.
/// </remarks>
[Engine]
public static class FrequentSets
{
    /// <summary>The best first; equal ones by their products.</summary>
    /// <param name="baskets">Each with the products that are looked at; those that hold none of them may be left out. What is double counts once.</param>
    /// <param name="total">All baskets that were counted, N; at least as many as those given.</param>
    /// <param name="goTogether">Asked of two products, the lower id first: whether they may stand in one set.</param>
    /// <param name="minBaskets">At least 1.</param>
    /// <param name="maxSize">At least 3.</param>
    public static IReadOnlyList<FrequentSet> Find(
        IEnumerable<IReadOnlyCollection<int>> baskets, int total, Func<int, int, bool> goTogether, int minBaskets, int maxSize, double minLift) =>
        Find(baskets.Select(basket => (basket, 1)), total, goTogether, minBaskets, maxSize, minLift);

    /// <inheritdoc cref="Find(IEnumerable{IReadOnlyCollection{int}}, int, Func{int, int, bool}, int, int, double)"/>
    /// <param name="baskets">Each content with how many baskets hold just that.</param>
    public static IReadOnlyList<FrequentSet> Find(
        IEnumerable<(IReadOnlyCollection<int> Products, int Times)> baskets, int total, Func<int, int, bool> goTogether, int minBaskets, int maxSize,
        double minLift)
    {
        ArgumentNullException.ThrowIfNull(baskets);
        ArgumentNullException.ThrowIfNull(goTogether);
        ArgumentOutOfRangeException.ThrowIfLessThan(minBaskets, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSize, 3);
        var basketsOf = new SortedDictionary<int, List<int>>();
        var times = new List<int>();
        foreach (var (products, count) in baskets)
        {
            foreach (var product in products.Distinct())
            {
                (basketsOf.TryGetValue(product, out var list) ? list : basketsOf[product] = []).Add(times.Count);
            }

            times.Add(count);
        }

        var all = Math.Max(total, times.Sum());
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var found = new List<int[]>();
        var frequent = basketsOf.Where(pair => Sum(pair.Value) >= minBaskets).Select(pair => (Product: pair.Key, Baskets: pair.Value.ToArray())).ToArray();
        Extend([], null, frequent);

        return [.. found
            .Select(set => new FrequentSet(set, counts[Key(set)], LiftOf(set, counts, all)))
            .Where(set => set.Lift >= minLift && !found.Exists(other =>
                other.Length > set.ProductIds.Count && counts[Key(other)] == set.Count && set.ProductIds.All(other.Contains)))
            .OrderByDescending(set => set.Count * Math.Log(set.Lift)).ThenBy(set => Key(set.ProductIds), StringComparer.Ordinal)];

        int Sum(IEnumerable<int> numbers) => numbers.Sum(number => times[number]);

        void Extend(int[] set, int[]? held, (int Product, int[] Baskets)[] candidates)
        {
            for (var index = 0; index < candidates.Length; index++)
            {
                var (product, own) = candidates[index];
                var both = held is null ? own : Common(held, own);
                var count = Sum(both);
                if (count < minBaskets)
                {
                    continue;
                }

                int[] larger = [.. set, product];
                counts[Key(larger)] = count;
                if (larger.Length >= 3)
                {
                    found.Add(larger);
                }

                if (larger.Length < maxSize)
                {
                    Extend(larger, both, [.. candidates.Skip(index + 1).Where(next => goTogether(product, next.Product))]);
                }
            }
        }
    }

    // Every part of a frequent set is frequent, so each was counted on the way.
    private static double LiftOf(int[] set, Dictionary<string, int> counts, int total) => set.Min(product =>
        (double)counts[Key(set)] * total / ((double)counts[Key([.. set.Where(other => other != product)])] * counts[Key([product])]));

    private static string Key(IReadOnlyList<int> set) => string.Join(',', set);

    private static int[] Common(int[] one, int[] other)
    {
        var common = new List<int>(Math.Min(one.Length, other.Length));
        for (int left = 0, right = 0; left < one.Length && right < other.Length;)
        {
            if (one[left] == other[right])
            {
                common.Add(one[left]);
                left++;
                right++;
            }
            else if (one[left] < other[right])
            {
                left++;
            }
            else
            {
                right++;
            }
        }

        return [.. common];
    }
}
