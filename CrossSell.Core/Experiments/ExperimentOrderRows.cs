using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>Reads the orders of a shop's visitors, whole and as they are now: what came back later, or was cancelled, is so in the sums of its day.</summary>
internal static class ExperimentOrderRows
{
    private const int ProductsAtOnce = 5_000;

    /// <param name="everybody">Orders without a visitor too, each as one of its own (a key that is none of a visitor).</param>
    public static async Task<IReadOnlyDictionary<long, List<VisitorOrder>>> ReadAsync(
        StudioDb db, int channelId, DateTimeOffset since, bool everybody, CancellationToken cancellation)
    {
        var channel = await BundleQuotes.ChannelAsync(db, channelId, cancellation);
        var tests = await db.Set<Mining.MiningPolicy>().Where(policy => policy.ChannelId == channelId).Select(policy => policy.TestOrders)
            .SingleOrDefaultAsync(cancellation);
        var lines = await LinesAsync(db, channelId, since, everybody, cancellation);
        var products = await ProductsAsync(db, channelId, [.. lines.Select(line => line.ProductId).OfType<int>().Distinct()], cancellation);
        var found = new Dictionary<long, List<VisitorOrder>>();
        foreach (var order in lines.GroupBy(line => line.OrderId))
        {
            var first = order.First();
            var key = first.Visitor is { } visitor ? ExperimentEventRows.KeyOf(visitor) : -order.Key;
            if (!found.TryGetValue(key, out var orders))
            {
                found.Add(key, orders = []);
            }

            orders.Add(OrderOf(order, channel, products) with
            {
                Left = first.Status != OrderStatus.Placed ? ExclusionReason.Cancelled
                    : tests is { Length: > 0 } && first.ExternalId.StartsWith(tests, StringComparison.Ordinal) ? ExclusionReason.Test
                    : null,
            });
        }

        return found;
    }

    /// <summary>Orders that name an arm of the experiment and no visitor.</summary>
    public static async Task<int> WithoutVisitorAsync(StudioDb db, Experiment experiment, CancellationToken cancellation) =>
        (await db.Set<OrderVisitor>().Where(item => item.ChannelId == experiment.ChannelId && item.Visitor == null && item.Arm != null
            && item.ReceivedAt >= experiment.From).Select(item => item.Arm).ToListAsync(cancellation))
        .Count(arm => ArmWord.Of(arm, experiment.Id) is not null);

    private static VisitorOrder OrderOf(IEnumerable<Line> lines, Channel channel, IReadOnlyDictionary<int, Sold> products)
    {
        var (at, ordered, returned, units, back, margin, isBought) = (0L, 0L, 0L, 0, 0, 0m, false);
        var (family, hasBeside) = (0, false);
        foreach (var line in lines)
        {
            at = line.OrderedAt.ToUnixTimeMilliseconds();
            var kept = line.Quantity > 0 ? Math.Max(0, line.Quantity - line.Returned) : line.Quantity;
            isBought |= line.Quantity > 0;
            ordered += Math.Max(0, line.Quantity) * line.UnitPrice;
            returned += (Math.Max(0, line.Quantity) - kept) * line.UnitPrice;
            back += Math.Max(0, line.Quantity) - kept;
            if (line.ProductId is not { } id || !products.TryGetValue(id, out var product))
            {
                continue;
            }

            margin += product.Cost is { } cost ? (channel.NetOf(line.UnitPrice, product.TaxClass) - cost) * kept : 0;
            if (kept > 0)
            {
                units += kept;
                hasBeside |= family != 0 && family != product.Family;
                family = product.Family;
            }
        }

        return new VisitorOrder(at, ordered, returned, units, (long)Math.Round(margin, MidpointRounding.AwayFromZero), hasBeside)
        {
            UnitsReturned = back, IsTakenBack = !isBought,
        };
    }

    private static Task<List<Line>> LinesAsync(StudioDb db, int channelId, DateTimeOffset since, bool everybody, CancellationToken cancellation)
    {
        var orders = db.Orders.Where(order => order.ChannelId == channelId && order.OrderedAt >= since);
        var named =
            from order in orders
            join visitor in db.Set<OrderVisitor>() on new { order.ChannelId, order.ExternalId } equals new { visitor.ChannelId, visitor.ExternalId }
            from line in order.Lines
            where visitor.Visitor != null
            select new Line(
                order.Id, order.ExternalId, order.OrderedAt, order.Status, visitor.Visitor, line.ProductId, line.Quantity, line.ReturnedQuantity,
                line.UnitPrice);
        var all =
            from order in orders
            from line in order.Lines
            select new Line(
                order.Id, order.ExternalId, order.OrderedAt, order.Status,
                db.Set<OrderVisitor>().Where(visitor => visitor.ChannelId == order.ChannelId && visitor.ExternalId == order.ExternalId)
                    .Select(visitor => visitor.Visitor).FirstOrDefault(),
                line.ProductId, line.Quantity, line.ReturnedQuantity, line.UnitPrice);
        return (everybody ? all : named).ToListAsync(cancellation);
    }

    private static async Task<IReadOnlyDictionary<int, Sold>> ProductsAsync(StudioDb db, int channelId, int[] ids, CancellationToken cancellation)
    {
        var products = new Dictionary<int, Sold>();
        foreach (var part in ids.Chunk(ProductsAtOnce))
        {
            var found = await db.Products.Where(product => EF.Parameter(part).Contains(product.Id))
                .Select(product => new { product.Id, product.ParentId, product.TaxClass }).ToListAsync(cancellation);
            int[] wanted = [.. found.SelectMany(product => new[] { product.Id, product.ParentId ?? product.Id }).Distinct()];
            var costs = await db.Listings
                .Where(listing => listing.ChannelId == channelId && EF.Parameter(wanted).Contains(listing.ProductId) && listing.Cost != null)
                .ToDictionaryAsync(listing => listing.ProductId, listing => listing.Cost!.Value, cancellation);
            foreach (var product in found)
            {
                // A variant without a cost of its own costs what its family does.
                var family = product.ParentId ?? product.Id;
                products[product.Id] = new Sold(
                    family, product.TaxClass, costs.TryGetValue(product.Id, out var cost) || costs.TryGetValue(family, out cost) ? cost : null);
            }
        }

        return products;
    }

    /// <param name="Cost">Of a unit, in minor units; null where it is not known.</param>
    private sealed record Sold(int Family, string TaxClass, long? Cost);

    private sealed record Line(
        long OrderId, string ExternalId, DateTimeOffset OrderedAt, OrderStatus Status, string? Visitor, int? ProductId, int Quantity, int Returned,
        long UnitPrice);
}
