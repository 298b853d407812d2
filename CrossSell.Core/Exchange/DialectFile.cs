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

/// <summary>What is asked of a file of another system: what nobody asks for is not kept.</summary>
internal sealed record DialectAsk
{
    /// <summary>Gets lines of orders as they are read, whole orders at a time, instead of all of them in the facts; null where they are wanted there.</summary>
    public Func<List<OrderLineFact>, Task>? Lines { get; init; }

    /// <inheritdoc cref="DialectReader.SkipsLinks"/>
    public bool SkipsLinks { get; init; }

    /// <summary>How many there are of each, and no line of an order.</summary>
    public static DialectAsk Counts => new() { Lines = _ => Task.CompletedTask };
}

/// <summary>Reads files of other systems as facts: the table is read row by row, and the reader of its dialect says what it means.</summary>
public static class DialectFile
{
    /// <param name="stream">Stands anywhere, must be able to seek; left open.</param>
    /// <param name="name">Of the file: some say only there what they hold.</param>
    /// <param name="told">The dialect that somebody named; null to go by the columns.</param>
    public static Task<Outcome<DialectReading>> ReadAsync(
        Stream stream, SniffedFile file, string name, Dialect? told = null, CancellationToken cancellation = default) =>
        ReadAsync(stream, file, name, told, new DialectAsk(), cancellation);

    /// <summary>As <see cref="ReadAsync(Stream, SniffedFile, string, Dialect?, CancellationToken)"/>, but lines of orders are only counted.</summary>
    public static Task<Outcome<DialectReading>> CountAsync(
        Stream stream, SniffedFile file, string name, Dialect? told = null, CancellationToken cancellation = default) =>
        ReadAsync(stream, file, name, told, DialectAsk.Counts, cancellation);

    /// <param name="ask">What of it is asked for.</param>
    /// <inheritdoc cref="ReadAsync(Stream, SniffedFile, string, Dialect?, CancellationToken)"/>
    internal static async Task<Outcome<DialectReading>> ReadAsync(
        Stream stream, SniffedFile file, string name, Dialect? told, DialectAsk ask, CancellationToken cancellation)
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

        if (content == DialectContent.Orders && ask.Lines is not null)
        {
            var orders = new DialectOrders(stream, file, dialect, name);
            if (await orders.PassOnAsync(ask.Lines, cancellation) is { } passed)
            {
                return passed;
            }
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
            reader.SkipsLinks = ask.SkipsLinks;
            var missing = await ReadRowsAsync(table, rows, reader.Columns, cancellation);
            var facts = reader.Read();
            if (content == DialectContent.Orders)
            {
                Hide(facts);
            }

            if (missing > 0)
            {
                var columns = string.Join(", ", file.Names.Skip(file.Names.Count - missing));
                facts.Refused.Insert(0, new RowRefusal(
                    file.HeaderLine, file.Names[^1], "", "column.missing",
                    $"The header has {English.Count(missing, "column")} more than each of the rows: {columns} is read as empty."));
            }

            if (content == DialectContent.Orders && ask.Lines is { } lines)
            {
                facts.OrdersPassedOn = facts.OrderCount;
                await lines(facts.OrderLines);
                facts.OrderLines.Clear();
                facts.OrderLines.TrimExcess();
            }

            return new DialectReading(file, dialect, content, facts, table.Stopped);
        }
    }

    /// <summary>Where columns are mixed up, a person stands where a number belongs.</summary>
    internal static void Hide(FileFacts facts)
    {
        for (var at = 0; at < facts.Refused.Count; at++)
        {
            var one = facts.Refused[at];
            facts.Refused[at] = one with { Value = PersonalData.Hide(one.Value), Message = PersonalData.Hide(one.Message) };
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
    /// All rows. Where each row ends as many cells before the header does, its last columns are what is missing, and no row is broken.
    /// </summary>
    /// <returns>How many columns are missing in each row.</returns>
    private static async Task<int> ReadRowsAsync(TableFile table, List<SourceRow> rows, ColumnBook columns, CancellationToken cancellation)
    {
        var (isShort, width) = (true, -1);
        var source = new SourceRows(table.Names.Count, columns);
        await foreach (var _ in table.RowsAsync(cancellation))
        {
            isShort &= table.Wrong is not null && table.IsShort && (width < 0 || width == table.CellCount);
            width = table.CellCount;
            rows.Add(table.Wrong is { } wrong && !isShort ? new SourceRow(table.Line, [], wrong) : source.Read(table));
            if (rows.Count % 10_000 == 0)
            {
                ImportMemory.LetGo();
            }
        }

        // One row alone says nothing of the others.
        if (!isShort || rows.Count <= 1)
        {
            return 0;
        }

        rows.ForEach(row => row.Broken = null);
        return table.Names.Count - width;
    }
}
