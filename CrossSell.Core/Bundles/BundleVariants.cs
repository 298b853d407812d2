using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>The variants of a family that a bundle may let shoppers choose from.</summary>
public sealed class BundleVariants(StudioStore store)
{
    /// <summary>In the shop's order; those that are not active are left out.</summary>
    public async Task<IReadOnlyList<ProductSummary>> OfAsync(ReadScope scope, int familyId, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var ids = await db.Products.Where(product => product.ParentId == familyId && product.Status == ProductStatus.Active)
            .OrderBy(product => product.Id).Select(product => product.Id).ToListAsync(cancellation);
        var found = (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation)).ToDictionary(product => product.Id);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }
}
