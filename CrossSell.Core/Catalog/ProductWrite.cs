using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>What every write of a product does alike: the right for it, the version that the person saw.</summary>
internal static class ProductWrite
{
    /// <summary>The product, tracked, when the actor may edit it and nobody has changed it since.</summary>
    public static async Task<Outcome<Product>> LoadAsync(WriteSession session, int productId, int? version, CancellationToken cancellation)
    {
        if (await session.Db.Products.AsTracking().SingleOrDefaultAsync(item => item.Id == productId, cancellation) is not { } product)
        {
            return Refusal.NotFound(L["This product no longer exists."]);
        }

        if (await DenyAsync(session.Db, session.Actor, productId, cancellation) is { } denied)
        {
            return denied;
        }

        return version is null || product.Version == version
            ? product
            : await StaleAsync(session, nameof(Product), Key(productId), product.Name, cancellation);
    }

    /// <summary>What belongs to a product rather than to a shop needs the right in every shop that lists it, or one of its variants.</summary>
    public static async Task<Refusal?> DenyAsync(StudioDb db, Actor actor, int productId, CancellationToken cancellation) =>
        actor.DenyInEach(Permission.EditCatalog, await ProductChannels.OfAsync(db, productId, cancellation));

    /// <inheritdoc cref="DenyAsync"/>
    public static async Task<Refusal?> DenyManyAsync(StudioDb db, Actor actor, IReadOnlyCollection<int> productIds, CancellationToken cancellation)
    {
        var channels = await ProductChannels.OfManyAsync(db, productIds, cancellation);
        return productIds.Select(id => actor.DenyInEach(Permission.EditCatalog, [.. channels[id]])).FirstOrDefault(denied => denied is not null);
    }

    /// <summary>Counts as a change of the product itself, so that anyone who saw it before is told.</summary>
    public static void Touch(WriteSession session, Product product)
    {
        product.Touch(session.Now);
        session.Db.Entry(product).Property(item => item.UpdatedAt).IsModified = true;
    }

    public static async Task<Refusal?> SkuTakenAsync(StudioDb db, string sku, int exceptId, CancellationToken cancellation) =>
        await db.Products.Where(other => other.Sku == sku && other.Id != exceptId).Select(other => other.Name).FirstOrDefaultAsync(cancellation) is { } owner
            ? new Refusal("product.sku-taken", L["{0} already has the SKU {1}.", owner, sku], nameof(ProductEdit.Sku))
            : null;

    public static async Task<Refusal> StaleAsync(WriteSession session, string entity, string id, string name, CancellationToken cancellation)
    {
        var who = await (
            from change in session.Db.Changes
            join set in session.Db.ChangeSets on change.ChangeSetId equals set.Id
            where change.Entity == entity && change.EntityId == id
            orderby set.Id descending
            select set.ActorName).FirstOrDefaultAsync(cancellation);
        return Refusal.Stale(who is null
            ? L["Someone changed {0} in the meantime. Reload and try again.", name]
            : L["{0} changed {1} in the meantime. Reload and try again.", who, name]);
    }

    public static string Key(params ReadOnlySpan<int> ids) =>
        string.Join('/', ids.ToArray().Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
