using CrossSell.Core.Affinity;
namespace CrossSell.Core.Backtesting;

/// <summary>
/// Counts in which a basket weighs less the more it holds and the older it is: w(B) = |B|^-0.5 · 2^(-age/h), scaled so that the sum of w|B| is the sum of |B|;
/// c(a,b) is the sum of w over baskets with both, s(a) the sum of w with a, at least 0.1. A short basket says more about each of its pairs than one of
/// hundreds of lines. (Measured 2026-11, "Scores" in the data's README.)
/// </summary>
public sealed class WeightedCounts
{
    /// <summary>So many training baskets half of the recent support comes from, and of the long one: their ratio is a product's momentum.</summary>
    private const int RecentHalfLife = 300;
    private const int LongHalfLife = 5_000;
    private const double MomentumPrior = 5;
    private const double LeastSupport = 0.1;

    private WeightedCounts(CoCounts counts, float[] together, double[] support, double[]? momentum, double? halfLife) =>
        (Counts, Together, Support, Momentum, HalfLifeDays) = (counts, together, support, momentum, halfLife);

    /// <summary>The plain counts, in the order of whose companions the weighted ones stand.</summary>
    public CoCounts Counts { get; }

    /// <summary>c(a,b), beside <see cref="CoCounts.Companions"/>.</summary>
    internal float[] Together { get; }

    /// <summary>s(a), by slot; 0 for what no basket holds.</summary>
    internal double[] Support { get; }

    /// <summary>m(b) = (S300(b) + 5) / (S5000(b) + 5) over its geometric mean, where S decays with a half-life in baskets; null without recency.</summary>
    internal double[]? Momentum { get; }

    /// <summary>Null where all ages weigh alike.</summary>
    public double? HalfLifeDays { get; }

    /// <summary>s(a), by slot.</summary>
    public double SupportOf(int slot) => Support[slot];

    /// <summary>m(b), by slot; 1 without recency.</summary>
    public double MomentumOf(int slot) => Momentum is null ? 1 : Momentum[slot];

    /// <summary>c(a,b), by slot; 0 for two that no basket holds together.</summary>
    public double TogetherOf(int one, int other)
    {
        var start = (int)Counts.RowStart[one];
        var at = Counts.Companions.AsSpan(start, (int)Counts.RowStart[one + 1] - start).BinarySearch(other);
        return at < 0 ? 0 : Together[start + at];
    }

    /// <param name="halfLifeDays">Null weighs all ages alike; baskets whose day is not known cannot be weighed by age.</param>
    public static WeightedCounts Of(BasketList baskets, CoCounts counts, double? halfLifeDays, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(baskets);
        ArgumentNullException.ThrowIfNull(counts);
        var weights = Weights(baskets, halfLifeDays);
        var basketsOf = baskets.BasketsOf(counts.Support, out var start);
        var together = new float[counts.Companions.Length];
        var support = new double[counts.Products];
        Parallel.For(
            0,
            counts.Products,
            new ParallelOptions { CancellationToken = cancellation },
            () => new double[counts.Products],
            (product, _, sums) =>
            {
                for (var row = start[product]; row < start[product + 1]; row++)
                {
                    var weight = weights[basketsOf[row]];
                    support[product] += weight;
                    foreach (var companion in baskets.Slots(basketsOf[row]))
                    {
                        sums[companion] += weight;
                    }
                }

                for (var at = (int)counts.RowStart[product]; at < counts.RowStart[product + 1]; at++)
                {
                    together[at] = (float)sums[counts.Companions[at]];
                    sums[counts.Companions[at]] = 0;
                }

                sums[product] = 0;
                support[product] = counts.Support[product] == 0 ? 0 : Math.Max(LeastSupport, support[product]);
                return sums;
            },
            _ => { });
        return new WeightedCounts(counts, together, support, halfLifeDays is null ? null : Momenta(baskets, counts), halfLifeDays);
    }

    /// <summary>exp of the mean logarithm over what was sold.</summary>
    internal static double GeometricMean(IEnumerable<double> values)
    {
        var (sum, count) = (0d, 0);
        foreach (var value in values.Where(value => value > 0))
        {
            (sum, count) = (sum + Math.Log(value), count + 1);
        }

        return count == 0 ? 1 : Math.Exp(sum / count);
    }

    internal static double[] Weights(BasketList baskets, double? halfLifeDays)
    {
        var weights = new double[baskets.Count];
        var (newest, lines, weighed) = (baskets.Count == 0 ? 0 : baskets.Day(baskets.Count - 1), 0d, 0d);
        for (var basket = 0; basket < weights.Length; basket++)
        {
            var size = baskets.Slots(basket).Length;
            weights[basket] = Math.Pow(size, -0.5) * (halfLifeDays is { } days ? Math.Pow(2, -(newest - baskets.Day(basket)) / days) : 1);
            lines += size;
            weighed += weights[basket] * size;
        }

        for (var basket = 0; basket < weights.Length; basket++)
        {
            weights[basket] *= lines / weighed;
        }

        return weights;
    }

    private static double[] Momenta(BasketList baskets, CoCounts counts)
    {
        var (recent, lasting) = (Decayed(baskets, counts.Products, RecentHalfLife), Decayed(baskets, counts.Products, LongHalfLife));
        var momenta = recent.Select((sum, slot) => counts.Support[slot] == 0 ? 0 : (sum + MomentumPrior) / (lasting[slot] + MomentumPrior)).ToArray();
        var mean = GeometricMean(momenta);
        return Array.ConvertAll(momenta, momentum => momentum / mean);
    }

    private static double[] Decayed(BasketList baskets, int products, int halfLife)
    {
        var decays = Enumerable.Range(0, baskets.Count).Select(basket => Math.Pow(2, -(baskets.Count - 1 - basket) / (double)halfLife)).ToArray();
        var mean = decays.Length == 0 ? 1 : decays.Average();
        var sums = new double[products];
        for (var basket = 0; basket < decays.Length; basket++)
        {
            foreach (var slot in baskets.Slots(basket))
            {
                sums[slot] += decays[basket] / mean;
            }
        }

        return sums;
    }
}
