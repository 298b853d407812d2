using System.Globalization;
using System.Net;
using System.Text;
using CrossSell.Core.Common;

namespace CrossSell.Core.Search;

/// <summary>How text is compared when it is searched: lower case, without diacritics, cut into runs of letters and digits. Pure.</summary>
[Engine]
public static class SearchText
{
    // Longer runs are no words; what is beyond is not searched.
    private const int LongestWord = 64;

    /// <summary>"Crème Brûlée" as <c>creme brulee</c>.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                // Letters that Unicode does not take apart, but people type without.
                _ = char.ToLowerInvariant(letter) switch
                {
                    'ß' => folded.Append("ss"),
                    'æ' => folded.Append("ae"),
                    'œ' => folded.Append("oe"),
                    'ø' => folded.Append('o'),
                    'ł' => folded.Append('l'),
                    'đ' => folded.Append('d'),
                    'ı' => folded.Append('i'),
                    var lower => folded.Append(lower),
                };
            }
        }

        return folded.ToString();
    }

    /// <summary>What a reader sees of rich text: tags become blanks, entities their characters.</summary>
    public static string Plain(string html)
    {
        if (html.AsSpan().IndexOfAny('<', '&') < 0)
        {
            return html;
        }

        var plain = new StringBuilder(html.Length);
        var inTag = false;
        for (var at = 0; at < html.Length; at++)
        {
            var letter = html[at];
            // "< 5 kg" is no tag.
            if (letter == '<' && at + 1 < html.Length && (char.IsAsciiLetter(html[at + 1]) || html[at + 1] is '/' or '!'))
            {
                inTag = true;
                plain.Append(' ');
            }
            else if (letter == '>' && inTag)
            {
                inTag = false;
            }
            else if (!inTag)
            {
                plain.Append(letter);
            }
        }

        return WebUtility.HtmlDecode(plain.ToString());
    }

    /// <summary>The words of folded text, in order.</summary>
    public static WordsOf Words(ReadOnlySpan<char> folded) => new(folded);

    /// <summary>The words of what somebody typed, folded, each once.</summary>
    public static IReadOnlyList<string> Typed(string text)
    {
        var words = new List<string>();
        foreach (var word in Words(Fold(text)))
        {
            words.Add(word.ToString());
        }

        return [.. words.Distinct(StringComparer.Ordinal)];
    }

    public ref struct WordsOf(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> rest = text;

        public ReadOnlySpan<char> Current { get; private set; } = default;

        public readonly WordsOf GetEnumerator() => this;

        public bool MoveNext()
        {
            var from = 0;
            while (from < rest.Length && !char.IsLetterOrDigit(rest[from]))
            {
                from++;
            }

            var to = from;
            while (to < rest.Length && char.IsLetterOrDigit(rest[to]))
            {
                to++;
            }

            Current = rest[from..Math.Min(to, from + LongestWord)];
            rest = rest[to..];
            return Current.Length > 0;
        }
    }
}
