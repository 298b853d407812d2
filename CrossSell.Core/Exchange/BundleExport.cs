using System.Runtime.CompilerServices;
using CrossSell.Core.Bundles;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Writes bundles as CSV in the native format, each with its newest revision: text is guarded against spreadsheet formulas, and the file imports back
/// unchanged. Retired bundles are history and stay out.
/// </summary>
public sealed class BundleExport(StudioStore store)
{
    private static readonly string[] PerLocale = ["name", "text", "picture", "title"];

    private const int Batch = 200;

    /// <returns>Bundles written.</returns>
    public async Task<int> WriteAsync(ReadScope scope, TextWriter writer, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        await db.Database.OpenConnectionAsync(cancellation);
        await using var snapshot = await StudioStore.SnapshotAsync(db, cancellation);
        var names = await BundleNames.LoadAsync(db, cancellation);
        var contents = new List<(string Code, BundleContent Content)>();
        await foreach (var bundle in NewestAsync(db, names, cancellation))
        {
            contents.Add(bundle);
        }

        var locales = contents.SelectMany(bundle => BundleCells.LocalesOf(bundle.Content)).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToList();
        string[] columns =
        [
            .. BundleFile.Columns,
            .. locales.SelectMany(locale => PerLocale.Select(column => BundleFile.In(column, locale))),
        ];
        await CsvCells.WriteLineAsync(writer, columns);
        var written = 0;
        foreach (var (code, content) in contents)
        {
            foreach (var row in BundleCells.Of(code, content, names))
            {
                await CsvCells.WriteLineAsync(writer, columns.Select(column => row.GetValueOrDefault(column)));
            }

            written++;
            progress?.Report(written);
        }

        return written;
    }

    /// <summary>Each bundle that is not retired with its newest revision, by code; names know the products in it.</summary>
    internal static async IAsyncEnumerable<(string Code, BundleContent Content)> NewestAsync(
        StudioDb db, BundleNames names, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var revisions = (await db.Bundles.Where(bundle => bundle.RetiredAt == null)
            .Select(bundle => new
            {
                bundle.Code, Id = bundle.Revisions.OrderByDescending(revision => revision.Number).Select(revision => (int?)revision.Id)
                .FirstOrDefault()
            })
            .ToListAsync(cancellation)).Where(bundle => bundle.Id is not null).OrderBy(bundle => bundle.Code, StringComparer.Ordinal).ToList();
        foreach (var chunk in revisions.Chunk(Batch))
        {
            var ids = chunk.Select(bundle => bundle.Id!.Value).ToArray();
            var rows = await db.BundleRevisions.AsNoTracking().Where(revision => ids.Contains(revision.Id)).Include(revision => revision.Components)
                .Include(revision => revision.Channels).AsSplitQuery().ToDictionaryAsync(revision => revision.Id, cancellation);
            foreach (var bundle in chunk)
            {
                var content = BundleContent.Of(rows[bundle.Id!.Value]);
                await names.ReadAsync(db, BundleNames.In(content), cancellation);
                yield return (bundle.Code, content);
            }
        }
    }
}
