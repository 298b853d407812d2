using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>
/// When shops sell which revisions of some bundles (<see cref="SaleTimes"/>), whatever the reader may see of the others: a shop that a newer revision left
/// sells the bundle no more, also for those who cannot look into that revision.
/// </summary>
internal sealed class SaleBook
{
    private readonly Dictionary<int, BundleSales> bundles = [];

    private SaleBook()
    {
    }

    /// <summary>As is approved now.</summary>
    public static Task<SaleBook> LoadAsync(
        StudioDb db, IReadOnlyCollection<int> bundleIds, IReadOnlyCollection<Channel> channels, CancellationToken cancellation) =>
        LoadAsync(db, bundleIds, channels, SaleTimes.Of, cancellation);

    /// <summary>As it was in fact.</summary>
    public static Task<SaleBook> HistoryAsync(
        StudioDb db, IReadOnlyCollection<int> bundleIds, IReadOnlyCollection<Channel> channels, CancellationToken cancellation) =>
        LoadAsync(db, bundleIds, channels, SaleTimes.History, cancellation);

    public BundleSales Of(int bundleId) => bundles.GetValueOrDefault(bundleId, BundleSales.None);

    private static async Task<SaleBook> LoadAsync(
        StudioDb db, IReadOnlyCollection<int> bundleIds, IReadOnlyCollection<Channel> channels,
        Func<IEnumerable<SaleRevision>, SaleFacts, IReadOnlyList<SaleTime>> judge, CancellationToken cancellation)
    {
        var book = new SaleBook();
        if (bundleIds.Count == 0)
        {
            return book;
        }

        int[] ids = [.. bundleIds], shops = [.. channels.Select(channel => channel.Id)];
        var revisions = await db.BundleRevisions.IgnoreQueryFilters()
            .Where(revision => ids.Contains(revision.BundleId) && (revision.State == RevisionState.Approved || revision.State == RevisionState.Superseded))
            .Select(revision => new SaleRevision(
                revision.Id, revision.BundleId, revision.Number, revision.State, revision.StartsAt, revision.EndsAt, revision.UpdatedAt,
                revision.Channels.Select(place => place.ChannelId).ToList()))
            .ToListAsync(cancellation);
        var known = revisions.ConvertAll(revision => revision.Id);
        var verdicts = (await db.ReviewVerdicts.Where(verdict => known.Contains(verdict.RevisionId) && shops.Contains(verdict.ChannelId))
            .Select(verdict => new { verdict.RevisionId, verdict.ChannelId, verdict.Decision, verdict.At }).ToListAsync(cancellation))
            .ToLookup(verdict => verdict.ChannelId);
        var campaigns = await (
            from member in db.CampaignBundles
            where known.Contains(member.RevisionId)
            join campaign in db.Campaigns.IgnoreQueryFilters() on member.CampaignId equals campaign.Id
            select new { member.RevisionId, campaign.State, campaign.DecidedAt })
            .ToDictionaryAsync(row => row.RevisionId, row => new SaleCampaign(row.State, row.DecidedAt), cancellation);
        var retired = await db.Bundles.IgnoreQueryFilters().Where(bundle => ids.Contains(bundle.Id) && bundle.RetiredAt != null)
            .ToDictionaryAsync(bundle => bundle.Id, bundle => bundle.RetiredAt!.Value, cancellation);
        var sold = new List<(int BundleId, int ChannelId, IReadOnlyList<SaleTime> Times)>();
        var byBundle = revisions.ToLookup(revision => revision.BundleId);
        foreach (var channel in channels)
        {
            var facts = new SaleFacts(
                channel,
                verdicts[channel.Id].Where(verdict => verdict.Decision == ReviewDecision.LeftOut).Select(verdict => verdict.RevisionId).ToHashSet(),
                verdicts[channel.Id].Where(verdict => verdict.Decision == ReviewDecision.Approved)
                    .ToDictionary(verdict => verdict.RevisionId, verdict => verdict.At),
                campaigns,
                retired);
            foreach (var bundle in byBundle)
            {
                sold.Add((bundle.Key, channel.Id, judge(bundle, facts)));
            }
        }

        foreach (var bundle in sold.GroupBy(item => item.BundleId))
        {
            book.bundles[bundle.Key] = new BundleSales(bundle.ToDictionary(item => item.ChannelId, item => item.Times));
        }

        return book;
    }
}
