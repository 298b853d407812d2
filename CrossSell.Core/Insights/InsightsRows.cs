using System.Data.Common;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Insights;

/// <summary>Reads the orders of one shop, in the order of time, into <see cref="OrderSums"/>: once for all periods.</summary>
internal static class InsightsRows
{
    /// <param name="testOrders">Orders whose number begins so are tests and are left out; null for none.</param>
    public static async Task ReadAsync(
        StudioDb db, Channel channel, string? testOrders, IReadOnlyDictionary<int, int> familyOf, OrderSums sums, CancellationToken cancellation)
    {
        var bundles = (await db.Bundles.Select(bundle => new { bundle.Code, bundle.Id }).ToListAsync(cancellation))
            .ToDictionary(bundle => bundle.Code, bundle => bundle.Id, StringComparer.OrdinalIgnoreCase);
        var placed = db.Orders.Where(order => order.ChannelId == channel.Id && order.Status == OrderStatus.Placed);
        if (testOrders is { Length: > 0 } tests)
        {
            // Not StartsWith: as LIKE it takes t- for T- on SQLite and not on PostgreSQL.
            placed = placed.Where(order => order.ExternalId.Substring(0, tests.Length) != tests);
        }

        // In the order of an index: sorting the lines of a million orders would take more memory than all else.
        var lines =
            from order in placed
            from line in order.Lines
            orderby order.OrderedAt, order.Id
            select new
            {
                order.Id, order.OrderedAt, order.CustomerHash, line.ProductId, line.UnitPrice, line.Quantity, line.ReturnedQuantity, line.BundleCode,
                line.BundleSets,
            };
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = lines.CreateDbCommand();
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        // Row by row as the database gives them: made into objects first, millions of lines take minutes.
        await Task.Run(() => Read(reader, channel.Zone, familyOf, bundles, sums, cancellation), cancellation);
    }

    private static void Read(
        DbDataReader reader, TimeZoneInfo zone, IReadOnlyDictionary<int, int> familyOf, IReadOnlyDictionary<string, int> bundles, OrderSums sums,
        CancellationToken cancellation)
    {
        var (id, orderedAt, customer) = (reader.GetOrdinal("Id"), reader.GetOrdinal("OrderedAt"), reader.GetOrdinal("CustomerHash"));
        var (product, price) = (reader.GetOrdinal("ProductId"), reader.GetOrdinal("UnitPrice"));
        var (quantity, returned) = (reader.GetOrdinal("Quantity"), reader.GetOrdinal("ReturnedQuantity"));
        var (bundle, sets) = (reader.GetOrdinal("BundleCode"), reader.GetOrdinal("BundleSets"));
        var (current, day, whose) = (0L, default(DateOnly), default(ulong?));
        var order = new List<SoldLine>();
        while (reader.Read())
        {
            if (reader.GetInt64(id) is var next && next != current)
            {
                cancellation.ThrowIfCancellationRequested();
                Tell();
                current = next;
                day = DayOf(reader.GetInt64(orderedAt), zone);
                whose = reader.IsDBNull(customer) ? null : KeyOf(reader.GetString(customer));
            }

            var family = reader.IsDBNull(product) ? 0 : reader.GetInt32(product);
            order.Add(new SoldLine(
                familyOf.TryGetValue(family, out var parent) ? parent : family, reader.GetInt64(price), reader.GetInt32(quantity), reader.GetInt32(returned))
            {
                BundleId = reader.IsDBNull(bundle) ? 0 : bundles.GetValueOrDefault(reader.GetString(bundle)),
                Sets = reader.IsDBNull(sets) ? 0 : reader.GetInt32(sets),
            });
        }

        Tell();

        void Tell()
        {
            if (order.Count > 0)
            {
                sums.Add(day, whose, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(order));
                order.Clear();
            }
        }
    }

    private static DateOnly DayOf(long milliseconds, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), zone).DateTime);

    /// <summary>
    /// Stands for a customer in 8 bytes instead of 64 letters (FNV-1a; Fowler, Noll and Vo). Of half a million customers two share one with a chance of one in
    /// a hundred million.
    /// </summary>
    private static ulong KeyOf(string hash)
    {
        var key = 14_695_981_039_346_656_037UL;
        foreach (var letter in hash)
        {
            key = unchecked((key ^ letter) * 1_099_511_628_211UL);
        }

        return key;
    }

    /// <summary>Revenue of the families with the most of it since an instant, in minor units, returned units taken off.</summary>
    public static async Task<Dictionary<int, long>> EarnedAsync(
        StudioDb db, int channelId, DateTimeOffset since, int most, CancellationToken cancellation) => await (
        from line in db.OrderLines
        join order in db.Orders on line.OrderId equals order.Id
        join product in db.Products on line.ProductId equals product.Id
        where order.ChannelId == channelId && order.Status == OrderStatus.Placed && order.OrderedAt >= since && line.Quantity > 0
        group line.UnitPrice * (line.Quantity - line.ReturnedQuantity) by product.ParentId ?? product.Id into family
        orderby family.Sum() descending, family.Key
        select new { family.Key, Revenue = family.Sum() }).Take(most).ToDictionaryAsync(row => row.Key, row => row.Revenue, cancellation);
}
