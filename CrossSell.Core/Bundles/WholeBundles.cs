using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>Bundles as their verbs need them.</summary>
internal static class WholeBundles
{
    /// <summary>With all revisions, and of each its components, shops and authors.</summary>
    public static IQueryable<Bundle> WithRevisions(this IQueryable<Bundle> bundles) => bundles
        .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Components)
        .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Channels)
        .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Authors)
        .AsSplitQuery();
}
