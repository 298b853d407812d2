using System.Globalization;
using System.Runtime.CompilerServices;
using CrossSell.Core.Common;
using Sylvan.Data.Csv;

namespace CrossSell.Core.Exchange;

/// <summary>
/// A table with a header, read row by row from text of any delimiter. Rows that are no rows of it (too few cells, a quotation mark that never closes)
/// come as errors; the file is never held in memory.
/// </summary>
internal sealed class TableFile : IAsyncDisposable
{
    private const int MaxRecord = 1 << 20;

    private readonly CsvDataReader csv;
    private readonly Stream stream;

    private TableFile(CsvDataReader csv, char delimiter, Stream stream)
    {
        (this.csv, Delimiter, this.stream) = (csv, delimiter, stream);
        Names = [.. Enumerable.Range(0, csv.FieldCount).Select(column => csv.GetName(column).Trim())];
    }

    public char Delimiter { get; }

    /// <summary>Of the columns, as written.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where the row begins in the unpacked file; the header is line 1.</summary>
    public int Line { get; private set; } = 2;

    /// <summary>How much of the file is read, 0 to 1; 0 where nobody can tell.</summary>
    public double Share => stream is { CanSeek: true, Length: > 0 } ? (double)stream.Position / stream.Length : 0;

    /// <summary>What is wrong with the row as a whole, or null.</summary>
    public string? Wrong { get; private set; }

    /// <summary>Why reading ended before the end of the file, or null.</summary>
    public string? Stopped { get; private set; }

    public string Record => csv.GetRawRecordSpan().TrimEnd("\r\n").ToString();

    public static async Task<Outcome<TableFile>> OpenAsync(Stream stream, CancellationToken cancellation)
    {
        if ((await TextSource.OpenAsync(stream, cancellation)).IsRefused(out var refusal, out var text))
        {
            await stream.DisposeAsync();
            return refusal;
        }

        try
        {
            return new TableFile(
                await CsvDataReader.CreateAsync(text.Reader, new CsvDataReaderOptions { Delimiter = text.Delimiter, CsvStyle = CsvStyle.Lax, BufferSize = 1 << 16, MaxBufferSize = MaxRecord }, cancellation),
                text.Delimiter,
                stream);
        }
        catch (Exception broken) when (broken is CsvFormatException or CsvMissingHeadersException or CsvRecordTooLargeException or InvalidDataException)
        {
            text.Reader.Dispose();
            return new Refusal("file.no-table", "The file could not be read as a table. Save it as CSV with a header line.", "file");
        }
    }

    /// <summary>The cell without blanks around it, and without the mark that guards it against being taken for a formula.</summary>
    public ReadOnlySpan<char> Cell(int column) => column < 0 || column >= csv.RowFieldCount ? default : SheetGuard.Open(csv.GetFieldSpan(column).Trim());

    /// <summary>Moves row by row; blank lines are none.</summary>
    public async IAsyncEnumerable<int> RowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0;
        while (await NextAsync(cancellation))
        {
            Wrong = csv.RowFieldCount == 1 && csv.FieldCount > 1 && csv.GetFieldSpan(0).IsWhiteSpace() ? "" : WrongRow();
            if (Wrong?.Length == 0)
            {
                continue;
            }

            yield return ++number;
        }
    }

    public ValueTask DisposeAsync() => csv.DisposeAsync();

    private async Task<bool> NextAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Line += csv.RowNumber > 0 ? csv.GetRawRecordSpan().Count('\n') : 0;
        try
        {
            return await csv.ReadAsync(cancellation);
        }
        catch (CsvRecordTooLargeException)
        {
            Stopped = $"Line {Line}: a quotation mark opens here that never closes. Remove it; from here on nothing was read.";
        }
        catch (InvalidDataException)
        {
            Stopped = $"The file is damaged after line {Line}; from there on nothing was read. Fetch it again.";
        }

        return false;
    }

    private string? WrongRow()
    {
        var cells = csv.RowFieldCount;
        if (cells < csv.FieldCount)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Line {Line} has {cells} cells where the header has {csv.FieldCount}. Add the missing ones, or remove the row.");
        }

        for (var column = csv.FieldCount; column < cells; column++)
        {
            if (!csv.GetFieldSpan(column).IsWhiteSpace())
            {
                return string.Create(CultureInfo.InvariantCulture, $"Line {Line} has {cells} cells where the header has {csv.FieldCount}. Put text that holds a \"{Delimiter}\" between quotation marks.");
            }
        }

        for (var column = 0; column < csv.FieldCount; column++)
        {
            // A cell that looks as if it held whole rows.
            var cell = csv.GetFieldSpan(column);
            if (csv.FieldCount > 2 && cell.Contains('\n') && cell.Count(Delimiter) >= csv.FieldCount - 1 && cell.Count('"') % 2 == 1)
            {
                return $"Line {Line} runs on over several lines, because a quotation mark opens and does not close. Remove it, or close it.";
            }
        }

        return null;
    }
}

/// <summary>Keeps text of an export from being run as a formula by a spreadsheet, and takes the guard off again; what is written so is read back unchanged.</summary>
internal static class SheetGuard
{
    private const char Mark = '\'';

    public static string Close(string text) => IsFormula(text.AsSpan().TrimStart(Mark)) ? Mark + text : text;

    public static ReadOnlySpan<char> Open(ReadOnlySpan<char> cell) => cell is [Mark, ..] && IsFormula(cell.TrimStart(Mark)) ? cell[1..] : cell;

    private static bool IsFormula(ReadOnlySpan<char> text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
}
