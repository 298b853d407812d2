using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>The categories that a person puts a product in.</summary>
/// <param name="Version">Of the product as the person saw it.</param>
/// <param name="PrimaryId">The one that stands for it in lists and panels; null only when it is in none.</param>
/// <param name="FurtherIds">Besides the primary one.</param>
public sealed record CategoriesEdit(int Version, int? PrimaryId, IReadOnlyList<int> FurtherIds);

/// <summary>Puts products in categories.</summary>
public sealed class ProductCategoryService(StudioStore store)
{
    public const int MaxCategories = 30;

    /// <summary>Needs the right in one of the shops that list the product. Without a primary category the first of the further ones becomes it.</summary>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> EditAsync(int productId, CategoriesEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Edited categories", cancellation);
        if ((await ProductWrite.LoadAsync(session, productId, edit.Version, cancellation)).IsRefused(out var refusal, out var product))
        {
            return refusal;
        }

        var primary = edit.PrimaryId ?? (edit.FurtherIds.Count > 0 ? edit.FurtherIds[0] : null);
        var further = edit.FurtherIds.Where(id => id != primary).Distinct().ToList();
        if (further.Count >= MaxCategories)
        {
            return new Refusal("product.categories", L["A product is in at most {0} categories.", MaxCategories]);
        }

        var known = await session.Db.Categories.Where(category => category.Id == primary || further.Contains(category.Id)).CountAsync(cancellation);
        if (known != further.Count + (primary is null ? 0 : 1))
        {
            return Refusal.NotFound(L["One of these categories no longer exists."]);
        }

        product.MoveTo(primary);
        var existing = await session.Db.ProductCategories.Where(place => place.ProductId == productId).ToListAsync(cancellation);
        session.Db.RemoveRange(existing.Where(place => !further.Contains(place.CategoryId)));
        session.Db.AddRange(further.Except(existing.Select(place => place.CategoryId))
            .Select(id => new ProductCategory { ProductId = productId, CategoryId = id }));
        ProductWrite.Touch(session, product);
        session.Purpose = $"Edited categories of {product.Name}";
        return await session.CommitAsync(cancellation);
    }
}
