using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Notifications;

/// <summary>Who is told, and the one way to tell: within the write that it is about.</summary>
public static class Recipients
{
    // More is the whole text of a comment; the page that the notification opens has it.
    private const int Longest = 300;

    /// <summary>Everybody with an account in use who may do this in at least one of the channels.</summary>
    public static async Task<IReadOnlyList<Actor>> WhoMayAsync(
        StudioDb db, Permission permission, IReadOnlyCollection<int> channelIds, CancellationToken cancellation = default) =>
        [.. (await PeopleAsync(db, cancellation)).Where(person => person.CanInOneOf(permission, channelIds))];

    /// <summary>Everybody who may be mentioned where these channels are talked about: who may look into one of them.</summary>
    public static async Task<IReadOnlyList<Mentionable>> MentionableAsync(
        StudioDb db, IReadOnlyCollection<int> channelIds, CancellationToken cancellation = default) =>
        [.. (await WhoMayAsync(db, Permission.Read, channelIds, cancellation)).Select(person => new Mentionable(person.Id, person.Name))];

    /// <summary>
    /// Tells these people, in the transaction of this write: once each, and not the one who writes. An account that is switched off, or without any
    /// right, is left out.
    /// </summary>
    public static Task NotifyAsync(
        this WriteSession session, NotificationKind kind, IEnumerable<string> recipientIds, NotificationTarget target, string targetKey,
        IReadOnlyList<string> arguments, CancellationToken cancellation = default) =>
        session.NotifyAsync(kind, recipientIds, target, targetKey, arguments, channelIds: null, cancellation);

    /// <summary>The same about something of some shops.</summary>
    /// <param name="channelIds">Where it is sold or shown: only who may look into one of these shops is told; null for what is of no shop.</param>
    public static async Task NotifyAsync(
        this WriteSession session, NotificationKind kind, IEnumerable<string> recipientIds, NotificationTarget target, string targetKey,
        IReadOnlyList<string> arguments, IReadOnlyCollection<int>? channelIds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        var wanted = recipientIds.Where(id => id != session.Actor.Id).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0)
        {
            return;
        }

        var told = (await PeopleAsync(session.Db, cancellation)).Where(person => wanted.Contains(person.Id)
            && (channelIds is null ? person.CanAnywhere(Permission.Read) : person.CanInOneOf(Permission.Read, channelIds)));
        session.Db.Notifications.AddRange(told.Select(person => New(person.Id, kind, target, targetKey, arguments, session.Now)));
    }

    internal static Notification New(
        string recipientId, NotificationKind kind, NotificationTarget target, string targetKey, IReadOnlyList<string> arguments, DateTimeOffset at) => new()
        {
            RecipientId = recipientId,
            Kind = kind,
            Target = target,
            TargetKey = targetKey,
            Arguments = [.. arguments.Select(text => text.Length <= Longest ? text : text[..(Longest - 1)] + "…")],
            At = at,
        };

    // Few, and with their rights.
    private static async Task<List<Actor>> PeopleAsync(StudioDb db, CancellationToken cancellation) =>
        (await db.Users.AsNoTracking().Where(user => user.DisabledAt == null).Include(user => user.Grants).OrderBy(user => user.Id).ToListAsync(cancellation))
        .ConvertAll(user => user.ToActor());
}
