using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Catalog;

/// <summary>One picture of a product, in order; the first stands for it in every list. Several may show the same file.</summary>
public sealed class ProductMedia : IAudited, IVersioned
{
    public const int AltTextLength = 300;

    public int Id { get; set; }

    public int ProductId { get; set; }

    /// <summary>Order among the product's pictures, from 0 without gaps.</summary>
    public int Position { get; set; }

    /// <summary>Content hash of the <see cref="MediaFile"/>.</summary>
    public required string Hash { get; set; }

    /// <summary>What the picture shows, for those who do not see it; null when nobody has said it yet.</summary>
    public string? AltText { get; set; }

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ProductMedia>
    {
        public void Configure(EntityTypeBuilder<ProductMedia> builder)
        {
            builder.ToTable("ProductMedia");
            builder.Property(media => media.AltText).HasMaxLength(AltTextLength);
            builder.Property(media => media.Version).IsConcurrencyToken();
            builder.HasIndex(media => new { media.ProductId, media.Position });
            builder.HasOne<Product>().WithMany().HasForeignKey(media => media.ProductId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<MediaFile>().WithMany().HasForeignKey(media => media.Hash).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A picture's file in the data folder, named by what is in it, so that the same picture is stored once and may be cached for ever.</summary>
public sealed class MediaFile : INotForShoppers
{
    /// <summary>SHA-256 of the original's bytes, lower-case hexadecimal.</summary>
    public required string Hash { get; set; }

    /// <summary>What the content is, not what its name said: <c>image/jpeg</c>.</summary>
    public required string ContentType { get; set; }

    public int Width { get; set; }

    public int Height { get; set; }

    public long Bytes { get; set; }

    /// <summary>The addresses where it was found, one a line (<see cref="PictureAddress"/>); of a file that was only uploaded, the name it had.</summary>
    public string? Origin { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<MediaFile>
    {
        public void Configure(EntityTypeBuilder<MediaFile> builder)
        {
            builder.ToTable("MediaFiles");
            builder.HasKey(file => file.Hash);
        }
    }
}
