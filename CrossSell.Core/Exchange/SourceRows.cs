using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Rows of a table for the reader of a system, with the cells that it asks for and no others: what a file says of people is let go as it is parsed.
/// </summary>
internal sealed class SourceRows
{
    private const int LongestPooled = 80;
    private const int MostPooled = 100_000;

    private readonly int[] places;
    private readonly int[] kept;
    private readonly string[] cells;

    // Brands, types and paths repeat on thousands of rows: one string each.
    private readonly Dictionary<string, string> pool = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> pooled;

    public SourceRows(int width, ColumnBook columns)
    {
        places = new int[width];
        var used = new List<int>();
        for (var column = 0; column < width; column++)
        {
            places[column] = columns.IsUsed(column) ? used.Count : -1;
            if (places[column] >= 0)
            {
                used.Add(column);
            }
        }

        kept = [.. used];
        cells = new string[kept.Length];
        pooled = pool.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The row that the table stands at.</summary>
    public SourceRow Read(TableFile table)
    {
        if (kept.Length > SourceRow.MostPlaces)
        {
            return new SourceRow(table.Line, Array.ConvertAll(kept, column => Text(table.Cell(column))), table.Wrong, places);
        }

        var (count, said) = (0, 0UL);
        for (var at = 0; at < kept.Length; at++)
        {
            var cell = table.Cell(kept[at]);
            if (!cell.IsEmpty)
            {
                said |= 1UL << at;
                cells[count++] = Text(cell);
            }
        }

        return new SourceRow(table.Line, cells[..count], table.Wrong, places, said);
    }

    private string Text(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty)
        {
            return "";
        }

        if (cell.Length > LongestPooled)
        {
            return cell.ToString();
        }

        if (pooled.TryGetValue(cell, out var same))
        {
            return same;
        }

        var text = cell.ToString();
        if (pool.Count < MostPooled)
        {
            pool.Add(text, text);
        }

        return text;
    }
}
