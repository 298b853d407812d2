using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Api;

/// <summary>The shop that a request writes to, or reads from: the key's own, or the one that it names.</summary>
internal static class ApiChannel
{
    public static readonly Refusal OfAnother = new("key.channel", "This key is for another channel.", "channel");

    /// <param name="code">As the request names it; null where it does not.</param>
    /// <returns>The channel, or what to answer instead.</returns>
    public static async Task<(Channel? Channel, ProblemHttpResult? Problem)> FindAsync(
        StudioStore store, ApiKey key, string? code, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(code) && key.ChannelId is null)
        {
            return (null, ApiProblems.Of(
                StatusCodes.Status400BadRequest, "channel.needed", "This key is for all shops: name the channel that this is about.", "channel"));
        }

        await using var db = store.Read();
        var channel = key.ChannelId is { } own
            ? await db.Channels.Include(item => item.TaxRates).SingleOrDefaultAsync(item => item.Id == own, cancellation)
            : (await db.Channels.Include(item => item.TaxRates).ToListAsync(cancellation)).Find(
                item => item.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
        return channel switch
        {
            null => (null, ApiProblems.Of(StatusCodes.Status404NotFound, Refusal.NotFoundCode, $"There is no channel \"{code}\".", "channel")),
            _ when !string.IsNullOrEmpty(code) && !channel.Code.Equals(code, StringComparison.OrdinalIgnoreCase) =>
                (null, ApiProblems.Of(StatusCodes.Status403Forbidden, OfAnother)),
            _ => (channel, null),
        };
    }
}
