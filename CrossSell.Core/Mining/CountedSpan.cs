using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Mining;

/// <summary>How many days of orders the counted pairs of a shop are about.</summary>
internal static class CountedSpan
{
    /// <summary>
    /// At least 1. Null where that is not known: a warehouse counted all its orders, whose days nobody told.
    /// </summary>
    public static async Task<double?> DaysAsync(StudioDb db, int channelId, CancellationToken cancellation)
    {
        var window = await db.MiningPolicies.Where(policy => policy.ChannelId == channelId).Select(policy => policy.WindowDays)
            .FirstOrDefaultAsync(cancellation);
        if (await db.MiningRuns.AnyAsync(run => run.ChannelId == channelId && !run.Superseded && run.Source != null, cancellation))
        {
            return window;
        }

        // By the index of the shop's orders, its two ends.
        var orders = db.Orders.Where(order => order.ChannelId == channelId);
        var first = await orders.OrderBy(order => order.OrderedAt).Select(order => order.OrderedAt).FirstOrDefaultAsync(cancellation);
        var last = await orders.OrderByDescending(order => order.OrderedAt).Select(order => order.OrderedAt).FirstOrDefaultAsync(cancellation);
        var days = Math.Max(1, (last - first).TotalDays);
        return window is { } limit ? Math.Min(limit, days) : days;
    }
}
