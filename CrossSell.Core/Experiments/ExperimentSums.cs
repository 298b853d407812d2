using CrossSell.Core.Catalog;
using CrossSell.Core.Events;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Experiments;

/// <summary>
/// Brings the visitors and daily sums of experiments up to date. Events are read once, in the order in which they came; orders are read as they are now, so
/// that a return or a cancelled order is right in the sums of its day. What visitors brought whose orders are not all known any longer is sealed into sums of
/// their own, and visitors who come no more are gone. Pages read the sums alone (<see cref="ExperimentReader"/>). Thread safe; of several instances one may be
/// at it at a time, and another one that is too does no harm.
/// </summary>
/// <param name="retention">Null is <see cref="VisitorRetention.DefaultDays"/>.</param>
public sealed class ExperimentSums(StudioStore store, VisitorNames names, VisitorRetention? retention = null) : IDisposable
{
    /// <summary>Events may come 30 days late, and whether somebody comes back is known 30 days after an order: then it is summed up no more.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(62);

    // Fewer events than this are read by one connection.
    private const long ManyEvents = 200_000;

    private readonly TimeSpan keptFor = TimeSpan.FromDays(retention?.Days ?? VisitorRetention.DefaultDays);
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Reads what came since the last time, of every shop with experiments.</summary>
    public async Task RefreshAsync(CancellationToken cancellation = default)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            foreach (var shop in (await ExperimentsAsync(null, cancellation)).GroupBy(experiment => experiment.ChannelId))
            {
                var range = await ClaimAsync(shop.Key, shop.Min(experiment => experiment.From)!.Value, cancellation);
                // Asked again: all of whom there are events in what is read now began before it was said up to where that is.
                var experiments = await ExperimentsAsync(shop.Key, cancellation);
                if (range is { } events)
                {
                    await ReadEventsAsync(shop.Key, experiments, events, cancellation);
                }

                if (experiments.Count > 0)
                {
                    await SumAsync(shop.Key, experiments, cancellation);
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Forgets a visitor, as a person may ask a shop for; with the next refresh the sums know nothing of the visitor either.</summary>
    /// <param name="channelId">The shop; null is every shop.</param>
    /// <param name="visitor">As the shop calls the visitor in its events.</param>
    /// <returns>Of how many experiments.</returns>
    public async Task<int> ForgetAsync(int? channelId, string visitor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        // What is read of the visitor at this moment is written before, not after.
        await turn.WaitAsync(cancellation);
        try
        {
            return await ForgetNowAsync(channelId, visitor, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<int> ForgetNowAsync(int? channelId, string visitor, CancellationToken cancellation)
    {
        await using var db = store.OpenUnaudited();
        var channels = channelId is { } one ? [one] : await db.Set<Channel>().Select(channel => channel.Id).ToListAsync(cancellation);
        var forgotten = 0;
        foreach (var channel in channels)
        {
            var key = ExperimentEventRows.KeyOf(names.Of(channel, visitor));
            var ids = await db.Experiments.Where(experiment => experiment.ChannelId == channel).Select(experiment => experiment.Id).ToListAsync(cancellation);
            // Looked at first: a statement that writes would take the writer lock.
            if (await db.ExperimentVisitors.AnyAsync(row => ids.Contains(row.ExperimentId) && row.Key == key, cancellation))
            {
                forgotten += await db.ExperimentVisitors.Where(row => ids.Contains(row.ExperimentId) && row.Key == key).ExecuteDeleteAsync(cancellation);
            }
        }

        return forgotten;
    }

    public void Dispose() => turn.Dispose();

    /// <param name="channelId">Null is every shop.</param>
    private async Task<List<Experiment>> ExperimentsAsync(int? channelId, CancellationToken cancellation)
    {
        var now = store.Time.GetUtcNow();
        var late = now - Late;
        await using var db = store.Read();
        return await db.Experiments
            .Where(experiment => (channelId == null || experiment.ChannelId == channelId) && experiment.State != ExperimentState.Draft && experiment.From <= now
                && (experiment.Until == null || experiment.Until > late
                    || db.Set<ExperimentVisitor>().Any(visitor => visitor.ExperimentId == experiment.Id)))
            .OrderBy(experiment => experiment.Id).ToListAsync(cancellation);
    }

    private async Task ReadEventsAsync(
        int channelId, IReadOnlyList<Experiment> experiments, (long After, long UpTo) range, CancellationToken cancellation)
    {
        var now = store.Time.GetUtcNow();
        var arms = experiments.ToDictionary(experiment => experiment.Id, experiment => experiment.Arms.Count);
        var middle = range.UpTo - range.After > ManyEvents ? range.After + ((range.UpTo - range.After) / 2) : range.UpTo;
        var (one, other) = (ReadAsync(range.After, middle), middle < range.UpTo ? ReadAsync(middle, range.UpTo) : Task.FromResult(new SeenVisitors()));
        var seen = await one;
        seen.Add(await other);
        foreach (var (experiment, rows) in ExperimentEventRows.Parts(seen))
        {
            if (!await InTurnAsync(
                channelId, range.After, (db, transaction) => ExperimentEventRows.KeepAsync(
                    db, transaction, (channelId, experiment, rows, range.UpTo), cancellation),
                cancellation))
            {
                return;
            }

            await store.LetOthersAsync(cancellation);
        }

        await InTurnAsync(
            channelId, range.After,
            (db, _) => db.ExperimentProgress.Where(progress => progress.ChannelId == channelId).ExecuteUpdateAsync(
                update => update.SetProperty(progress => progress.LastEventId, range.UpTo).SetProperty(progress => progress.At, now), cancellation),
            cancellation);

        async Task<SeenVisitors> ReadAsync(long after, long upTo)
        {
            await using var db = store.Read();
            return await ExperimentEventRows.ReadAsync(db, channelId, after, upTo, arms, cancellation);
        }
    }

    /// <summary>Says up to where it is read now; where somebody was at it and ended, up to where that was.</summary>
    private async Task<(long After, long UpTo)?> ClaimAsync(int channelId, DateTimeOffset since, CancellationToken cancellation)
    {
        await using var db = store.OpenUnaudited(inBackground: true);
        var newest = await db.ShopEvents.MaxAsync(item => (long?)item.Id, cancellation) ?? 0;
        await using var transaction = await db.BeginAloneAsync(cancellation);
        var progress = await db.ExperimentProgress.SingleOrDefaultAsync(row => row.ChannelId == channelId, cancellation);
        if (progress is null)
        {
            // What happened before the first experiment names none.
            var first = await db.ShopEvents.Where(item => item.ChannelId == channelId && item.At >= since).MinAsync(item => (long?)item.Id, cancellation);
            var before = first - 1 ?? newest;
            db.Add(progress = new ExperimentProgress { ChannelId = channelId, LastEventId = before, ClaimedEventId = before });
        }

        if (progress.ClaimedEventId <= progress.LastEventId)
        {
            progress.ClaimedEventId = Math.Max(newest, progress.LastEventId);
        }

        progress.At = store.Time.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return progress.ClaimedEventId > progress.LastEventId ? (progress.LastEventId, progress.ClaimedEventId) : null;
    }

    /// <returns>False where another instance was quicker.</returns>
    private async Task<bool> InTurnAsync(
        int channelId, long after, Func<StudioDb, IDbContextTransaction, Task> write, CancellationToken cancellation)
    {
        await using var db = store.OpenUnaudited(inBackground: true);
        await using var transaction = await db.BeginAloneAsync(cancellation);
        if (await db.ExperimentProgress.Where(progress => progress.ChannelId == channelId).Select(progress => progress.LastEventId)
            .SingleAsync(cancellation) != after)
        {
            return false;
        }

        await write(db, transaction);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private async Task SumAsync(int channelId, IReadOnlyList<Experiment> experiments, CancellationToken cancellation)
    {
        var now = store.Time.GetUtcNow();
        await using var db = store.Read();
        var zone = (await db.Channels.SingleAsync(channel => channel.Id == channelId, cancellation)).Zone;
        var since = experiments.Min(experiment => experiment.From)!.Value.AddDays(-ReadingTerms.DefaultPastDays);
        var orders = await ExperimentOrderRows.ReadAsync(db, channelId, since, everybody: false, cancellation);
        foreach (var experiment in experiments)
        {
            var terms = ReadingTerms.Of(experiment);
            var (live, gone) = (New(terms), New(terms));
            var (oldest, leaving) = ((now - VisitorWindow.Of(keptFor, terms.PastDays).Counted).ToUnixTimeMilliseconds(), 0);
            await ExperimentEventRows.EachAsync(
                db, experiment.Id,
                (key, visitor) =>
                {
                    if (visitor.Marks.HasFlag(VisitorMarks.Sealed))
                    {
                        return;
                    }

                    leaving += visitor.FirstAt < oldest ? 1 : 0;
                    (visitor.FirstAt < oldest ? gone : live).Add(visitor, orders.TryGetValue(key, out var own) ? own : []);
                },
                cancellation);
            if (await ExperimentOrderRows.WithoutVisitorAsync(db, experiment, cancellation) is var unknown and > 0)
            {
                live.Exclude(ExclusionReason.NoVisitor, unknown);
            }

            await ExperimentSumRows.ReplaceAsync(store, terms, live, leaving > 0 ? gone : null, (oldest, leaving, now - keptFor), cancellation);
            await store.LetOthersAsync(cancellation);
        }

        VisitorDays New(ReadingTerms terms) => new(
            terms, at => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).DateTime), now, keptFor);
    }
}
