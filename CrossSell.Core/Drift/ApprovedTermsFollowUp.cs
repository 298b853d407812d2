using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Drift;

/// <summary>Freezes what a verdict was given on, inside the write of the verdict; one that is taken back takes it along.</summary>
internal sealed class ApprovedTermsFollowUp : IWriteFollowUp
{
    public async Task<Outcome> FollowAsync(WriteSession session, WrittenRows written, CancellationToken cancellation)
    {
        var verdicts = written.Tracked.Where(item => item.Row is ReviewVerdict && item.Change.Kind != ChangeKind.Edited)
            .Select(item => ((ReviewVerdict)item.Row, IsNew: item.Change.Kind == ChangeKind.Added)).ToList();
        if (verdicts.Count == 0)
        {
            return Outcome.Done;
        }

        var ids = verdicts.Select(item => item.Item1.RevisionId).Distinct().ToArray();
        var known = await session.Db.ApprovedTerms.AsTracking().Where(terms => ids.Contains(terms.RevisionId)).ToListAsync(cancellation);
        session.Db.RemoveRange(known.Where(terms => verdicts.Exists(item => Concerns(item.Item1, terms))));
        if ((await session.SaveAsync(cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        foreach (var (verdict, _) in verdicts.Where(item => item.IsNew && item.Item1.Decision == ReviewDecision.Approved))
        {
            var quotes = await BundleQuotes.LoadAsync(session.Db, [verdict.RevisionId], verdict.ChannelId, cancellation);
            if (quotes.GetValueOrDefault(verdict.RevisionId) is { } quote)
            {
                var completeness = await DriftCheck.CompletenessAsync(session.Db, verdict.ChannelId, quote, cancellation);
                session.Db.Add(DriftCheck.TermsOf(verdict, quote, completeness, verdict.At));
            }
        }

        return await session.SaveAsync(cancellation);
    }

    private static bool Concerns(ReviewVerdict verdict, ApprovedTerms terms) =>
        verdict.RevisionId == terms.RevisionId && verdict.ChannelId == terms.ChannelId;
}
