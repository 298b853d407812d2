using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>
/// A sample without replacement in which the chance of each item grows with its weight: the items with the smallest -ln(u) / weight, where u is drawn
/// from the item's own id and a fixed seed (Efraimidis and Spirakis, Weighted random sampling with a reservoir, 2006). The same items always give the same
/// sample, in any order; another item moves at most one of the others out.
/// </summary>
[Engine]
public static class RevenueSample
{
    private const ulong Seed = 0x9E3779B97F4A7C15;

    /// <summary>Ids of the sample, the largest weight first. Items without weight come only where the others are too few.</summary>
    /// <param name="weights">By id, none below zero.</param>
    public static IReadOnlyList<int> Of(IEnumerable<(int Id, long Weight)> weights, int count)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return [.. weights
            .Select(item => (item.Id, item.Weight, Key: item.Weight > 0 ? -Math.Log(Draw(item.Id)) / item.Weight : double.MaxValue, Tie: Draw(item.Id)))
            .OrderBy(item => item.Key).ThenBy(item => item.Tie).ThenBy(item => item.Id).Take(count)
            .OrderByDescending(item => item.Weight).ThenBy(item => item.Id).Select(item => item.Id)];
    }

    /// <summary>Within (0, 1], evenly: the finisher of SplitMix64 over the id (Steele, Lea and Flood, 2014).</summary>
    private static double Draw(int id)
    {
        var mixed = unchecked(((ulong)id + 1) * Seed);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        mixed ^= mixed >> 31;
        return ((mixed >> 11) + 1) / (double)(1UL << 53);
    }
}
