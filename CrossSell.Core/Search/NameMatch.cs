using CrossSell.Core.Common;

namespace CrossSell.Core.Search;

/// <summary>
/// How well a name answers what somebody types to get somewhere: whole words, beginnings, initials ("nr" for New rule), words run together ("newrule"), and
/// words with a slip or two (<see cref="EditDistance.Forgiven"/>). Every typed word must find one of the name's. Made once a name, asked at every letter. Pure.
/// </summary>
[Engine]
public sealed class NameMatch
{
    // Whole > beginning > run together > initials > with a slip > inside a word; what is below a whole word is told apart by how much of it is typed.
    private const int Same = 300;
    private const int Word = 100;
    private const int Beginning = 80;
    private const int Together = 75;
    private const int Initials = 60;
    private const int Slip = 50;
    private const int SlipInBeginning = 40;
    private const int Inside = 30;

    // Fewer letters stand inside of nearly every name.
    private const int LeastInside = 3;

    private readonly string[] words;
    private readonly string together;
    private readonly string initials;

    public NameMatch(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        words = WordsOf(name);
        together = string.Concat(words);
        initials = string.Concat(words.Select(word => word[0]));
    }

    /// <summary>The words of what was typed, to be asked of many names.</summary>
    public static string[] WordsOf(string text)
    {
        var found = new List<string>();
        foreach (var word in SearchText.Words(SearchText.Fold(text)))
        {
            found.Add(word.ToString());
        }

        return [.. found];
    }

    /// <summary>More is better; 0 when a typed word finds nothing, or nothing was typed.</summary>
    /// <param name="typed">By <see cref="WordsOf"/>.</param>
    public int Score(IReadOnlyList<string> typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (typed.Count == 0 || words.Length == 0)
        {
            return 0;
        }

        if (typed.SequenceEqual(words))
        {
            return Same;
        }

        return Math.Max(ByWords(typed), AsOne(string.Concat(typed)));
    }

    private int ByWords(IReadOnlyList<string> typed)
    {
        var sum = 0;
        var (inOrder, before) = (true, -1);
        Span<bool> taken = stackalloc bool[Math.Min(words.Length, 64)];
        foreach (var word in typed)
        {
            var (best, at) = (0, -1);
            for (var place = 0; place < taken.Length; place++)
            {
                // Each word of the name answers one typed word.
                var score = taken[place] ? 0 : OfWord(word, words[place]);
                if (score > best)
                {
                    (best, at) = (score, place);
                }
            }

            if (best == 0)
            {
                return 0;
            }

            taken[at] = true;
            inOrder &= at > before;
            before = at;
            sum += best;
        }

        // Where it begins counts, and how little is left over.
        return (sum / typed.Count) + (taken[0] ? 15 : 0) + (inOrder ? 5 : 0) - Math.Min(10, words.Length - typed.Count);
    }

    private int AsOne(string typed) =>
        typed.Length >= LeastInside && words.Length > 1 && together.StartsWith(typed, StringComparison.Ordinal) ? Together
        : typed.Length >= 2 && initials.StartsWith(typed, StringComparison.Ordinal) ? Initials + (typed.Length == initials.Length ? 10 : 0)
        : 0;

    private static int OfWord(string typed, string word)
    {
        if (word.StartsWith(typed, StringComparison.Ordinal))
        {
            return typed.Length == word.Length ? Word : Beginning + (10 * typed.Length / word.Length);
        }

        var forgiven = EditDistance.Forgiven(typed.Length);
        if (forgiven > 0)
        {
            var slips = EditDistance.Between(typed, word, forgiven);
            if (slips <= forgiven)
            {
                return Slip - (5 * slips);
            }

            // The slip may stand in a word that is not typed to its end.
            for (var length = typed.Length - forgiven; length <= Math.Min(word.Length, typed.Length + forgiven); length++)
            {
                if (EditDistance.Between(typed, word.AsSpan(0, Math.Min(length, word.Length)), forgiven) <= forgiven)
                {
                    return SlipInBeginning;
                }
            }
        }

        return typed.Length >= LeastInside && word.Contains(typed, StringComparison.Ordinal) ? Inside : 0;
    }
}
