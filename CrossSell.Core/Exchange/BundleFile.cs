using System.Globalization;

namespace CrossSell.Core.Exchange;

/// <summary>The columns of a file of bundles: one row a component or a slot; what is said of the bundle stands on its first row.</summary>
internal static class BundleFile
{
    public const string Code = "bundle";
    public const string Sku = "component_sku";
    public const string Slot = "slot";

    /// <summary>Of the bundle as a whole: read from the first of its rows that says it.</summary>
    public static readonly string[] OfBundle =
    [
        Code, "name", "kind", "pricing", "amount", "rounding", "channels", "valid_from", "valid_to", "segment", "stacks_with_codes", "composite", "text",
        "picture", "note",
    ];

    /// <summary>Of the component that a row names, or of the slot where it names none.</summary>
    public static readonly string[] OfRow =
    [
        Slot, "required", Sku, "role", "quantity", "min_quantity", "max_quantity", "discount", "price_delta", "leads", "replacements", "variants",
        "included_bundle", "title", "condition", "comparisons", "limit", "order", "may_repeat",
    ];

    public static readonly string[] Columns = [.. OfBundle, .. OfRow];

    /// <summary>Columns that a language may have of its own, with <c>@de</c> behind the name.</summary>
    private static readonly string[] ByLocale = ["name", "text", "picture", "title"];

    public static bool Recognise(IReadOnlyList<string> names) =>
        names.Contains(Code, StringComparer.OrdinalIgnoreCase) && names.Contains(Sku, StringComparer.OrdinalIgnoreCase);

    public static string In(string column, string locale) => $"{column}@{locale}";

    /// <summary>What is wrong with the columns, each as a sentence.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyList<string> names) =>
    [
        .. names.Where(IsKnown).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .Select(same => $"The column {same.Key} appears twice. Keep one of them."),
    ];

    public static bool IsKnown(string name) => Columns.Contains(name, StringComparer.OrdinalIgnoreCase)
        || (name.Split('@') is [var column, { Length: > 0 }] && ByLocale.Contains(column, StringComparer.OrdinalIgnoreCase));

    /// <summary>All rows, put together by bundle in the order of the file. A row that is none is an error.</summary>
    public static async Task<(List<BundleEntry> Bundles, int Count, List<string> Ignored)> ReadAsync(
        TableFile file, List<RowError> errors, CancellationToken cancellation)
    {
        var at = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var ignored = new List<string>();
        for (var column = 0; column < file.Fields.Count; column++)
        {
            var name = file.Fields[column];
            if ((!IsKnown(name) || !at.TryAdd(name, column)) && name.Length > 0 && !name.Equals("error", StringComparison.OrdinalIgnoreCase))
            {
                ignored.Add(name);
            }
        }

        var bundles = new Dictionary<string, BundleEntry>(StringComparer.OrdinalIgnoreCase);
        var (count, last) = (0, "");
        await foreach (var _ in file.RowsAsync(cancellation))
        {
            count++;
            var row = new BundleRow(file.Line, at.Where(column => !file.Cell(column.Value).IsEmpty)
                .ToDictionary(column => column.Key, column => file.Cell(column.Value).ToString(), StringComparer.OrdinalIgnoreCase));
            if (file.Wrong is { } broken)
            {
                errors.Add(new RowError(file.Line, null, broken, ""));
                continue;
            }

            // As a spreadsheet has it: the code stands on the first row of a bundle, and those under it are of the same.
            last = row[Code] ?? last;
            if (last.Length == 0)
            {
                errors.Add(Error(row, Code, "is empty; give the bundle's code."));
                continue;
            }

            if (!bundles.TryGetValue(last, out var bundle))
            {
                bundles[last] = bundle = new BundleEntry(last, []);
            }

            bundle.Rows.Add(row);
        }

        return ([.. bundles.Values], count, ignored);
    }

    public static RowError Error(BundleRow row, string column, string how) =>
        new(row.Line, column, string.Create(CultureInfo.InvariantCulture, $"Line {row.Line}: {column} {how}"), "");
}

/// <summary>The rows of a file that are of one bundle.</summary>
internal sealed record BundleEntry(string Code, List<BundleRow> Rows)
{
    /// <summary>Whether a row says that it came from another bundle.</summary>
    public bool Includes => Rows.Exists(row => row["included_bundle"] is not null);

    /// <summary>Every product that the rows may name; some of it may be none.</summary>
    public IEnumerable<string> Skus() => Rows.SelectMany(row => new[] { row[BundleFile.Sku], row["replacements"], row["variants"] }).OfType<string>()
        .SelectMany(cell => cell.Split(BundleCells.Several, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Prepend(cell))
        .SelectMany(sku => sku.LastIndexOf(BundleCells.Delta) is > 0 and var at ? [sku, sku[..at]] : new[] { sku });

    /// <summary>What the first row that says it says of the bundle, with its row; null where none does.</summary>
    public (BundleRow Row, string Text)? Say(string column) =>
        Rows.Select(row => row[column] is { } text ? ((BundleRow, string)?)(row, text) : null).FirstOrDefault(said => said is not null);
}

/// <summary>One row: its cells that are not blank, by column.</summary>
internal sealed record BundleRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string? this[string column] => Cells.GetValueOrDefault(column);
}
