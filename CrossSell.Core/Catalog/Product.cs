using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Catalog;

/// <summary>A family is a parent with its variants; a simple product stands alone.</summary>
public enum ProductKind
{
    Simple,
    Parent,
    Variant,
}

public enum ProductStatus
{
    Draft,
    Active,
    Archived,
}

/// <summary>One sellable thing, or the parent of a family of variants. Price, cost and stock belong to its listings.</summary>
public sealed class Product : IAudited, IVersioned
{
    public const int SkuLength = 64;

    // What people edit changes by the verbs below only; what it is never does. Named as EF Core looks for them.
    private int id;
    private string sku = null!;
    private string name = null!;
    private string? brand;
    private ProductKind kind;
    private int? parentId;
    private ProductStatus status;
    private int? successorId;
    private int? productTypeId;
    private int? categoryId;
    private string taxClass = "standard";
    private string? gtin;
    private string? description;
    private List<string> tags = [];
    private int variantPosition;
    private DateTimeOffset updatedAt;

    public int Id { get => id; init => id = value; }

    /// <summary>Unique without regard to case.</summary>
    public required string Sku { get => sku; init => sku = value; }

    public required string Name { get => name; init => name = value; }

    public string? Brand { get => brand; init => brand = value; }

    public ProductKind Kind { get => kind; init => kind = value; }

    /// <summary>The family, for a variant.</summary>
    public int? ParentId { get => parentId; init => parentId = value; }

    public ProductStatus Status { get => status; init => status = value; }

    /// <summary>What took an archived product's place.</summary>
    public int? SuccessorId { get => successorId; init => successorId = value; }

    public int? ProductTypeId { get => productTypeId; init => productTypeId = value; }

    /// <summary>The primary category; all of them stand in <see cref="ProductCategory"/>.</summary>
    public int? CategoryId { get => categoryId; init => categoryId = value; }

    public string TaxClass { get => taxClass; init => taxClass = value; }

    public string? Gtin { get => gtin; init => gtin = value; }

    public string? Description { get => description; init => description = value; }

    public List<string> Tags { get => tags; init => tags = value; }

    /// <summary>A <see cref="Pictogram"/> such as <c>camera.indigo</c>; null falls back to its category's.</summary>
    public string? Picture { get; init; }

    /// <summary>Of a variant in a family that a person put in order, from 0. All are 0 where nobody did: there what sets them apart is the order.</summary>
    public int VariantPosition { get => variantPosition; init => variantPosition = value; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get => updatedAt; init => updatedAt = value; }

    public int Version { get; set; }

    /// <summary>The product that stands for the whole family: the parent, or itself.</summary>
    public int FamilyId => ParentId ?? Id;

    /// <summary>Takes a person's words. Refused as a whole when one of them is wrong.</summary>
    public Outcome Edit(ProductEdit edit, DateTimeOffset now)
    {
        if (edit.Checked(description).IsRefused(out var refusal, out var clean))
        {
            return refusal;
        }

        (name, brand, gtin, description, status) = (clean.Name, clean.Brand, clean.Gtin, clean.Description, clean.Status);
        (sku, taxClass, tags) = (clean.Sku ?? sku, clean.TaxClass ?? taxClass, clean.Tags is { } wanted ? [.. wanted] : tags);
        if (status != ProductStatus.Archived)
        {
            successorId = null; // What is sold again needs nothing in its place.
        }

        updatedAt = now;
        return Outcome.Done;
    }

    /// <summary>No longer sold; its history and its links stay.</summary>
    public void Archive() => status = ProductStatus.Archived;

    /// <summary>Names what takes its place; null for nothing. Only an archived product has a successor, and never itself.</summary>
    public void ReplaceWith(int? productId)
    {
        if (productId is not null && (status != ProductStatus.Archived || productId == Id))
        {
            throw new InvalidOperationException($"{sku} is not archived, or would replace itself.");
        }

        successorId = productId;
    }

    /// <summary>Gives it another type, and with it other attributes; null for none.</summary>
    public void ChangeType(int? typeId) => productTypeId = typeId;

    /// <summary>Puts it into another primary category; null for none.</summary>
    public void MoveTo(int? category) => categoryId = category;

    /// <summary>A simple product becomes a variant of the family, and a variant may change its family.</summary>
    /// <param name="place">Its place among the variants, from 0.</param>
    public void JoinFamily(int familyId, int place)
    {
        if (kind == ProductKind.Parent || familyId == Id)
        {
            throw new InvalidOperationException($"{sku} is a family itself.");
        }

        (kind, parentId) = (ProductKind.Variant, familyId);
        PlaceAt(place);
    }

    /// <summary>A variant stands alone from now on, with the family's description where it had none of its own.</summary>
    public void LeaveFamily(Product family) =>
        (kind, parentId, variantPosition, description) = (ProductKind.Simple, null, 0, description ?? family.Description);

    /// <summary>A simple product becomes the parent of variants that are still to come.</summary>
    public void BecomeFamily()
    {
        if (kind == ProductKind.Variant)
        {
            throw new InvalidOperationException($"{sku} is a variant.");
        }

        kind = ProductKind.Parent;
    }

    /// <summary>Takes its place among the variants of its family.</summary>
    /// <param name="place">From 0.</param>
    public void PlaceAt(int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        variantPosition = place;
    }

    /// <summary>Counts as changed now.</summary>
    public void Touch(DateTimeOffset now) => updatedAt = now;

    /// <summary>The same row apart from the stored one, to be edited and compared with it.</summary>
    internal Product Copy() => (Product)MemberwiseClone();

    /// <summary>Takes its id, once: for rows that are written without EF Core.</summary>
    internal void AssignId(int given)
    {
        if (id != 0)
        {
            throw new InvalidOperationException($"{sku} has the id {id} already.");
        }

        id = given;
    }

    internal sealed class Map : IEntityTypeConfiguration<Product>
    {
        public void Configure(EntityTypeBuilder<Product> builder)
        {
            builder.ToTable("Products");
            builder.Ignore(product => product.FamilyId);
            builder.Property(product => product.Sku).HasMaxLength(SkuLength).HasAnnotation(StudioDb.WithoutCase, true);
            builder.Property(product => product.Name).HasAnnotation(StudioDb.WithoutCase, true);
            builder.Property(product => product.Version).IsConcurrencyToken();
            builder.HasIndex(product => product.Sku).IsUnique();
            builder.HasIndex(product => new { product.Name, product.Id });
            builder.HasIndex(product => new { product.CategoryId, product.Id });
            builder.HasIndex(product => new { product.Status, product.Id });
            builder.HasIndex(product => new { product.UpdatedAt, product.Id });
            builder.HasIndex(product => product.ParentId);
            builder.HasOne<Product>().WithMany().HasForeignKey(product => product.ParentId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Product>().WithMany().HasForeignKey(product => product.SuccessorId).OnDelete(DeleteBehavior.SetNull);
            builder.HasOne<Category>().WithMany().HasForeignKey(product => product.CategoryId).OnDelete(DeleteBehavior.SetNull);
            builder.HasOne<ProductType>().WithMany().HasForeignKey(product => product.ProductTypeId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}

/// <summary>A product's place in a category besides its primary one.</summary>
public sealed class ProductCategory : IAudited
{
    public int ProductId { get; init; }

    public int CategoryId { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ProductCategory>
    {
        public void Configure(EntityTypeBuilder<ProductCategory> builder)
        {
            builder.ToTable("ProductCategories");
            builder.HasKey(place => new { place.ProductId, place.CategoryId });
            builder.HasIndex(place => new { place.CategoryId, place.ProductId });
            builder.HasOne<Product>().WithMany().HasForeignKey(place => place.ProductId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Category>().WithMany().HasForeignKey(place => place.CategoryId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Name and description in a locale other than the default.</summary>
public sealed class ProductText : IAudited
{
    public int ProductId { get; set; }

    public required string Locale { get; set; }

    public string? Name { get; set; }

    public string? Description { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ProductText>
    {
        public void Configure(EntityTypeBuilder<ProductText> builder)
        {
            builder.ToTable("ProductTexts");
            builder.HasKey(text => new { text.ProductId, text.Locale });
            builder.HasOne<Product>().WithMany().HasForeignKey(text => text.ProductId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
