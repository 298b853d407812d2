using CrossSell.Core.Catalog;
using CrossSell.Core.Dialects;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// What a system cannot say of a product is no news of it: without this an export that is imported again would rename variants after their family, bring
/// archived products back as drafts, and take further categories away.
/// </summary>
internal static class KnownProducts
{
    private const int Batch = 2_000;

    /// <summary>Takes out of the facts what the file does not really say of products that the studio has.</summary>
    public static async Task SettleAsync(StudioStore store, Dialect dialect, FileFacts facts, CancellationToken cancellation)
    {
        if (!DialectWriters.Writes(dialect) || facts.Products.Count == 0)
        {
            return;
        }

        await using var db = store.Read();
        var found = new Dictionary<string, Known>(StringComparer.OrdinalIgnoreCase);
        foreach (var chunk in facts.Products.Select(product => product.Sku).Distinct(StringComparer.OrdinalIgnoreCase).Chunk(Batch))
        {
            var rows = await (
                from product in db.Products
                where EF.Parameter(chunk).Contains(product.Sku)
                join parent in db.Products on product.ParentId equals (int?)parent.Id into parents
                from parent in parents.DefaultIfEmpty()
                select new
                {
                    product.Id, product.Sku, product.Name, product.Status, product.CategoryId,
                    Family = parent == null ? null : parent.Sku, FamilyName = parent == null ? null : parent.Name,
                    FamilyStatus = parent == null ? (ProductStatus?)null : parent.Status,
                }).ToListAsync(cancellation);
            foreach (var row in rows)
            {
                found[row.Sku] = new Known(row.Id, row.Name, row.Status, row.CategoryId, row.Family, row.FamilyName, row.FamilyStatus);
            }
        }

        if (found.Count == 0)
        {
            return;
        }

        if (dialect is Dialect.ShopifyCurrent or Dialect.ShopifyLegacy)
        {
            Families(facts, found);
        }

        foreach (var product in facts.Products)
        {
            if (found.TryGetValue(product.Sku, out var known))
            {
                Settle(product, known);
            }
        }

        if (dialect is not (Dialect.WooCommerce or Dialect.Magento or Dialect.Akeneo))
        {
            await CategoriesAsync(db, facts, found, cancellation);
        }
    }

    private static void Settle(ProductFact product, Known known)
    {
        if (known.Status == ProductStatus.Archived && product.Status == "draft")
        {
            product.Status = null; // Not for sale either way.
        }

        if (!product.IsNamedByFamily)
        {
            // A product that the file does not name is called as it is called.
            product.Name ??= known.Name;
            return;
        }

        // One that was named by its family goes on being named by it.
        if (known.FamilyName is not { } family || !known.Name.StartsWith($"{family} - ", StringComparison.Ordinal))
        {
            product.Name = known.Name;
        }

        if (known.Status != known.FamilyStatus)
        {
            product.Status = null;
        }
    }

    /// <summary>A handle is what the system made of the family's SKU: the family is that of its variants, where the studio has them.</summary>
    private static void Families(FileFacts facts, Dictionary<string, Known> found)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var family in facts.Products.Where(product => product.Kind == FactKind.Variant)
            .GroupBy(product => product.Parent!, StringComparer.OrdinalIgnoreCase))
        {
            var parents = family.Select(variant => found.GetValueOrDefault(variant.Sku)?.Family).OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (parents is [var only] && !found.ContainsKey(family.Key) && !only.Equals(family.Key, StringComparison.OrdinalIgnoreCase))
            {
                names.Add(family.Key, only);
            }
        }

        // Two handles of one family are two families.
        foreach (var twice in names.GroupBy(name => name.Value, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .SelectMany(same => same).ToList())
        {
            names.Remove(twice.Key);
        }

        if (names.Count == 0)
        {
            return;
        }

        foreach (var product in facts.Products)
        {
            product.Sku = names.GetValueOrDefault(product.Sku, product.Sku);
            product.Parent = product.Parent is { } parent ? names.GetValueOrDefault(parent, parent) : null;
        }

        for (var at = 0; at < facts.Links.Count; at++)
        {
            var link = facts.Links[at];
            facts.Links[at] = link with
            {
                Source = names.GetValueOrDefault(link.Source, link.Source),
                Target = names.GetValueOrDefault(link.Target, link.Target),
            };
        }

        facts.Owners = [.. facts.Owners.Select(owner => owner is null ? null : names.GetValueOrDefault(owner, owner))];
    }

    /// <summary>A system with one category for each product does not say that there are no others.</summary>
    private static async Task CategoriesAsync(StudioDb db, FileFacts facts, Dictionary<string, Known> found, CancellationToken cancellation)
    {
        var paths = new CategoryPaths(await db.Categories.ToListAsync(cancellation));
        // Those that are in another category than their primary one.
        var several = (await (
            from place in db.ProductCategories
            join product in db.Products on place.ProductId equals product.Id
            where place.CategoryId != product.CategoryId
            select place.ProductId).Distinct().ToListAsync(cancellation)).ToHashSet();
        foreach (var product in facts.Products.Where(product => product.Categories.Count == 1))
        {
            if (found.TryGetValue(product.Sku, out var known) && several.Contains(known.Id)
                && paths.Find(product.Categories[0], mayMake: false) is { } category && category == known.CategoryId)
            {
                product.Categories.Clear();
            }
        }
    }

    private sealed record Known(
        int Id, string Name, ProductStatus Status, int? CategoryId, string? Family, string? FamilyName, ProductStatus? FamilyStatus);
}
