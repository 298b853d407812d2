using System.Globalization;
using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>
/// A file of another system, written in our own form into a folder of its own that goes with it. Errors of its lines are said of the lines that they come from.
/// </summary>
internal sealed class TranslatedFile : IAsyncDisposable
{
    // What a smaller file said is not worth looking through all memory for.
    private const int ManyRows = 20_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crosssell-");
    private readonly StreamWriter writer;
    // By the line of the translation, in its order. Where one line after the other comes from one after the other the first of them stands for all: there
    // can be millions.
    private readonly List<(int Line, int From, string? Column)> sources = [];
    private static readonly Comparer<(int Line, int From, string? Column)> ByLine =
        Comparer<(int Line, int From, string? Column)>.Create((one, other) => one.Line.CompareTo(other.Line));

    private readonly Dictionary<string, string?> families = new(StringComparer.OrdinalIgnoreCase);
    private int line = 1;
    private DialectReading? reading;

    /// <summary>One whose file is still to be read: <see cref="Reading"/> is told before it is asked anything but to write.</summary>
    public TranslatedFile()
    {
        Path = System.IO.Path.Combine(folder.FullName, "native.csv");
        writer = new StreamWriter(Path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    public TranslatedFile(DialectReading reading)
        : this()
    {
        this.reading = reading;
        foreach (var family in reading.Facts.Products.Where(product => product.Kind == FactKind.Family))
        {
            families.TryAdd(family.Sku, family.Name);
        }
    }

    public DialectReading Reading
    {
        get => reading ?? throw new InvalidOperationException("The file is not read yet.");
        set => reading = value;
    }

    public string Path { get; }

    /// <summary>Rows of the file that nothing could be read of, and of those that something else is wrong with what is.</summary>
    public List<RowError> Refused =>
    [
        .. Reading.Facts.Refused.Select(refused => new RowError(refused.Line, refused.Column, Sentence(refused.Line, refused.Message), "")),
    ];

    /// <summary>Why all or nothing is nothing: a row that cannot be read, or a file that ends before its end; null where nothing stands in the way.</summary>
    public Refusal? Strict => Reading.Facts.Refused.Count > 0 ? new Refusal("import.strict", $"Nothing was imported: {Refused[0].Message}", "file")
        : Reading.Stopped is { } stopped ? new Refusal("import.strict", $"Nothing was imported. {stopped}", "file")
        : null;

    /// <summary>The name of a family of the file; null where it has none, or there is no such family.</summary>
    public string? FamilyName(string sku) => families.GetValueOrDefault(sku);

    public Task HeaderAsync(IEnumerable<string> columns) => CsvCells.WriteLineAsync(writer, columns);

    /// <param name="from">The line of the file that the row comes from.</param>
    /// <param name="column">Where it stands there, for rows that are of one column; null where fields tell.</param>
    public async Task RowAsync(int from, IReadOnlyList<string?> cells, string? column = null)
    {
        var written = new string?[cells.Count];
        var breaks = 0;
        for (var at = 0; at < written.Length; at++)
        {
            written[at] = cells[at]?.Contains('\r') == true
                ? cells[at]!.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : cells[at];
            breaks += written[at].AsSpan().Count('\n');
        }

        line++;
        if (sources.Count == 0 || sources[^1] is var last && (last.From - last.Line != from - line || last.Column != column))
        {
            sources.Add((line, from, column));
        }

        line += breaks;
        await CsvCells.WriteLineAsync(writer, written);
    }

    /// <summary>Nothing more is written: what the file says is let go, for the importers need their room.</summary>
    public ValueTask EndAsync()
    {
        Reading.Facts.LetGo();
        families.Clear();
        families.TrimExcess();
        if (Reading.Facts.Rows >= ManyRows)
        {
            ImportMemory.LetGoNow();
        }

        return writer.DisposeAsync();
    }

    /// <summary>The error as one of the file that was brought: its line, and its column by the name that it has there.</summary>
    public RowError Said(RowError error)
    {
        var at = sources.BinarySearch((error.Line, 0, null), ByLine);
        at = at < 0 ? ~at - 1 : at;
        if (at < 0)
        {
            return error;
        }

        var source = sources[at] with { From = sources[at].From + error.Line - sources[at].Line };

        // A message begins with its line and, where a cell is wrong, with the column.
        var own = string.Create(CultureInfo.InvariantCulture, $"Line {error.Line}: ");
        var rest = error.Message.StartsWith(own, StringComparison.Ordinal) ? error.Message[own.Length..] : error.Message;
        var column = source.Column ?? (error.Column is { } field ? Reading.Facts.Columns.GetValueOrDefault(field, field) : null);
        if (error.Column is { } named && column is not null && rest.StartsWith($"{named} ", StringComparison.OrdinalIgnoreCase))
        {
            rest = $"{column}{rest[named.Length..]}";
        }

        return new RowError(source.From, column, Sentence(source.From, rest), "");
    }

    /// <summary>What was refused while reading, and what the importer refused, in the order of the file; each with its row where it is asked for.</summary>
    public List<RowError> Together(IEnumerable<RowError> errors)
    {
        var all = Refused.Concat(errors.Select(Said)).DistinctBy(error => (error.Line, error.Message)).ToList();
        all.Sort((one, other) => one.Line.CompareTo(other.Line));
        return all;
    }

    /// <summary>Rows of which nothing is kept: what was refused while reading, and what the importer left out.</summary>
    public int Wrong(IEnumerable<RowError> errors)
    {
        var refused = Reading.Facts.Refused.Select(row => row.Line).ToHashSet();
        return Reading.Facts.RowsRefused + errors.Select(error => Said(error).Line).Distinct().Count(at => !refused.Contains(at));
    }

    /// <summary>
    /// Rows with errors in the form of the file, behind a column that says what is wrong. Of orders all rows of those that have one, for an order that comes
    /// again takes the place of what was stored of it; and nothing that says who bought.
    /// </summary>
    /// <param name="secret">For orders: under which customers are hashed.</param>
    public async Task WriteErrorsAsync(
        Stream stream, IEnumerable<RowError> all, TextWriter? errors, CancellationToken cancellation, byte[]? secret = null)
    {
        var byLine = all.ToLookup(error => error.Line, error => error.Message);
        if (errors is null || byLine.Count == 0)
        {
            return;
        }

        var orderAt = secret is not null && Reading.Facts.Columns.TryGetValue("order_id", out var named) ? ColumnOf(named) : -1;
        var orders = orderAt < 0 ? [] : await OrdersOfAsync(stream, orderAt, byLine.Select(line => line.Key).ToHashSet(), cancellation);
        stream.Position = 0;
        if ((await TableFile.OpenAsync(new Unclosed(stream), Reading.File, cancellation)).IsRefused(out _, out var table))
        {
            return;
        }

        var customerAt = Reading.Facts.Columns.TryGetValue("customer", out var who) ? ColumnOf(who) : -1;
        var aside = Reading.Facts.LeftAside.ToHashSet(StringComparer.OrdinalIgnoreCase);
        await using (table)
        {
            var rows = new ErrorRows(errors, table.Delimiter, table.Names);
            string? order = null;
            await foreach (var _ in table.RowsAsync(cancellation))
            {
                order = OrderOf(table, orderAt, order);
                if (byLine.Contains(table.Line) || (order is not null && orders.Contains(order)))
                {
                    await rows.AddAsync(
                        string.Join(' ', byLine[table.Line]),
                        secret is null ? table.Record : table.RecordOf((column, cell) => OrderPeople.Shown(
                            cell, column == customerAt, column >= table.Names.Count || aside.Contains(table.Names[column]), secret)));
                }
            }
        }
    }

    private int ColumnOf(string name) => Reading.File.Names.ToList().FindIndex(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The order that a row is of: some systems name it on its first row only.</summary>
    private static string? OrderOf(TableFile table, int column, string? last) =>
        column < 0 ? null : table.Cell(column) is { IsEmpty: false } cell ? cell.ToString() : last;

    private async Task<HashSet<string>> OrdersOfAsync(Stream stream, int column, HashSet<int> lines, CancellationToken cancellation)
    {
        var orders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        stream.Position = 0;
        if ((await TableFile.OpenAsync(new Unclosed(stream), Reading.File, cancellation)).IsRefused(out _, out var table))
        {
            return orders;
        }

        await using (table)
        {
            string? order = null;
            await foreach (var _ in table.RowsAsync(cancellation))
            {
                order = OrderOf(table, column, order);
                if (order is not null && lines.Contains(table.Line))
                {
                    orders.Add(order);
                }
            }
        }

        return orders;
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string Sentence(int line, string message) =>
        message.StartsWith("Line ", StringComparison.Ordinal) ? message : string.Create(CultureInfo.InvariantCulture, $"Line {line}: {message}");
}
