namespace CrossSell.Core.Common;

/// <summary>
/// How many slips lie between two words: letters put in, left out, replaced, or swapped with the next one
/// (Damerau-Levenshtein, each place edited once). Pure.
/// </summary>
[Engine]
public static class EditDistance
{
    /// <summary>Slips that a word of this length is forgiven: none under four letters, one under eight, then two.</summary>
    public static int Forgiven(int length) => length < 4 ? 0 : length < 8 ? 1 : 2;

    /// <summary>The distance, or <paramref name="most"/> + 1 as soon as it is clear that it is more than <paramref name="most"/>.</summary>
    public static int Between(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
        {
            return most + 1;
        }

        Span<int> before = stackalloc int[other.Length + 1];
        Span<int> above = stackalloc int[other.Length + 1];
        Span<int> row = stackalloc int[other.Length + 1];
        for (var at = 0; at <= other.Length; at++)
        {
            above[at] = at;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    best = Math.Min(best, before[j - 2] + 1);
                }

                row[j] = best;
                least = Math.Min(least, best);
            }

            if (least > most)
            {
                return most + 1;
            }

            var spare = before;
            before = above;
            above = row;
            row = spare;
        }

        return Math.Min(above[other.Length], most + 1);
    }

    /// <summary>Which letters a word has, as bits; one slip changes at most two of them, so most words are told apart without measuring.</summary>
    public static ulong Letters(ReadOnlySpan<char> word)
    {
        var letters = 0UL;
        foreach (var letter in word)
        {
            letters |= 1UL << letter switch
            {
                >= 'a' and <= 'z' => letter - 'a',
                >= '0' and <= '9' => 26 + letter - '0',
                _ => 36 + (letter % 28),
            };
        }

        return letters;
    }
}
