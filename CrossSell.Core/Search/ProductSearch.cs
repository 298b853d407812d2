using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Search;

/// <summary>Finds products as one types, wherever one is picked. Asks the same index as the product list.</summary>
public sealed class ProductSearch(StudioStore store, CatalogIndex index)
{
    /// <summary>With an index of its own.</summary>
    public ProductSearch(StudioStore store) : this(store, new CatalogIndex(store))
    {
    }

    /// <summary>
    /// The best matches of what was typed, exact SKU first, as they look in the channel; variants stand for themselves. Empty text lists by name.
    /// </summary>
    /// <param name="listedOnly">Only products listed in the channel.</param>
    public async Task<IReadOnlyList<ProductSummary>> FindAsync(
        ReadScope scope, string text, int channelId, int limit = 20, bool listedOnly = true, CancellationToken cancellation = default)
    {
        var query = new CatalogQuery
        {
            ChannelId = channelId,
            Text = text,
            AllShops = !listedOnly,
            EverySku = true,
            Sort = string.IsNullOrWhiteSpace(text) ? CatalogSorts.Name : CatalogSorts.Best,
        };
        var ids = await index.AskAsync(
            memory => memory.Find(query, store.Time.GetUtcNow()).Products.Take(limit).Select(memory.Columns.IdOf).ToArray(), cancellation);
        var order = ids.Select((id, place) => (id, place)).ToDictionary(pair => pair.id, pair => pair.place);
        await using var db = store.Read(scope);
        return [.. (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation)).OrderBy(summary => order[summary.Id])];
    }
}
