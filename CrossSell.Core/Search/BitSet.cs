using System.Numerics;

namespace CrossSell.Core.Search;

/// <summary>A set of small numbers, one bit each: what a filter leaves of a million products is 125 kB, and two such sets are met in microseconds.</summary>
public sealed class BitSet
{
    private readonly ulong[] words;

    /// <param name="length">Numbers are from 0 to below this.</param>
    public BitSet(int length) : this(new ulong[(length + 63) / 64], length)
    {
    }

    private BitSet(ulong[] words, int length) => (this.words, Length) = (words, length);

    public int Length { get; }

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    public bool this[int index]
    {
        get => (words[index >> 6] & (1UL << index)) != 0;
        set
        {
            if (value)
            {
                words[index >> 6] |= 1UL << index;
            }
            else
            {
                words[index >> 6] &= ~(1UL << index);
            }
        }
    }

    public BitSet Copy() => new([.. words], Length);

    /// <summary>Keeps what is also in the other.</summary>
    public BitSet And(BitSet other)
    {
        var mine = words.AsSpan();
        var theirs = other.words.AsSpan(0, mine.Length);
        for (var at = 0; at < mine.Length; at++)
        {
            mine[at] &= theirs[at];
        }

        return this;
    }

    /// <summary>Adds what is in the other.</summary>
    public BitSet Or(BitSet other)
    {
        var mine = words.AsSpan();
        var theirs = other.words.AsSpan(0, mine.Length);
        for (var at = 0; at < mine.Length; at++)
        {
            mine[at] |= theirs[at];
        }

        return this;
    }

    /// <summary>How many are in both.</summary>
    public int CountAnd(BitSet other)
    {
        var mine = words.AsSpan();
        var theirs = other.words.AsSpan(0, mine.Length);
        var count = 0;
        for (var at = 0; at < mine.Length; at++)
        {
            count += BitOperations.PopCount(mine[at] & theirs[at]);
        }

        return count;
    }

    /// <summary>The numbers in the set, the smallest first.</summary>
    public Numbers GetEnumerator() => new(words);

    public ref struct Numbers(ReadOnlySpan<ulong> words)
    {
        private readonly ReadOnlySpan<ulong> words = words;
        private ulong left;
        private int at = -1;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (left == 0)
            {
                if (++at >= words.Length)
                {
                    return false;
                }

                left = words[at];
            }

            Current = (at << 6) + BitOperations.TrailingZeroCount(left);
            left &= left - 1;
            return true;
        }
    }
}
