using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>Keeps as of when listings were reported last (<see cref="ListingReport"/>); an older report than the one that stands changes nothing.</summary>
internal static class ListingReportRows
{
    public static async Task KeepAsync(
        StudioStore store, int channelId, IReadOnlyList<(string Sku, DateTimeOffset AsOf)> reports, CancellationToken cancellation)
    {
        await using var db = store.OpenUnaudited();
        var skus = reports.Select(report => report.Sku).ToList();
        var ids = await db.Products.Where(product => EF.Parameter(skus).Contains(product.Sku)).Select(product => new { product.Id, product.Sku })
            .ToDictionaryAsync(product => product.Sku, product => product.Id, StringComparer.OrdinalIgnoreCase, cancellation);
        await using var transaction = await db.BeginAloneAsync(cancellation);
        foreach (var (sku, asOf) in reports)
        {
            if (ids.TryGetValue(sku, out var id))
            {
                var at = asOf.ToUnixTimeMilliseconds();
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "ListingReports" ("ProductId", "ChannelId", "AsOf") VALUES ({id}, {channelId}, {at})
                    ON CONFLICT ("ProductId", "ChannelId") DO UPDATE SET "AsOf" = excluded."AsOf" WHERE excluded."AsOf" > "ListingReports"."AsOf"
                    """, cancellation);
            }
        }

        await transaction.CommitAsync(cancellation);
    }
}
