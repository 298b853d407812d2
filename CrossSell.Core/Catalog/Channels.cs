using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>Finds channels by the code that people type.</summary>
public static class Channels
{
    public static async Task<Outcome<Channel>> FindAsync(StudioDb db, string code, CancellationToken cancellation = default)
    {
        var channels = await db.Channels.AsNoTracking().OrderBy(channel => channel.Code).ToListAsync(cancellation);
        return channels.Find(channel => channel.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) is { } found
            ? found
            : Refusal.NotFound($"There is no channel \"{code}\". The channels are: {string.Join(", ", channels.Select(channel => channel.Code))}.", "channel");
    }
}
