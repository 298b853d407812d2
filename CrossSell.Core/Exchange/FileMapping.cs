using System.Text.Json.Serialization;

namespace CrossSell.Core.Exchange;

/// <summary>How the cells of a column are written where they by themselves may mean two things.</summary>
public enum ColumnForm
{
    /// <summary>As the cells show.</summary>
    Automatic,

    /// <summary>1,299.00</summary>
    DecimalPoint,

    /// <summary>1.299,00</summary>
    DecimalComma,

    /// <summary>24.12.2026 or 24/12/2026</summary>
    DayFirst,

    /// <summary>12/24/2026</summary>
    MonthFirst,
}

/// <summary>One column of a file and what it becomes.</summary>
/// <param name="Name">As the file writes it.</param>
/// <param name="Field">As our own files call it, such as <c>price</c> or <c>attr:color</c>; null to leave the column aside.</param>
public sealed record MappedColumn(string Name, string? Field, ColumnForm Form = ColumnForm.Automatic);

/// <summary>
/// What the columns of a file become that does not use our own names. The very readers of our own files read it, with their errors and at their speed: they are
/// only told other names. A reader of another system's files gives a mapping of its own.
/// </summary>
/// <param name="Columns">All of the file, in its order.</param>
public sealed record FileMapping(ExchangeKind Kind, IReadOnlyList<MappedColumn> Columns)
{
    /// <summary>The columns that become nothing.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> LeftAside => [.. Columns.Where(column => column.Field is null && column.Name.Length > 0).Select(column => column.Name)];

    /// <summary>Every column is called as our own files call it, so that nothing is left to say.</summary>
    [JsonIgnore]
    public bool IsPlain => Columns.All(column => column.Form == ColumnForm.Automatic && column.Name.Equals(column.Field, StringComparison.OrdinalIgnoreCase));

    /// <summary>Names as the readers look for them; empty for what is left aside.</summary>
    internal IReadOnlyList<string> Fields => [.. Columns.Select(column => column.Field ?? "")];

    public bool Has(string field) => Columns.Any(column => Is(column, field));

    /// <summary>Whether the file has just these columns.</summary>
    public bool Fits(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.SequenceEqual(Columns.Select(column => column.Name), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The error with the column as the file calls it.</summary>
    internal RowError Said(RowError error)
    {
        if (error.Column is not { } field || Columns.FirstOrDefault(column => Is(column, field)) is not { } named || named.Name == field)
        {
            return error;
        }

        // A message begins with its line and, where a cell is wrong, with the column.
        var at = error.Message.IndexOf($": {field} ", StringComparison.OrdinalIgnoreCase);
        return error with
        {
            Column = named.Name,
            Message = at < 0 ? error.Message : $"{error.Message[..(at + 2)]}{named.Name}{error.Message[(at + 2 + field.Length)..]}",
        };
    }

    private static bool Is(MappedColumn column, string field) => field.Equals(column.Field, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A value that a person wrote over a cell of a file.</summary>
/// <param name="Line">Where its row begins in the unpacked file, from 1.</param>
/// <param name="Column">From 0.</param>
public sealed record CellCorrection(int Line, int Column, string Value);

/// <summary>What a person corrected in a file without changing it: the readers take it instead of what the file says.</summary>
/// <param name="LeftOut">Lines whose rows are not read at all.</param>
public sealed record RowCorrections(IReadOnlyList<CellCorrection> Cells, IReadOnlyList<int> LeftOut)
{
    public static readonly RowCorrections None = new([], []);

    [JsonIgnore]
    public bool IsEmpty => Cells.Count == 0 && LeftOut.Count == 0;

    /// <summary>The same with this value, or without one where it is null.</summary>
    public RowCorrections With(int line, int column, string? value) => this with
    {
        Cells = [
            .. Cells.Where(cell => (cell.Line, cell.Column) != (line, column)), .. value is null ? Array.Empty<CellCorrection>() : [new(line, column, value)]],
    };

    /// <summary>The same with the row left out, or read again.</summary>
    public RowCorrections LeaveOut(int line, bool isLeftOut) =>
        this with { LeftOut = [.. LeftOut.Where(other => other != line), .. isLeftOut ? [line] : Array.Empty<int>()] };

    public string? Of(int line, int column) => Cells.FirstOrDefault(cell => (cell.Line, cell.Column) == (line, column))?.Value;
}

/// <summary>How a file is to be read where its header alone does not say it.</summary>
public sealed record FileReading
{
    /// <summary>What its columns become; null when they are called as ours.</summary>
    public FileMapping? Mapping { get; init; }

    /// <summary>What was corrected in its rows; null for nothing.</summary>
    public RowCorrections? Corrections { get; init; }
}
