using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bulk.BulkTexts;

namespace CrossSell.Core.Bulk;

/// <summary>What the bulk edits share that go through another feature's own invariants, product by product: links and bundles.</summary>
internal static class OneByOne
{
    /// <summary>The job's sentence, to be said in the language of who reads it, or why it cannot be done at all.</summary>
    public static async Task<Outcome<Func<string>>> SentenceAsync(StudioDb db, BulkEdit edit, int count, Actor actor, CancellationToken cancellation)
    {
        var number = Written(count);
        if (edit is LinkTo link)
        {
            if (!actor.CanAnywhere(Permission.EditLinks))
            {
                return actor.Deny(Permission.EditLinks, null)!;
            }

            var type = await db.LinkTypes.SingleOrDefaultAsync(item => item.Code == link.TypeCode, cancellation);
            var targets = await db.Products.Where(product => link.TargetIds.Contains(product.Id)).Select(product => product.Name).ToListAsync(cancellation);
            return type is null ? new Refusal("link.type", L["There is no link type \"{0}\".", link.TypeCode], "type")
                : targets.Count == 0 ? Refusal.NotFound(L["The products to link to no longer exist."], "targets")
                : Outcome.Of(() => Linking(count, number, targets, type.Name.ToLowerInvariant()));
        }

        if (!actor.CanAnywhere(Permission.EditBundles))
        {
            return actor.Deny(Permission.EditBundles, null)!;
        }

        var code = ((AddToBundle)edit).Code;
        if (await DraftAsync(db, code, cancellation) is not { } draft)
        {
            return Refusal.NotFound(L["The bundle \"{0}\" has no open draft. Start a new revision first.", code], "bundle");
        }

        return draft.Components.Count + count > BundleContent.MaxComponents
            ? new Refusal(
                "bundle.components",
                L["A bundle has at most {0} products, and this one has {1}. Select fewer.", BundleContent.MaxComponents, draft.Components.Count],
                "selection")
            : Outcome.Of(() => L.Plural(count, number, "Add {0} product to the bundle {1}", "Add {0} products to the bundle {1}", draft.Name));
    }

    private static string Linking(int count, string number, List<string> targets, string type) => targets.Count == 1
        ? L.Plural(count, number, "Link {0} product to {1} as {2}", "Link {0} products to {1} as {2}", targets[0], type)
        : L.Plural(count, number, "Link {0} product to {1} products as {2}", "Link {0} products to {1} products as {2}", Written(targets.Count), type);

    private static string Written(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

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
