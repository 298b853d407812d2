using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Orders;

/// <summary>
/// Which panel a product of an order came from, as the shop says it with the order's line. Kept by the order's number and not by its row, so that it stays when
/// the same order comes again by a file, which knows of no panels. No data that people work on: not audited.
/// </summary>
public sealed class OrderRecommendation : INotForShoppers
{
    /// <summary>Most characters of an id, a version and an arm.</summary>
    public const int TextLength = 64;

    public long Id { get; init; }

    public int ChannelId { get; init; }

    /// <summary>As <see cref="Order.ExternalId"/>.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Of the line, as the order wrote it.</summary>
    public required string Sku { get; init; }

    public required string RecommendationId { get; init; }

    /// <summary>Null where the shop sent the recommendation alone.</summary>
    public string? PanelVersion { get; init; }

    /// <summary>The arm of the experiment; null for none.</summary>
    public string? Arm { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<OrderRecommendation>, IReadFilter<OrderRecommendation>
    {
        public void Configure(EntityTypeBuilder<OrderRecommendation> builder)
        {
            builder.ToTable("OrderRecommendations");
            builder.Property(item => item.ExternalId).HasMaxLength(TextLength);
            builder.Property(item => item.Sku).HasMaxLength(Product.SkuLength);
            builder.Property(item => item.RecommendationId).HasMaxLength(TextLength);
            builder.Property(item => item.PanelVersion).HasMaxLength(TextLength);
            builder.Property(item => item.Arm).HasMaxLength(TextLength);
            builder.HasIndex(item => new { item.ChannelId, item.ExternalId, item.Sku, item.RecommendationId }).IsUnique();
            builder.HasIndex(item => item.RecommendationId);
            builder.HasOne<Channel>().WithMany().HasForeignKey(item => item.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<OrderRecommendation, bool>> Readable(StudioDb db) => item => db.Readable.Contains(item.ChannelId);
    }
}
