using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Bundles;

/// <summary>What decides when a revision is sold: no content.</summary>
/// <param name="StartsAt">Wall time in each shop.</param>
/// <param name="EndsAt">Exclusive.</param>
public sealed record SaleRevision(
    int Id, int BundleId, int Number, RevisionState State, DateTime? StartsAt, DateTime? EndsAt, DateTimeOffset UpdatedAt, IReadOnlyList<int> ChannelIds);

/// <summary>The campaign that a revision is in.</summary>
/// <param name="DecidedAt">When it was approved, or rolled back.</param>
public readonly record struct SaleCampaign(CampaignState State, DateTimeOffset? DecidedAt);

/// <summary>What a shop has said about revisions.</summary>
/// <param name="LeftOut">Those that a reviewer left out of this shop: it is as if they were not there, and what was sold before is sold on.</param>
/// <param name="ApprovedAt">When each was approved for it.</param>
/// <param name="Campaigns">Of the revisions that are in one.</param>
/// <param name="RetiredAt">Of the bundles that are retired.</param>
public sealed record SaleFacts(
    Channel Channel, IReadOnlySet<int> LeftOut, IReadOnlyDictionary<int, DateTimeOffset> ApprovedAt, IReadOnlyDictionary<int, SaleCampaign> Campaigns,
    IReadOnlyDictionary<int, DateTimeOffset> RetiredAt);

/// <summary>A time in which a shop sells a bundle as this revision says.</summary>
public sealed record SaleTime(int BundleId, int RevisionId, SaleWindow Window)
{
    public BundlePhase PhaseAt(DateTimeOffset now) =>
        Window.Until <= now ? BundlePhase.Ended : Window.From > now ? BundlePhase.Scheduled : BundlePhase.Live;
}

/// <summary>
/// The one place that says which revision of a bundle a shop sells when. A newer one takes over from an older one when it starts, also where it left the
/// shop; one of a campaign for as long as that is on, after which the older one is sold again.
/// </summary>
[Engine]
public static class SaleTimes
{
    /// <summary>By what is approved now, from the beginning of the schedules; those of campaigns first, then the newest. Empty for a retired bundle.</summary>
    /// <param name="revisions">Of one bundle, in any order and state.</param>
    public static IReadOnlyList<SaleTime> Of(IEnumerable<SaleRevision> revisions, SaleFacts facts) => Sold(
        revisions.Where(revision => revision.State == RevisionState.Approved && !facts.RetiredAt.ContainsKey(revision.BundleId)),
        facts,
        campaign => campaign.State == CampaignState.Approved,
        revision => WindowOf(revision, facts.Channel));

    /// <summary>
    /// By what was on sale in fact: from its approval at the earliest, to when another was approved in its place, its campaign was rolled back or its bundle
    /// retired. Where it is not known when one was approved, it counts from when it was written last.
    /// </summary>
    public static IReadOnlyList<SaleTime> History(IEnumerable<SaleRevision> revisions, SaleFacts facts) => Sold(
        revisions.Where(revision => revision.State is RevisionState.Approved or RevisionState.Superseded),
        facts,
        campaign => campaign.State is CampaignState.Approved or CampaignState.RolledBack,
        revision =>
        {
            var (from, until) = WindowOf(revision, facts.Channel);
            var approved = facts.ApprovedAt.TryGetValue(revision.Id, out var at) ? at : revision.UpdatedAt;
            var ends = new[]
            {
                until,
                facts.RetiredAt.TryGetValue(revision.BundleId, out var retired) ? retired : null,
                facts.Campaigns.TryGetValue(revision.Id, out var campaign) && campaign.State == CampaignState.RolledBack ? campaign.DecidedAt : null,
            };
            return new SaleWindow(from > approved ? from : approved, ends.Min());
        });

    private static List<SaleTime> Sold(
        IEnumerable<SaleRevision> revisions, SaleFacts facts, Func<SaleCampaign, bool> counts, Func<SaleRevision, SaleWindow> windowOf)
    {
        var (sold, taken) = (new List<SaleTime>(), new List<SaleWindow>());
        // What is in a campaign is sold in its days, also where a plain revision was approved since.
        foreach (var revision in revisions.Where(revision => !facts.LeftOut.Contains(revision.Id))
            .OrderByDescending(revision => facts.Campaigns.ContainsKey(revision.Id)).ThenByDescending(revision => revision.Number))
        {
            var isOfCampaign = facts.Campaigns.TryGetValue(revision.Id, out var campaign);
            var isHere = revision.ChannelIds.Contains(facts.Channel.Id);
            // A plain revision without the shop takes the bundle off sale there; in a campaign it says that there all stays as it is.
            if (isOfCampaign && (!counts(campaign) || !isHere))
            {
                continue;
            }

            var window = windowOf(revision);
            if (isHere)
            {
                sold.AddRange(SaleWindows.Without(window, taken).Select(left => new SaleTime(revision.BundleId, revision.Id, left)));
            }

            // A revision takes over for good; one of a campaign for as long as that is on.
            if (!window.IsEmpty)
            {
                taken.Add(new SaleWindow(window.From, isOfCampaign ? window.Until : null));
            }
        }

        return sold;
    }

    private static SaleWindow WindowOf(SaleRevision revision, Channel channel)
    {
        var zone = BundleSchedule.ZoneOf(channel);
        return new(
            revision.StartsAt is { } from ? BundleSchedule.ToInstant(from, zone) : null,
            revision.EndsAt is { } until ? BundleSchedule.ToInstant(until, zone) : null);
    }
}
