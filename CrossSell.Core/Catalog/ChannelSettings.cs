using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>Writes settings of which a channel has one row, whose key is the channel, or none while nobody set any.</summary>
internal static class ChannelSettings
{
    /// <summary>Writes all of it; its version is that of the row that was looked at, 0 for none.</summary>
    /// <param name="purpose">What was done, by the channel's name.</param>
    /// <returns>The change set, or null when nothing differs.</returns>
    public static async Task<Outcome<long?>> SaveAsync<T>(
        StudioStore store, Actor actor, int channelId, T settings, Func<string, string> purpose, CancellationToken cancellation)
        where T : class, IVersioned
    {
        await using var session = await store.WriteAsync(actor, purpose("a shop"), cancellation);
        var existing = await session.Db.FindAsync<T>([channelId], cancellation);
        if ((existing?.Version ?? 0) != settings.Version)
        {
            return Refusal.Stale(L["Someone else changed these settings since you opened them. Reload and try again."]);
        }

        if (existing is null)
        {
            settings.Version = 1; // 0 is who saw no row: the second of two who did must not write over the first.
            session.Db.Add(settings);
        }
        else
        {
            session.Db.Entry(existing).CurrentValues.SetValues(settings);
        }

        session.Purpose = purpose(await session.Db.Channels.Where(channel => channel.Id == channelId).Select(channel => channel.Name)
            .SingleAsync(cancellation));
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var id) ? refusal : (long?)id;
    }
}
