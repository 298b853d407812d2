using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>
/// Reads former prices from the audit log, which every write keeps: also an import, a bulk edit, an undo. An index over the changes of prices alone finds them,
/// however often the stock of a product changes.
/// </summary>
internal static class PriceHistoryRows
{
    /// <summary>Histories of these products in the channel, of changes after <paramref name="since"/>.</summary>
    public static async Task<IReadOnlyDictionary<int, PriceHistory>> LoadAsync(
        StudioDb db, IReadOnlyCollection<int> productIds, int channelId, DateTimeOffset since, CancellationToken cancellation)
    {
        var known = await db.ChangeSets.MinAsync(set => (DateTimeOffset?)set.At, cancellation) ?? DateTimeOffset.MaxValue;
        var keys = JsonSerializer.Serialize(productIds.Select(id => string.Create(CultureInfo.InvariantCulture, $"{id}/{channelId}")));
        // Only fragments of the dialect; values come as parameters. The condition on "Before" is that of the index.
        var text =
            $$"""
            SELECT c."EntityId" AS "Key", c."Before" AS "Before", s."At" AS "At" FROM "Changes" c
            JOIN "ChangeSets" s ON s."Id" = c."ChangeSetId"
            WHERE c."Entity" = '{{nameof(Listing)}}' AND {{db.Sql.Mentions("c.\"Before\"", "\"Price\"")}}
            AND c."EntityId" IN (SELECT w.value FROM {{db.Sql.Words("{0}", "w")}}) AND s."At" > {1}
            ORDER BY c."Id"
            """;
        var rows = await db.Database.SqlQueryRaw<Row>(text, keys, since.ToUnixTimeMilliseconds()).ToListAsync(cancellation);
        var former = rows.ToLookup(
            row => Change.PartOf(row.Key), row => new FormerPrice(
                DateTimeOffset.FromUnixTimeMilliseconds(row.At), Change.Value<long>(row.Before, nameof(Listing.Price))));
        return productIds.Distinct().ToDictionary(id => id, id => new PriceHistory([.. former[id]], known));
    }

    private sealed record Row(string Key, string Before, long At);
}
