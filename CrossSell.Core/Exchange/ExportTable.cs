using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Rows of a file whose columns are known only at its end: they wait in a file of their own, so that a catalogue of any size takes the same memory, and the
/// columns that nobody says anything in are left out. Which those are, is no question for a file that came with them: they go back.
/// </summary>
internal sealed class ExportTable : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crosssell-");
    private readonly string path;
    private readonly BinaryWriter writer;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<(string Id, string Name)> columns = [];
    private readonly List<int> ofSources = [];

    public ExportTable()
    {
        path = Path.Combine(folder.FullName, "rows");
        writer = new BinaryWriter(File.Create(path));
    }

    public int Rows { get; private set; }

    /// <summary>The columns of a source, which all go back, in its order.</summary>
    public void Expect(IReadOnlyList<string> ids, IReadOnlyList<string> names)
    {
        for (var at = 0; at < ids.Count; at++)
        {
            if (!places.ContainsKey(ids[at]))
            {
                ofSources.Add(PlaceOf(ids[at], names[at]));
            }
        }
    }

    public void Add(IReadOnlyDictionary<string, string> cells)
    {
        var said = cells.Where(cell => cell.Value.Length > 0).ToList();
        writer.Write(said.Count);
        foreach (var (id, value) in said)
        {
            writer.Write(PlaceOf(id, id));
            writer.Write(value);
        }

        Rows++;
    }

    /// <summary>Writes header and rows: first the columns of the sources, then what else there is, in the order of the system.</summary>
    public async Task WriteAsync(TextWriter target, DialectWriter system, CancellationToken cancellation)
    {
        await writer.DisposeAsync();
        var order = system.Order.Distinct(StringComparer.Ordinal).Select((name, at) => (name, at))
            .ToDictionary(pair => pair.name, pair => pair.at, StringComparer.Ordinal);
        var others = Enumerable.Range(0, columns.Count).Except(ofSources)
            .OrderBy(at => order.GetValueOrDefault(columns[at].Id, int.MaxValue)).ThenBy(at => at);
        // A file without any row has a header all the same.
        int[] shown = [.. ofSources, .. others];
        var names = shown.Length == 0 ? system.KeyColumns : [.. shown.Select(at => columns[at].Name)];
        await LineAsync(target, system, names);
        using var reader = new BinaryReader(File.OpenRead(path));
        var cells = new string?[columns.Count];
        for (var row = 0; row < Rows; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            Array.Clear(cells);
            for (var count = reader.ReadInt32(); count > 0; count--)
            {
                var at = reader.ReadInt32();
                cells[at] = reader.ReadString();
            }

            await LineAsync(target, system, shown.Select(at => cells[at]));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private int PlaceOf(string id, string name)
    {
        if (!places.TryGetValue(id, out var at))
        {
            places.Add(id, at = columns.Count);
            columns.Add((id, name));
        }

        return at;
    }

    private static Task LineAsync(TextWriter target, DialectWriter system, IEnumerable<string?> cells) =>
        target.WriteAsync(string.Join(system.Delimiter, cells.Select(
            cell => string.IsNullOrEmpty(cell) ? null : Cell(system.Guard(cell), system.Delimiter))) + "\n");

    private static string Cell(string cell, char delimiter) =>
        cell.AsSpan().IndexOfAny("\"\r\n") >= 0 || cell.Contains(delimiter, StringComparison.Ordinal)
        || char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1])
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
