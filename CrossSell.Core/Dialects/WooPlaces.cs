using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Where the columns of a whole WooCommerce export stand, for languages whose words nobody wrote down here: WooCommerce translates the names and never the
/// order. Weight and the three lengths behind it carry their units in every language; all others are counted from there.
/// Source: <c>WC_Product_CSV_Exporter::get_default_column_names</c>.
/// </summary>
[Engine]
internal static partial class WooPlaces
{
    // From the weight to the position; those that say nothing here are blank.
    private static readonly string[] Behind =
    [
        "", "", "", "", "", "", "Sale price", "Regular price", "Categories", "Tags", "", "Images", "", "", "Parent", "Grouped products", "Upsells",
        "Cross-sells", "", "", "",
    ];

    // From the name to what is in stock. GTIN stands before it since 9.2, and has that name in every language.
    private static readonly string[] Before =
    [
        "Name", "Published", "", "", "Short description", "Description", "Sale from", "Sale to", "", "", "In stock?", "Stock",
    ];

    /// <summary>Columns by their English name; null where the file is no export of all columns.</summary>
    /// <param name="names">As they are compared.</param>
    public static Dictionary<string, int>? Of(IReadOnlyList<string> names)
    {
        var weight = Enumerable.Range(0, names.Count).FirstOrDefault(
            at => Weight().IsMatch(names[at]) && Enumerable.Range(at + 1, 3).All(next => next < names.Count && Length().IsMatch(names[next])), -1);
        // 19 columns stood before it, 20 do with the GTIN; an export of chosen columns is not counted through.
        if (weight is not (19 or 20) || names[3].Contains("gtin", StringComparison.Ordinal) != (weight == 20)
            || names.Count < weight + Behind.Length || Enumerable.Range(weight + 4, Behind.Length - 4).Any(
            at => names[at].Any(char.IsAsciiDigit) || names[at].StartsWith("meta:", StringComparison.Ordinal)))
        {
            return null;
        }

        var name = weight == 20 ? 4 : 3;
        var places = new Dictionary<string, int>(StringComparer.Ordinal) { ["ID"] = 0, ["Type"] = 1, ["SKU"] = 2 };
        if (weight == 20)
        {
            places.Add("GTIN, UPC, EAN, or ISBN", 3);
        }

        Add(Before, name);
        Add(Behind, weight);
        return places;

        void Add(string[] roles, int first)
        {
            for (var at = 0; at < roles.Length; at++)
            {
                if (roles[at].Length > 0)
                {
                    places.Add(roles[at], first + at);
                }
            }
        }
    }

    /// <summary>
    /// Columns of attributes in a language without words: behind all others, those of one number, the name first and then the values. What has addresses is a
    /// download.
    /// </summary>
    public static IEnumerable<(int Number, int Name, int Value)> Attributes(IReadOnlyList<string> names, int behind) =>
        Enumerable.Range(behind + 1, Math.Max(0, names.Count - behind - 1))
            .Where(at => !names[at].StartsWith("meta:", StringComparison.Ordinal) && Number().IsMatch(names[at]))
            .GroupBy(at => int.Parse(Number().Match(names[at]).Value, System.Globalization.CultureInfo.InvariantCulture))
            .Select(group => (Number: group.Key, Columns: Attribute(names, [.. group])))
            .Where(one => one.Columns.Count >= 2).Select(one => (one.Number, one.Columns[0], one.Columns[1]));

    // Downloads have three columns for each number: an ID, a name and a URL, a word of every language.
    private static List<int> Attribute(IReadOnlyList<string> names, List<int> columns)
    {
        var download = columns.FindIndex(at => names[at].Contains("url", StringComparison.Ordinal));
        return download < 0 ? columns : [.. columns.Where((_, at) => at > download || at < download - 2)];
    }

    [GeneratedRegex(@"\((?:kg|g|lbs?|oz|кг|г)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Weight();

    [GeneratedRegex(@"\((?:m|cm|mm|in|yd|м|см|мм)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Length();

    [GeneratedRegex(@"(?<!\d)\d{1,3}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
