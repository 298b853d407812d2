using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>Who looks after a bundle besides its authors: the owners of the categories that its products stand in.</summary>
internal static class BundleOwners
{
    /// <summary>The owners of the categories of these products in these shops; a variant stands in its family's category.</summary>
    public static async Task<IReadOnlySet<string>> OfCategoriesAsync(
        StudioDb db, IReadOnlyCollection<int> productIds, IReadOnlyCollection<int> channelIds, CancellationToken cancellation)
    {
        var ownership = await CategoryOwnerService.OwnershipAsync(db, cancellation);
        return await OfCategoriesAsync(db, ownership, productIds, channelIds, cancellation);
    }

    /// <summary>The same for one of many, by an ownership that was read once.</summary>
    public static async Task<IReadOnlySet<string>> OfCategoriesAsync(
        StudioDb db, CategoryOwnership ownership, IReadOnlyCollection<int> productIds, IReadOnlyCollection<int> channelIds, CancellationToken cancellation)
    {
        if (ownership.IsEmpty)
        {
            return new HashSet<string>();
        }

        var categories = (await CategoriesAsync(db, productIds, cancellation)).Values.Distinct().ToList();
        return channelIds.SelectMany(channel => categories.Select(category => ownership.Of(category, channel)?.UserId)).OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The category that each product stands in; without those that stand in none.</summary>
    public static async Task<IReadOnlyDictionary<int, int>> CategoriesAsync(
        StudioDb db, IReadOnlyCollection<int> productIds, CancellationToken cancellation)
    {
        var rows = await (
            from product in db.Products
            where productIds.Contains(product.Id)
            join parent in db.Products on product.ParentId equals parent.Id into parents
            from parent in parents.DefaultIfEmpty()
            select new { product.Id, Category = product.CategoryId ?? (parent == null ? null : parent.CategoryId) }).ToListAsync(cancellation);
        return rows.Where(row => row.Category is not null).ToDictionary(row => row.Id, row => row.Category!.Value);
    }
}
