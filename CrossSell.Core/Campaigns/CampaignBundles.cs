using CrossSell.Core.Bundles;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Campaigns;

/// <summary>Loads the bundles of a campaign to be written.</summary>
internal static class CampaignBundles
{
    public static Task<Bundle?> FindAsync(StudioDb db, int bundleId, CancellationToken cancellation) =>
        db.Bundles.AsTracking().WithRevisions().SingleOrDefaultAsync(bundle => bundle.Id == bundleId, cancellation);

    /// <summary>The revision with its bundle; both null when it is gone.</summary>
    public static async Task<(Bundle? Bundle, BundleRevision? Revision)> RevisionAsync(StudioDb db, int revisionId, CancellationToken cancellation)
    {
        var bundleId = await db.BundleRevisions.Where(revision => revision.Id == revisionId).Select(revision => revision.BundleId)
            .SingleOrDefaultAsync(cancellation);
        var bundle = await FindAsync(db, bundleId, cancellation);
        return (bundle, bundle?.Revisions.Find(revision => revision.Id == revisionId));
    }
}
