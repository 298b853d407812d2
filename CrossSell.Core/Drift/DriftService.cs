using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Notifications;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Drift.DriftTexts;

namespace CrossSell.Core.Drift;

/// <summary>A bundle that is no longer what was approved, in one shop.</summary>
public sealed record OpenDrift(BundleDrift Drift, string Code, string Name, Channel Channel);

/// <summary>
/// Marks bundles that are no longer what was approved, tells who looks after them once, and pauses and resumes them as the shop's policy says. Looking twice,
/// by however many instances, changes nothing more.
/// </summary>
public sealed class DriftService(StudioStore store)
{
    private static readonly string[] Watched =
    [
        nameof(Product), nameof(Listing), nameof(Channel), nameof(TaxRate), nameof(Bundle), nameof(BundleRevision), nameof(ReviewVerdict), nameof(DriftPolicy),
    ];

    /// <summary>Whether anything was written after this change set that can move an approved bundle.</summary>
    public async Task<bool> IsTouchedAsync(long since, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.Changes.AnyAsync(change => change.ChangeSetId > since && Watched.Contains(change.Entity), cancellation);
    }

    /// <summary>Looks at every bundle that is on sale or comes on sale, in every shop.</summary>
    /// <returns>In how many shops something was written; 0 when all is as it was.</returns>
    public async Task<int> CheckAsync(CancellationToken cancellation = default)
    {
        int[] channels;
        await using (var db = store.Read())
        {
            channels = await db.Channels.OrderBy(channel => channel.Id).Select(channel => channel.Id).ToArrayAsync(cancellation);
        }

        var written = 0;
        foreach (var channel in channels)
        {
            written += await CheckAsync(channel, cancellation) ? 1 : 0;
        }

        return written;
    }

    /// <summary>What is drifted now.</summary>
    /// <param name="channelId">Null for all shops of the reader.</param>
    public async Task<IReadOnlyList<OpenDrift>> ListAsync(ReadScope scope, int? channelId = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var rows = await (
            from drift in db.BundleDrifts
            where drift.ClearedAt == null && (channelId == null || drift.ChannelId == channelId)
            join bundle in db.Bundles on drift.BundleId equals bundle.Id
            join revision in db.BundleRevisions on drift.RevisionId equals revision.Id
            join channel in db.Channels on drift.ChannelId equals channel.Id
            orderby drift.Id
            select new { drift, bundle.Code, revision.Name, channel }).ToListAsync(cancellation);
        return [.. rows.Select(row => new OpenDrift(row.drift, row.Code, row.Name, row.channel))];
    }

    /// <summary>Puts a paused bundle back on sale as it is now: a manager's word. What moves further pauses it again.</summary>
    public async Task<Outcome> ReleaseAsync(int driftId, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Put a paused bundle back on sale", cancellation);
        session.CanUndo = false;
        if (await session.Db.BundleDrifts.AsTracking().SingleOrDefaultAsync(drift => drift.Id == driftId && drift.ClearedAt == null, cancellation)
            is not { } row)
        {
            return Refusal.Stale(L["This bundle is as it was approved again."]);
        }

        if ((actor.Deny(Permission.Review, row.ChannelId) ?? row.Release(actor, session.Now).Refusal) is { } refused)
        {
            return refused;
        }

        session.Purpose = $"Put {await NameAsync(session.Db, row.RevisionId, cancellation)} back on sale as it is";
        return Outcome.FromRefusalOrDone((await session.CommitAsync(cancellation)).Refusal);
    }

    private async Task<bool> CheckAsync(int channelId, CancellationToken cancellation)
    {
        // Read first: most looks find nothing, and wait for nobody who writes.
        bool isRemembered;
        await using (var db = store.Read())
        {
            var now = store.Time.GetUtcNow();
            var found = await DriftCheck.LoadAsync(db, channelId, now, cancellation);
            isRemembered = await RememberAsync(found, now, cancellation);
            found = isRemembered ? await DriftCheck.LoadAsync(db, channelId, now, cancellation) : found;
            if (!await DiffersAsync(db, found, channelId, cancellation))
            {
                return isRemembered;
            }
        }

        await using var session = await store.WriteAsync(Actor.Job("bundle check"), "Looked at approved bundles", cancellation);
        session.CanUndo = false;
        var check = await DriftCheck.LoadAsync(session.Db, channelId, session.Now, cancellation);
        var policy = await DriftPolicyService.FindAsync(session.Db, channelId, cancellation);
        var channel = await session.Db.Channels.AsNoTracking().SingleAsync(item => item.Id == channelId, cancellation);
        var open = await session.Db.BundleDrifts.AsTracking().Where(drift => drift.ChannelId == channelId && drift.ClearedAt == null)
            .ToDictionaryAsync(drift => drift.RevisionId, cancellation);
        var names = new List<string>();
        foreach (var bundle in check)
        {
            if (await SettleAsync(session, bundle, open.GetValueOrDefault(bundle.RevisionId), policy, channel, cancellation))
            {
                names.Add(bundle.Bundle.Quote.Content.Name);
            }

            open.Remove(bundle.RevisionId);
        }

        foreach (var gone in open.Values)
        {
            gone.End(session.Now);
            names.Add(await NameAsync(session.Db, gone.RevisionId, cancellation));
        }

        session.Purpose = names.Count == 0
            ? $"Compared bundles with what was approved in {channel.Name}"
            : $"Compared with what was approved in {channel.Name}: {string.Join(", ", names.Take(3))}{(names.Count > 3 ? " and others" : "")}";
        return !(await session.CommitAsync(cancellation)).IsRefused(out _, out _) || isRemembered;
    }

    private static async Task<bool> DiffersAsync(
        StudioDb db, IReadOnlyList<CheckedBundle> check, int channelId, CancellationToken cancellation)
    {
        var open = await db.BundleDrifts.Where(drift => drift.ChannelId == channelId && drift.ClearedAt == null)
            .ToDictionaryAsync(drift => drift.RevisionId, cancellation);
        var policy = await DriftPolicyService.FindAsync(db, channelId, cancellation);
        return check.Any(bundle => !bundle.Moves.SequenceEqual((open.GetValueOrDefault(bundle.RevisionId)?.Moves ?? []).Select(move => move.Seen))
                || (bundle.Moves.Count > 0 && policy.Pause != DriftPause.Never && open[bundle.RevisionId].IsUnanswered)
                || (bundle.Moves.Count == 0 && open.GetValueOrDefault(bundle.RevisionId) is { } waits && !(waits.IsPaused && waits.WaitsForWord)))
            || open.Keys.Except(check.Select(bundle => bundle.RevisionId)).Any();
    }

    /// <summary>Marks, pauses, clears.</summary>
    /// <returns>Whether anything changed that people see.</returns>
    private static async Task<bool> SettleAsync(
        WriteSession session, CheckedBundle bundle, BundleDrift? row, DriftPolicy policy, Channel channel, CancellationToken cancellation)
    {
        if (bundle.Moves.Count == 0)
        {
            if (row is null)
            {
                return false;
            }

            var wasPaused = row.IsPaused;
            row.Clear(session.Now);
            if (wasPaused && !row.IsPaused)
            {
                await TellAsync(session, NotificationKind.Resumed, bundle, channel, cancellation);
            }

            return true;
        }

        var isNew = row is null;
        if (row is null)
        {
            row = new BundleDrift
            {
                BundleId = bundle.Bundle.BundleId, RevisionId = bundle.RevisionId, ChannelId = channel.Id, SeenAt = session.Now, Moves = bundle.Moves,
            };
            session.Db.Add(row);
        }

        var isMore = row.See(bundle.Moves, (move, accepted) => DriftJudge.IsFurther(move, accepted, policy)) || isNew;
        // Also what was open before the shop chose to pause.
        var pauses = policy.Pause != DriftPause.Never && !row.IsPaused && (isMore || row.IsUnanswered);
        if (pauses)
        {
            row.Pause(session.Now, policy.Pause == DriftPause.UntilReleased);
        }

        // Once: what moves on later is on the page. A bundle that a manager had put back on sale is news when it is paused again.
        if (pauses || isNew)
        {
            await TellAsync(session, pauses ? NotificationKind.Paused : NotificationKind.Drifted, bundle, channel, cancellation);
        }

        return isMore || pauses;
    }

    private static async Task TellAsync(
        WriteSession session, NotificationKind kind, CheckedBundle bundle, Channel channel, CancellationToken cancellation)
    {
        var parts = bundle.Bundle.Quote.Lines.Select(line => line.Product.Id).Distinct().ToArray();
        var owner = await session.Db.Bundles.Where(item => item.Id == bundle.Bundle.BundleId).Select(item => item.OwnerId).SingleAsync(cancellation);
        var managers = await Recipients.WhoMayAsync(session.Db, Permission.Review, [channel.Id], cancellation);
        await session.NotifyAsync(
            kind,
            [
                owner, .. await BundleOwners.OfCategoriesAsync(session.Db, parts, [channel.Id], cancellation), .. managers.Select(person => person.Id),
            ],
            NotificationTarget.Bundle, bundle.Bundle.Code, [bundle.Bundle.Quote.Content.Name, channel.Name], [channel.Id],
            cancellation);
    }

    /// <summary>
    /// Keeps what is first looked at, and since when something is out of stock. No data of the shop and nothing that people see, so it is not audited.
    /// </summary>
    private async Task<bool> RememberAsync(IReadOnlyList<CheckedBundle> check, DateTimeOffset now, CancellationToken cancellation)
    {
        var first = check.Select(bundle => bundle.Terms).Where(terms => terms is { Id: 0 }).ToList();
        var stock = check.Where(bundle => bundle.Terms is { Id: > 0 }).Select(bundle => (bundle.Terms!.Id, Lines: NewStock(bundle, now)))
            .Where(item => item.Lines is not null).ToList();
        if (first.Count + stock.Count == 0)
        {
            return false;
        }

        await using var db = store.OpenUnaudited(inBackground: true);
        await using var transaction = await db.BeginAloneAsync(cancellation);
        foreach (var terms in first)
        {
            if (!await db.ApprovedTerms.AnyAsync(row => row.RevisionId == terms!.RevisionId && row.ChannelId == terms.ChannelId, cancellation))
            {
                db.Add(terms!);
            }
        }

        foreach (var (id, lines) in stock)
        {
            if (await db.ApprovedTerms.AsTracking().SingleOrDefaultAsync(row => row.Id == id, cancellation) is { } row)
            {
                row.Lines = lines!;
            }
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>The lines with since when each is out of stock; null when that is as it was.</summary>
    private static ApprovedLine[]? NewStock(CheckedBundle bundle, DateTimeOffset now)
    {
        if (bundle.Terms is not { } terms)
        {
            return null;
        }

        // What a replacement stands in for is out as well, though the set can be sold.
        var quote = bundle.Bundle.Quote;
        var missing = quote.Lines.Where(line => !DriftJudge.CanDeliver(line)).Select(line => line.Product.Id)
            .Concat(quote.StandIns.Select(line => line.Replaces!.Id)).ToHashSet();
        ApprovedLine[] lines = [.. terms.Lines.Select(line => line with { OutSince = missing.Contains(line.ProductId) ? line.OutSince ?? now : null })];
        return lines.SequenceEqual(terms.Lines) ? null : lines;
    }

    private static async Task<string> NameAsync(StudioDb db, int revisionId, CancellationToken cancellation) =>
        await db.BundleRevisions.Where(revision => revision.Id == revisionId).Select(revision => revision.Name).SingleOrDefaultAsync(cancellation)
        ?? revisionId.ToString(CultureInfo.InvariantCulture);
}
