using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>A file of another system as read: what it says, before anything of the studio is asked.</summary>
/// <param name="Stopped">Why reading ended before the end of the file, or null.</param>
public sealed record DialectReading(SniffedFile File, Dialect Dialect, DialectContent Content, FileFacts Facts, string? Stopped)
{
    /// <summary>Whether the file says anything of this kind.</summary>
    public bool Has(ExchangeKind kind) => kind switch
    {
        ExchangeKind.Products => Facts.Products.Count > 0 && Content == DialectContent.Products,
        ExchangeKind.Listings => Facts.Products.Exists(product => product.Prices.Count > 0 || product.Stock is not null),
        ExchangeKind.Links => Facts.Links.Count > 0 || Facts.LinkTypes.Count > 0,
        ExchangeKind.Bundles => Facts.Bundles.Count > 0,
        _ => Content == DialectContent.Orders,
    };

    /// <summary>What it is before all.</summary>
    public ExchangeKind Kind => Content switch
    {
        DialectContent.Orders => ExchangeKind.Orders,
        DialectContent.Links or DialectContent.Other => ExchangeKind.Links,
        DialectContent.Listings => ExchangeKind.Listings,
        _ => ExchangeKind.Products,
    };
}

/// <summary>Reads files of other systems as facts: the table is read row by row, and the reader of its dialect says what it means.</summary>
public static class DialectFile
{
    private const int LongestPooled = 80;
    private const int MostPooled = 100_000;

    /// <param name="stream">Stands anywhere, must be able to seek; left open.</param>
    /// <param name="name">Of the file: some say only there what they hold.</param>
    /// <param name="told">The dialect that somebody named; null to go by the columns.</param>
    public static async Task<Outcome<DialectReading>> ReadAsync(
        Stream stream, SniffedFile file, string name, Dialect? told = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(file);
        if ((told ?? file.Dialect?.Dialect ?? (file.OwnKind is null ? (Dialect?)null : Dialect.Native)) is not { } dialect)
        {
            return new Refusal("file.unknown", L["The header was not recognised: it is neither ours nor that of a system whose files are read."], "file");
        }

        var content = file.Dialect is { } known && (told is null || told == known.Dialect) ? known.Content : ContentOf(dialect, file);
        if (!DialectReaders.Reads(dialect))
        {
            return file.Dialect?.Refuse() ?? new Refusal("file.orders", L["This is a file of orders. Import it as orders."], "file");
        }

        stream.Position = 0;
        if ((await TableFile.OpenAsync(new Unclosed(stream), file, cancellation)).IsRefused(out var refusal, out var table))
        {
            return refusal;
        }

        await using (table)
        {
            var rows = new List<SourceRow>();
            var reader = DialectReaders.Of(dialect, new SourceTable(file.Names, rows) { FileName = name, Content = content });
            var missing = await ReadRowsAsync(table, rows, reader.Columns, cancellation);
            var facts = reader.Read();
            if (content == DialectContent.Orders)
            {
                // Where columns are mixed up, a person stands where a number belongs.
                var hidden = facts.Refused.ConvertAll(one => one with { Value = PersonalData.Hide(one.Value), Message = PersonalData.Hide(one.Message) });
                facts.Refused.Clear();
                facts.Refused.AddRange(hidden);
            }

            if (missing > 0)
            {
                var columns = string.Join(", ", file.Names.Skip(file.Names.Count - missing));
                facts.Refused.Insert(0, new RowRefusal(
                    file.HeaderLine, file.Names[^1], "", "column.missing",
                    $"The header has {English.Count(missing, "column")} more than each of the rows: {columns} is read as empty."));
            }

            return new DialectReading(file, dialect, content, facts, table.Stopped);
        }
    }

    private static DialectContent ContentOf(Dialect dialect, SniffedFile file) => dialect switch
    {
        Dialect.ShopifyOrders or Dialect.Uci => DialectContent.Orders,
        Dialect.WooCommerce or Dialect.Shopware when HasColumn(file, "quantity", "item_quantity", "item quantity") => DialectContent.Orders,
        Dialect.Native => file.OwnKind switch
        {
            ExchangeKind.Orders => DialectContent.Orders,
            ExchangeKind.Links => DialectContent.Links,
            ExchangeKind.Listings => DialectContent.Listings,
            _ => DialectContent.Products,
        },
        _ => DialectContent.Products,
    };

    private static bool HasColumn(SniffedFile file, params string[] names) =>
        file.Names.Any(name => Array.Exists(names, wanted => wanted.Equals(name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// All rows, with the cells that the reader asks for and no others: what a file says of people is let go as it is parsed. Where each row ends as many
    /// cells before the header does, its last columns are what is missing, and no row is broken.
    /// </summary>
    /// <returns>How many columns are missing in each row.</returns>
    private static async Task<int> ReadRowsAsync(TableFile table, List<SourceRow> rows, ColumnBook columns, CancellationToken cancellation)
    {
        var (isShort, width) = (true, -1);
        var places = new int[table.Names.Count];
        var kept = new List<int>();
        for (var column = 0; column < places.Length; column++)
        {
            places[column] = columns.IsUsed(column) ? kept.Count : -1;
            if (places[column] >= 0)
            {
                kept.Add(column);
            }
        }

        // Brands, types and paths repeat on thousands of rows: one string each.
        var pool = new Dictionary<string, string>(StringComparer.Ordinal);
        var lookup = pool.GetAlternateLookup<ReadOnlySpan<char>>();
        await foreach (var _ in table.RowsAsync(cancellation))
        {
            isShort &= table.Wrong is not null && table.IsShort && (width < 0 || width == table.CellCount);
            width = table.CellCount;
            if (table.Wrong is { } wrong && !isShort)
            {
                rows.Add(new SourceRow(table.Line, [], wrong));
                continue;
            }

            // Rows whose last cells are blank hold none for them.
            var count = kept.Count;
            while (count > 0 && table.Cell(kept[count - 1]).IsEmpty)
            {
                count--;
            }

            var cells = new string[count];
            for (var at = 0; at < count; at++)
            {
                cells[at] = Text(table.Cell(kept[at]));
            }

            rows.Add(new SourceRow(table.Line, cells, table.Wrong, places));
        }

        // One row alone says nothing of the others.
        if (!isShort || rows.Count <= 1)
        {
            return 0;
        }

        rows.ForEach(row => row.Broken = null);
        return table.Names.Count - width;

        string Text(ReadOnlySpan<char> cell)
        {
            if (cell.IsEmpty)
            {
                return "";
            }

            if (cell.Length > LongestPooled)
            {
                return cell.ToString();
            }

            if (lookup.TryGetValue(cell, out var same))
            {
                return same;
            }

            var text = cell.ToString();
            if (pool.Count < MostPooled)
            {
                pool.Add(text, text);
            }

            return text;
        }
    }
}
