using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Notifications;

/// <summary>What one person was told: read, marked as read, and swept when it is old. Nobody sees what others were told.</summary>
public sealed class NotificationService
{
    /// <summary>How long a notification is kept, read or not.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    private const string Notice = "notifications";

    private readonly StudioStore store;

    public NotificationService(StudioStore store)
    {
        this.store = store;
        store.Heard += news =>
        {
            if (news?.Split(' ') is [Notice, var id])
            {
                Changed?.Invoke(id);
            }

            return Task.CompletedTask;
        };
    }

    /// <summary>Raised with whose notifications were marked as read, here or in another instance; on any thread. New ones come with a write.</summary>
    public event Action<string>? Changed;

    /// <summary>What the person was told, the newest first.</summary>
    public async Task<IReadOnlyList<Notification>> ListAsync(
        Actor actor, bool unreadOnly = false, int take = 50, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        // By the time that is shown: what a demo or a restored write tells may be older than what was written before it.
        return await Of(db, actor).Where(item => !unreadOnly || item.ReadAt == null)
            .OrderByDescending(item => item.At).ThenByDescending(item => item.Id).Take(take).ToListAsync(cancellation);
    }

    /// <summary>How many the person has not read.</summary>
    public async Task<int> CountUnreadAsync(Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await Of(db, actor).CountAsync(item => item.ReadAt == null, cancellation);
    }

    /// <summary>Marks one of the person's own as read, or as unread again. Somebody else's stays as it is.</summary>
    public Task MarkAsync(long id, bool isRead, Actor actor, CancellationToken cancellation = default) =>
        MarkAsync(items => items.Where(item => item.Id == id), isRead, actor, cancellation);

    /// <summary>Marks all that the person has not read.</summary>
    /// <param name="upTo">The newest that was seen: what came since stays unread.</param>
    public Task MarkAllReadAsync(long upTo, Actor actor, CancellationToken cancellation = default) =>
        MarkAsync(items => items.Where(item => item.Id <= upTo), true, actor, cancellation);

    /// <summary>Marks all about one thing: its page was opened.</summary>
    public Task MarkReadAsync(NotificationTarget target, string targetKey, Actor actor, CancellationToken cancellation = default) =>
        MarkAsync(items => items.Where(item => item.Target == target && item.TargetKey == targetKey), true, actor, cancellation);

    /// <summary>Deletes what is older than <see cref="KeptFor"/>.</summary>
    public async Task SweepAsync(CancellationToken cancellation = default)
    {
        var before = store.Time.GetUtcNow() - KeptFor;
        await using var db = store.OpenUnaudited(inBackground: true);
        await db.Notifications.Where(item => item.At < before).ExecuteDeleteAsync(cancellation);
    }

    private async Task MarkAsync(
        Func<IQueryable<Notification>, IQueryable<Notification>> which, bool isRead, Actor actor, CancellationToken cancellation)
    {
        DateTimeOffset? now = isRead ? store.Time.GetUtcNow() : null;
        await using (var read = store.Read())
        {
            // Most pages that are opened were not told about: they wait for nobody who writes.
            if (!await which(Of(read, actor)).AnyAsync(item => (item.ReadAt == null) == isRead, cancellation))
            {
                return;
            }
        }

        await using (var db = store.OpenUnaudited())
        {
            await which(Of(db, actor)).Where(item => (item.ReadAt == null) == isRead)
                .ExecuteUpdateAsync(update => update.SetProperty(item => item.ReadAt, now), cancellation);
        }

        Changed?.Invoke(actor.Id);
        await store.TellOthersAsync($"{Notice} {actor.Id}", cancellation);
    }

    private static IQueryable<Notification> Of(StudioDb db, Actor actor) => db.Notifications.Where(item => item.RecipientId == actor.Id);
}
