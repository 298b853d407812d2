using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Orders;

/// <summary>
/// Whose order it is, by the pseudonym that the shop's pages give the visitor: so that an order of somebody who saw no panel is known too. Kept by the order's
/// number and not by its row, as <see cref="OrderRecommendation"/> is, and no longer than visitors are. No data that people work on: not audited.
/// </summary>
public sealed class OrderVisitor : INotForShoppers
{
    public long Id { get; init; }

    public int ChannelId { get; init; }

    /// <summary>As <see cref="Order.ExternalId"/>.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Keyed hash of the pseudonym, as that of events.</summary>
    public required string Visitor { get; set; }

    /// <summary>When it came, by our clock.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<OrderVisitor>, IReadFilter<OrderVisitor>
    {
        public void Configure(EntityTypeBuilder<OrderVisitor> builder)
        {
            builder.ToTable("OrderVisitors");
            builder.Property(item => item.ExternalId).HasMaxLength(OrderRecommendation.TextLength);
            builder.Property(item => item.Visitor).HasMaxLength(OrderRecommendation.TextLength);
            builder.HasIndex(item => new { item.ChannelId, item.ExternalId }).IsUnique();
            builder.HasIndex(item => item.Visitor);
            builder.HasIndex(item => item.ReceivedAt);
            builder.HasOne<Channel>().WithMany().HasForeignKey(item => item.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<OrderVisitor, bool>> Readable(StudioDb db) => item => db.Readable.Contains(item.ChannelId);
    }
}
