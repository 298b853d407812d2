using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bulk;

/// <summary>What the bulk edits share that go through another feature's own invariants, product by product: links and bundles.</summary>
internal static class OneByOne
{
    /// <summary>The job's sentence, or why it cannot be done at all.</summary>
    public static async Task<Outcome<string>> SentenceAsync(StudioDb db, BulkEdit edit, int count, Actor actor, CancellationToken cancellation)
    {
        var products = English.Count(count, "product");
        if (edit is LinkTo link)
        {
            if (!actor.CanAnywhere(Permission.EditLinks))
            {
                return actor.Deny(Permission.EditLinks, null)!;
            }

            var type = await db.LinkTypes.SingleOrDefaultAsync(item => item.Code == link.TypeCode, cancellation);
            var targets = await db.Products.Where(product => link.TargetIds.Contains(product.Id)).Select(product => product.Name).ToListAsync(cancellation);
            return type is null ? new Refusal("link.type", $"There is no link type \"{link.TypeCode}\".", "type")
                : targets.Count == 0 ? Refusal.NotFound("The products to link to no longer exist.", "targets")
                : $"Link {products} to {(targets.Count == 1 ? targets[0] : English.Count(targets.Count, "product"))} as {type.Name.ToLowerInvariant()}";
        }

        if (!actor.CanAnywhere(Permission.EditBundles))
        {
            return actor.Deny(Permission.EditBundles, null)!;
        }

        var code = ((AddToBundle)edit).Code;
        if (await DraftAsync(db, code, cancellation) is not { } draft)
        {
            return Refusal.NotFound($"The bundle \"{code}\" has no open draft. Start a new revision first.", "bundle");
        }

        return draft.Components.Count + count > BundleContent.MaxComponents
            ? new Refusal(
                "bundle.components", $"A bundle has at most {BundleContent.MaxComponents} products, and this one has {draft.Components.Count}. Select fewer.",
                "selection")
            : $"Add {products} to the bundle {draft.Name}";
    }

    public static async Task<BundleRevision?> DraftAsync(StudioDb db, string code, CancellationToken cancellation)
    {
        var bundle = await db.Bundles.AsNoTracking()
            .Include(item => item.Revisions).ThenInclude(revision => revision.Components).Include(item => item.Revisions)
            .ThenInclude(revision => revision.Channels)
            .AsSplitQuery().SingleOrDefaultAsync(item => item.Code == code, cancellation);
        return bundle is { RetiredAt: null } ? bundle.Revisions.OrderByDescending(revision => revision.Number)
            .FirstOrDefault(revision => revision.State is RevisionState.Draft or RevisionState.ChangesRequested) : null;
    }

    public static async Task<HashSet<int>> InBundleAsync(StudioDb db, IReadOnlyList<int> ids, string code, CancellationToken cancellation) =>
        (await DraftAsync(db, code, cancellation))?.Components.Select(component => component.ProductId).Where(ids.Contains).ToHashSet() ?? [];
}
