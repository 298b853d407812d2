using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using Sylvan.Data.Csv;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>
/// A table with a header, read row by row from text of any delimiter. Rows that are no rows of it (too few cells, a quotation mark that never closes)
/// come as errors; the file is never held in memory.
/// </summary>
internal sealed class TableFile : IAsyncDisposable
{
    private const int MaxRecord = 1 << 20;

    // A byte order mark, where files were put together; and what a byte that is no text becomes.
    private const char Mark = '\uFEFF';
    private const char Damaged = '\uFFFD';

    private readonly CsvDataReader csv;
    private readonly Stream stream;
    private readonly SniffedFile file;
    private readonly CellSource? cells;

    private TableFile(CsvDataReader csv, SniffedFile file, Stream stream)
    {
        (this.csv, this.file, this.stream) = (csv, file, stream);
        Line = file.HeaderLine + 1;
        Names = NamesOf(csv);
        cells = CellSource.Of(file);
    }

    public char Delimiter => file.Delimiter;

    /// <summary>Of the columns, as written.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Of the columns, as the readers look for them: see <see cref="FileMapping"/>.</summary>
    public IReadOnlyList<string> Fields => file.Mapping is null ? Names : file.Fields;

    /// <summary>Where the row begins in the unpacked file, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>How much of the file is read, 0 to 1; 0 where nobody can tell.</summary>
    public double Share => stream is { CanSeek: true, Length: > 0 } ? (double)stream.Position / stream.Length : 0;

    /// <summary>What is wrong with the row as a whole, or null.</summary>
    public string? Wrong { get; private set; }

    /// <summary>The row is wrong because it ends before the last column, and nothing else is known to be.</summary>
    public bool IsShort { get; private set; }

    /// <summary>How many cells the row has.</summary>
    public int CellCount => csv.RowFieldCount;

    /// <summary>Why reading ended before the end of the file, or null.</summary>
    public string? Stopped { get; private set; }

    public string Record => CsvCells.Record(csv, file.Delimiter);

    /// <summary>The row with each of its cells as somebody may see it, quoted.</summary>
    public string RecordOf(Func<int, string, string> shown) => string.Join(
        file.Delimiter, Enumerable.Range(0, csv.RowFieldCount).Select(column => shown(column, Raw(column)) switch
        {
            "" => "",
            // A negative number is none to a spreadsheet either.
            var cell when SheetGuard.IsNumber(cell) => cell.Contains(file.Delimiter, StringComparison.Ordinal) ? CsvCells.Quoted(cell) : cell,
            var cell => CsvCells.Quoted(cell),
        }));

    public static Task<Outcome<TableFile>> OpenAsync(string path, SniffedFile file, CancellationToken cancellation) =>
        OpenAsync(File.OpenRead(path), file, cancellation);

    /// <param name="stream">Stands at its beginning, and belongs to the table from here on.</param>
    public static async Task<Outcome<TableFile>> OpenAsync(Stream stream, SniffedFile file, CancellationToken cancellation)
    {
        return (await CsvAsync(stream, file, cancellation)).IsRefused(out var refusal, out var csv) ? refusal : new TableFile(csv, file, stream);
    }

    /// <summary>Reads the header only; the stream is left open.</summary>
    public static async Task<Outcome<IReadOnlyList<string>>> NamesAsync(Stream stream, SniffedFile file, CancellationToken cancellation)
    {
        if ((await CsvAsync(new Unclosed(stream), file, cancellation)).IsRefused(out var refusal, out var csv))
        {
            return refusal;
        }

        await using (csv)
        {
            return NamesOf(csv);
        }
    }

    /// <summary>What each of these columns shows of its decimal mark, over the whole file; the stream is left open and stands at its beginning.</summary>
    public static async Task<IReadOnlyDictionary<int, DecimalMark>> MarksAsync(
        Stream stream, SniffedFile file, IReadOnlyCollection<int> columns, CancellationToken cancellation)
    {
        var marks = columns.ToDictionary(column => column, _ => DecimalMark.Unknown);
        stream.Position = 0;
        if (columns.Count > 0 && !(await CsvAsync(new Unclosed(stream), file, cancellation)).IsRefused(out _, out var csv))
        {
            await using (csv)
            {
                try
                {
                    while (await csv.ReadAsync(cancellation))
                    {
                        foreach (var column in columns)
                        {
                            if (column < csv.RowFieldCount)
                            {
                                marks[column] = Amounts.Join(marks[column], Amounts.Shows(csv.GetFieldSpan(column)));
                            }
                        }
                    }
                }
                catch (Exception broken) when (broken is CsvRecordTooLargeException or CsvFormatException or InvalidDataException)
                {
                    // Who reads the rows meets it there.
                }
            }
        }

        foreach (var column in columns.Where(column => column < (file.Mapping?.Columns.Count ?? 0)))
        {
            // Who mapped the column said it.
            marks[column] = CellReading.MarkOf(file.Mapping!.Columns[column].Form) is var told and not DecimalMark.Unknown ? told : marks[column];
        }

        stream.Position = 0;
        return marks;
    }

    /// <summary>A reader that stands at the first row. On a refusal the stream is closed.</summary>
    internal static async Task<Outcome<CsvDataReader>> CsvAsync(Stream stream, SniffedFile file, CancellationToken cancellation)
    {
        StreamReader? reader = null;
        try
        {
            reader = await TextSource.OpenAsync(stream, file, cancellation);
            return await CsvDataReader.CreateAsync(
                reader,
                new CsvDataReaderOptions
                {
                    // Nothing is a comment behind the header: orders are called #1001.
                    Delimiter = file.Delimiter, CsvStyle = CsvStyle.Lax, BufferSize = 1 << 16, MaxBufferSize = MaxRecord, Comment = '\0',
                },
                cancellation);
        }
        catch (Exception broken) when (broken is CsvFormatException or CsvMissingHeadersException or CsvRecordTooLargeException or InvalidDataException)
        {
            reader?.Dispose();
            return new Refusal("file.no-table", L["The file could not be read as a table. Save it as CSV with a header line."], "file");
        }
    }

    private static string[] NamesOf(CsvDataReader csv) =>
        [.. Enumerable.Range(0, csv.FieldCount).Select(column => csv.GetName(column).Trim().Trim('\uFEFF').Trim())];

    /// <summary>The cell without blanks around it, and without the mark that guards it against being taken for a formula.</summary>
    public ReadOnlySpan<char> Cell(int column) => column < 0 || column >= csv.RowFieldCount ? default
        : cells is null ? Written(csv.GetFieldSpan(column))
        : cells.Read(column, Written(cells.Corrected(Line, column, csv.GetFieldSpan(column))));

    /// <summary>The cell as the file has it, for who shows it beside what is wrong with it.</summary>
    public string Raw(int column) => column < 0 || column >= csv.RowFieldCount ? "" : Written(csv.GetFieldSpan(column)).ToString();

    private static ReadOnlySpan<char> Written(ReadOnlySpan<char> cell) => SheetGuard.Open(cell.Trim().TrimStart(Mark).Trim());

    /// <summary>Moves row by row; blank lines are none.</summary>
    public async IAsyncEnumerable<int> RowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0;
        while (await NextAsync(cancellation))
        {
            Wrong = csv.RowFieldCount == 1 && csv.FieldCount > 1 && csv.GetFieldSpan(0).IsWhiteSpace() ? "" : WrongRow();
            if (Wrong?.Length == 0 || cells?.IsLeftOut(Line) == true)
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
        // A row of a sheet is one, however many lines its cells have.
        Line += csv.RowNumber == 0 ? 0 : file.Container == FileContainer.Workbook ? 1 : csv.GetRawRecordSpan().Count('\n');
        try
        {
            return await csv.ReadAsync(cancellation);
        }
        catch (CsvRecordTooLargeException)
        {
            Stopped = $"Line {Line}: a quotation mark is opened here and never closed. Remove it; the rest of the file was not read.";
        }
        catch (InvalidDataException)
        {
            Stopped = $"The file is damaged after line {Line}; the rest was not read. Download it again.";
        }

        return false;
    }

    /// <summary>What is said of a row whose bytes are no text, or null.</summary>
    internal static string? DamagedRow(SniffedFile file, ReadOnlySpan<char> record, int line) => file.DamagedLines.Count > 0 && record.Contains(Damaged)
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"Line {line} is not valid UTF-8 text, unlike the rest of the file. Save the file again as CSV UTF-8, or correct the row.")
        : null;

    private string? WrongRow()
    {
        IsShort = false;
        if (DamagedRow(file, csv.GetRawRecordSpan(), Line) is { } damaged)
        {
            return damaged;
        }

        var cells = csv.RowFieldCount;
        if (cells < csv.FieldCount)
        {
            IsShort = true;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Line {Line} has {English.Count(cells, "cell")} where the header has {csv.FieldCount}. Add the missing ones, or remove the row.");
        }

        for (var column = csv.FieldCount; column < cells; column++)
        {
            if (!csv.GetFieldSpan(column).IsWhiteSpace())
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Line {Line} has {English.Count(cells, "cell")} where the header has {csv.FieldCount}. Put text that holds a \"{Delimiter}\" between quotation marks.");
            }
        }

        for (var column = 0; column < csv.FieldCount; column++)
        {
            // A cell that looks as if it held whole rows.
            var cell = csv.GetFieldSpan(column);
            if (csv.FieldCount > 2 && cell.Contains('\n') && cell.Count(Delimiter) >= csv.FieldCount - 1 && cell.Count('"') % 2 == 1)
            {
                return $"Line {Line} runs on over several lines, because a quotation mark is not closed. Remove it, or close it.";
            }
        }

        return null;
    }
}

/// <summary>
/// Keeps text of an export from being run as a formula by a spreadsheet, and takes the guard off again; what is written so is read back unchanged.
/// </summary>
internal static class SheetGuard
{
    private const char Mark = '\'';
    private static readonly SearchValues<char> Figures = SearchValues.Create("0123456789., ");

    public static string Close(string text) => IsFormula(text.AsSpan().TrimStart(Mark)) ? Mark + text : text;

    public static ReadOnlySpan<char> Open(ReadOnlySpan<char> cell) => cell is [Mark, ..] && IsFormula(cell.TrimStart(Mark)) ? cell[1..] : cell;

    /// <summary>Digits with a sign, marks and blanks: a spreadsheet has nothing to run in it.</summary>
    public static bool IsNumber(ReadOnlySpan<char> cell) => cell is ['+' or '-', >= '0' and <= '9', ..] && !cell[1..].ContainsAnyExcept(Figures);

    private static bool IsFormula(ReadOnlySpan<char> text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
}

/// <summary>A stream that another one reads through and does not close.</summary>
internal sealed class Unclosed(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
