using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Access;

/// <summary>A sign-in that holds, with how its person reads.</summary>
/// <param name="Until">When it runs out.</param>
/// <param name="NumberFormat">As <see cref="User.NumberFormat"/>.</param>
/// <param name="Language">As <see cref="User.Language"/>.</param>
/// <param name="TimeZone">As <see cref="User.TimeZone"/>.</param>
public sealed record LiveSession(DateTimeOffset Until, string? NumberFormat, string? Language, string? TimeZone);

/// <summary>
/// Begins, checks and ends sign-ins. The database is the only truth, so that what one process ends (the command line, another tab) is ended in all of
/// them; checking is one look-up by key. Like sign-in counts, these rows are no data of the shop and are not audited.
/// </summary>
public sealed class UserSessionService(StudioStore store, TimeProvider time)
{
    /// <summary>How long a sign-in lasts without being used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    // A page waits for it, and there are days left to try again.
    private const int RenewTimeoutSeconds = 1;

    /// <summary>Raised when this process has ended sign-ins: anyone who follows some looks at once instead of at its next turn.</summary>
    public event Action? Ended;

    /// <param name="device">What its owner recognises it by in the list of sign-ins.</param>
    /// <returns>What the cookie names.</returns>
    public async Task<string> StartAsync(string userId, string device, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await using var db = store.OpenForIdentity();
        // What has run out goes whenever somebody comes, so that nothing piles up.
        await db.UserSessions.Where(session => session.ExpiresAt <= now).ExecuteDeleteAsync(cancellation);
        var session = new UserSession { Id = Guid.NewGuid().ToString("N"), UserId = userId, Device = device, StartedAt = now, ExpiresAt = now + Lifetime };
        db.UserSessions.Add(session);
        await db.SaveChangesAsync(cancellation);
        await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(update => update.SetProperty(user => user.LastSignInAt, now), cancellation);
        return session.Id;
    }

    /// <summary>The sign-in; null when it is over or its account is switched off.</summary>
    public async Task<LiveSession?> FindAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await Live(db, time.GetUtcNow()).Where(session => session.Id == id)
            .Join(
                db.Users, session => session.UserId, user => user.Id,
                (session, user) => new LiveSession(session.ExpiresAt, user.NumberFormat, user.Language, user.TimeZone))
            .SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Those of the sign-ins that still hold.</summary>
    public async Task<IReadOnlySet<string>> LiveAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await Live(db, time.GetUtcNow()).Where(session => ids.Contains(session.Id)).Select(session => session.Id).ToHashSetAsync(cancellation);
    }

    /// <summary>The account behind a sign-in with its roles, as both stand now; null when the sign-in is over.</summary>
    public static Task<User?> UserAsync(StudioDb db, string id, string userId, DateTimeOffset now, CancellationToken cancellation = default) =>
        db.Users.Include(user => user.Grants)
            .SingleOrDefaultAsync(user => user.Id == userId && Live(db, now).Any(session => session.Id == id && session.UserId == userId), cancellation);

    /// <summary>Lets a sign-in that is used last a whole lifetime from now on.</summary>
    public async Task RenewAsync(string id, CancellationToken cancellation = default)
    {
        var until = time.GetUtcNow() + Lifetime;
        await using var db = store.OpenForIdentity();
        db.Database.SetCommandTimeout(RenewTimeoutSeconds);
        await db.UserSessions.Where(session => session.Id == id)
            .ExecuteUpdateAsync(update => update.SetProperty(session => session.ExpiresAt, until), cancellation);
    }

    /// <summary>The sign-ins of a person that still hold, the newest first.</summary>
    public async Task<IReadOnlyList<UserSession>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await Live(db, time.GetUtcNow()).Where(session => session.UserId == actor.Id)
            .OrderByDescending(session => session.StartedAt).ThenBy(session => session.Id).ToListAsync(cancellation);
    }

    /// <summary>Ends one of a person's own sign-ins.</summary>
    public Task EndAsync(string id, Actor actor, CancellationToken cancellation = default) =>
        EndAsync(sessions => sessions.Where(session => session.Id == id && session.UserId == actor.Id), cancellation);

    /// <summary>Ends all of a person's own sign-ins but this one.</summary>
    public Task EndOthersAsync(string id, Actor actor, CancellationToken cancellation = default) =>
        EndAsync(sessions => sessions.Where(session => session.Id != id && session.UserId == actor.Id), cancellation);

    public Task EndAsync(string id, CancellationToken cancellation = default) =>
        EndAsync(sessions => sessions.Where(session => session.Id == id), cancellation);

    /// <summary>Signs a person out everywhere.</summary>
    public Task EndAllAsync(string userId, CancellationToken cancellation = default) =>
        EndAsync(sessions => sessions.Where(session => session.UserId == userId), cancellation);

    /// <summary>Signs out everybody who uses an account of the demo.</summary>
    public async Task EndDemoAsync(CancellationToken cancellation = default)
    {
        List<string> demo;
        await using (var db = store.Read())
        {
            demo = await db.Users.Where(user => user.IsDemo).Select(user => user.Id).ToListAsync(cancellation);
        }

        await EndAsync(sessions => sessions.Where(session => demo.Contains(session.UserId)), cancellation);
    }

    /// <summary>Signs a person out everywhere together with a write: when it lands, and not when it does not.</summary>
    public static Task EndAllAsync(WriteSession write, string userId, CancellationToken cancellation = default) =>
        write.Db.UserSessions.Where(session => session.UserId == userId).ExecuteDeleteAsync(cancellation);

    /// <summary>The same for all but one sign-in.</summary>
    public static Task EndOthersAsync(WriteSession write, string userId, string id, CancellationToken cancellation = default) =>
        write.Db.UserSessions.Where(session => session.UserId == userId && session.Id != id).ExecuteDeleteAsync(cancellation);

    private async Task EndAsync(Func<IQueryable<UserSession>, IQueryable<UserSession>> which, CancellationToken cancellation)
    {
        await using var db = store.OpenForIdentity();
        // Looked at first: a locked account is tried again and again, and each statement that writes would take the writer lock.
        if (await which(db.UserSessions).AnyAsync(cancellation))
        {
            await which(db.UserSessions).ExecuteDeleteAsync(cancellation);
            Ended?.Invoke();
        }
    }

    private static IQueryable<UserSession> Live(StudioDb db, DateTimeOffset now) =>
        db.UserSessions.Where(session => session.ExpiresAt > now && db.Users.Any(user => user.Id == session.UserId && user.DisabledAt == null));
}
