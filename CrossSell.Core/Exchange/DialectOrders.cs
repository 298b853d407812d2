using CrossSell.Core.Common;
using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>
/// A file of another system's orders, read some thousand rows at a time and passed on: it may have millions. That takes a file whose orders stand together,
/// as every system writes them; which it is shows a look over the whole of it, that finds what all rows show together as well.
/// </summary>
internal sealed class DialectOrders(Stream stream, SniffedFile file, Dialect dialect, string name)
{
    private const int Batch = 20_000;

    /// <param name="lines">Gets the lines of whole orders.</param>
    /// <returns>What the file says besides; null, and nothing was passed on, where it can only be read as a whole.</returns>
    public async Task<DialectReading?> PassOnAsync(Func<List<OrderLineFact>, Task> lines, CancellationToken cancellation)
    {
        var reader = Reader([]);
        if (reader.OrderColumn < 0 || await LookAsync(reader, cancellation) is not { } marks
            || (await OpenAsync(cancellation)).IsRefused(out _, out var table))
        {
            return null;
        }

        await using (table)
        {
            var all = new FileFacts { OrdersPassedOn = 0 };
            var source = new SourceRows(table.Names.Count, reader.Columns);
            var rows = new List<SourceRow>(Batch);
            string? last = null;
            await foreach (var _ in table.RowsAsync(cancellation))
            {
                var order = table.Wrong is null ? table.Cell(reader.OrderColumn) : default;
                if (!order.IsEmpty && !order.Equals(last, StringComparison.OrdinalIgnoreCase))
                {
                    last = order.ToString();
                    if (rows.Count >= Batch)
                    {
                        await FlushAsync();
                    }
                }

                rows.Add(table.Wrong is { } wrong ? new SourceRow(table.Line, [], wrong) : source.Read(table));
            }

            await FlushAsync();
            all.LeftAside.AddRange(reader.Columns.LeftAside);
            return new DialectReading(file, dialect, DialectContent.Orders, all, table.Stopped);

            async Task FlushAsync()
            {
                var part = Reader(rows);
                part.Show(marks);
                var facts = part.Read();
                DialectFile.Hide(facts);
                all.Refused.AddRange(facts.Refused);
                all.OrdersPassedOn += facts.OrderCount;
                (all.Rows, all.RowsUsed) = (all.Rows + facts.Rows, all.RowsUsed + facts.RowsUsed);
                (all.RowsRefused, all.RowsAside) = (all.RowsRefused + facts.RowsRefused, all.RowsAside + facts.RowsAside);
                foreach (var (field, column) in facts.Columns)
                {
                    all.Columns.TryAdd(field, column);
                }

                await lines(facts.OrderLines);
                rows.Clear();
                ImportMemory.LetGo();
            }
        }
    }

    /// <returns>What the columns of amounts show of their decimal mark; null where rows of an order do not stand together.</returns>
    private async Task<Dictionary<int, DecimalMark>?> LookAsync(DialectReader reader, CancellationToken cancellation)
    {
        if ((await OpenAsync(cancellation)).IsRefused(out _, out var table))
        {
            return null;
        }

        var marks = reader.AmountColumns.Where(column => column >= 0).Distinct().ToDictionary(column => column, _ => DecimalMark.Unknown);
        int[] amounts = [.. marks.Keys];
        // As numbers of 64 bits: names of a million orders would take the memory that this is there to save. Two that are equal by chance make the file one
        // that is read as a whole.
        var seen = new HashSet<ulong>();
        var (last, hasRows) = (0UL, false);
        await using (table)
        {
            await foreach (var _ in table.RowsAsync(cancellation))
            {
                if (table.Wrong is not null)
                {
                    continue;
                }

                hasRows = true;
                foreach (var column in amounts)
                {
                    marks[column] = Amounts.Join(marks[column], Amounts.Shows(table.Cell(column)));
                }

                var order = table.Cell(reader.OrderColumn);
                if (order.IsEmpty)
                {
                    continue;
                }

                var number = NumberOf(order);
                if (number != last && !seen.Add(number))
                {
                    return null;
                }

                last = number;
            }
        }

        // Where no row is whole it may be the header that is too long.
        return hasRows ? marks : null;
    }

    private DialectReader Reader(List<SourceRow> rows) =>
        DialectReaders.Of(dialect, new SourceTable(file.Names, rows) { FileName = name, Content = DialectContent.Orders });

    private Task<Outcome<TableFile>> OpenAsync(CancellationToken cancellation)
    {
        stream.Position = 0;
        return TableFile.OpenAsync(new Unclosed(stream), file, cancellation);
    }

    /// <summary>FNV-1a over the letters without regard to case.</summary>
    private static ulong NumberOf(ReadOnlySpan<char> order)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in order)
        {
            hash = (hash ^ char.ToUpperInvariant(letter)) * 1099511628211UL;
        }

        return hash;
    }
}
