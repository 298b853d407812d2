using System.Globalization;
using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Browse;

/// <summary>The product list: filtered, sorted and read page by page from where the last one ended, never whole.</summary>
public sealed class ProductList(StudioStore store, CatalogIndex index)
{
    public const int PageSize = 50;

    /// <summary>Up to so many pieces are low stock.</summary>
    public const int LowStock = 5;

    // Nobody reads a thousand matches; ranking more costs more than it tells.
    private const int MatchCap = 1000;

    /// <summary>With an index of its own.</summary>
    public ProductList(StudioStore store) : this(store, new CatalogIndex(store))
    {
    }

    public async Task<ProductListPage> PageAsync(ProductListRequest request, string? after = null, int size = PageSize, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var matches = await MatchesAsync(db, request, cancellation);
        var rows = ProductFilters.Apply(db, request, matches);
        var (ids, next) = request.Sort == ProductSort.Best && matches is not null
            ? await BestAsync(rows, matches, after, size, cancellation)
            : await SortedAsync(rows, request, after, size, cancellation);
        return new ProductListPage(await RowsAsync(db, ids, request.ChannelId, cancellation), next);
    }

    public async Task<ProductFacets> FacetsAsync(ProductListRequest request, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var matches = await MatchesAsync(db, request, cancellation);
        Task<int> Count(ProductListRequest asked) => ProductFilters.Apply(db, asked, matches).CountAsync(cancellation);

        var crossSell = new Dictionary<CrossSellFacet, int>();
        foreach (var facet in Enum.GetValues<CrossSellFacet>())
        {
            crossSell[facet] = await Count(request with { CrossSell = new HashSet<CrossSellFacet>(request.CrossSell) { facet } });
        }

        var stock = new Dictionary<StockFacet, int>();
        foreach (var facet in Enum.GetValues<StockFacet>())
        {
            stock[facet] = await Count(request with { Stock = new HashSet<StockFacet> { facet } });
        }

        var status = new Dictionary<ProductStatus, int>();
        foreach (var facet in Enum.GetValues<ProductStatus>())
        {
            status[facet] = await Count(request with { Status = new HashSet<ProductStatus> { facet } });
        }

        var everything = new ProductListRequest { ChannelId = request.ChannelId, AllShops = request.AllShops, EverySku = request.EverySku };
        return new ProductFacets(
            await Count(request),
            await ProductFilters.Apply(db, everything, null).CountAsync(cancellation),
            await ByCategoryAsync(db, request, matches, cancellation),
            crossSell,
            stock,
            status,
            await Count(request with { Ready = true }),
            await Count(request with { Ready = false }));
    }

    // What was found, best first; variants are found under their family unless every SKU is shown.
    private async Task<IReadOnlyList<int>?> MatchesAsync(StudioDb db, ProductListRequest request, CancellationToken cancellation)
    {
        if (request.Text.Trim().Length == 0)
        {
            return null;
        }

        var query = new CatalogQuery { ChannelId = request.ChannelId, Text = request.Text, AllShops = true, EverySku = true };
        var found = await index.AskAsync(memory => memory.Find(query, store.Time.GetUtcNow()).Products.Take(MatchCap).Select(memory.Columns.IdOf).ToList(), cancellation);
        if (request.EverySku)
        {
            return found;
        }

        var families = await db.Products.Where(product => found.Contains(product.Id) && product.ParentId != null)
            .ToDictionaryAsync(product => product.Id, product => product.ParentId!.Value, cancellation);
        return [.. found.Select(id => families.GetValueOrDefault(id, id)).Distinct()];
    }

    private static async Task<(IReadOnlyList<int> Ids, string? Next)> BestAsync(
        IQueryable<FilteredProduct> rows, IReadOnlyList<int> matches, string? after, int size, CancellationToken cancellation)
    {
        var left = (await rows.Select(row => row.Product.Id).ToListAsync(cancellation)).ToHashSet();
        var ranked = matches.Where(left.Contains).ToList();
        var skip = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        return (ranked.Skip(skip).Take(size).ToList(), ranked.Count > skip + size ? (skip + size).ToString(CultureInfo.InvariantCulture) : null);
    }

    private static Task<(IReadOnlyList<int> Ids, string? Next)> SortedAsync(
        IQueryable<FilteredProduct> rows, ProductListRequest request, string? after, int size, CancellationToken cancellation) => request.Sort switch
        {
            ProductSort.Sku => TextAsync(rows, row => row.Product.Sku, request.Descending, after, size, cancellation),
            ProductSort.Price => NumberAsync(rows, row => row.Listing == null ? -1 : row.Listing.Price, request.Descending, after, size, cancellation),
            // What is not tracked never runs out: it stands after everything that can.
            ProductSort.Stock => NumberAsync(rows, row => row.Listing == null ? -1 : row.Stock ?? int.MaxValue, request.Descending, after, size, cancellation),
            ProductSort.Completeness => NumberAsync(rows, row => row.Listing == null ? -1 : row.Listing.Completeness, request.Descending, after, size, cancellation),
            ProductSort.Updated => UpdatedAsync(rows, request.Descending, after, size, cancellation),
            ProductSort.Name => TextAsync(rows, row => row.Product.Name, request.Descending, after, size, cancellation),
            // The catalogue's own order: category by category, as products were added.
            _ => NumberAsync(rows, row => row.Product.CategoryId ?? int.MaxValue, false, after, size, cancellation),
        };

    private static async Task<(IReadOnlyList<int> Ids, string? Next)> TextAsync(
        IQueryable<FilteredProduct> rows, Expression<Func<FilteredProduct, string>> key, bool descending, string? after, int size, CancellationToken cancellation)
    {
        var keyed = rows.Select(ByKey(key));
        if (Cursor(after) is var (text, id) && text is not null)
        {
            keyed = descending
                ? keyed.Where(row => row.Key.CompareTo(text) < 0 || (row.Key == text && row.Id > id))
                : keyed.Where(row => row.Key.CompareTo(text) > 0 || (row.Key == text && row.Id > id));
        }

        var ordered = descending ? keyed.OrderByDescending(row => row.Key) : keyed.OrderBy(row => row.Key);
        var page = await ordered.ThenBy(row => row.Id).Take(size + 1).ToListAsync(cancellation);
        return Cut(page, size, row => row.Id, row => row.Key);
    }

    private static async Task<(IReadOnlyList<int> Ids, string? Next)> NumberAsync(
        IQueryable<FilteredProduct> rows, Expression<Func<FilteredProduct, long>> key, bool descending, string? after, int size, CancellationToken cancellation)
    {
        var keyed = rows.Select(ByKey(key));
        if (Cursor(after) is var (text, id) && text is not null)
        {
            var value = long.Parse(text, CultureInfo.InvariantCulture);
            keyed = descending
                ? keyed.Where(row => row.Key < value || (row.Key == value && row.Id > id))
                : keyed.Where(row => row.Key > value || (row.Key == value && row.Id > id));
        }

        var ordered = descending ? keyed.OrderByDescending(row => row.Key) : keyed.OrderBy(row => row.Key);
        var page = await ordered.ThenBy(row => row.Id).Take(size + 1).ToListAsync(cancellation);
        return Cut(page, size, row => row.Id, row => row.Key.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<(IReadOnlyList<int> Ids, string? Next)> UpdatedAsync(
        IQueryable<FilteredProduct> rows, bool oldestFirst, string? after, int size, CancellationToken cancellation)
    {
        var keyed = rows.Select(ByKey(row => row.Product.UpdatedAt));
        if (Cursor(after) is var (text, id) && text is not null)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture));
            keyed = oldestFirst
                ? keyed.Where(row => row.Key > at || (row.Key == at && row.Id > id))
                : keyed.Where(row => row.Key < at || (row.Key == at && row.Id > id));
        }

        var ordered = oldestFirst ? keyed.OrderBy(row => row.Key) : keyed.OrderByDescending(row => row.Key);
        var page = await ordered.ThenBy(row => row.Id).Take(size + 1).ToListAsync(cancellation);
        return Cut(page, size, row => row.Id, row => row.Key.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    }

    private static Expression<Func<FilteredProduct, SortKey<T>>> ByKey<T>(Expression<Func<FilteredProduct, T>> key)
    {
        var row = key.Parameters[0];
        var id = Expression.Property(Expression.Property(row, nameof(FilteredProduct.Product)), nameof(Product.Id));
        return Expression.Lambda<Func<FilteredProduct, SortKey<T>>>(
            Expression.MemberInit(
                Expression.New(typeof(SortKey<T>)),
                Expression.Bind(typeof(SortKey<T>).GetProperty(nameof(SortKey<>.Id))!, id),
                Expression.Bind(typeof(SortKey<T>).GetProperty(nameof(SortKey<>.Key))!, key.Body)),
            row);
    }

    private static (IReadOnlyList<int> Ids, string? Next) Cut<T>(List<T> page, int size, Func<T, int> id, Func<T, string> key)
    {
        var shown = page.Take(size).ToList();
        var next = page.Count > size ? string.Create(CultureInfo.InvariantCulture, $"{id(shown[^1])}|{key(shown[^1])}") : null;
        return (shown.Select(id).ToList(), next);
    }

    private static (string? Key, int Id) Cursor(string? after)
    {
        if (after is null)
        {
            return (null, 0);
        }

        var bar = after.IndexOf('|', StringComparison.Ordinal);
        return (after[(bar + 1)..], int.Parse(after.AsSpan(0, bar), CultureInfo.InvariantCulture));
    }

    private static async Task<Dictionary<int, int>> ByCategoryAsync(
        StudioDb db, ProductListRequest request, IReadOnlyList<int>? matches, CancellationToken cancellation)
    {
        var direct = await ProductFilters.Apply(db, request with { CategoryId = null }, matches)
            .Where(row => row.Product.CategoryId != null)
            .GroupBy(row => row.Product.CategoryId!.Value)
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellation);
        var paths = await db.Categories.ToDictionaryAsync(category => category.Id, category => category.Path, cancellation);
        var counts = new Dictionary<int, int>();
        foreach (var group in direct)
        {
            foreach (var id in paths[group.Key].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => int.Parse(part, CultureInfo.InvariantCulture)))
            {
                counts[id] = counts.GetValueOrDefault(id) + group.Count;
            }
        }

        return counts;
    }

    private static async Task<IReadOnlyList<ProductListRow>> RowsAsync(StudioDb db, IReadOnlyList<int> ids, int channelId, CancellationToken cancellation)
    {
        var links = await db.Links.Where(link => ids.Contains(link.SourceId)).GroupBy(link => link.SourceId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var variants = await db.Products.Where(product => product.ParentId != null && ids.Contains(product.ParentId.Value)).GroupBy(product => product.ParentId!.Value)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var completeness = await db.Listings.Where(listing => listing.ChannelId == channelId && ids.Contains(listing.ProductId))
            .ToDictionaryAsync(listing => listing.ProductId, listing => listing.Completeness, cancellation);
        var order = ids.Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index);
        return [.. (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation)).OrderBy(product => order[product.Id]).Select(product => new ProductListRow(
            product, links.GetValueOrDefault(product.Id), variants.GetValueOrDefault(product.Id),
            completeness.TryGetValue(product.Id, out var percent) ? percent : null))];
    }

    private sealed class SortKey<T>
    {
        public int Id { get; init; }

        public required T Key { get; init; }
    }
}
