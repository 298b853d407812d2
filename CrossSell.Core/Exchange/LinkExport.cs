using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>Writes links as CSV in the native format: text is guarded against spreadsheet formulas, and the file imports back unchanged.</summary>
public sealed class LinkExport(StudioStore store)
{
    private const int Batch = 5_000;

    /// <param name="channel">Only what is on in this shop now: a list that a system can take over as it is; null is all links.</param>
    /// <returns>Rows written.</returns>
    public async Task<int> WriteAsync(
        ReadScope scope, TextWriter writer, IProgress<int>? progress = null, Channel? channel = null, CancellationToken cancellation = default)
    {
        var now = store.Time.GetUtcNow();
        await using var db = store.Read(scope);
        await db.Database.OpenConnectionAsync(cancellation);
        await using var snapshot = await StudioStore.SnapshotAsync(db, cancellation);
        var types = await db.LinkTypes.ToDictionaryAsync(type => type.Id, cancellation);
        var channels = await db.Channels.ToDictionaryAsync(channel => channel.Id, channel => channel.Code, cancellation);
        var fields = types.Values.OrderBy(type => type.Position).SelectMany(type => type.Fields).Select(field => field.Code).Distinct().ToList();
        await CsvCells.WriteLineAsync(writer, [.. LinkFile.Columns.Where(column => column != "delete"), .. fields.Select(code => LinkFile.FieldPrefix + code)]);
        var (rows, lastSource, lastId) = (0, 0, 0);
        while (true)
        {
            // By source, so that a list stands together; keyset, so that a page costs the same wherever it is.
            var links = await db.Links.Where(link => link.SourceId > lastSource || (link.SourceId == lastSource && link.Id > lastId))
                .OrderBy(link => link.SourceId).ThenBy(link => link.Id).Take(Batch).ToListAsync(cancellation);
            if (links.Count == 0)
            {
                return rows;
            }

            (lastSource, lastId) = (links[^1].SourceId, links[^1].Id);
            var ids = links.SelectMany(link => new[] { link.SourceId, link.TargetId }).Distinct().ToArray();
            var skus = await db.Products.Where(product => ids.Contains(product.Id))
                .ToDictionaryAsync(product => product.Id, product => product.Sku, cancellation);
            foreach (var link in links.Where(link => channel is null || IsOn(link, channel, now)))
            {
                var type = types[link.TypeId];
                await CsvCells.WriteLineAsync(writer,
                [
                    skus[link.SourceId], skus[link.TargetId], type.Code, Number(link.Position + 1), Number(link.Quantity),
                    type.Direction == LinkDirection.TwoWay ? "yes" : "no", Instant(link.ValidFrom), Instant(link.ValidTo),
                    string.Join('|', link.ChannelIds.Select(id => channels.GetValueOrDefault(id)).OfType<string>()), link.Segment,
                    link.State.ToString().ToLowerInvariant(), link.Origin.ToString().ToLowerInvariant(), link.Note,
                    .. fields.Select(code => link.Fields.GetValueOrDefault(code)),
                ]);
                rows++;
            }

            progress?.Report(rows);
        }
    }

    private static bool IsOn(ProductLink link, Channel channel, DateTimeOffset now) => link.State == LinkState.Active && !(link.ValidFrom > now)
        && !(link.ValidTo <= now) && (link.ChannelIds.Count == 0 || link.ChannelIds.Contains(channel.Id));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Instant(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
