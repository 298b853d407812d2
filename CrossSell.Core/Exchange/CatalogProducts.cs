using CrossSell.Core.Catalog;
using CrossSell.Core.People;

namespace CrossSell.Core.Exchange;

/// <summary>
/// What the rows of a catalogue file make of products themselves; what hangs on them is said by <see cref="ChildChanges"/> and <see cref="CatalogListings"/>.
/// </summary>
internal sealed class CatalogProducts
{
    private readonly Actor actor;
    private readonly DateTimeOffset now;
    private readonly Dictionary<string, ProductType> types = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> taxClasses;
    private readonly CategoryPaths categories;
    private readonly FileFamilies families;

    public CatalogProducts(
        Actor actor, DateTimeOffset now, List<ProductType> types, IEnumerable<TaxRate> taxRates, CategoryPaths categories, FileFamilies families)
    {
        (this.actor, this.now, this.categories, this.families) = (actor, now, categories, families);
        foreach (var type in types)
        {
            this.types[type.Name] = type;
        }

        // A code comes before a name.
        foreach (var type in types)
        {
            this.types[type.Code] = type;
        }

        taxClasses = [.. taxRates.Select(rate => rate.TaxClass), "standard"];
    }

    /// <summary>Of a new product to which the file gives none.</summary>
    public ProductStatus NewStatus { get; set; } = ProductStatus.Draft;

    /// <summary>The product as the row wants it; a copy of the one that is there.</summary>
    public Product Next(CatalogImportRow row, Product? product)
    {
        var next = product is null
            ? new Product { Sku = row.Sku, Name = row.Name ?? "", Kind = ProductKind.Simple, Status = NewStatus, CreatedAt = now, UpdatedAt = now }
            : product.Copy();
        if (product is null && row.Name is null)
        {
            row.Wrong("name", "name is empty; a new product needs one.");
        }

        Texts(row, next);
        families.SettleSuccessor(row, next);
        TypeAndTax(row, next);
        families.Settle(row, product, next);
        if (row.Categories is { } paths && Category(row, paths.Count > 0 ? paths[0] : null) is { } category)
        {
            next.MoveTo(category);
        }

        return next;
    }

    // Every column that is wrong is said, in the file's own words; the product itself refuses the row as a whole.
    private void Texts(CatalogImportRow row, Product next)
    {
        if (row.Name?.Length > ProductEdit.NameLength)
        {
            row.Wrong("name", $"name has {row.Name.Length:N0} characters; the maximum is {ProductEdit.NameLength}.");
        }

        if (row.Brand?.Length > ProductEdit.BrandLength)
        {
            row.Wrong("brand", $"brand has {row.Brand.Length:N0} characters; the maximum is {ProductEdit.BrandLength}.");
        }

        if (row.Gtin is { } gtin && !ProductRules.IsGtin(gtin))
        {
            row.Wrong("gtin", $"gtin is \"{gtin}\"; a GTIN has 8, 12, 13 or 14 digits, and the last one must match the others.");
        }

        if (row.Tags is { } tags && (tags.Count > ProductEdit.MaxTags || tags.Exists(tag => tag.Length > ProductEdit.TagLength)))
        {
            row.Wrong("tags", $"tags are at most {ProductEdit.MaxTags}, each of at most {ProductEdit.TagLength} characters.");
        }

        var edit = new ProductEdit(
            0, row.Name ?? next.Name, row.Brand ?? next.Brand, row.Gtin ?? next.Gtin, row.Description ?? next.Description, row.Status ?? next.Status)
        {
            TaxClass = row.TaxClass, Tags = row.Tags,
        };
        if (next.Edit(edit, now).IsRefused(out var refusal)
            && (row.Errors.Count == 0 ? refusal : ProductRules.WrongDescription(RichText.Clean(row.Description))) is { } wrong)
        {
            row.Wrong(wrong.Field?.ToLowerInvariant(), $"{char.ToLowerInvariant(wrong.Message[0])}{wrong.Message[1..]}");
        }
    }

    private void TypeAndTax(CatalogImportRow row, Product next)
    {
        if (row.ProductType is { } typeName)
        {
            if (types.TryGetValue(typeName, out var type))
            {
                next.ChangeType(type.Id);
            }
            else
            {
                row.Wrong(
                    "product_type",
                    $"there is no product type \"{typeName}\". {(types.Count == 0 ? "Define one under Settings, Attributes." : $"The types are {string.Join(", ", types.Values.Select(known => known.Code).Distinct().Order(StringComparer.Ordinal).Take(12))}.")}");
            }
        }

        if (row.TaxClass is { } tax && !taxClasses.Contains(tax))
        {
            row.Wrong("tax_class", $"no shop has the tax class \"{tax}\". The classes are {string.Join(", ", taxClasses.Order(StringComparer.Ordinal))}.");
        }
    }

    /// <summary>The category of a path, made where the actor may; what is wrong with it is said of the row.</summary>
    public int? Category(CatalogImportRow row, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var mayMake = actor.Can(Permission.EditCatalog, null);
        if (categories.Find(text, mayMake && row.Errors.Count == 0) is { } id)
        {
            return id;
        }

        if (row.Errors.Count == 0)
        {
            row.Wrong("categories", mayMake
                ? $"\"{text}\" is no category. Write a path such as Clothing > Dresses."
                : $"there is no category \"{text}\", and only people who can edit all shops can create categories.");
        }

        return null;
    }

    public static bool Differ(Product product, Product next) =>
        (product.Name, product.Brand, product.Kind, product.ParentId, product.Status, product.SuccessorId) != (
            next.Name, next.Brand, next.Kind, next.ParentId, next.Status, next.SuccessorId)
        || (product.ProductTypeId, product.CategoryId, product.TaxClass, product.Gtin, product.Description) != (
            next.ProductTypeId, next.CategoryId, next.TaxClass, next.Gtin, next.Description)
        || !product.Tags.SequenceEqual(next.Tags);
}
