using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Columns of files of products in our own form, or of a form that somebody mapped, that this studio has no field for: they come back with the next export of
/// our own form (decision 0039). A later file without such a column, or with a blank cell, takes nothing away. They are of the catalogue, which shops share.
/// </summary>
internal static class KeptColumns
{
    private const int Batch = 1_000;

    private static readonly string Native = ExportRequest.NameOf(ExportSystem.Native);

    /// <summary>Keeps what stands in these columns, for the products that are there; the same file again writes nothing.</summary>
    /// <param name="unknown">Names of the columns, as the file writes them.</param>
    public static async Task SaveAsync(
        StudioStore store, string path, SniffedFile file, IReadOnlyCollection<string> unknown, CancellationToken cancellation)
    {
        var columns = file.Names.Select((name, at) => (Name: name, At: at)).Where(column => unknown.Contains(column.Name))
            .DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var sku = file.Fields.ToList().FindIndex(name => name.Equals("sku", StringComparison.OrdinalIgnoreCase));
        if (columns.Count == 0 || sku < 0 || (await TableFile.OpenAsync(path, file, cancellation)).IsRefused(out _, out var table))
        {
            return;
        }

        await using (table)
        {
            var said = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
            string[] names = [.. columns.Select(column => column.Name)];
            await foreach (var _ in table.RowsAsync(cancellation))
            {
                var own = table.Cell(sku).ToString();
                if (own.Length == 0 || table.Wrong is not null)
                {
                    continue;
                }

                // An address of a person in a column that nobody knows is not kept.
                string[] cells = [.. columns.Select(column => table.Raw(column.At)).Select(cell => PersonalData.HasAddress(cell) ? "" : cell)];
                // Of a product that has a row for each shop, the first that says something.
                said[own] = said.TryGetValue(own, out var before) ? Over(cells, before) : cells;
                if (said.Count == Batch)
                {
                    await WriteAsync(store, names, said, cancellation);
                    said.Clear();
                }
            }

            await WriteAsync(store, names, said, cancellation);
        }
    }

    /// <summary>The columns that are kept; null where there are none.</summary>
    public static Task<KeptFile?> FindAsync(StudioDb db, CancellationToken cancellation) =>
        db.KeptFiles.AsNoTracking().OrderBy(file => file.Id).FirstOrDefaultAsync(file => file.System == Native, cancellation);

    /// <summary>What is kept of these products, by id: as many cells as were known when it was kept.</summary>
    public static async Task<Dictionary<int, string[]>> CellsAsync(StudioDb db, int[] products, CancellationToken cancellation) =>
        (await db.KeptRows.AsNoTracking().Where(rows => rows.System == Native && EF.Parameter(products).Contains(rows.ProductId)).ToListAsync(cancellation))
            .ToDictionary(rows => rows.ProductId, rows => KeptSourceRows.Read(rows.Rows)[0]);

    private static async Task WriteAsync(
        StudioStore store, string[] names, Dictionary<string, string[]> said, CancellationToken cancellation)
    {
        await using var db = store.OpenUnaudited(inBackground: true);
        var ids = await LinkImport.ProductsAsync(db, said.Keys, cancellation);
        if (ids.Count == 0 || db.Refused is not null)
        {
            return;
        }

        // Compared without a lock: the same file again keeps nobody waiting.
        if (await FindAsync(db, cancellation) is { } there && Array.TrueForAll(names, name => there.Columns.Contains(name, StringComparer.OrdinalIgnoreCase))
            && (await NewsAsync(db, there, names, said, ids, cancellation)).Count == 0)
        {
            return;
        }

        await using var transaction = await db.BeginAloneAsync(cancellation);
        var file = await GrownAsync(db, names, cancellation);
        var news = await NewsAsync(db, file, names, said, ids, cancellation);
        var replaced = news.Select(row => row.ProductId).ToArray();
        await db.KeptRows.Where(rows => rows.System == Native && EF.Parameter(replaced).Contains(rows.ProductId)).ExecuteDeleteAsync(cancellation);
        db.KeptRows.AddRange(news);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>What differs from what is kept already.</summary>
    private static async Task<List<KeptRows>> NewsAsync(
        StudioDb db, KeptFile file, string[] names, Dictionary<string, string[]> said, Dictionary<string, int> ids,
        CancellationToken cancellation)
    {
        var places = Array.ConvertAll(names, name => file.Columns.FindIndex(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)));
        var kept = await CellsAsync(db, [.. ids.Values], cancellation);
        var news = new List<KeptRows>();
        foreach (var (sku, cells) in said)
        {
            if (!ids.TryGetValue(sku, out var id) || cells.Sum(cell => cell.Length) > KeptSourceRows.MostCharacters)
            {
                continue;
            }

            var placed = new string[places.Max() + 1];
            Array.Fill(placed, "");
            for (var at = 0; at < places.Length; at++)
            {
                placed[places[at]] = cells[at];
            }

            var before = kept.GetValueOrDefault(id, []);
            var now = Over(before, placed);
            if (Array.Exists(now, cell => cell.Length > 0) && !now.SequenceEqual(before))
            {
                news.Add(new KeptRows { ProductId = id, System = Native, FileId = file.Id, Rows = KeptSourceRows.Write([now]) });
            }
        }

        return news;
    }

    private static async Task<KeptFile> GrownAsync(StudioDb db, string[] names, CancellationToken cancellation)
    {
        var file = await db.KeptFiles.AsTracking().OrderBy(one => one.Id).FirstOrDefaultAsync(one => one.System == Native, cancellation);
        if (file is null)
        {
            db.KeptFiles.Add(file = new KeptFile { System = Native, Fingerprint = Native, Columns = [.. names] });
        }
        else
        {
            file.Grow(names);
        }

        await db.SaveChangesAsync(cancellation);
        return file;
    }

    /// <summary>The upper cells, and the lower where those are blank or at an end.</summary>
    private static string[] Over(string[] lower, string[] upper) =>
    [
        .. Enumerable.Range(0, Math.Max(lower.Length, upper.Length)).Select(
            at => upper.ElementAtOrDefault(at) is { Length: > 0 } cell ? cell : lower.ElementAtOrDefault(at) ?? ""),
    ];
}
