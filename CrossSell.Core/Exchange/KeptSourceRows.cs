using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrossSell.Core.Dialects;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>Keeps the rows of an imported file beside the products that came of them (decision 0039). The same file again writes nothing.</summary>
internal static partial class KeptSourceRows
{
    /// <summary>What is kept of one product, in characters: more is no row of a shop.</summary>
    public const int MostCharacters = 200_000;

    private const int Batch = 1_000;

    // As the file writes it: escapes would only cost room.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="stream">The file that was brought; left open.</param>
    public static async Task SaveAsync(StudioStore store, DialectReading reading, Stream stream, CancellationToken cancellation)
    {
        if (ExportRequest.Of(reading.Dialect) is not { } system || reading.Content != DialectContent.Products)
        {
            return;
        }

        stream.Position = 0;
        if ((await TableFile.OpenAsync(new Unclosed(stream), reading.File, cancellation)).IsRefused(out _, out var table))
        {
            return;
        }

        await using (table)
        {
            var owners = reading.Facts.Owners;
            // A product is written when its last row has come, so that no more is held than what is in between.
            var last = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            for (var at = 0; at < owners.Count; at++)
            {
                if (owners[at] is { } sku)
                {
                    last[sku] = at;
                }
            }

            var writer = DialectWriters.For(reading.Dialect, reading.File.Names, new WriterShop());
            var reader = new RowCells(reading, writer);
            var open = new Dictionary<string, OpenRows>(StringComparer.OrdinalIgnoreCase);
            var whole = new List<OpenRows>(Batch);
            var number = 0;
            var save = new KeptSave(store, ExportRequest.NameOf(system), [.. reading.File.Names]);
            await foreach (var _ in table.RowsAsync(cancellation))
            {
                var at = number++;
                if (at >= owners.Count || owners[at] is not { } sku)
                {
                    continue;
                }

                if (!open.TryGetValue(sku, out var rows))
                {
                    open.Add(sku, rows = new OpenRows(sku, at));
                }

                reader.Add(table, rows);
                if (last[sku] == at)
                {
                    open.Remove(sku);
                    whole.Add(rows);
                    if (whole.Count == Batch)
                    {
                        await save.WriteAsync(whole, reader.HasComma, cancellation);
                        whole.Clear();
                        ImportMemory.LetGo();
                    }
                }
            }

            whole.AddRange(open.Values);
            await save.WriteAsync(whole, reader.HasComma, cancellation);
        }
    }

    /// <summary>Remembers that the links of the file came in, for those of its products whose rows are kept.</summary>
    public static async Task LinksTakenAsync(StudioStore store, DialectReading reading, CancellationToken cancellation)
    {
        if (ExportRequest.Of(reading.Dialect) is not { } dialect || reading.Content != DialectContent.Products)
        {
            return;
        }

        var system = ExportRequest.NameOf(dialect);
        await using var db = store.OpenUnaudited(inBackground: true);
        if (db.Refused is not null)
        {
            return;
        }

        foreach (var chunk in reading.Facts.Owners.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Chunk(Batch))
        {
            var open = await db.KeptRows.AsNoTracking().Where(rows => rows.System == system && !rows.LinksTaken
                && db.Set<Catalog.Product>().Any(product => product.Id == rows.ProductId && EF.Parameter(chunk).Contains(product.Sku)))
                .Select(rows => rows.ProductId).ToListAsync(cancellation);
            if (open.Count > 0)
            {
                await db.KeptRows.Where(rows => rows.System == system && EF.Parameter(open).Contains(rows.ProductId))
                    .ExecuteUpdateAsync(update => update.SetProperty(rows => rows.LinksTaken, true), cancellation);
            }
        }
    }

    public static string Write(IReadOnlyList<string[]> rows) => JsonSerializer.Serialize(rows, Plain);

    public static List<string[]> Read(string rows) => JsonSerializer.Deserialize<List<string[]>>(rows) ?? [];

    [GeneratedRegex(@"^\d+,\d{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Comma();

    /// <summary>The rows of one product as they come.</summary>
    private sealed class OpenRows(string sku, int position)
    {
        public string Sku => sku;

        public int Position => position;

        public string? Name { get; set; }

        public List<string[]> Rows { get; } = [];

        public int Characters { get; set; }
    }

    /// <summary>Takes rows of the table as they are; an address of a person in a column that nobody knows is never one of them.</summary>
    private sealed class RowCells(DialectReading reading, DialectWriter writer)
    {
        private readonly bool[] unknown = [.. reading.File.Names.Select(name => reading.Facts.LeftAside.Contains(name))];
        private readonly bool[] amounts =
            [.. reading.File.Names.Select(name => writer.CanonOf(name)?.Contains("price", StringComparison.OrdinalIgnoreCase) == true)];

        private readonly int name = Array.FindIndex([.. reading.File.Names], column => writer.CanonOf(column) is "ID" or "URL handle");

        public bool HasComma { get; private set; }

        public void Add(TableFile table, OpenRows rows)
        {
            var cells = new string[reading.File.Names.Count];
            for (var at = 0; at < cells.Length; at++)
            {
                var cell = table.Cell(at).ToString();
                HasComma |= amounts[at] && Comma().IsMatch(cell);
                cells[at] = unknown[at] && PersonalData.HasAddress(cell) ? "" : cell;
                rows.Characters += cell.Length;
            }

            rows.Name ??= name >= 0 && cells[name].Length > 0 ? cells[name] : null;
            if (rows.Characters <= MostCharacters)
            {
                rows.Rows.Add(cells);
            }
        }
    }

    /// <summary>Writes what differs from what is kept already, some thousand products at a time.</summary>
    private sealed class KeptSave(StudioStore store, string system, List<string> columns)
    {
        public async Task WriteAsync(List<OpenRows> products, bool hasComma, CancellationToken cancellation)
        {
            await using var db = store.OpenUnaudited(inBackground: true);
            var ids = await LinkImport.ProductsAsync(db, products.Select(product => product.Sku), cancellation);
            var known = products.Where(product => product.Characters <= MostCharacters && ids.ContainsKey(product.Sku))
                .DistinctBy(product => ids[product.Sku]).ToList();
            if (known.Count == 0 || db.Refused is not null)
            {
                return;
            }

            var file = await FileAsync(db, hasComma, cancellation);
            var wanted = known.Select(product => ids[product.Sku]).ToArray();
            var there = await db.KeptRows.AsNoTracking().Where(rows => rows.System == system && EF.Parameter(wanted).Contains(rows.ProductId))
                .ToDictionaryAsync(rows => rows.ProductId, cancellation);
            var news = new List<KeptRows>();
            var old = new List<int>();
            foreach (var product in known)
            {
                var id = ids[product.Sku];
                var text = Write(product.Rows);
                var kept = there.GetValueOrDefault(id);
                if (kept is not null && (kept.FileId, kept.Position, kept.Name, kept.Rows) == (file.Id, product.Position, product.Name, text))
                {
                    continue;
                }

                if (kept is not null)
                {
                    old.Add(id);
                }

                news.Add(new KeptRows { ProductId = id, System = system, FileId = file.Id, Position = product.Position, Name = product.Name, Rows = text });
            }

            if (news.Count == 0)
            {
                return;
            }

            await using var transaction = await db.BeginAloneAsync(cancellation);
            if (old.Count > 0)
            {
                await db.KeptRows.Where(rows => rows.System == system && EF.Parameter(old).Contains(rows.ProductId)).ExecuteDeleteAsync(cancellation);
            }

            db.ChangeTracker.AutoDetectChangesEnabled = false;
            db.KeptRows.AddRange(news);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        private async Task<KeptFile> FileAsync(StudioDb db, bool hasComma, CancellationToken cancellation)
        {
            var fingerprint = ImportMapping.FingerprintOf(columns);
            var file = await db.KeptFiles.FirstOrDefaultAsync(one => one.System == system && one.Fingerprint == fingerprint, cancellation);
            if (file is null)
            {
                db.KeptFiles.Add(file = new KeptFile { System = system, Fingerprint = fingerprint, Columns = columns, HasComma = hasComma });
                await db.SaveChangesAsync(cancellation);
            }
            else if (hasComma && !file.HasComma)
            {
                file.HasComma = true;
                await db.SaveChangesAsync(cancellation);
            }

            return file;
        }
    }
}
