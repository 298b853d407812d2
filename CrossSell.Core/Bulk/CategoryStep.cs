using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bulk.BulkTexts;

namespace CrossSell.Core.Bulk;

/// <summary>Adds products to a category, takes them out of it, or moves them to it.</summary>
internal sealed class CategoryStep(Actor actor, BulkEdit edit, Category category, IReadOnlyDictionary<int, string> names) : BulkEditStep(actor)
{
    public override Type[] Touches => [typeof(Product), typeof(ProductCategory), typeof(Listing)];

    public override string Sentence(int count) => edit switch
    {
        AddCategory => L.Plural(count, Written(count), "Add {0} product to {1}", "Add {0} products to {1}", category.Name),
        RemoveCategory => L.Plural(count, Written(count), "Remove {0} product from {1}", "Remove {0} products from {1}", category.Name),
        _ => L.Plural(count, Written(count), "Move {0} product to {1}", "Move {0} products to {1}", category.Name),
    };

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        ids = await AllowedAsync(db, ids, verdict, cancellation);
        var further = (await db.ProductCategories.Where(place => place.CategoryId == category.Id && ids.Contains(place.ProductId))
            .Select(place => place.ProductId).ToListAsync(cancellation)).ToHashSet();
        foreach (var product in await db.Products.Where(product => ids.Contains(product.Id)).Select(product => new { product.Id, product.CategoryId })
            .ToListAsync(cancellation))
        {
            var isPrimary = product.CategoryId == category.Id;
            var same = edit switch
            {
                AddCategory => isPrimary || further.Contains(product.Id),
                RemoveCategory => !isPrimary && !further.Contains(product.Id),
                _ => isPrimary,
            };
            if (same)
            {
                verdict.Unchanged++;
                continue;
            }

            verdict.Changing.Add(product.Id);
            var primary = product.CategoryId is { } id ? names.GetValueOrDefault(id, "?") : L["no category"].Value;
            var both = L["{0}, also {1}", primary, category.Name].Value;
            verdict.Words[product.Id] = edit switch
            {
                AddCategory => (primary, product.CategoryId is null ? category.Name : both),
                RemoveCategory => (isPrimary ? primary : both, isPrimary ? L["its next category, if any"].Value : primary),
                _ => (primary, category.Name),
            };
        }
    }

    public override async Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation)
    {
        var db = session.Db;
        var changing = verdict.Changing;
        var primary = db.Products.Where(product => changing.Contains(product.Id) && product.CategoryId == category.Id);
        if (edit is AddCategory)
        {
            var first = await db.Products.Where(product => changing.Contains(product.Id) && product.CategoryId == null).Select(product => product.Id)
                .ToListAsync(cancellation);
            await db.Products.Where(product => first.Contains(product.Id))
                .ExecuteUpdateAsync(update => update.SetProperty(product => product.CategoryId, category.Id), cancellation);
            await BulkEditSql.PlaceAsync(session, category.Id, changing.Except(first), cancellation);
        }
        else
        {
            await db.ProductCategories.Where(place => place.CategoryId == category.Id && changing.Contains(place.ProductId)).ExecuteDeleteAsync(cancellation);
            if (edit is RemoveCategory)
            {
                await primary.ExecuteUpdateAsync(
                    update => update.SetProperty(product => product.CategoryId, product => db.Set<ProductCategory>()
                        .Where(place => place.ProductId == product.Id).Min(place => (int?)place.CategoryId)), cancellation);
                await db.ProductCategories.Where(place => changing.Contains(place.ProductId)
                    && db.Set<Product>().Any(product => product.Id == place.ProductId && product.CategoryId == place.CategoryId))
                    .ExecuteDeleteAsync(cancellation);
            }
            else
            {
                await db.Products.Where(product => changing.Contains(product.Id))
                    .ExecuteUpdateAsync(update => update.SetProperty(product => product.CategoryId, category.Id), cancellation);
            }
        }

        await StampAsync(session, changing, cancellation);
    }
}
