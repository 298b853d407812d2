using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Events;

/// <summary>How long the pseudonyms of visitors are kept; configured for the installation.</summary>
/// <param name="Days">At least 1.</param>
public sealed record VisitorRetention(int Days)
{
    public const int DefaultDays = 90;
}

/// <summary>Forgets visitors: one when the shop asks, all after some time.</summary>
/// <param name="retention">Null is <see cref="VisitorRetention.DefaultDays"/>.</param>
public sealed class EventService(StudioStore store, TimeProvider time, VisitorNames visitors, VisitorRetention? retention = null)
{
    /// <summary>After this an event says nothing of its visitor any more; what was counted stays.</summary>
    public TimeSpan VisitorsKeptFor { get; } = TimeSpan.FromDays(retention?.Days ?? VisitorRetention.DefaultDays);

    /// <summary>Deletes all that a visitor did, as a person may ask a shop for.</summary>
    /// <param name="channelId">The shop; null is every shop.</param>
    /// <param name="visitor">As the shop calls the visitor in its events.</param>
    /// <returns>How many events there were.</returns>
    public async Task<int> DeleteVisitorAsync(int? channelId, string visitor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var db = store.OpenUnaudited();
        var channels = channelId is { } one ? [one] : await db.Set<Catalog.Channel>().Select(channel => channel.Id).ToListAsync(cancellation);
        var names = channels.ConvertAll(id => visitors.Of(id, visitor));
        // Whose an order was is forgotten; the order is the shop's.
        if (await db.OrderVisitors.AnyAsync(item => names.Contains(item.Visitor!), cancellation))
        {
            await ForgetAsync(db.OrderVisitors.Where(item => names.Contains(item.Visitor!)), cancellation);
        }

        // Looked at first: a statement that writes would take the writer lock.
        return await db.ShopEvents.AnyAsync(item => names.Contains(item.Visitor!), cancellation)
            ? await db.ShopEvents.Where(item => names.Contains(item.Visitor!)).ExecuteDeleteAsync(cancellation)
            : 0;
    }

    /// <summary>Takes the visitors off events and orders that are older than <see cref="VisitorsKeptFor"/>.</summary>
    public async Task SweepAsync(CancellationToken cancellation = default)
    {
        var before = time.GetUtcNow() - VisitorsKeptFor;
        await using var db = store.OpenUnaudited(inBackground: true);
        if (await db.ShopEvents.AnyAsync(item => item.Visitor != null && item.ReceivedAt < before, cancellation))
        {
            await db.ShopEvents.Where(item => item.Visitor != null && item.ReceivedAt < before)
                .ExecuteUpdateAsync(update => update.SetProperty(item => item.Visitor, (string?)null), cancellation);
        }

        if (await db.OrderVisitors.AnyAsync(item => item.Visitor != null && item.ReceivedAt < before, cancellation))
        {
            await ForgetAsync(db.OrderVisitors.Where(item => item.Visitor != null && item.ReceivedAt < before), cancellation);
        }
    }

    // The arm too: an order that names an arm alone is one whose shop should have named a visitor, and is told to people as that.
    private static Task<int> ForgetAsync(IQueryable<OrderVisitor> orders, CancellationToken cancellation) => orders.ExecuteUpdateAsync(
        update => update.SetProperty(item => item.Visitor, (string?)null).SetProperty(item => item.Arm, (string?)null), cancellation);
}
