using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Makes parts of the sets on a stage, some hundred orders at a time. An order that is stored with its set already is shared as it was then, so that the same
/// file twice changes nothing, whatever became of prices and revisions since.
/// </summary>
internal static class OrderSets
{
    private const int AtOnce = 400;

    /// <returns>How many orders sold a set.</returns>
    public static async Task<int> ResolveAsync(OrderStage stage, SetBook book, StudioDb db, CancellationToken cancellation)
    {
        var orders = stage.NumberOrdersWithSets();
        for (var after = 0; after < orders; after += AtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = stage.OrdersWithSets(after, AtOnce);
            await book.ReadAsync(
                db, batch.SelectMany(order => order.Rows, (order, row) => (row.Bundle, order.ChannelId)).Where(set => set.Bundle is not null)
                    .Select(set => (set.Bundle!, set.ChannelId)),
                cancellation);
            var stored = await StoredAsync(db, batch, cancellation);
            stage.Replace(
                after, AtOnce,
                [
                    .. batch.Select(order =>
                    {
                        var at = DateTimeOffset.FromUnixTimeMilliseconds(order.Rows.Min(row => row.OrderedAt));
                        return order with
                        {
                            Rows = SoldSets.Resolve(
                                order.Rows,
                                code => stored.GetValueOrDefault((order.ChannelId, order.ExternalId, code)) ?? book.SharesOf(code, order.ChannelId, at)),
                        };
                    }),
                ]);
        }

        return orders;
    }

    /// <summary>How the sets of these orders are shared where they are stored, by channel, order and code.</summary>
    private static async Task<Dictionary<(int, string, string), IReadOnlyList<SetShare>>> StoredAsync(
        StudioDb db, IReadOnlyList<MarkedOrder> batch, CancellationToken cancellation)
    {
        var found = new Dictionary<(int, string, string), IReadOnlyList<SetShare>>();
        foreach (var channel in batch.Where(order => order.ChannelId != 0).GroupBy(order => order.ChannelId, order => order.ExternalId))
        {
            var ids = channel.ToArray();
            var lines = await (
                from order in db.Orders
                where order.ChannelId == channel.Key && ids.Contains(order.ExternalId)
                from line in order.Lines
                where line.BundleCode != null && line.Quantity > 0
                orderby line.Id
                select new { order.ExternalId, line.BundleCode, line.BundleSets, line.Sku, line.Quantity, line.UnitPrice, line.ProductId })
                .ToListAsync(cancellation);
            foreach (var set in lines.GroupBy(line => (line.ExternalId, line.BundleCode)))
            {
                var sets = Math.Max(1, set.First().BundleSets ?? 1);
                var products = set.GroupBy(line => line.Sku, StringComparer.OrdinalIgnoreCase)
                    .Select(same => (same.Key, Units: same.Sum(line => line.Quantity), Amount: same.Sum(line => line.UnitPrice * line.Quantity))).ToList();

                // A set that nobody knew stands as it came, and parts that make no whole sets say nothing of one.
                if (set.Any(line => line.ProductId is not null) && products.TrueForAll(product => product.Units % sets == 0))
                {
                    found[(channel.Key, set.Key.ExternalId, set.Key.BundleCode!)] =
                        [.. products.Select(product => new SetShare(product.Key.ToUpperInvariant(), product.Units / sets, product.Amount))];
                }
            }
        }

        return found;
    }
}

/// <summary>An order of a stage in which a set was sold.</summary>
internal sealed record MarkedOrder(int ChannelId, string ExternalId, IReadOnlyList<StagedRow> Rows);
