using System.Collections.Concurrent;
using System.Numerics;
using CrossSell.Core.Common;

namespace CrossSell.Core.Search;

/// <summary>
/// Sorts numbers by a key each so that equals keep their order: by eleven bits at a time from the lowest, in time linear in their count. (Knuth, TAOCP 3,
/// 5.2.5.)
/// </summary>
[Engine]
public static class StableSort
{
    private const int Bits = 11;
    private const int Buckets = 1 << Bits;

    // From here on other cores are worth waking.
    private const int Many = 1 << 16;

    /// <summary>A key that stands after all others.</summary>
    public const long Last = long.MaxValue;

    /// <param name="keyOf">Asked from several threads.</param>
    /// <returns>The items by rising key; the array that was given may be used for it.</returns>
    public static int[] By(int[] items, Func<int, long> keyOf)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(keyOf);
        var keys = new ulong[items.Length];
        var (least, most) = Keys(items, keyOf, keys);
        if (least > most)
        {
            return items;
        }

        // Counted from the least, only so many bits are left to look at as the keys differ in.
        var after = unchecked((ulong)most - (ulong)least + 1);
        for (var at = 0; at < keys.Length; at++)
        {
            keys[at] = keys[at] == unchecked((ulong)Last) ? after : unchecked(keys[at] - (ulong)least);
        }

        var (otherItems, otherKeys) = (new int[items.Length], new ulong[items.Length]);
        for (var shift = 0; shift < 64 - BitOperations.LeadingZeroCount(after); shift += Bits)
        {
            Pass(items, keys, otherItems, otherKeys, shift);
            (items, otherItems) = (otherItems, items);
            (keys, otherKeys) = (otherKeys, keys);
        }

        return items;
    }

    /// <summary>Asks for all keys, on all cores where they are many.</summary>
    /// <returns>The least and the most that are not <see cref="Last"/>.</returns>
    private static (long Least, long Most) Keys(int[] items, Func<int, long> keyOf, ulong[] keys)
    {
        var whole = (Least: long.MaxValue, Most: long.MinValue);
        var gate = new Lock();
        void Take(int from, int to)
        {
            var (least, most) = (long.MaxValue, long.MinValue);
            for (var at = from; at < to; at++)
            {
                var key = keyOf(items[at]);
                keys[at] = unchecked((ulong)key);
                if (key != Last)
                {
                    (least, most) = (Math.Min(least, key), Math.Max(most, key));
                }
            }

            lock (gate)
            {
                whole = (Math.Min(whole.Least, least), Math.Max(whole.Most, most));
            }
        }

        if (items.Length < Many)
        {
            Take(0, items.Length);
        }
        else
        {
            Parallel.ForEach(Partitioner.Create(0, items.Length, Many / 4), range => Take(range.Item1, range.Item2));
        }

        return whole;
    }

    private static void Pass(int[] items, ulong[] keys, int[] toItems, ulong[] toKeys, int shift)
    {
        Span<int> next = stackalloc int[Buckets];
        next.Clear();
        foreach (var key in keys)
        {
            next[(int)(key >> shift) & (Buckets - 1)]++;
        }

        var sum = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            (next[bucket], sum) = (sum, sum + next[bucket]);
        }

        for (var at = 0; at < items.Length; at++)
        {
            var place = next[(int)(keys[at] >> shift) & (Buckets - 1)]++;
            toItems[place] = items[at];
            toKeys[place] = keys[at];
        }
    }
}
