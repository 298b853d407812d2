using System.Text.RegularExpressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Shared;

/// <summary>Lists of SKUs as people copy them: a column of a sheet, a line with commas, a table whose first column they are.</summary>
public static partial class SkuList
{
    /// <summary>The SKUs of a text that is meant as a list of them, without repetition.</summary>
    public static EquatableList<string> Read(string text) => Of(Separators().Split(text).Select(Clean));

    /// <summary>Without blanks and repetition (in whatever case), in the order given.</summary>
    public static EquatableList<string> Of(IEnumerable<string> skus) => [.. skus.Where(sku => sku.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// True when a text pasted into a search box is a list rather than something to search for: several entries, one a line or a cell, or by commas without
    /// blanks in them.
    /// </summary>
    public static bool LooksLikeOne(string text)
    {
        var entries = Read(text);
        return entries.Count > 1
            && entries.All(entry => entry.Length <= Product.SkuLength)
            && (text.Trim().AsSpan().IndexOfAny('\n', '\r', '\t') >= 0 || entries.All(entry => !entry.Contains(' ', StringComparison.Ordinal)));
    }

    private static string Clean(string entry) => entry.Trim().Trim('"', '\'').Trim();

    [GeneratedRegex(@"[\r\n\t,;]+")]
    private static partial Regex Separators();
}
