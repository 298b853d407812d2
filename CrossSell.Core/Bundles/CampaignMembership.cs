using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>What a campaign is found by, and called.</summary>
public sealed record CampaignName(string Code, string Name);

/// <summary>Whether a revision goes by itself, or with the campaign that it is in: what is decided on as one is not changed piece by piece.</summary>
internal static class CampaignMembership
{
    /// <summary>Ids of the bundle's revisions that are in a campaign, whatever became of that.</summary>
    public static async Task<IReadOnlySet<int>> OfBundleAsync(StudioDb db, int bundleId, CancellationToken cancellation) =>
        await db.CampaignBundles.Where(member => db.Set<BundleRevision>().Any(revision => revision.Id == member.RevisionId && revision.BundleId == bundleId))
            .Select(member => member.RevisionId).ToHashSetAsync(cancellation);

    /// <summary>
    /// The campaign that a revision goes with, also where the reader does not see it; null where it goes by itself, and once it was rolled back.
    /// </summary>
    public static Task<CampaignName?> OfRevisionAsync(StudioDb db, int revisionId, CancellationToken cancellation) => (
        from member in db.CampaignBundles
        where member.RevisionId == revisionId
        join campaign in db.Campaigns.IgnoreQueryFilters() on member.CampaignId equals campaign.Id
        where campaign.State != CampaignState.RolledBack
        select new CampaignName(campaign.Code, campaign.Name)).SingleOrDefaultAsync(cancellation);

    /// <summary>Why the revision is not submitted, withdrawn, decided on or deleted by itself; null when it is in no campaign.</summary>
    /// <param name="isEdit">It is only edited: a campaign that is being worked on lets its drafts be.</param>
    public static async Task<Refusal?> DenyAsync(StudioDb db, int revisionId, bool isEdit, CancellationToken cancellation)
    {
        var found = await (
            from member in db.CampaignBundles
            where member.RevisionId == revisionId
            join campaign in db.Campaigns.IgnoreQueryFilters() on member.CampaignId equals campaign.Id
            select new { campaign.Name, campaign.State }).SingleOrDefaultAsync(cancellation);
        return found is null or { State: CampaignState.RolledBack } || (isEdit && found.State is (CampaignState.Draft or CampaignState.ChangesRequested))
            ? null
            : new Refusal("bundle.campaign", L["It is part of the campaign {0}, which is submitted, decided on and withdrawn as one.", found.Name]);
    }
}
