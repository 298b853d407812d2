using System.Text.RegularExpressions;

namespace CrossSell.Core.Dialects;

/// <content>Cells that hold fields by name.</content>
internal abstract partial class DialectReader
{
    /// <summary>
    /// Fields such as <c>sku=A,qty=2</c>; a comma parts them only where another name follows. Magento encloses values when it is told to, and some write whole
    /// fields so: <c>note="a, b=c"</c>, <c>"note=a, b=c"</c>; a quotation mark of the value is doubled then.
    /// </summary>
    protected static Dictionary<string, string> Fields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Contains('"', StringComparison.Ordinal) ? [.. Parts(text)] : FieldComma().Split(text))
        {
            var field = Opened(part.Trim());
            var at = field.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
            {
                fields[field[..at].Trim()] = Opened(field[(at + 1)..].Trim());
            }
        }

        return fields;
    }

    private static List<string> Parts(string text)
    {
        var parts = new List<string>();
        // Once a mark has no other that closes it, none behind it has: looked for no more, so that a damaged cell takes no longer than a whole one.
        var mayClose = true;
        for (var start = 0; start <= text.Length;)
        {
            var end = -1;
            if (mayClose && OpensAt(text, start) is >= 0 and var open)
            {
                end = ClosesAt(text, open);
                mayClose = end >= 0;
            }

            if (end < 0)
            {
                end = FieldComma().Match(text, start) is { Success: true } comma ? comma.Index : text.Length;
            }

            parts.Add(text[start..end]);
            start = end + 1;
        }

        return parts;
    }

    /// <summary>Where the field that begins here is enclosed, or its value; -1 where neither is.</summary>
    private static int OpensAt(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var equals = start;
        while (equals < text.Length && text[equals] is not ('=' or ',' or '"'))
        {
            equals++;
        }

        return equals >= text.Length ? -1
            : text[equals] == '"' ? (equals == start ? equals : -1)
            : text[equals] == '=' && equals + 1 < text.Length && text[equals + 1] == '"' ? equals + 1 : -1;
    }

    /// <summary>The comma, or the end of the text, behind the mark that closes; -1 where none does.</summary>
    private static int ClosesAt(string text, int open)
    {
        for (var at = open + 1; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                continue;
            }

            if (at + 1 < text.Length && text[at + 1] == '"')
            {
                at++;
                continue;
            }

            var next = at + 1;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
            {
                next++;
            }

            if (next == text.Length || text[next] == ',')
            {
                return next;
            }
        }

        return -1;
    }

    private static string Opened(string text) => text is ['"', .., '"'] ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text;

    [GeneratedRegex(@",(?=\s*""?[\p{L}_][\p{L}\p{N}_ .-]*=)", RegexOptions.CultureInvariant)]
    private static partial Regex FieldComma();
}
