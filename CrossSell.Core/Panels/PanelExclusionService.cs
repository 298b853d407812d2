using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>What was lifted.</summary>
/// <param name="IsWide">It was excluded for a category or a whole shop too, so that panels of other main products may show it again.</param>
public sealed record LiftedExclusion(long ChangeSetId, string Name, string AnchorName, bool IsWide);

/// <summary>Takes back that a product is kept out of panels by hand, where a person meets it: in the trace of a panel.</summary>
public sealed class PanelExclusionService(StudioStore store)
{
    /// <summary>
    /// Lifts all that keeps a product or its family out of the panel of a main product in a shop: what was said of that product or its family, of the
    /// categories that it is in, and of the whole shop.
    /// </summary>
    /// <param name="anchorSku">Of the main product.</param>
    /// <param name="sku">Of the product that is excluded.</param>
    /// <returns>Refused where nothing excludes it any more, and to those who may not edit links in each shop that the exclusion is of.</returns>
    public async Task<Outcome<LiftedExclusion>> LiftAsync(
        string anchorSku, string sku, int channelId, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Deny(Permission.EditLinks, channelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Lifted an exclusion", cancellation);
        var db = session.Db;
        var anchor = await db.Products.SingleOrDefaultAsync(product => product.Sku == anchorSku, cancellation);
        var target = await db.Products.SingleOrDefaultAsync(product => product.Sku == sku, cancellation);
        if (anchor is null || target is null)
        {
            return Refusal.NotFound(L["This product no longer exists."]);
        }

        int[] targets = [target.Id, target.FamilyId];
        var places = await PlacesAsync(db, anchor, cancellation);
        var exclusions = (await db.PanelOverrides.AsTracking()
                .Where(item => item.Action == OverrideAction.Exclude && targets.Contains(item.TargetId)
                    && (item.ChannelId == null || item.ChannelId == channelId))
                .ToListAsync(cancellation))
            .Where(item => places.Contains(PanelIndexReader.PlaceOf(item))).ToList();
        if (exclusions.Count == 0)
        {
            return Refusal.NotFound(L["{0} is not excluded any more.", target.Name]);
        }

        if (exclusions.Select(item => actor.Deny(Permission.EditLinks, item.ChannelId)).FirstOrDefault(refused => refused is not null) is { } elsewhere)
        {
            return elsewhere;
        }

        session.Purpose = $"Lifted the exclusion of {target.Name} from panels of {anchor.Name}";
        db.RemoveRange(exclusions);
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var set)
            ? refusal
            : new LiftedExclusion(set, target.Name, anchor.Name, exclusions.Exists(item => item.Scope != OverrideScope.Product));
    }

    // As a panel looks for them (PanelFactsReader).
    internal static async Task<HashSet<(OverrideScope Scope, int Id)>> PlacesAsync(StudioDb db, Product anchor, CancellationToken cancellation)
    {
        HashSet<(OverrideScope Scope, int Id)> places =
            [(OverrideScope.Product, anchor.Id), (OverrideScope.Product, anchor.FamilyId), (OverrideScope.Channel, 0)];
        var above = await db.Categories.ToDictionaryAsync(category => category.Id, category => category.ParentId, cancellation);
        var at = anchor.CategoryId ?? await db.Products.Where(product => product.Id == anchor.FamilyId).Select(product => product.CategoryId)
            .SingleOrDefaultAsync(cancellation);
        for (; at is { } id && above.TryGetValue(id, out var parent); at = parent)
        {
            places.Add((OverrideScope.Category, id));
        }

        return places;
    }
}
