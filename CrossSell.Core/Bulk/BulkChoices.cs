using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bulk;

/// <summary>A category with how deep it stands in the tree, the root at 0.</summary>
public sealed record CategoryChoice(int Id, string Name, int Depth);

/// <summary>A bundle whose open draft can take products.</summary>
public sealed record BundleChoice(string Code, string Name);

/// <summary>What can be chosen when many products are edited at once.</summary>
/// <param name="Categories">In the order of the tree.</param>
/// <param name="LinkTypes">Those that are not retired.</param>
public sealed record BulkChoices(
    IReadOnlyList<CategoryChoice> Categories, IReadOnlyList<AttributeDefinition> Attributes, IReadOnlyList<LinkType> LinkTypes,
    IReadOnlyList<BundleChoice> Bundles);

/// <summary>Loads <see cref="BulkChoices"/>, and names what was picked.</summary>
public sealed class BulkChoicesQuery(StudioStore store, CatalogList list)
{
    public async Task<BulkChoices> LoadAsync(ReadScope scope, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var categories = await db.Categories.OrderBy(category => category.Position).ThenBy(category => category.Id).ToListAsync(cancellation);
        var children = categories.ToLookup(category => category.ParentId);
        IEnumerable<CategoryChoice> Below(int? parent, int depth) => children[parent]
            .SelectMany(category => Below(category.Id, depth + 1).Prepend(new CategoryChoice(category.Id, category.Name, depth)));
        return new BulkChoices(
            [.. Below(null, 0)],
            await db.Attributes.OrderBy(attribute => attribute.Position).ThenBy(attribute => attribute.Name).ToListAsync(cancellation),
            await db.LinkTypes.Where(type => !type.Retired).OrderBy(type => type.Position).ToListAsync(cancellation),
            await (
                from revision in db.BundleRevisions
                join bundle in db.Bundles on revision.BundleId equals bundle.Id
                where bundle.RetiredAt == null && (revision.State == RevisionState.Draft || revision.State == RevisionState.ChangesRequested)
                orderby revision.UpdatedAt descending
                select new BundleChoice(bundle.Code, revision.Name)).ToListAsync(cancellation));
    }

    /// <summary>SKUs of the first that were picked, in the order of the list.</summary>
    public async Task<IReadOnlyList<string>> SkusAsync(ReadScope scope, ProductSelection selection, int take, CancellationToken cancellation = default)
    {
        var ids = (selection.All ? await list.IdsAsync(scope, selection, cancellation) : selection.Ids).Take(take).ToList();
        await using var db = store.Read();
        var skus = await db.Products.Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, product => product.Sku, cancellation);
        return [.. ids.Where(skus.ContainsKey).Select(id => skus[id])];
    }
}
