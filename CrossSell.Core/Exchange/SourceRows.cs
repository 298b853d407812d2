using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Rows of a table for the reader of a system, with the cells that it asks for and no others: what a file says of people is let go as it is parsed.
/// </summary>
internal sealed class SourceRows
{
    // A power of two.
    private const int Remembered = 16_384;

    private readonly int[] places;
    private readonly int[] kept;
    private readonly string[] cells;

    // Brands, types and paths repeat on thousands of rows, descriptions on those of a family: one string each. By hash, the latest in each place: what never
    // comes again costs nothing here.
    private readonly string?[] lately = new string?[Remembered];

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

        ref var place = ref lately[string.GetHashCode(cell) & (Remembered - 1)];
        return place is { } same && cell.SequenceEqual(same) ? same : place = cell.ToString();
    }
}
