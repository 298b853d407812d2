using System.Globalization;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>How many products use what the settings define.</summary>
/// <param name="Attributes">Products with a value, by attribute id.</param>
/// <param name="Types">Products of the type, by its id.</param>
/// <param name="Categories">Products in the category itself, as their primary one or besides, by its id.</param>
/// <param name="Trees">The same with everything below it.</param>
public sealed record CatalogUseFigures(
    IReadOnlyDictionary<int, int> Attributes, IReadOnlyDictionary<int, int> Types, IReadOnlyDictionary<int, int> Categories,
    IReadOnlyDictionary<int, int> Trees);

/// <summary>Counts <see cref="CatalogUseFigures"/> over indexes, once for each state of the studio.</summary>
public sealed class CatalogUse(StudioStore store)
{
    private volatile Counted? last;

    public async Task<CatalogUseFigures> LoadAsync(CancellationToken cancellation = default)
    {
        var state = await store.StateAsync(cancellation);
        if (last is { } known && known.State == state)
        {
            return known.Figures;
        }

        await using var db = store.Read();
        var own = await db.Products.Where(product => product.CategoryId != null).GroupBy(product => product.CategoryId!.Value)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellation);
        foreach (var row in await (
            from place in db.ProductCategories
            join product in db.Products on place.ProductId equals product.Id
            where product.CategoryId != place.CategoryId || product.CategoryId == null
            group place by place.CategoryId into places
            select new { places.Key, Count = places.Count() }).ToListAsync(cancellation))
        {
            own[row.Key] = own.GetValueOrDefault(row.Key) + row.Count;
        }

        var trees = new Dictionary<int, int>();
        foreach (var category in await db.Categories.Select(category => new { category.Id, category.Path }).ToListAsync(cancellation))
        {
            foreach (var id in category.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)))
            {
                trees[id] = trees.GetValueOrDefault(id) + own.GetValueOrDefault(category.Id);
            }
        }

        var figures = new CatalogUseFigures(
            await db.AttributeValues.GroupBy(value => value.AttributeId).Select(group => new { group.Key, Count = group.Count() })
                .ToDictionaryAsync(row => row.Key, row => row.Count, cancellation),
            await db.Products.Where(product => product.ProductTypeId != null).GroupBy(product => product.ProductTypeId!.Value)
                .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellation),
            own,
            trees);
        last = new Counted(state, figures);
        return figures;
    }

    private sealed record Counted(long State, CatalogUseFigures Figures);
}
