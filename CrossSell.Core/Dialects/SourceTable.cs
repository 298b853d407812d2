namespace CrossSell.Core.Dialects;

/// <summary>One row of another system's file.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Cells">By column, without blanks around them; as many as the header has.</param>
/// <param name="Broken">Why it is no row of the table, such as too few cells; null for a row that is one.</param>
public sealed record SourceRow(int Line, string[] Cells, string? Broken = null);

/// <summary>Another system's file as a table: names and rows, whatever wrote it.</summary>
/// <param name="Names">Of the columns, as written.</param>
public sealed record SourceTable(IReadOnlyList<string> Names, IReadOnlyList<SourceRow> Rows)
{
    /// <summary>Name of the file without its folder: some say only there which links they hold.</summary>
    public string FileName { get; init; } = "";

    /// <summary>SKUs of products that other files had, by how the system names them: its ID, its handle.</summary>
    public IReadOnlyDictionary<string, string> Known { get; init; } = new Dictionary<string, string>();

    /// <summary>What the file holds, as its columns say.</summary>
    public DialectContent Content { get; init; }
}

/// <summary>The rows that a reader of a dialect could do nothing with, and why.</summary>
/// <param name="Column">As the file calls it; null for a row as a whole.</param>
/// <param name="Value">The cell that is wrong; blank for a row as a whole.</param>
/// <param name="Code">Stable, for machines: <c>sku.missing</c>, <c>price.unreadable</c>.</param>
/// <param name="Message">What is wrong and what to write, as a sentence without the line.</param>
public sealed record RowRefusal(int Line, string? Column, string Value, string Code, string Message);
