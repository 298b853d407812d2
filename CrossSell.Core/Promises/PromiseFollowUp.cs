using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Promises;

/// <summary>Freezes with each approval, inside its write, what the bundle is expected to bring; a verdict that is taken back takes its promise along.</summary>
internal sealed class PromiseFollowUp : IWriteFollowUp
{
    public async Task<Outcome> FollowAsync(WriteSession session, WrittenRows written, CancellationToken cancellation)
    {
        var verdicts = written.Tracked.Where(item => item.Row is ReviewVerdict && item.Change.Kind != ChangeKind.Edited)
            .Select(item => (Verdict: (ReviewVerdict)item.Row, IsNew: item.Change.Kind == ChangeKind.Added)).ToList();
        if (verdicts.Count == 0)
        {
            return Outcome.Done;
        }

        var ids = verdicts.Select(item => item.Verdict.RevisionId).Distinct().ToArray();
        var known = await session.Db.BundlePromises.AsTracking().Where(promise => ids.Contains(promise.RevisionId)).ToListAsync(cancellation);
        session.Db.RemoveRange(known.Where(promise => verdicts.Exists(
            item => item.Verdict.RevisionId == promise.RevisionId && item.Verdict.ChannelId == promise.ChannelId)));
        if ((await session.SaveAsync(cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        foreach (var (verdict, _) in verdicts.Where(item => item.IsNew && item.Verdict.Decision == ReviewDecision.Approved))
        {
            if (await PromiseOfAsync(session, verdict, cancellation) is { } promise)
            {
                session.Db.Add(promise);
            }
        }

        return await session.SaveAsync(cancellation);
    }

    private static async Task<BundlePromise?> PromiseOfAsync(WriteSession session, ReviewVerdict verdict, CancellationToken cancellation)
    {
        var revision = await session.Db.BundleRevisions.AsNoTracking().Include(item => item.Components).Include(item => item.Channels)
            .Include(item => item.Authors).AsSplitQuery().SingleAsync(item => item.Id == verdict.RevisionId, cancellation);
        var quote = (await BundleQuotes.LoadAsync(session.Db, [revision], verdict.ChannelId, cancellation))[revision.Id];
        if (await PromiseBasis.LoadAsync(session.Db, quote, cancellation) is not { } basis)
        {
            return null;
        }

        var (starts, ends) = BundleSchedule.Window(revision, quote.Channel);
        var from = starts > verdict.At ? starts.Value : verdict.At;
        var until = from.AddDays(BundleForecasts.Days);
        until = ends < until ? ends.Value : until;
        var author = revision.SubmittedBy ?? revision.Authors.FirstOrDefault()?.ActorId ?? "";
        return new BundlePromise
        {
            BundleId = revision.BundleId,
            RevisionId = revision.Id,
            ChannelId = verdict.ChannelId,
            Kind = revision.Kind,
            AuthorId = author,
            AuthorName = revision.Authors.Find(item => item.ActorId == author)?.Name ?? author,
            At = verdict.At,
            From = from,
            Until = until,
            Set = basis.Set,
            Attach = basis.Attach?.Value,
            AttachLow = basis.Attach?.Low,
            AttachHigh = basis.Attach?.High,
            Orders = basis.OrdersPerDay * (until - from).TotalDays,
            Ratio = (await PromiseService.RecordsAsync(session.Db, author, revision.Kind, cancellation)).Ratio,
        };
    }
}
