using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Dialects;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>Keeps the rows of an imported file beside the products that came of them (decision 0039). The same file again writes nothing.</summary>
internal static partial class KeptSourceRows
{
    /// <summary>What is kept of one product, in characters: more is no row of a shop.</summary>
    public const int MostCharacters = 200_000;

    // Fewer than after which a server looks at the whole table again (PostgresInsert): that would be once a batch.
    private const int Batch = 900;

    // As the file writes it: escapes would only cost room.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="channel">Code of the shop that the file is of; null takes the only one, or none.</param>
    /// <param name="stream">The file that was brought; left open.</param>
    public static async Task SaveAsync(StudioStore store, DialectReading reading, string? channel, Stream stream, CancellationToken cancellation)
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
            var save = new KeptSave(store, await ShopAsync(store, system, channel, cancellation), [.. reading.File.Names]);
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
    /// <param name="channel">As in <see cref="SaveAsync"/>.</param>
    public static async Task LinksTakenAsync(StudioStore store, DialectReading reading, string? channel, CancellationToken cancellation)
    {
        if (ExportRequest.Of(reading.Dialect) is not { } dialect || reading.Content != DialectContent.Products)
        {
            return;
        }

        var key = (await ShopAsync(store, dialect, channel, cancellation)).Key;
        await using var db = store.OpenUnaudited(inBackground: true);
        if (db.Refused is not null)
        {
            return;
        }

        foreach (var chunk in reading.Facts.Owners.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Chunk(Batch))
        {
            var open = await db.KeptRows.AsNoTracking().Where(rows => rows.System == key && !rows.LinksTaken
                && db.Set<Product>().Any(product => product.Id == rows.ProductId && EF.Parameter(chunk).Contains(product.Sku)))
                .Select(rows => rows.ProductId).ToListAsync(cancellation);
            if (open.Count > 0)
            {
                await db.KeptRows.Where(rows => rows.System == key && EF.Parameter(open).Contains(rows.ProductId))
                    .ExecuteUpdateAsync(update => update.SetProperty(rows => rows.LinksTaken, true), cancellation);
            }
        }
    }

    private static async Task<KeptShop> ShopAsync(StudioStore store, ExportSystem system, string? channel, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var shops = await db.Channels.AsNoTracking().Select(shop => new { shop.Id, shop.Code }).ToListAsync(cancellation);
        var named = channel is null ? shops : shops.FindAll(shop => shop.Code.Equals(channel, StringComparison.OrdinalIgnoreCase));
        return new KeptShop(ExportRequest.NameOf(system), named is [var only] ? only.Id : null);
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
    private sealed class KeptSave(StudioStore store, KeptShop shop, List<string> columns)
    {
        private readonly string fingerprint = ImportMapping.FingerprintOf(columns);
        private readonly string key = shop.Key;

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

            // Compared without a lock: the same file again keeps nobody waiting.
            var there = await FindAsync(db, cancellation);
            var wanted = known.Select(product => ids[product.Sku]).ToArray();
            var kept = there is null ? [] : await db.KeptRows.AsNoTracking()
                .Where(rows => rows.System == key && EF.Parameter(wanted).Contains(rows.ProductId))
                .ToDictionaryAsync(rows => rows.ProductId, cancellation);
            var news = known.ConvertAll(product => (Id: ids[product.Sku], Product: product, Text: Write(product.Rows)));
            // By product and not by file: the index of files would have all rows looked at that were kept of it before, in each batch more.
            news.RemoveAll(one => kept.TryGetValue(one.Id, out var rows) && rows.FileId == there!.Id
                && (rows.Position, rows.Name, rows.Rows) == (one.Product.Position, one.Product.Name, one.Text));
            if (news.Count == 0 && (there!.HasComma || !hasComma))
            {
                return;
            }

            // Of two imports at once one writes the columns, and the later one the rows.
            await using var transaction = await db.BeginAloneAsync(cancellation);
            var file = await FileAsync(db, hasComma, cancellation);
            var replaced = news.Select(one => one.Id).ToArray();
            await db.KeptRows.Where(rows => rows.System == key && EF.Parameter(replaced).Contains(rows.ProductId)).ExecuteDeleteAsync(cancellation);
            using (var insert = new EntityInsert<KeptRows>(db))
            {
                foreach (var (id, product, text) in news)
                {
                    insert.Add(new KeptRows
                    {
                        ProductId = id, System = key, FileId = file.Id, Position = product.Position, Name = product.Name, Rows = text,
                    });
                }
            }

            await transaction.CommitAsync(cancellation);
        }

        private Task<KeptFile?> FindAsync(StudioDb db, CancellationToken cancellation) =>
            db.KeptFiles.AsNoTracking().FirstOrDefaultAsync(one => one.System == shop.System && one.Fingerprint == fingerprint, cancellation);

        private async Task<KeptFile> FileAsync(StudioDb db, bool hasComma, CancellationToken cancellation)
        {
            var file = await FindAsync(db, cancellation);
            if (file is null)
            {
                db.KeptFiles.Add(file = new KeptFile { System = shop.System, Fingerprint = fingerprint, Columns = columns, HasComma = hasComma });
                await db.SaveChangesAsync(cancellation);
            }
            else if (hasComma && !file.HasComma)
            {
                await db.KeptFiles.Where(one => one.Id == file.Id).ExecuteUpdateAsync(
                    update => update.SetProperty(one => one.HasComma, true), cancellation);
            }

            return file;
        }
    }
}
