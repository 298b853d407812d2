using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Orders;

/// <summary>
/// Whose order it is among the visitors whose events are counted, and their arms of experiments, as the shop says it with the order. Kept by the order's
/// number, as <see cref="OrderRecommendation"/>; no data that people work on: not audited.
/// </summary>
public sealed class OrderVisitor : INotForShoppers
{
    /// <summary>Most characters of a visitor's keyed hash and of arms.</summary>
    public const int TextLength = 64;

    public long Id { get; init; }

    public int ChannelId { get; init; }

    /// <summary>As <see cref="Order.ExternalId"/>.</summary>
    public required string ExternalId { get; init; }

    /// <summary>When it was placed, and not later than it came by our clock; visitors are forgotten some time after it.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The same keyed hash as of the visitor's events; null where the shop named none or had no consent, and once it was kept long enough.</summary>
    public string? Visitor { get; init; }

    /// <summary>The arms that the visitor was in when the order came, or that its lines name; null for none, and once the visitor is forgotten.</summary>
    public string? Arm { get; init; }

    /// <summary>Whose it was is known no longer, after some time or because somebody asked for it. An order that never named a visitor names arms.</summary>
    public bool IsForgotten => Visitor is null && Arm is null;

    internal sealed class Map : IEntityTypeConfiguration<OrderVisitor>, IReadFilter<OrderVisitor>
    {
        public void Configure(EntityTypeBuilder<OrderVisitor> builder)
        {
            builder.ToTable("OrderVisitors");
            builder.Ignore(item => item.IsForgotten);
            builder.Property(item => item.ExternalId).HasMaxLength(TextLength);
            builder.Property(item => item.Visitor).HasMaxLength(TextLength);
            builder.Property(item => item.Arm).HasMaxLength(TextLength);
            builder.HasIndex(item => new { item.ChannelId, item.ExternalId }).IsUnique();

            // What is asked for by its visitor, and swept by its age, is the newest part alone.
            builder.HasIndex(item => item.Visitor).HasFilter("\"Visitor\" IS NOT NULL");
            builder.HasIndex(item => item.ReceivedAt).HasFilter("\"Visitor\" IS NOT NULL");
            builder.HasOne<Channel>().WithMany().HasForeignKey(item => item.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<OrderVisitor, bool>> Readable(StudioDb db) => item => db.Readable.Contains(item.ChannelId);
    }
}
