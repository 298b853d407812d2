using System.Runtime.CompilerServices;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.History.HistoryTexts;

namespace CrossSell.Core.History;

/// <summary>One write.</summary>
/// <param name="Changes">Rows that it changed, up to <see cref="AuditLog.MostCounted"/>; none for what is not recorded row by row.</param>
/// <param name="CanUndo">Whether it may still be taken back at all; the right for it is asked when it is done.</param>
/// <param name="JobId">The job that it is part of, which is undone as a whole.</param>
public sealed record AuditLine(
    long Id, DateTimeOffset At, ActorKind ActorKind, string ActorId, string ActorName, string Purpose, bool CanUndo, bool IsUndo, bool IsUndone, long? JobId,
    int Changes);

/// <param name="Next">Pass as <c>before</c> to look further back; null when everything was looked at.</param>
/// <param name="SearchedTo">Where the search stopped before the page was full, so that nobody waits; null when it did not.</param>
public sealed record AuditResults(IReadOnlyList<AuditLine> Lines, long? Next, DateTimeOffset? SearchedTo);

/// <summary>A person who may be asked for.</summary>
public sealed record AuditPerson(string Id, string Name);

/// <summary>
/// Reads who did what, the newest first. For administrators: those of some shops see what was done in these shops, and what they did themselves. A question
/// goes back through the log by windows of ids, so that it takes as long at a million writes as at a hundred; where little is found it stops and says so.
/// </summary>
public sealed class AuditLog(StudioStore store)
{
    public const int PageSize = 50;

    /// <summary>From so many changed rows on they are not counted.</summary>
    public const int MostCounted = 100;

    /// <summary>Writes that one question looks through.</summary>
    internal const int MostSearched = 200_000;

    private const int FirstWindow = 2_000;
    private const int LargestWindow = 50_000;

    /// <summary>A page of the log.</summary>
    /// <param name="before">Only writes older than this one; null for the newest.</param>
    public async Task<Outcome<AuditResults>> ListAsync(AuditFilter filter, Actor actor, long? before = null, CancellationToken cancellation = default)
    {
        if (Deny(actor) is { } forbidden)
        {
            return forbidden;
        }

        await using var db = store.Read(ScopeOf(actor));
        return await PageAsync(db, filter, actor, before, MostSearched, cancellation);
    }

    /// <summary>All that a filter finds, each write with what it changed: for a file.</summary>
    public async IAsyncEnumerable<(AuditLine Line, IReadOnlyList<AuditRow> Rows)> ExportAsync(
        AuditFilter filter, Actor actor, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (Deny(actor) is not null)
        {
            yield break;
        }

        await using var db = store.Read(ScopeOf(actor));
        for (long? before = null; ;)
        {
            var page = await PageAsync(db, filter, actor, before, int.MaxValue, cancellation);
            foreach (var line in page.Lines)
            {
                var isFirst = true;
                for (long? after = 0; after is { } from;)
                {
                    var rows = await RowsAsync(db, actor, line.Id, from, cancellation);
                    if (isFirst || rows.Rows.Count > 0)
                    {
                        yield return (line, rows.Rows);
                    }

                    (isFirst, after) = (false, rows.Next);
                }
            }

            if (page.Next is null)
            {
                yield break;
            }

            before = page.Next;
        }
    }

    /// <summary>What one write changed, row by row, with before and after.</summary>
    /// <param name="after">Only rows behind this one; 0 for the first.</param>
    public async Task<Outcome<AuditRows>> RowsAsync(long changeSetId, Actor actor, long after = 0, CancellationToken cancellation = default)
    {
        if (Deny(actor) is { } forbidden)
        {
            return forbidden;
        }

        await using var db = store.Read(ScopeOf(actor));
        return await RowsAsync(db, actor, changeSetId, after, cancellation);
    }

    /// <summary>The people whose work the actor sees, by name: to administrators of some shops those who have a role there or in all shops.</summary>
    public async Task<Outcome<IReadOnlyList<AuditPerson>>> PeopleAsync(Actor actor, CancellationToken cancellation = default)
    {
        if (Deny(actor) is { } forbidden)
        {
            return forbidden;
        }

        var scope = ScopeOf(actor);
        int[] shops = [.. scope.ChannelIds];
        await using var db = store.Read();
        var people = scope.IsEverything
            ? db.Users
            : db.Users.Where(user => user.Id == actor.Id
                || user.Grants.Any(grant => grant.ChannelId == null || shops.Contains(grant.ChannelId.Value)));
        return await people.OrderBy(user => user.DisplayName).Select(user => new AuditPerson(user.Id, user.DisplayName)).ToListAsync(cancellation);
    }

    private static Refusal? Deny(Actor actor) => actor.CanAnywhere(Permission.Administer)
        ? null
        : Refusal.Forbidden(L["Only administrators see the audit log."]);

    // The shops that somebody administers, not those where they may look.
    private static ReadScope ScopeOf(Actor actor) => actor.Can(Permission.Administer, null)
        ? ReadScope.Everything
        : ReadScope.Only(actor.Grants.Where(grant => grant.Role == Role.Administrator).Select(grant => grant.ChannelId).OfType<int>());

    private static async Task<AuditResults> PageAsync(StudioDb db, AuditFilter filter, Actor actor, long? before, int most, CancellationToken cancellation)
    {
        var (first, end) = await BoundsAsync(db, filter, cancellation);
        end = Math.Min(before ?? long.MaxValue, end);
        var found = new List<AuditLine>();
        long searched = 0;
        for (long window = FirstWindow; end > first && found.Count <= PageSize && searched < most; window = Math.Min(window * 2, LargestWindow))
        {
            var from = Math.Max(first, end - window);
            var sets = Matching(db, filter, actor).Where(set => set.Id >= from && set.Id < end).OrderByDescending(set => set.Id)
                .Take(PageSize + 1 - found.Count);
            found.AddRange(await Lines(db, sets).ToListAsync(cancellation));
            (searched, end) = (searched + end - from, from);
        }

        if (found.Count > PageSize)
        {
            return new AuditResults(found[..PageSize], found[PageSize - 1].Id, null);
        }

        return end <= first
            ? new AuditResults(found, null, null)
            : new AuditResults(found, end, await db.ChangeSets.Where(set => set.Id >= end).OrderBy(set => set.Id).Select(set => (DateTimeOffset?)set.At)
                .FirstOrDefaultAsync(cancellation));
    }

    /// <summary>The ids of a period, by its index: the first, and the one behind the last.</summary>
    private static async Task<(long First, long End)> BoundsAsync(StudioDb db, AuditFilter filter, CancellationToken cancellation)
    {
        var sets = Within(db.ChangeSets, filter);
        return (await sets.MinAsync(set => (long?)set.Id, cancellation) ?? 0, (await sets.MaxAsync(set => (long?)set.Id, cancellation) ?? -1) + 1);
    }

    private static IQueryable<ChangeSet> Within(IQueryable<ChangeSet> sets, AuditFilter filter)
    {
        sets = filter.From is { } from ? sets.Where(set => set.At >= from) : sets;
        return filter.Until is { } until ? sets.Where(set => set.At < until) : sets;
    }

    private static IQueryable<ChangeSet> Matching(StudioDb db, AuditFilter filter, Actor actor)
    {
        var sets = Within(db.ChangeSets, filter);
        if (filter.ActorId is { } person)
        {
            sets = sets.Where(set => set.ActorId == person);
        }

        if (filter.Actors is { } kind)
        {
            sets = sets.Where(set => set.ActorKind == kind);
        }

        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
#pragma warning disable CA1304, CA1307, CA1308, CA1311, CA1862 // The database compares; this form is the one that it is given.
            var lower = text.ToLowerInvariant();
            sets = sets.Where(set => set.Purpose.ToLower().Contains(lower) || set.ActorName.ToLower().Contains(lower));
#pragma warning restore CA1304, CA1307, CA1308, CA1311, CA1862
        }

        var changes = filter.Kind is { } what ? db.Changes.Where(change => AuditKinds.EntitiesOf(what).Contains(change.Entity)) : db.Changes;
        if (filter.ChannelId is { } channel)
        {
            changes = changes.Where(AuditKinds.OfShop(db, channel));
        }

        if (filter.Kind is not null || filter.ChannelId is not null)
        {
            sets = sets.Where(set => changes.Any(change => change.ChangeSetId == set.Id));
        }

        if (!db.Scope.IsEverything)
        {
            var seen = Seen(db);
            sets = sets.Where(set => set.ActorId == actor.Id || seen.Any(change => change.ChangeSetId == set.Id));
        }

        return sets;
    }

    /// <summary>The changes in the shops of a reader who may not look into all.</summary>
    private static IQueryable<Change> Seen(StudioDb db) => db.Scope.ChannelIds
        .Select(id => db.Changes.Where(AuditKinds.OfShop(db, id))).Aggregate((all, more) => all.Concat(more));

    private static IQueryable<AuditLine> Lines(StudioDb db, IQueryable<ChangeSet> sets) => sets.Select(set => new AuditLine(
        set.Id, set.At, set.ActorKind, set.ActorId, set.ActorName, set.Purpose, set.CanUndo && set.UndoneById == null, set.UndoOfId != null,
        set.UndoneById != null, set.JobId, db.Changes.Where(change => change.ChangeSetId == set.Id).Take(MostCounted).Count()));

    private static async Task<AuditRows> RowsAsync(StudioDb db, Actor actor, long changeSetId, long after, CancellationToken cancellation)
    {
        var changes = db.Scope.IsEverything || await db.ChangeSets.AnyAsync(set => set.Id == changeSetId && set.ActorId == actor.Id, cancellation)
            ? db.Changes
            : Seen(db);
        var found = await changes.Where(change => change.ChangeSetId == changeSetId && change.Id > after).OrderBy(change => change.Id)
            .Take(AuditRows.PageSize + 1).ToListAsync(cancellation);
        var shown = found.Take(AuditRows.PageSize).ToList();
        return new AuditRows(await AuditWords.RowsAsync(db, shown, cancellation), found.Count > shown.Count ? shown[^1].Id : null);
    }
}
