using CrossSell.Core.Storage;

namespace CrossSell.Core.Browse;

/// <summary>The product list at any size: search, facets with live counts, any order, any place in it.</summary>
public sealed class CatalogList(StudioStore store)
{
    private readonly StudioStore store = store;

    /// <summary>Rows from <paramref name="skip"/> on, wherever in the list that is.</summary>
    public Task<CatalogPage> PageAsync(CatalogQuery query, int skip = 0, int take = 50, CancellationToken cancellation = default) =>
        throw new NotSupportedException(store.ToString());

    public Task<CatalogFacets> FacetsAsync(CatalogQuery query, CancellationToken cancellation = default) =>
        throw new NotSupportedException(store.ToString());

    /// <summary>Ids of everything that was picked, in the order of the list.</summary>
    public Task<IReadOnlyList<int>> IdsAsync(ProductSelection selection, CancellationToken cancellation = default) =>
        throw new NotSupportedException(store.ToString());
}
