using CrossSell.Core.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Catalog;

public enum AttributeKind
{
    Text,
    Number,
    YesNo,
    Choice,
    Choices,
    Color,
    Products,
}

/// <summary>A typed property that products of some types have, defined by the shop.</summary>
public sealed class AttributeDefinition : IAudited, IVersioned
{
    public int Id { get; set; }

    public required string Code { get; set; }

    public required string Name { get; set; }

    public AttributeKind Kind { get; set; }

    /// <summary>For numbers: mm, g, l.</summary>
    public string? Unit { get; set; }

    /// <summary>For choices: what may be chosen, in order.</summary>
    public List<string> Options { get; set; } = [];

    /// <summary>Order in lists and forms, from 0.</summary>
    public int Position { get; set; }

    /// <summary>Offered as a filter of the product list.</summary>
    public bool IsFacet { get; set; } = true;

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<AttributeDefinition>
    {
        public void Configure(EntityTypeBuilder<AttributeDefinition> builder)
        {
            builder.ToTable("Attributes");
            builder.HasIndex(attribute => attribute.Code).IsUnique();
            builder.Property(attribute => attribute.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>A kind of product: which attributes it has and which it needs.</summary>
public sealed class ProductType : IAudited, IVersioned
{
    public int Id { get; set; }

    public required string Code { get; set; }

    public required string Name { get; set; }

    public int Version { get; set; }

    public List<ProductTypeAttribute> Attributes { get; } = [];

    internal sealed class Map : IEntityTypeConfiguration<ProductType>
    {
        public void Configure(EntityTypeBuilder<ProductType> builder)
        {
            builder.ToTable("ProductTypes");
            builder.HasIndex(type => type.Code).IsUnique();
            builder.Property(type => type.Version).IsConcurrencyToken();
            builder.HasMany(type => type.Attributes).WithOne().HasForeignKey(place => place.ProductTypeId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>One attribute of a product type, in order.</summary>
public sealed class ProductTypeAttribute : IAudited
{
    public int ProductTypeId { get; set; }

    public int AttributeId { get; set; }

    public int Position { get; set; }

    public bool Required { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ProductTypeAttribute>
    {
        public void Configure(EntityTypeBuilder<ProductTypeAttribute> builder)
        {
            builder.ToTable("ProductTypeAttributes");
            builder.HasKey(place => new { place.ProductTypeId, place.AttributeId });
            builder.HasOne<AttributeDefinition>().WithMany().HasForeignKey(place => place.AttributeId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A product's value of one attribute, as text; numbers also as a number so that they can be compared.</summary>
public sealed class AttributeValue : IAudited
{
    /// <summary>Between several choices, or the SKUs of several products, in <see cref="Text"/>.</summary>
    public const char Separator = '\n';

    public int ProductId { get; set; }

    public int AttributeId { get; set; }

    public required string Text { get; set; }

    public double? Number { get; set; }

    /// <summary>The single values of several choices; one for every other kind.</summary>
    public IReadOnlyList<string> Parts => Text.Split(Separator, StringSplitOptions.RemoveEmptyEntries);

    internal sealed class Map : IEntityTypeConfiguration<AttributeValue>
    {
        public void Configure(EntityTypeBuilder<AttributeValue> builder)
        {
            builder.ToTable("AttributeValues");
            builder.Ignore(value => value.Parts);
            builder.HasKey(value => new { value.ProductId, value.AttributeId });
            builder.HasIndex(value => new { value.AttributeId, value.Text, value.ProductId });
            builder.HasOne<Product>().WithMany().HasForeignKey(value => value.ProductId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<AttributeDefinition>().WithMany().HasForeignKey(value => value.AttributeId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
