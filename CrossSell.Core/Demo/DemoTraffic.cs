using System.Globalization;
using CrossSell.Core.Events;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Demo;

/// <summary>
/// What the pages of the demo's shops have reported in the two weeks before it is opened: who saw a panel. Without it nobody could plan an experiment there,
/// for plans stand on a shop's own visitors.
/// </summary>
internal static class DemoTraffic
{
    private const int Days = 14;
    private const ulong Seed = 0x7AFF;
    private const int Minutes = 600;

    /// <summary>Stores them once; a second time changes nothing.</summary>
    /// <param name="looking">Visitors who saw a panel for one who orders.</param>
    /// <param name="until">Nothing is known of what comes after.</param>
    public static async Task WriteAsync(StudioStore store, VisitorNames names, int looking, DateTimeOffset until, CancellationToken cancellation)
    {
        List<(int Shop, DateTimeOffset At, string Sku)> orders;
        await using (var db = store.Read())
        {
            var since = until.AddDays(-Days);
            orders = [.. (await db.Orders.Where(order => order.OrderedAt >= since && order.OrderedAt < until).OrderBy(order => order.Id)
                .Select(order => new { order.ChannelId, order.OrderedAt, Sku = order.Lines.OrderBy(line => line.Id).Select(line => line.Sku).First() })
                .ToListAsync(cancellation)).Select(order => (order.ChannelId, order.OrderedAt, order.Sku))];
        }

        var (random, events) = (new DemoRandom(Seed), new List<ShopEvent>(orders.Count * looking));
        foreach (var (shop, at, sku) in orders)
        {
            for (var visitor = 0; visitor < looking; visitor++)
            {
                var (seen, device) = (at.AddMinutes(random.Between(-Minutes, Minutes)), random.Next(100));
                var id = string.Create(CultureInfo.InvariantCulture, $"demo-{events.Count}");
                seen = seen < until ? seen : until.AddMinutes(-1);
                events.Add(new ShopEvent
                {
                    ChannelId = shop,
                    EventId = id,
                    Type = ShopEventType.Impression,
                    At = seen,
                    ReceivedAt = seen,
                    Placement = PanelPlacement.ProductPage,
                    Anchor = sku,
                    Visitor = names.Of(shop, id),
                    Device = device < 57 ? "phone" : device < 63 ? "tablet" : "desktop",
                });
            }
        }

        await using var write = store.OpenUnaudited(inBackground: true);
        await using var transaction = await write.BeginAloneAsync(cancellation);
        await EventRows.InsertAsync(write, transaction, events, cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
