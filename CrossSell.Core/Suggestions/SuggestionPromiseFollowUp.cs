using CrossSell.Core.Affinity;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Promises;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>
/// Freezes with each acceptance, inside its write, what the pair is expected to bring, no matter who accepts: a person, many at once, the shop's policy. A
/// verdict that is taken back or is another one now takes along what was not compared yet.
/// </summary>
internal sealed class SuggestionPromiseFollowUp : IWriteFollowUp
{
    public async Task<Outcome> FollowAsync(WriteSession session, WrittenRows written, CancellationToken cancellation)
    {
        var all = written.Tracked.Where(item => item.Row is SuggestionVerdict)
            .Select(item => (Verdict: (SuggestionVerdict)item.Row, IsThere: item.Change.Kind != ChangeKind.Removed)).ToList();
        foreach (var shop in all.GroupBy(item => item.Verdict.ChannelId))
        {
            var anchors = shop.Select(item => item.Verdict.AnchorId).Distinct().ToArray();
            var known = await session.Db.SuggestionPromises.AsTracking()
                .Where(promise => promise.ChannelId == shop.Key && anchors.Contains(promise.AnchorId)).ToListAsync(cancellation);
            var byPair = known.ToLookup(promise => (promise.AnchorId, promise.CompanionId));
            session.Db.RemoveRange(shop.SelectMany(item => byPair[(item.Verdict.AnchorId, item.Verdict.CompanionId)])
                .Where(promise => promise.MeasuredAt is null));
            // What was compared already and is accepted again by an undo was promised once.
            var accepted = shop.Where(item => item is { IsThere: true, Verdict.Decision: SuggestionDecision.Accepted }
                    && !byPair[(item.Verdict.AnchorId, item.Verdict.CompanionId)].Any(
                        promise => promise.MeasuredAt is not null && promise.From == item.Verdict.DecidedAt))
                .Select(item => item.Verdict).ToList();
            if (accepted.Count > 0)
            {
                session.Db.AddRange(await PromisesAsync(session.Db, shop.Key, accepted, cancellation));
            }
        }

        return all.Count == 0 ? Outcome.Done : await session.SaveAsync(cancellation);
    }

    private static async Task<IEnumerable<SuggestionPromise>> PromisesAsync(
        StudioDb db, int channelId, IReadOnlyList<SuggestionVerdict> accepted, CancellationToken cancellation)
    {
        var companions = accepted.Select(verdict => verdict.CompanionId).ToHashSet();
        var evidence = await SuggestionEvidenceReader.LoadAsync(
            db, channelId, accepted.SelectMany(verdict => new[] { verdict.AnchorId, verdict.CompanionId }), cancellation);
        var prices = (await ProductSummaries.LoadAsync(db, companions, channelId, cancellation)).ToDictionary(product => product.Id, product => product.Price);
        var worth = await SuggestionWorth.LoadAsync(db, channelId, evidence.Settings, companions, cancellation);
        worth.Records = await SuggestionPromises.RecordsAsync(db, channelId, cancellation);
        return accepted.Select(Of).OfType<SuggestionPromise>().ToList();

        // Null where the page had no estimate either: nothing was promised.
        SuggestionPromise? Of(SuggestionVerdict verdict)
        {
            if (evidence.CountsOf(verdict.AnchorId, verdict.CompanionId) is not { } counts
                || worth.Forecast(counts, verdict.CompanionId, prices.GetValueOrDefault(verdict.CompanionId)) is not { } forecast)
            {
                return null;
            }

            var ratio = worth.RatioOf(counts.Basis);
            var shown = forecast.Revenue.Times(ratio);
            return new SuggestionPromise
            {
                ChannelId = channelId,
                AnchorId = verdict.AnchorId,
                CompanionId = verdict.CompanionId,
                Basis = counts.Basis,
                WithinDays = counts.Basis == SuggestionBasis.BoughtLater ? evidence.Days : 0,
                AcceptedBy = verdict.DecidedBy,
                From = verdict.DecidedAt,
                Until = verdict.DecidedAt.AddDays(BundleForecasts.Days),
                Main = forecast.Main,
                Together = forecast.Together,
                Extra = forecast.Extra,
                NetPrice = forecast.NetPrice,
                Revenue = shown.Middle.Minor,
                RevenueLow = shown.Low.Minor,
                RevenueHigh = shown.High.Minor,
                Ratio = ratio,
            };
        }
    }
}
