using System.Runtime.CompilerServices;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using Sylvan.Data.Csv;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Streams an order file row by row, once. What cannot be read is counted and kept with its line and how to fix it;
/// it never ends the reading, unless the file itself is broken off (<see cref="OrderReadTally.Stopped"/>).
/// </summary>
public abstract class OrderReader : IAsyncDisposable
{
    private const int MaxSku = 64;
    private const int MaxOrderId = 64;

    private readonly CsvDataReader csv;
    private readonly SniffedFile file;
    private readonly OrderFields fields;
    private readonly CellSource? cells;
    private int line;
    private string lastOrderId = "";

    private protected OrderReader(CsvDataReader csv, SniffedFile file, OrderFields fields)
    {
        this.csv = csv;
        this.file = file;
        this.fields = fields;
        cells = CellSource.Of(file);
        line = file.HeaderLine + 1;
    }

    public abstract OrderFormat Format { get; }

    public OrderReadTally Tally { get; } = new();

    /// <summary>Gets every row that cannot be read, of which the tally keeps a few; null when nobody wants them.</summary>
    public Action<RowError>? Unreadable { get; set; }

    /// <summary>Counts the row that was read last as an error after all, because what it names does not exist.</summary>
    public void Reject(OrderRow row, string column, string message)
    {
        ArgumentNullException.ThrowIfNull(row);
        var error = file.Mapping?.Said(new RowError(row.Line, column, message, Record())) ?? new RowError(row.Line, column, message, Record());
        Tally.Revoke(row, error);
        Unreadable?.Invoke(error);
    }

    /// <summary>
    /// Rows that could not be read as a file of the same format, each with what is wrong with it in a column of its own, so that they can be corrected there
    /// and read again.
    /// </summary>
    /// <param name="errors">Asked for one after the other; nothing is written when there is none.</param>
    public async Task WriteErrorsAsync(TextWriter writer, IEnumerable<RowError> errors)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(errors);
        var rows = new ErrorRows(writer, file.Delimiter, Enumerable.Range(0, csv.FieldCount).Select(csv.GetName));
        foreach (var error in errors)
        {
            await rows.AddAsync(error.Message, error.Record);
        }
    }

    private protected OrderFields Fields => fields;

    /// <summary>All readable rows in the order of the file, dirty ones included. May be asked for once.</summary>
    public async IAsyncEnumerable<OrderRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (await MoveNextAsync(cancellation))
        {
            if (cells?.IsLeftOut(line) == true)
            {
                continue;
            }

            var row = Parse(out var error);
            if (row is not null)
            {
                Tally.Add(row);
                yield return row;
            }
            else if (error is not null)
            {
                Tally.Add(error);
                Unreadable?.Invoke(error);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return csv.DisposeAsync();
    }

    private protected ReadOnlySpan<char> Cell(int column) => column < 0 ? default
        : cells is null ? SheetGuard.Open(csv.GetFieldSpan(column))
        : cells.Read(column, SheetGuard.Open(cells.Corrected(line, column, csv.GetFieldSpan(column)).Trim()));

    private protected abstract OrderRow? ParseCells(int line, ref RowError? error);

    private protected RowError Wrong(int column, string expected) => new(
        line, csv.GetName(column),
        $"Line {line}: {csv.GetName(column)} is \"{Shortened(PersonalData.Hide(Cell(column).Trim().ToString()))}\"; {expected}", Record());

    private protected string? OrderId(int column, ref RowError? error)
    {
        var cell = Cell(column).Trim();
        if (cell.IsEmpty || cell.Length > MaxOrderId)
        {
            error = Wrong(column, $"give the order's number in 1 to {MaxOrderId} characters.");
            return null;
        }

        return cell.SequenceEqual(lastOrderId) ? lastOrderId : lastOrderId = cell.ToString();
    }

    private protected string? Sku(int column, ref RowError? error)
    {
        var cell = Cell(column).Trim();
        if (cell.IsEmpty || cell.Length > MaxSku)
        {
            error = Wrong(column, $"give the product's code in 1 to {MaxSku} characters.");
            return null;
        }

        if (ProductRules.IsPageAddress(cell))
        {
            error = Wrong(column, "no product can have that code: it is the address of a page.");
            return null;
        }

        return fields.Sku(cell);
    }

    private protected DateTimeOffset Instant(int column, ref RowError? error)
    {
        if (!fields.TryInstant(Cell(column), out var instant))
        {
            error = Wrong(column, "write the time as 2010-12-01 08:26.");
        }

        return instant;
    }

    private protected int Quantity(int column, ref RowError? error)
    {
        if (!OrderFields.TryQuantity(Cell(column), out var quantity))
        {
            error = Wrong(column, "write a whole number such as 6.");
        }

        return quantity;
    }

    private protected decimal Price(int column, ref RowError? error)
    {
        if (!fields.TryPrice(Cell(column), out var price, out var ambiguous))
        {
            if (ambiguous)
            {
                error = Wrong(column, "is ambiguous, and no other price in the file shows the format. Use a number such as 1234.00.");
                return price;
            }

            error = Wrong(column, "write a number such as 12.95.");
        }

        return price;
    }

    private async Task<bool> MoveNextAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        line += csv.RowNumber > 0 ? csv.GetRawRecordSpan().Count('\n') : 0;
        try
        {
            return await csv.ReadAsync(cancellation);
        }
        catch (CsvRecordTooLargeException)
        {
            Tally.Stop(new RowError(
                line, null, $"Line {line}: a quotation mark is opened here and never closed. Remove it; the rest of the file was not read.", ""));
        }
        catch (InvalidDataException)
        {
            Tally.Stop(new RowError(line, null, $"The file is damaged after line {line}; the rest was not read. Download it again.", ""));
        }

        return false;
    }

    private OrderRow? Parse(out RowError? error)
    {
        error = null;
        var cells = csv.RowFieldCount;
        if (cells == 1 && Cell(0).IsWhiteSpace())
        {
            return null;
        }

        if (TableFile.DamagedRow(file, csv.GetRawRecordSpan(), line) is { } damaged)
        {
            error = new RowError(line, null, damaged, Record());
        }
        else if (cells < csv.FieldCount)
        {
            error = WrongRow($"has {English.Count(cells, "cell")} where the header has {csv.FieldCount}. Add the missing ones, or remove the row.");
        }
        else if (cells > csv.FieldCount && HasMore(cells))
        {
            error = WrongRow(
                $"has {English.Count(cells, "cell")} where the header has {csv.FieldCount}. Put text that holds a \"{file.Delimiter}\" between quotation marks.");
        }
        else if (SwallowedRows() is var lines and > 1)
        {
            error = WrongRow($"runs on to line {line + lines - 1}, because a quotation mark is not closed. Remove it, or close it.");
        }

        return error is null ? ParseCells(line, ref error) : null;
    }

    /// <summary>How many lines the row covers when one of its cells looks as if it held whole rows; otherwise 1.</summary>
    private int SwallowedRows()
    {
        var record = csv.GetRawRecordSpan().TrimEnd("\r\n");
        var lines = record.Count('\n') + 1;
        if (lines == 1)
        {
            return 1;
        }

        for (var column = 0; column < csv.FieldCount; column++)
        {
            var cell = Cell(column);
            if (cell.Contains('\n') && cell.Count(file.Delimiter) >= csv.FieldCount - 1)
            {
                return lines;
            }
        }

        return 1;
    }

    private bool HasMore(int cells)
    {
        for (var column = csv.FieldCount; column < cells; column++)
        {
            if (!Cell(column).IsWhiteSpace())
            {
                return true;
            }
        }

        return false;
    }

    private RowError WrongRow(string what) => new(line, null, $"Line {line} {what}", Record());

    private string Record() => CsvCells.Record(csv, file.Delimiter, IsPersonal);

    /// <summary>Whether people, or numbers of orders and products, are expected in the column: what it holds stays in the file of errors as it was.</summary>
    private protected abstract bool IsPersonal(int column);

    private static string Shortened(ReadOnlySpan<char> cell) => cell.Length <= 40 ? cell.ToString() : $"{cell[..40]}...";
}
