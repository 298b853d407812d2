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

    /// <summary>The product as the row wants it; a copy of the one that is there.</summary>
    public Product Next(CatalogImportRow row, Product? product)
    {
        var next = product is null
            ? new Product { Sku = row.Sku, Name = row.Name ?? "", Kind = ProductKind.Simple, Status = ProductStatus.Draft, CreatedAt = now, UpdatedAt = now }
            : Copy(product);
        if (product is null && row.Name is null)
        {
            row.Wrong("name", "name is empty; a new product needs one.");
        }

        (next.Name, next.Brand, next.Status, next.TaxClass, next.Gtin, next.Description, next.Tags) = (
            row.Name ?? next.Name, row.Brand ?? next.Brand, row.Status ?? next.Status, row.TaxClass
                ?? next.TaxClass, row.Gtin ?? next.Gtin, RichText.Clean(row.Description) ?? next.Description, row.Tags ?? next.Tags);
        families.SettleSuccessor(row, next);
        Texts(row, next);
        TypeAndTax(row, next);
        families.Settle(row, product, next);
        if (row.Categories is { } paths)
        {
            next.CategoryId = Category(row, paths.Count > 0 ? paths[0] : null) ?? next.CategoryId;
        }

        return next;
    }

    private static void Texts(CatalogImportRow row, Product next)
    {
        if (next.Name.Length > ProductEdit.NameLength)
        {
            row.Wrong("name", $"name has {next.Name.Length:N0} characters; the maximum is {ProductEdit.NameLength}.");
        }

        if (next.Brand?.Length > ProductEdit.BrandLength)
        {
            row.Wrong("brand", $"brand has {next.Brand.Length:N0} characters; the maximum is {ProductEdit.BrandLength}.");
        }

        if (row.Description is not null && ProductRules.WrongDescription(next.Description) is { } tooLong)
        {
            row.Wrong("description", $"{char.ToLowerInvariant(tooLong.Message[0])}{tooLong.Message[1..]}");
        }

        if (row.Gtin is { } gtin && !ProductRules.IsGtin(gtin))
        {
            row.Wrong("gtin", $"gtin is \"{gtin}\"; a GTIN has 8, 12, 13 or 14 digits, and the last one must match the others.");
        }

        if (row.Tags is { } tags && (tags.Count > 50 || tags.Exists(tag => tag.Length > 50)))
        {
            row.Wrong("tags", "tags are at most 50, each of at most 50 characters.");
        }
    }

    private void TypeAndTax(CatalogImportRow row, Product next)
    {
        if (row.ProductType is { } typeName)
        {
            if (types.TryGetValue(typeName, out var type))
            {
                next.ProductTypeId = type.Id;
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

    private static Product Copy(Product product) => new()
    {
        Id = product.Id,
        Sku = product.Sku,
        Name = product.Name,
        Brand = product.Brand,
        Kind = product.Kind,
        ParentId = product.ParentId,
        Status = product.Status,
        SuccessorId = product.SuccessorId,
        ProductTypeId = product.ProductTypeId,
        CategoryId = product.CategoryId,
        TaxClass = product.TaxClass,
        Gtin = product.Gtin,
        Description = product.Description,
        Tags = product.Tags,
        Picture = product.Picture,
        VariantPosition = product.VariantPosition,
        CreatedAt = product.CreatedAt,
        UpdatedAt = product.UpdatedAt,
        Version = product.Version,
    };
}
