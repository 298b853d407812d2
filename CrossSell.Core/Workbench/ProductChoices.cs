using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Workbench;

/// <summary>What a person may choose from while editing a product.</summary>
/// <param name="Attributes">By id.</param>
/// <param name="Categories">The whole tree, each node after its parent.</param>
public sealed record ProductChoices(
    IReadOnlyList<ProductType> Types, IReadOnlyDictionary<int, AttributeDefinition> Attributes, IReadOnlyList<CategoryLine> Categories,
    IReadOnlyList<string> TaxClasses);

/// <summary>Loads <see cref="ProductChoices"/>, when somebody begins to edit.</summary>
public sealed class ProductChoicesQuery(StudioStore store)
{
    public async Task<ProductChoices> LoadAsync(CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        var types = await db.ProductTypes.Include(type => type.Attributes.OrderBy(place => place.Position)).OrderBy(type => type.Name)
            .ToListAsync(cancellation);
        var attributes = await db.Attributes.ToDictionaryAsync(attribute => attribute.Id, cancellation);
        var categories = await db.Categories.ToListAsync(cancellation);
        var taxClasses = await db.TaxRates.Select(rate => rate.TaxClass).Distinct().OrderBy(name => name).ToListAsync(cancellation);
        var children = categories.ToLookup(category => category.ParentId ?? 0);
        var tree = new List<CategoryLine>();
        Add(0, "");
        return new ProductChoices(types, attributes, tree, taxClasses);

        void Add(int parentId, string path)
        {
            foreach (var category in children[parentId].OrderBy(item => item.Position).ThenBy(item => item.Name, StringComparer.CurrentCultureIgnoreCase))
            {
                var here = path.Length == 0 ? category.Name : $"{path} / {category.Name}";
                tree.Add(new CategoryLine(category, here, false));
                Add(category.Id, here);
            }
        }
    }
}
