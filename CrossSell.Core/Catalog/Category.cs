using CrossSell.Core.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Catalog;

/// <summary>A node of the category tree.</summary>
public sealed class Category : IAudited, IVersioned
{
    public int Id { get; set; }

    public required string Code { get; set; }

    public required string Name { get; set; }

    public int? ParentId { get; set; }

    /// <summary>Ids from the root to this node, each followed by a slash (<c>3/17/</c>), so that a subtree is one prefix.</summary>
    public string Path { get; set; } = "";

    /// <summary>Order among its siblings, from 0.</summary>
    public int Position { get; set; }

    /// <summary>The <see cref="Pictogram"/> for products without a picture of their own.</summary>
    public string Picture { get; set; } = "product.slate";

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Category>
    {
        public void Configure(EntityTypeBuilder<Category> builder)
        {
            builder.ToTable("Categories");
            builder.HasIndex(category => category.Code).IsUnique();
            builder.HasIndex(category => category.Path);
            builder.Property(category => category.Version).IsConcurrencyToken();
            builder.HasOne<Category>().WithMany().HasForeignKey(category => category.ParentId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
