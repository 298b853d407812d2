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

    public int Id { get; set; }

    /// <summary>Unique without regard to case.</summary>
    public required string Sku { get; set; }

    public required string Name { get; set; }

    public string? Brand { get; set; }

    public ProductKind Kind { get; set; }

    /// <summary>The family, for a variant.</summary>
    public int? ParentId { get; set; }

    public ProductStatus Status { get; set; }

    /// <summary>What took an archived product's place.</summary>
    public int? SuccessorId { get; set; }

    public int? ProductTypeId { get; set; }

    /// <summary>The primary category; all of them stand in <see cref="ProductCategory"/>.</summary>
    public int? CategoryId { get; set; }

    public string TaxClass { get; set; } = "standard";

    public string? Gtin { get; set; }

    public string? Description { get; set; }

    public List<string> Tags { get; set; } = [];

    /// <summary>A <see cref="Pictogram"/> such as <c>camera.indigo</c>; null falls back to its category's.</summary>
    public string? Picture { get; set; }

    /// <summary>Of a variant in a family that a person put in order, from 0. All are 0 where nobody did: there what sets them apart is the order.</summary>
    public int VariantPosition { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public int Version { get; set; }

    /// <summary>The product that stands for the whole family: the parent, or itself.</summary>
    public int FamilyId => ParentId ?? Id;

    /// <summary>Takes a person's words. Refused as a whole when one of them is wrong.</summary>
    public Outcome Edit(ProductEdit edit, DateTimeOffset now)
    {
        if (edit.Checked().IsRefused(out var refusal, out var clean))
        {
            return refusal;
        }

        (Name, Brand, Gtin, Description, Status) = (clean.Name, clean.Brand, clean.Gtin, clean.Description, clean.Status);
        (Sku, TaxClass, Tags) = (clean.Sku ?? Sku, clean.TaxClass ?? TaxClass, clean.Tags is { } tags ? [.. tags] : Tags);
        UpdatedAt = now;
        return Outcome.Done;
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
    public int ProductId { get; set; }

    public int CategoryId { get; set; }

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
