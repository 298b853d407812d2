using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Today;

/// <summary>A person's turn to be sent what waits for them.</summary>
/// <param name="Last">When the one before was taken.</param>
public sealed record DigestTurn(Actor Person, string Email, string? Language, string? NumberFormat, string? TimeZone, DateTimeOffset? Last);

/// <summary>
/// Whose daily digest is due, and whose turn was taken. A turn is taken by one statement before anything is sent, so that of several instances, and of the
/// one that was started again, one sends it.
/// </summary>
public sealed class Digests(StudioStore store)
{
    /// <summary>Those whose hour has come, in the time zone that they chose, else that of the first shop that they see.</summary>
    public async Task<IReadOnlyList<DigestTurn>> DueAsync(CancellationToken cancellation = default)
    {
        var now = store.Time.GetUtcNow();
        await using var db = store.Read();
        // The password of a demo account is public, and its address is nobody's.
        var users = await db.Users.Where(user => user.DisabledAt == null && !user.WantsNoDigest && !user.IsDemo && user.Email != null)
            .Include(user => user.Grants).OrderBy(user => user.Id).ToListAsync(cancellation);
        var channels = await db.Set<Catalog.Channel>().OrderBy(channel => channel.Id).Select(channel => new { channel.Id, channel.TimeZone })
            .ToListAsync(cancellation);
        return [.. users.Select(user => (User: user, Actor: user.ToActor()))
            .Where(item => item.Actor.CanAnywhere(Permission.Read))
            .Where(item => DigestSchedule.IsDue(
                now,
                ZoneOf(item.User.TimeZone ?? channels.Find(channel => item.Actor.Reads.Includes(channel.Id))?.TimeZone),
                item.User.DigestHour ?? User.UsualDigestHour,
                item.User.DigestedAt))
            .Select(item => new DigestTurn(
                item.Actor, item.User.Email!, item.User.Language, item.User.NumberFormat, item.User.TimeZone, item.User.DigestedAt))];
    }

    /// <summary>Takes the turn.</summary>
    /// <returns>False when another instance has it, or the person chose otherwise meanwhile.</returns>
    public async Task<bool> TakeAsync(DigestTurn turn, CancellationToken cancellation = default)
    {
        var now = store.Time.GetUtcNow();
        await using var db = store.OpenUnaudited(inBackground: true);
        return await db.Users.Where(user => user.Id == turn.Person.Id && user.DigestedAt == turn.Last && !user.WantsNoDigest)
            .ExecuteUpdateAsync(update => update.SetProperty(user => user.DigestedAt, now), cancellation) == 1;
    }

    /// <summary>Gives a turn back of which nothing was sent: it comes again while it is not too late.</summary>
    public async Task GiveBackAsync(DigestTurn turn, CancellationToken cancellation = default)
    {
        await using var db = store.OpenUnaudited(inBackground: true);
        await db.Users.Where(user => user.Id == turn.Person.Id)
            .ExecuteUpdateAsync(update => update.SetProperty(user => user.DigestedAt, turn.Last), cancellation);
    }

    private static TimeZoneInfo ZoneOf(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
