using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Events;

/// <summary>The newest event of one kind that a shop's pages have sent.</summary>
/// <param name="At">When it happened, by the shopper's clock.</param>
/// <param name="Anchor">SKU of the panel's main product.</param>
public sealed record EventArrival(ShopEventType Type, DateTimeOffset At, string Anchor, PanelPlacement Placement);

/// <summary>Whether a shop's pages tell of their panels: for who has just put one in.</summary>
public sealed class RecentEvents(StudioStore store)
{
    // Enough to find the rarer kinds among impressions; the index on channel and instant has them together.
    private const int Newest = 500;

    /// <returns>The newest of each kind among the last events of the channel, in the order of a shopper's way.</returns>
    public async Task<IReadOnlyList<EventArrival>> LoadAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var newest = await db.ShopEvents.Where(item => item.ChannelId == channelId).OrderByDescending(item => item.At).Take(Newest)
            .Select(item => new EventArrival(item.Type, item.At, item.Anchor, item.Placement)).ToListAsync(cancellation);
        return [.. newest.DistinctBy(item => item.Type).OrderBy(item => item.Type)];
    }
}
