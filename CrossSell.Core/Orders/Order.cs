using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Orders;

public enum OrderStatus
{
    Placed,
    Cancelled,
}

/// <summary>
/// An order as it came from the shop, cancelled ones too; what counts as a basket is decided when mining. No shopper is stored, only a keyed hash.
/// </summary>
public sealed class Order
{
    public long Id { get; set; }

    public int ChannelId { get; set; }

    /// <summary>The shop's own number, unique in its channel.</summary>
    public required string ExternalId { get; set; }

    public DateTimeOffset OrderedAt { get; set; }

    /// <summary>HMAC-SHA256 of the shop's customer id under this installation's key; null when the shop gave none.</summary>
    public string? CustomerHash { get; set; }

    public OrderStatus Status { get; set; }

    public List<OrderLine> Lines { get; } = [];

    internal sealed class Map : IEntityTypeConfiguration<Order>, IReadFilter<Order>
    {
        public void Configure(EntityTypeBuilder<Order> builder)
        {
            builder.ToTable("Orders");
            builder.HasIndex(order => new { order.ChannelId, order.ExternalId }).IsUnique();
            builder.HasIndex(order => new { order.ChannelId, order.OrderedAt });
            builder.HasOne<Channel>().WithMany().HasForeignKey(order => order.ChannelId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(order => order.Lines).WithOne().HasForeignKey(line => line.OrderId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<Order, bool>> Readable(StudioDb db) => order => db.Readable.Contains(order.ChannelId);
    }
}

/// <summary>One line of an order, with the SKU as it was written there.</summary>
public sealed class OrderLine
{
    public long Id { get; set; }

    public long OrderId { get; set; }

    public required string Sku { get; set; }

    /// <summary>Null when the SKU is no product of ours (postage, bank charges, a product that was deleted).</summary>
    public int? ProductId { get; set; }

    /// <summary>Negative on a line that takes goods back.</summary>
    public int Quantity { get; set; }

    /// <summary>How many of them came back later.</summary>
    public int ReturnedQuantity { get; set; }

    /// <summary>
    /// Minor units of the channel's currency. Of a part of a set its share of what was paid for the set (<see cref="SetPart"/>): where that cannot be had by
    /// one price, the units stand on two lines, so that price times quantity is the allocated amount to the cent.
    /// </summary>
    public long UnitPrice { get; set; }

    /// <summary>Code of the bundle that it was sold in, or what the shop calls a set that is none of ours; null for what was sold by itself.</summary>
    public string? BundleCode { get; set; }

    /// <summary>How many such sets the order sold, the same on all lines of the set; null for what was sold by itself.</summary>
    public int? BundleSets { get; set; }

    /// <summary>What was paid for its units, in minor units: of a part of a set its allocated amount.</summary>
    public long Amount => UnitPrice * Quantity;

    /// <summary>What those units are worth that came back, in minor units.</summary>
    public long Refunded => UnitPrice * ReturnedQuantity;

    internal sealed class Map : IEntityTypeConfiguration<OrderLine>
    {
        public void Configure(EntityTypeBuilder<OrderLine> builder)
        {
            builder.ToTable("OrderLines");
            builder.Property(line => line.Sku).HasMaxLength(Product.SkuLength);
            builder.Ignore(line => line.Amount);
            builder.Ignore(line => line.Refunded);

            // Few lines are of a set, and those are asked for by it.
            builder.HasIndex(line => line.BundleCode).HasFilter("\"BundleCode\" IS NOT NULL");
            builder.HasIndex(line => line.OrderId);
            builder.HasIndex(line => line.ProductId);
            builder.HasOne<Product>().WithMany().HasForeignKey(line => line.ProductId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}
