using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Orders;
using CrossSell.Core.Promises;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>What came of a promised pair within its time, as it was counted for the promise.</summary>
/// <param name="Main">Orders of the main product, or customers of it.</param>
/// <param name="Orders">Those that hold both; of what is bought later, the order of each customer who came back.</param>
/// <param name="Revenue">Paid for the companion in them, what was returned taken off, in minor units.</param>
internal sealed record PairDelivery(int Main, IReadOnlyList<long> Orders, long Revenue)
{
    public static async Task<PairDelivery> OfAsync(StudioDb db, SuggestionPromise promise, CancellationToken cancellation)
    {
        var (anchors, companions) = (await FamilyAsync(db, promise.AnchorId, cancellation), await FamilyAsync(db, promise.CompanionId, cancellation));
        var within = Placed(db, promise.ChannelId).Where(order => order.OrderedAt >= promise.From && order.OrderedAt < promise.Until);
        var (holdingMain, holdingCompanion) = (Holding(db, anchors), Holding(db, companions));
        var ofMain = within.Where(order => holdingMain.Contains(order.Id));
        List<long> orders;
        int main;
        if (promise.Basis == SuggestionBasis.BoughtLater)
        {
            main = await ofMain.Where(order => order.CustomerHash != null).Select(order => order.CustomerHash).Distinct().CountAsync(cancellation);
            orders = await CameBackAsync(db, promise, anchors, companions, cancellation);
        }
        else
        {
            main = await ofMain.CountAsync(cancellation);
            orders = await ofMain.Where(order => holdingCompanion.Contains(order.Id)).Select(order => order.Id).ToListAsync(cancellation);
        }

        long revenue = 0;
        foreach (var chunk in orders.Chunk(1_000))
        {
            revenue += await db.OrderLines.Where(line => chunk.Contains(line.OrderId) && line.ProductId != null && companions.Contains(line.ProductId.Value))
                .SumAsync(line => line.UnitPrice * (line.Quantity - line.ReturnedQuantity), cancellation);
        }

        return new PairDelivery(main, orders, revenue);
    }

    /// <summary>The arms of those orders that name any, within the time of the comparison.</summary>
    public static async Task<List<string>> ArmsAsync(StudioDb db, SuggestionPromise promise, PromiseComparison comparison, CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var chunk in (await OfAsync(db, promise, cancellation)).Orders.Chunk(1_000))
        {
            found.AddRange(await (
                from order in db.Orders
                join visitor in db.Set<OrderVisitor>() on new { order.ChannelId, order.ExternalId } equals new { visitor.ChannelId, visitor.ExternalId }
                where chunk.Contains(order.Id) && order.OrderedAt >= comparison.From && (comparison.Until == null || order.OrderedAt < comparison.Until)
                    && visitor.Arm != null
                select visitor.Arm!).ToListAsync(cancellation));
        }

        return found;
    }

    /// <summary>
    /// Of each customer the first order of the companion, where it lies within the time, and comes at most so many days after an order of the main product.
    /// </summary>
    private static async Task<List<long>> CameBackAsync(
        StudioDb db, SuggestionPromise promise, int[] anchors, int[] companions, CancellationToken cancellation)
    {
        var (holdingMain, holdingCompanion) = (Holding(db, anchors), Holding(db, companions));
        var bought = Placed(db, promise.ChannelId).Where(order => order.CustomerHash != null && holdingCompanion.Contains(order.Id));
        var came = bought.Where(order => order.OrderedAt >= promise.From && order.OrderedAt < promise.Until).Select(order => order.CustomerHash);
        var all = await bought.Where(order => order.OrderedAt < promise.Until && came.Contains(order.CustomerHash))
            .Select(order => new { order.Id, order.OrderedAt, order.CustomerHash }).ToListAsync(cancellation);
        var since = promise.From.AddDays(-promise.WithinDays);
        var before = (await Placed(db, promise.ChannelId)
            .Where(order => order.OrderedAt >= since && order.OrderedAt < promise.Until && came.Contains(order.CustomerHash)
                && holdingMain.Contains(order.Id))
            .Select(order => new { order.OrderedAt, order.CustomerHash }).ToListAsync(cancellation))
            .ToLookup(order => order.CustomerHash, order => order.OrderedAt);
        return [.. all.GroupBy(order => order.CustomerHash).Select(customer => customer.MinBy(order => (order.OrderedAt, order.Id))!)
            .Where(first => first.OrderedAt >= promise.From
                && before[first.CustomerHash].Any(at => at < first.OrderedAt && at >= first.OrderedAt.AddDays(-promise.WithinDays)))
            .Select(first => first.Id)];
    }

    private static IQueryable<Order> Placed(StudioDb db, int channelId) =>
        db.Orders.Where(order => order.ChannelId == channelId && order.Status == OrderStatus.Placed);

    /// <summary>Orders that hold any of these, returned pieces aside.</summary>
    private static IQueryable<long> Holding(StudioDb db, int[] productIds) => db.Set<OrderLine>()
        .Where(line => line.ProductId != null && productIds.Contains(line.ProductId.Value) && line.Quantity > line.ReturnedQuantity)
        .Select(line => line.OrderId);

    private static async Task<int[]> FamilyAsync(StudioDb db, int productId, CancellationToken cancellation)
    {
        var family = await db.Products.Where(product => product.Id == productId).Select(product => product.ParentId ?? product.Id)
            .SingleOrDefaultAsync(cancellation);
        return await db.Products.Where(product => product.Id == family || product.ParentId == family).Select(product => product.Id).ToArrayAsync(cancellation);
    }
}
