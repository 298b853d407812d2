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

    public override Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
        ProductWrite.DenyManyAsync(db, actor, [.. changes.Select(change => change.KeyPart()).Distinct()], cancellation);
}

/// <summary>A listing needs the right in its shop.</summary>
internal sealed class ListingUndo : UndoRule
{
    /// <summary>What every write works out again at its end.</summary>
    public static readonly string[] Followed = [nameof(Listing.Completeness), nameof(Listing.Missing)];

    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(Listing)];

    public override IReadOnlyCollection<string> Recomputed => Followed;

    // Completeness follows in every shop that lists the product, no matter who edited it in one: it is nobody's own change.
    public override Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(changes.Where(change => !change.IsEditOfOnly(Followed)).Select(change => actor.Deny(Permission.EditCatalog, change.KeyPart(1)))
            .FirstOrDefault(denied => denied is not null));
}

/// <summary>Pictures need the right that their product needs; their order is made whole.</summary>
internal sealed class ProductMediaUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(ProductMedia)];

    public override async Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
        await ProductWrite.DenyManyAsync(db, actor, await ProductsAsync(db, changes, cancellation), cancellation);

    public override async Task<Outcome> RepairAsync(WriteSession session, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        foreach (var productId in await ProductsAsync(session.Db, changes, cancellation))
        {
            await ProductPictures.RenumberAsync(session, productId, cancellation);
        }

        return Outcome.Done;
    }

    // Whose the pictures are and whose they were.
    private static async Task<IReadOnlyList<int>> ProductsAsync(StudioDb db, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var ids = changes.Select(change => change.KeyPart()).ToArray();
        var shown = await db.ProductMedia.Where(media => ids.Contains(media.Id)).Select(media => media.ProductId).ToListAsync(cancellation);
        return [.. shown.Union(changes.Select(change => change.Number(nameof(ProductMedia.ProductId))).OfType<int>())];
    }
}

/// <summary>The tree is everybody's.</summary>
internal sealed class CategoryUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(Category)];

    public override IReadOnlyCollection<string> Recomputed { get; } = [nameof(Category.Path)];

    public override Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(actor.Deny(Permission.EditCatalog, null));
}
