using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;

namespace CrossSell.Core.Search;

/// <summary>The product list at any size: search, facets with live counts, any order, any place in it. Sees what its caller has just written.</summary>
public sealed class CatalogList(StudioStore store, CatalogIndex index, SuggestionInbox inbox)
{
    /// <summary>Up to so many pieces are low stock.</summary>
    public const int LowStock = CatalogFilters.LowStock;

    /// <summary>With an index of its own.</summary>
    public CatalogList(StudioStore store) : this(store, new CatalogIndex(store))
    {
    }

    /// <summary>With an inbox of its own.</summary>
    public CatalogList(StudioStore store, CatalogIndex index) : this(store, index, new SuggestionInbox(store, store.Time))
    {
    }

    /// <summary>Rows from <paramref name="skip"/> on, wherever in the list that is.</summary>
    public async Task<CatalogPage> PageAsync(ReadScope scope, CatalogQuery query, int skip = 0, int take = 50, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        skip = Math.Max(skip, 0);
        if (!scope.Includes(query.ChannelId))
        {
            return new CatalogPage([], 0, 0, 0, 0, false, []);
        }

        var (result, window, version) = await AskAsync(
            query,
            memory =>
            {
                var found = memory.Find(Readable(scope, memory, query), store.Time.GetUtcNow());
                var from = Math.Min(skip, found.Products.Length);
                var shown = found.Products.AsSpan(from, Math.Clamp(take, 0, found.Products.Length - from));
                var rows = new List<IndexedRow>(shown.Length);
                foreach (var product in shown)
                {
                    rows.Add(IndexedRow.Of(memory.Columns, product, query.ChannelId, scope));
                }

                return (found, rows, index.Version);
            },
            cancellation);
        await using var db = store.Read(scope);
        var loaded = await CatalogRows.LoadAsync(db, window, query.ChannelId, cancellation);
        return new CatalogPage(loaded, skip, result.Products.Length, result.Unfiltered, version, result.Close, result.UnknownSkus);
    }

    /// <summary>All facets with their fullest values, counted exactly.</summary>
    public Task<CatalogFacets> FacetsAsync(ReadScope scope, CatalogQuery query, CancellationToken cancellation = default) =>
        FacetsAsync(scope, query, null, cancellation);

    /// <summary>One facet with all its values; null when the list offers no such choice.</summary>
    public async Task<Facet?> FacetAsync(ReadScope scope, CatalogQuery query, string key, CancellationToken cancellation = default) =>
        (await FacetsAsync(scope, query, key, cancellation))[key];

    /// <summary>Ids of everything that was picked, in the order of the list; what was picked and is not in it any more comes last.</summary>
    public async Task<IReadOnlyList<int>> IdsAsync(ReadScope scope, ProductSelection selection, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (!scope.Includes(selection.Query.ChannelId))
        {
            return [];
        }

        var picked = selection.Ids.ToHashSet();
        var all = await AskAsync(
            selection.Query,
            memory => Array.ConvertAll(memory.Find(Readable(scope, memory, selection.Query), store.Time.GetUtcNow()).Products, memory.Columns.IdOf),
            cancellation);
        if (selection.All)
        {
            return picked.Count == 0 ? all : [.. all.Where(id => !picked.Contains(id))];
        }

        var inOrder = all.Where(picked.Contains).ToList();
        inOrder.AddRange(selection.Ids.Distinct().Except(inOrder));
        return inOrder;
    }

    private async Task<CatalogFacets> FacetsAsync(
        ReadScope scope, CatalogQuery query, string? key, CancellationToken cancellation) => scope.Includes(query.ChannelId)
        ? await AskAsync(
            query,
            memory =>
            {
                var (asked, now) = (Readable(scope, memory, query), store.Time.GetUtcNow());
                return Readable(scope, memory, key is null ? memory.Facets(asked, now) : memory.Facets(asked, now, key));
            },
            cancellation)
        : new CatalogFacets(0, 0, []);

    // Who lists how much is told of the reader's own shops only.
    private static CatalogFacets Readable(ReadScope scope, CatalogMemory memory, CatalogFacets facets)
    {
        if (scope.IsEverything)
        {
            return facets;
        }

        var own = Own(scope, memory);
        return facets with
        {
            Facets = [.. facets.Facets
            .Select(facet => facet.Key == FacetKeys.Channel ? facet with { Values = [.. facet.Values.Where(value => own.Contains(value.Value))] } : facet)]
        };
    }

    // A filter that names another shop would tell by its rows what that shop lists.
    private static CatalogQuery Readable(ReadScope scope, CatalogMemory memory, CatalogQuery query)
    {
        if (scope.IsEverything || !query.Filters.TryGetValue(FacetKeys.Channel, out var filter))
        {
            return query;
        }

        var own = Own(scope, memory);
        string[] values = [.. filter.Values.Where(own.Contains)];
        return query with { Filters = query.Filters.With(FacetKeys.Channel, values.Length == 0 ? null : FacetFilter.Of(values)) };
    }

    private static HashSet<string> Own(ReadScope scope, CatalogMemory memory) =>
        memory.Columns.Lookups.Channels.Where(channel => scope.Includes(channel.Id)).Select(channel => channel.Code)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private async Task<T> AskAsync<T>(CatalogQuery query, Func<CatalogMemory, T> question, CancellationToken cancellation)
    {
        await index.SuggestAsync(query.ChannelId, await inbox.AnchorsAsync(query.ChannelId, cancellation), cancellation);
        return await index.AskAsync(question, cancellation);
    }
}
