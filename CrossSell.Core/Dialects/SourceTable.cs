using System.Numerics;

namespace CrossSell.Core.Dialects;

/// <summary>One row of another system's file.</summary>
/// <param name="line">Where it begins in the file, from 1.</param>
/// <param name="cells">Without blanks around them: one for each column, or one for each place of <paramref name="places"/>.</param>
/// <param name="broken">Why it is no row of the table, such as too few cells; null for a row that is one.</param>
/// <param name="places">By column, where its cell is among <paramref name="cells"/>, -1 for one that nobody keeps; null when all are kept.</param>
public sealed class SourceRow(int line, string[] cells, string? broken = null, int[]? places = null)
{
    /// <summary>Places of which a row can say in a number which of them are blank.</summary>
    internal const int MostPlaces = 64;

    // Which places have a cell among those that are held: most cells of most rows are blank.
    private readonly ulong said;
    private readonly bool isPacked;

    /// <param name="said">The places whose cells are held, one after the other, as bits; the others are blank.</param>
    internal SourceRow(int line, string[] cells, string? broken, int[] places, ulong said)
        : this(line, cells, broken, places) => (this.said, isPacked) = (said, true);

    public int Line => line;

    public string? Broken { get; internal set; } = broken;

    /// <summary>What became of it.</summary>
    internal RowState State { get; set; }

    /// <summary>SKU of the product whose row it is; null for one of nothing that is kept.</summary>
    internal string? Owner { get; set; }

    /// <summary>The cell; blank where the row ends before it, and for a column that is not kept.</summary>
    public string Cell(int column)
    {
        var at = places is null ? column : column >= 0 && column < places.Length ? places[column] : -1;
        if (isPacked && at >= 0)
        {
            var bit = 1UL << at;
            return (said & bit) == 0 ? "" : cells[BitOperations.PopCount(said & (bit - 1))];
        }

        return at >= 0 && at < cells.Length ? cells[at] : "";
    }
}

/// <summary>What became of a row.</summary>
internal enum RowState : byte
{
    Aside,
    Refused,
    Used,
}

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
