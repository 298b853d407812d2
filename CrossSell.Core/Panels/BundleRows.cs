using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>Which bundles written rows are about.</summary>
internal static class BundleRows
{
    /// <param name="rows">By entity.</param>
    public static async Task<HashSet<int>> NamedAsync(StudioDb db, ILookup<string, Change> rows, CancellationToken cancellation)
    {
        var (bundles, revisions) = (rows[nameof(Bundle)].Select(change => change.KeyPart()).ToHashSet(), new HashSet<int>());
        foreach (var change in rows[nameof(BundleRevision)].Concat(rows[nameof(BundleDrift)]))
        {
            // Told by what was added or removed; of the same name in both.
            if (change.Number(nameof(BundleRevision.BundleId)) is { } bundle)
            {
                bundles.Add(bundle);
            }
        }

        revisions.UnionWith(rows[nameof(BundleRevision)].Select(change => change.KeyPart()));
        revisions.UnionWith(rows[nameof(BundleChannel)].Select(change => change.KeyPart()));
        revisions.UnionWith(rows[nameof(CampaignBundle)].Select(change => change.KeyPart(1)));
        revisions.UnionWith(await OfAsync(
            rows[nameof(BundleComponent)], nameof(BundleComponent.RevisionId),
            ids => db.BundleComponents.Where(row => ids.Contains(row.Id)).Select(row => row.RevisionId).ToListAsync(cancellation)));
        revisions.UnionWith(await OfAsync(
            rows[nameof(ReviewVerdict)], nameof(ReviewVerdict.RevisionId),
            ids => db.ReviewVerdicts.Where(row => ids.Contains(row.Id)).Select(row => row.RevisionId).ToListAsync(cancellation)));
        revisions.UnionWith(await OfAsync(
            rows[nameof(BundleDrift)], nameof(BundleDrift.RevisionId),
            ids => db.BundleDrifts.Where(row => ids.Contains(row.Id)).Select(row => row.RevisionId).ToListAsync(cancellation)));
        var campaigns = rows[nameof(Campaign)].Select(change => change.KeyPart()).ToList();
        if (campaigns.Count > 0)
        {
            revisions.UnionWith(await db.CampaignBundles.Where(member => campaigns.Contains(member.CampaignId)).Select(member => member.RevisionId)
                .ToListAsync(cancellation));
        }

        if (revisions.Count > 0)
        {
            bundles.UnionWith(await db.BundleRevisions.Where(revision => revisions.Contains(revision.Id)).Select(revision => revision.BundleId)
                .ToListAsync(cancellation));
        }

        return bundles;
    }

    private static async Task<IReadOnlyCollection<int>> OfAsync(IEnumerable<Change> changes, string field, Func<List<int>, Task<List<int>>> find) =>
        changes.ToArray() is { Length: > 0 } some ? await ChangedRow.NamedAsync(some, field, find) ?? [] : [];
}
