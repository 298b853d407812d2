using CrossSell.Core.Affinity;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>The orders that hold both products of a pair, cancelled orders and returned pieces aside.</summary>
internal static class PairOrders
{
    /// <summary>Each order once, in no order.</summary>
    /// <param name="anchors">The products of the anchor's family.</param>
    /// <param name="companions">The products of the companion's family.</param>
    public static IQueryable<PairOrder> Of(StudioDb db, int channelId, int[] anchors, int[] companions) => (
        from line in db.Set<OrderLine>()
        where line.ProductId != null && companions.Contains(line.ProductId.Value) && line.Quantity > line.ReturnedQuantity
        from other in db.Set<OrderLine>()
        where other.OrderId == line.OrderId && other.ProductId != null && anchors.Contains(other.ProductId.Value) && other.Quantity > other.ReturnedQuantity
        join order in db.Orders on line.OrderId equals order.Id
        where order.ChannelId == channelId && order.Status == OrderStatus.Placed
        select new PairOrder { Id = order.Id, OrderedAt = order.OrderedAt }).Distinct();

    /// <summary>All whole or begun months between the channel's first and last order.</summary>
    public static async Task<List<PairMonth>> MonthsAsync(
        StudioDb db, int channelId, TimeZoneInfo zone, List<DateTimeOffset> baskets, CancellationToken cancellation)
    {
        var all = db.Orders.Where(order => order.ChannelId == channelId);
        if (await all.OrderBy(order => order.OrderedAt).Select(order => (DateTimeOffset?)order.OrderedAt).FirstOrDefaultAsync(cancellation) is not { } first
            || await all.OrderByDescending(order => order.OrderedAt).Select(order => (DateTimeOffset?)order.OrderedAt)
                .FirstOrDefaultAsync(cancellation) is not { } last)
        {
            return [];
        }

        var counts = baskets.GroupBy(MonthOf).ToDictionary(group => group.Key, group => group.Count());
        var months = new List<PairMonth>();
        for (var month = MonthOf(first); month <= MonthOf(last); month = month.AddMonths(1))
        {
            months.Add(new PairMonth(month, counts.GetValueOrDefault(month)));
        }

        return months;

        DateOnly MonthOf(DateTimeOffset at)
        {
            var local = TimeZoneInfo.ConvertTime(at, zone);
            return new DateOnly(local.Year, local.Month, 1);
        }
    }
}
