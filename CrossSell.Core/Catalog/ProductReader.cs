using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>Reads products that somebody names by SKU or has the ids of. Who looks for some by words or facets asks the search.</summary>
public sealed class ProductReader(StudioStore store)
{
    /// <summary>The product of a SKU; null when there is none.</summary>
    public async Task<Product?> FindAsync(ReadScope scope, string? sku, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await db.Products.SingleOrDefaultAsync(product => product.Sku == sku, cancellation);
    }

    /// <summary>The ids of SKUs, in their order, and those that no product has.</summary>
    public async Task<(IReadOnlyList<int> Ids, IReadOnlyList<string> Unknown)> IdsAsync(
        ReadScope scope, IReadOnlyList<string> skus, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var known = (await db.Products.Where(product => skus.Contains(product.Sku)).Select(product => new { product.Id, product.Sku })
            .ToListAsync(cancellation))
            // The database knows the case of ASCII letters only, so two may differ in that of another.
            .GroupBy(product => product.Sku, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First().Id, StringComparer.OrdinalIgnoreCase);
        return ([.. skus.Where(known.ContainsKey).Select(sku => known[sku])], [.. skus.Where(sku => !known.ContainsKey(sku))]);
    }

    /// <summary>Products as lists show them in a channel, in the order of their ids as given; ids that no product has are left out.</summary>
    public async Task<IReadOnlyList<ProductSummary>> SummariesAsync(
        ReadScope scope, IReadOnlyCollection<int> ids, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var found = (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation)).ToDictionary(summary => summary.Id);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <summary>Names by id; ids that no product has are left out.</summary>
    public async Task<IReadOnlyDictionary<int, string>> NamesAsync(
        ReadScope scope, IReadOnlyCollection<int> ids, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await db.Products.Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, product => product.Name, cancellation);
    }
}
