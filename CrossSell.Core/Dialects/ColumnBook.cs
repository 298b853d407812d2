using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Finds the columns of a file by name and remembers which were asked for: the rest is left aside and said. Names are compared trimmed and without regard to
/// case, for they come padded, capitalised and marked with a star.
/// </summary>
[Engine]
internal sealed partial class ColumnBook(IReadOnlyList<string> names)
{
    private readonly string[] plain = [.. names.Select(Plain)];
    private readonly bool[] isUsed = new bool[names.Count];

    /// <summary>Columns that nobody asked for, as written.</summary>
    public IEnumerable<string> LeftAside => names.Where((name, at) => !isUsed[at] && name.Length > 0 && plain[at] != "error");

    public int Count => names.Count;

    /// <summary>Whether somebody asked for the column: nobody reads the cells of the others.</summary>
    public bool IsUsed(int column) => isUsed[column];

    /// <summary>As the file writes it.</summary>
    public string Name(int column) => column >= 0 && column < names.Count ? names[column] : "";

    /// <summary>All of them, as they are compared.</summary>
    public IReadOnlyList<string> PlainNames => plain;

    /// <summary>The name as it is compared.</summary>
    public string PlainName(int column) => plain[column];

    /// <summary>The first column that has one of these names, the earlier names first; -1 when there is none.</summary>
    public int One(params ReadOnlySpan<string> wanted)
    {
        foreach (var name in wanted)
        {
            var at = Array.IndexOf(plain, name);
            if (at >= 0)
            {
                isUsed[at] = true;
                return at;
            }
        }

        return -1;
    }

    /// <summary>Whether there is such a column; it counts as used by nobody.</summary>
    public bool Has(string name) => plain.Contains(name);

    /// <summary>All columns that match, each with what it says.</summary>
    public List<(int Column, Match Match)> All(Regex pattern)
    {
        var found = new List<(int, Match)>();
        for (var at = 0; at < plain.Length; at++)
        {
            if (pattern.Match(plain[at]) is { Success: true } match)
            {
                isUsed[at] = true;
                found.Add((at, match));
            }
        }

        return found;
    }

    public int Use(int column)
    {
        isUsed[column] = true;
        return column;
    }

    internal static string Plain(string name) => Blanks().Replace(name.Trim().Trim('\uFEFF').Trim(), " ").ToLowerInvariant();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
