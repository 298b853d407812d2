using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Catalog;

/// <summary>A shop: its catalogue, currency, locales, time zone, tax and what it needs of a product before it may be shown.</summary>
public sealed class Channel : IAudited, IVersioned
{
    public int Id { get; set; }

    /// <summary>Short, lower case, in addresses and files: <c>camera</c>.</summary>
    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>ISO 4217.</summary>
    public required string CurrencyCode { get; set; }

    /// <summary>The first is the default.</summary>
    public List<string> Locales { get; set; } = ["en"];

    /// <summary>IANA time zone; schedules are wall time here.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The zone itself; UTC where this machine does not know it.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    public bool PricesIncludeTax { get; set; } = true;

    /// <summary>Percent 0 to 100; a product below it may not fill a panel slot here.</summary>
    public int CompletenessThreshold { get; set; }

    /// <summary>
    /// Field names (<c>name</c>, <c>brand</c>, <c>description</c>, <c>picture</c>, <c>price</c>, <c>cost</c>, <c>category</c>, <c>gtin</c>, <c>attr:code</c>)
    /// that completeness counts.
    /// </summary>
    public List<string> RequiredFields { get; set; } = [];

    /// <summary>Basis points of net margin under which a bundle is warned of.</summary>
    public int MarginFloorBasisPoints { get; set; }

    /// <summary>Address of a product's page in the shop, with <c>{sku}</c> in it; null when the shop builds its own.</summary>
    public string? ProductUrl { get; set; }

    public int Version { get; set; }

    public List<TaxRate> TaxRates { get; } = [];

    /// <summary>A price as the shop writes it without its tax, in minor units and unrounded; its tax rates have to be loaded.</summary>
    /// <param name="taxClass">One that the shop has no rate for is not taxed.</param>
    public decimal NetOf(long price, string taxClass) => !PricesIncludeTax ? price
        : price * 10_000m / (10_000 + (TaxRates.Find(rate => string.Equals(rate.TaxClass, taxClass, StringComparison.OrdinalIgnoreCase))?.BasisPoints ?? 0));

    public Currency Currency => Currency.Of(CurrencyCode);

    /// <summary>Null when the shop gave no address.</summary>
    public string? UrlOf(string sku) => ProductUrl?.Replace("{sku}", Uri.EscapeDataString(sku), StringComparison.Ordinal);

    internal sealed class Map : IEntityTypeConfiguration<Channel>, IReadFilter<Channel>
    {
        public void Configure(EntityTypeBuilder<Channel> builder)
        {
            builder.ToTable("Channels");
            builder.Ignore(channel => channel.Zone);
            builder.HasIndex(channel => channel.Code).IsUnique();
            builder.Property(channel => channel.Version).IsConcurrencyToken();
            builder.HasMany(channel => channel.TaxRates).WithOne().HasForeignKey(rate => rate.ChannelId).OnDelete(DeleteBehavior.Cascade);
            // People stand before the catalogue, so what of theirs is bound to a channel is bound here.
            builder.HasMany<RoleGrant>().WithOne().HasForeignKey(grant => grant.ChannelId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany<ApiKey>().WithOne().HasForeignKey(key => key.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<Channel, bool>> Readable(StudioDb db) => channel => db.Readable.Contains(channel.Id);
    }
}

/// <summary>The tax of one class of products in one channel.</summary>
public sealed class TaxRate : IAudited
{
    public int ChannelId { get; set; }

    public required string TaxClass { get; set; }

    /// <summary>2100 is 21 %.</summary>
    public int BasisPoints { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<TaxRate>, IReadFilter<TaxRate>
    {
        public void Configure(EntityTypeBuilder<TaxRate> builder)
        {
            builder.ToTable("TaxRates");
            builder.HasKey(rate => new { rate.ChannelId, rate.TaxClass });
        }

        public Expression<Func<TaxRate, bool>> Readable(StudioDb db) => rate => db.Readable.Contains(rate.ChannelId);
    }
}
