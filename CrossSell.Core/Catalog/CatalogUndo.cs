using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>A product and what belongs to it in all shops need the right in every shop that lists it.</summary>
internal sealed class ProductUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(Product), typeof(ProductCategory), typeof(ProductText), typeof(AttributeValue)];

    public override Task<Refusal?> DenyAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation) =>
        ProductWrite.DenyAsync(db, actor, change.KeyPart(), cancellation);
}

/// <summary>A listing needs the right in its shop.</summary>
internal sealed class ListingUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(Listing)];

    public override IReadOnlyCollection<string> Recomputed { get; } = [nameof(Listing.Completeness), nameof(Listing.Missing)];

    // Completeness follows in every shop that lists the product, whoever edited it in one: it is nobody's own change.
    public override Task<Refusal?> DenyAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(change.IsEditOfOnly(nameof(Listing.Completeness), nameof(Listing.Missing))
            ? null
            : actor.Deny(Permission.EditCatalog, change.KeyPart(1)));
}

/// <summary>Pictures need the right that their product needs; their order is made whole.</summary>
internal sealed class ProductMediaUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(ProductMedia)];

    public override async Task<Refusal?> DenyAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation)
    {
        var id = change.KeyPart();
        var product = change.Number(nameof(ProductMedia.ProductId))
            ?? await db.ProductMedia.Where(media => media.Id == id).Select(media => media.ProductId).SingleOrDefaultAsync(cancellation);
        return await ProductWrite.DenyAsync(db, actor, product, cancellation);
    }

    public override async Task<Outcome> RepairAsync(WriteSession session, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var ids = changes.Select(change => change.KeyPart()).ToArray();
        var shown = await session.Db.ProductMedia.Where(media => ids.Contains(media.Id)).Select(media => media.ProductId).ToListAsync(cancellation);
        foreach (var productId in shown.Concat(changes.Select(change => change.Number(nameof(ProductMedia.ProductId))).OfType<int>()).Distinct())
        {
            await ProductPictures.RenumberAsync(session, productId, cancellation);
        }

        return Outcome.Done;
    }
}

/// <summary>The tree is everybody's.</summary>
internal sealed class CategoryUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(Category)];

    public override IReadOnlyCollection<string> Recomputed { get; } = [nameof(Category.Path)];

    public override Task<Refusal?> DenyAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(actor.Deny(Permission.EditCatalog, null));
}
