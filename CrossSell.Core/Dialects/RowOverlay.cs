using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>A row as the source wrote it.</summary>
/// <param name="Line">The same as that of the facts that were read of it.</param>
public sealed record WrittenLine(int Line, IReadOnlyList<string> Cells);

/// <summary>
/// Lays what a shop says now over the rows that its system wrote: a cell is written again only where what it says has changed. So columns that are nothing to
/// this studio, a price that is written <c>19,50</c> and a list with other blanks come back as they were.
/// </summary>
[Engine]
internal static class RowOverlay
{
    /// <param name="writer">Made for the columns of the source.</param>
    /// <param name="ids">By what each column of the source goes (<see cref="Ids"/>).</param>
    /// <param name="rows">The rows that the source had of this group, each with its line.</param>
    /// <param name="before">What the writer makes of what those rows say.</param>
    /// <param name="now">What the writer makes of what the studio says.</param>
    /// <returns>Cells by column: by the writer's name where it has one, else as the source writes it.</returns>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Rows(
        DialectWriter writer, IReadOnlyList<string> ids, IReadOnlyList<WrittenLine> rows, IReadOnlyList<WrittenRow> before, IReadOnlyList<WrittenRow> now)
    {
        var byLine = before.Where(row => row.Line > 0).DistinctBy(row => row.Line).ToDictionary(row => row.Line);
        var byKey = before.DistinctBy(row => row.Key).ToDictionary(row => row.Key);
        var wanted = now.DistinctBy(row => row.Key).ToDictionary(row => row.Key);
        foreach (var row in rows)
        {
            var cells = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var at = 0; at < row.Cells.Count && at < ids.Count; at++)
            {
                cells.TryAdd(ids[at], row.Cells[at]);
            }

            if ((byLine.GetValueOrDefault(row.Line) ?? (writer.KeyOf(cells) is { } key ? byKey.GetValueOrDefault(key) : null)) is not { } was)
            {
                yield return cells; // Nothing that is known: as it was.
            }
            else if (wanted.TryGetValue(was.Key, out var next))
            {
                yield return Over(writer, cells, was.Cells, next.Cells);
            }
        }

        foreach (var row in now.Where(row => !byKey.ContainsKey(row.Key)))
        {
            yield return Over(writer, new Dictionary<string, string>(StringComparer.Ordinal), Nothing, row.Cells);
        }
    }

    /// <summary>Rows of what no source had.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Rows(DialectWriter writer, IEnumerable<WrittenRow> now) =>
        now.Select(row => Over(writer, new Dictionary<string, string>(StringComparer.Ordinal), Nothing, row.Cells));

    /// <summary>By what each column of the source goes: the writer's name for the first that has it.</summary>
    public static IReadOnlyList<string> Ids(DialectWriter writer, IReadOnlyList<string> source)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. source.Select((column, at) => writer.CanonOf(column) is { } canon && seen.Add(canon) ? canon : Other(column, at))];
    }

    private static readonly Dictionary<string, string> Nothing = [];

    private static string Other(string column, int at) =>
        $"\u0001{ColumnBook.Plain(column)}{(column.Length == 0 ? at.ToString(System.Globalization.CultureInfo.InvariantCulture) : "")}";

    private static Dictionary<string, string> Over(
        DialectWriter writer, Dictionary<string, string> cells, IReadOnlyDictionary<string, string> was, IReadOnlyDictionary<string, string> next)
    {
        foreach (var column in was.Keys.Concat(next.Keys).Distinct(StringComparer.Ordinal))
        {
            var value = next.GetValueOrDefault(column, "");
            if (!value.Equals(was.GetValueOrDefault(column, ""), StringComparison.Ordinal) && !writer.Place(cells, column, value))
            {
                cells[column] = value;
            }
        }

        return cells;
    }
}
