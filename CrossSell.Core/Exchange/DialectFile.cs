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
        ExchangeKind.Links => Facts.Links.Count > 0,
        ExchangeKind.Bundles => Facts.Bundles.Count > 0,
        _ => Content == DialectContent.Orders,
    };

    /// <summary>What it is before all.</summary>
    public ExchangeKind Kind => Content switch
    {
        DialectContent.Orders => ExchangeKind.Orders,
        DialectContent.Links => ExchangeKind.Links,
        DialectContent.Listings => ExchangeKind.Listings,
        _ => ExchangeKind.Products,
    };
}

/// <summary>Reads files of other systems as facts: the table is read row by row, and the reader of its dialect says what it means.</summary>
public static class DialectFile
{
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
        if (content == DialectContent.Other || !DialectReaders.Reads(dialect))
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
            var (rows, missing) = await RowsAsync(table, cancellation);
            var facts = DialectReaders.Read(dialect, new SourceTable(file.Names, rows) { FileName = name, Content = content });
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
        Dialect.Native => file.OwnKind switch
        {
            ExchangeKind.Orders => DialectContent.Orders,
            ExchangeKind.Links => DialectContent.Links,
            ExchangeKind.Listings => DialectContent.Listings,
            _ => DialectContent.Products,
        },
        _ => DialectContent.Products,
    };

    /// <summary>
    /// All rows. Where each of them ends as many cells before the header does, its last columns are what is missing, and no row is broken.
    /// </summary>
    private static async Task<(List<SourceRow> Rows, int Missing)> RowsAsync(TableFile table, CancellationToken cancellation)
    {
        var (isShort, width) = (true, -1);
        // Brands, types and paths repeat on thousands of rows: one string each.
        var pool = new Dictionary<string, string>(StringComparer.Ordinal);
        var lookup = pool.GetAlternateLookup<ReadOnlySpan<char>>();
        var rows = new List<SourceRow>();
        await foreach (var _ in table.RowsAsync(cancellation))
        {
            isShort &= table.Wrong is not null && table.IsShort && (width < 0 || width == table.CellCount);
            width = table.CellCount;
            if (table.Wrong is { } wrong && !isShort)
            {
                rows.Add(new SourceRow(table.Line, [], wrong));
                continue;
            }

            var cells = new string[table.Names.Count];
            for (var column = 0; column < cells.Length; column++)
            {
                var cell = table.Cell(column);
                if (cell.IsEmpty)
                {
                    cells[column] = "";
                }
                else if (lookup.TryGetValue(cell, out var same))
                {
                    cells[column] = same;
                }
                else
                {
                    cells[column] = cell.ToString();
                    if (cell.Length <= 80 && pool.Count < 100_000)
                    {
                        pool.Add(cells[column], cells[column]);
                    }
                }
            }

            rows.Add(new SourceRow(table.Line, cells, table.Wrong));
        }

        // One row alone says nothing of the others.
        return isShort && rows.Count > 1 ? (rows.ConvertAll(row => row with { Broken = null }), table.Names.Count - width) : (rows, 0);
    }
}
