using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Mining;

/// <summary>
/// The orders and lines that count when baskets are asked by hand, as <see cref="MiningFilter"/> and the shop's <see cref="MiningPolicy"/> have it: orders
/// that stood, within the policy's days, no tests. Baskets of very many products count here, which mining may leave out.
/// </summary>
internal static class CountedOrders
{
    /// <summary>Placed orders of the channel that its policy counts.</summary>
    public static async Task<IQueryable<Order>> OfAsync(StudioDb db, int channelId, CancellationToken cancellation)
    {
        var settings = MiningSettings.Of(await db.MiningPolicies.SingleOrDefaultAsync(policy => policy.ChannelId == channelId, cancellation));
        var placed = db.Orders.Where(order => order.ChannelId == channelId && order.Status == OrderStatus.Placed);
        if (settings.WindowDays is { } days
            && await db.Orders.Where(order => order.ChannelId == channelId).MaxAsync(order => (DateTimeOffset?)order.OrderedAt, cancellation) is { } last)
        {
            var from = last.AddDays(-days);
            placed = placed.Where(order => order.OrderedAt > from);
        }

        if (settings.TestOrders is { Length: > 0 } tests)
        {
            placed = placed.Where(order => order.ExternalId.Substring(0, tests.Length) != tests);
        }

        return placed;
    }

    /// <summary>Lines that stood: of a product, paid for, and not returned whole.</summary>
    public static IQueryable<OrderLine> Lines(StudioDb db) =>
        db.OrderLines.Where(line => line.ProductId != null && line.Quantity > 0 && line.Quantity > line.ReturnedQuantity && line.UnitPrice > 0);
}
