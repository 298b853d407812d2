using CrossSell.Core.Common;

namespace CrossSell.Core.Rules;

/// <summary>Which products of many are looked at, and what they say about all. Pure; the same products give the same sample.</summary>
/// <remarks>
/// A sample is the products whose id, scrambled, is lowest: one more or less leaves the rest. A sum over N products is N times the mean, within 1.96 standard
/// errors, and never tighter than "none of n" allows (3 / n). A share is given as the Wilson interval.
/// </remarks>
[Engine]
public static class RuleSampling
{
    /// <returns>All of them when there are no more than that.</returns>
    public static List<int> Choose(IReadOnlyCollection<int> ids, int most)
    {
        if (ids.Count <= most)
        {
            return [.. ids];
        }

        var lowest = new PriorityQueue<int, uint>(most + 1);
        foreach (var id in ids)
        {
            var key = ~Scramble(id);
            if (lowest.Count < most)
            {
                lowest.Enqueue(id, key);
            }
            else
            {
                lowest.EnqueueDequeue(id, key);
            }
        }

        return [.. lowest.UnorderedItems.Select(item => item.Element).Order()];
    }

    /// <param name="sample">A number of each product looked at.</param>
    /// <param name="all">How many products there are.</param>
    /// <param name="most">Of one product.</param>
    public static RuleEstimate Sum(IReadOnlyCollection<int> sample, int all, int most)
    {
        long seen = sample.Sum();
        if (sample.Count >= all)
        {
            return RuleEstimate.Exact(seen);
        }

        var mean = sample.Average();
        var variance = sample.Sum(number => (number - mean) * (number - mean)) / Math.Max(1, sample.Count - 1);
        var half = Math.Max(1.96 * Math.Sqrt(variance / sample.Count), 3.0 * Math.Max(mean, 1.0 / sample.Count) / sample.Count) * all;
        var value = (long)Math.Round(mean * all);
        return new RuleEstimate(
            value, Math.Max(seen, (long)Math.Floor(value - half)), Math.Max(value, Math.Min((long)all * most, (long)Math.Ceiling(value + half))));
    }

    /// <param name="hits">Products of the sample that are meant.</param>
    /// <param name="sample">Products looked at.</param>
    /// <param name="all">How many products there are.</param>
    public static RuleEstimate Share(int hits, int sample, int all)
    {
        if (sample >= all)
        {
            return RuleEstimate.Exact(hits);
        }

        const double z = 1.96;
        var (n, p) = ((double)sample, hits / (double)sample);
        var centre = (p + (z * z / (2 * n))) / (1 + (z * z / n));
        var half = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n))) / (1 + (z * z / n));
        return new RuleEstimate(
            (long)Math.Round(p * all), Math.Max(hits, (long)Math.Floor((centre - half) * all)),
            Math.Min(all - (sample - hits), (long)Math.Ceiling((centre + half) * all)));
    }

    private static uint Scramble(int id)
    {
        var mixed = (uint)id * 2654435769u;
        mixed ^= mixed >> 15;
        mixed *= 2246822519u;
        return mixed ^ (mixed >> 13);
    }
}
