using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Bundles;

/// <summary>By what a set's price is split over its parts.</summary>
public enum SplitBasis
{
    /// <summary>By what each part costs on its own, the rule that tax offices prefer.</summary>
    StandalonePrice,

    /// <summary>By what each part costs the shop. By standalone price where a cost is unknown.</summary>
    Cost,
}

/// <summary>A discount code of the shop, recorded for the worst case of bundles that it may be combined with. The shop itself fires it.</summary>
/// <param name="PercentBasisPoints">1000 is 10 % off; 0 where it takes an amount off.</param>
/// <param name="Amount">What it takes off an order, in minor units of the channel's currency; 0 where it takes a percentage off.</param>
/// <param name="From">Null means since ever.</param>
/// <param name="Until">Exclusive; null means for ever.</param>
public sealed record DiscountCode(string Code, int PercentBasisPoints = 0, long Amount = 0, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    public const int CodeLength = 40;

    /// <summary>Whether it can fire at some instant from <paramref name="from"/> on, until <paramref name="until"/>.</summary>
    public bool FiresBetween(DateTimeOffset from, DateTimeOffset? until) => (Until is null || Until > from) && (From is null || until is null || From < until);
}

/// <summary>How a channel prices bundles and says so: one row, or none while nobody set any.</summary>
public sealed class BundleSettings : IAudited, IVersioned
{
    public const int MaxCodes = 50;

    public int ChannelId { get; set; }

    public SplitBasis SplitBasis { get; set; }

    /// <summary>
    /// Whether a reduction is said against the lowest price of the 30 days before it began (Directive 98/6/EC, Art. 6a).
    /// </summary>
    public bool LowestPriceRule { get; set; }

    /// <summary>Whether a tied offer, a set or a triggered offer, is taken for such a reduction.</summary>
    public bool LowestPriceForOffers { get; set; }

    /// <summary>Whether a bundle under the shop's minimum margin may not be submitted; else it is only warned of.</summary>
    public bool MarginFloorBlocks { get; set; }

    /// <summary>The shop's discount codes, as far as they matter for bundles.</summary>
    public EquatableList<DiscountCode> Codes { get; set; } = [];

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<BundleSettings>, IReadFilter<BundleSettings>
    {
        public void Configure(EntityTypeBuilder<BundleSettings> builder)
        {
            builder.ToTable("BundleSettings");
            builder.HasKey(settings => settings.ChannelId);
            builder.Property(settings => settings.ChannelId).ValueGeneratedNever();
            builder.Property(settings => settings.Version).IsConcurrencyToken();
            builder.Property(settings => settings.Codes).AsJson();
            builder.HasOne<Channel>().WithOne().HasForeignKey<BundleSettings>(settings => settings.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<BundleSettings, bool>> Readable(StudioDb db) => settings => db.Readable.Contains(settings.ChannelId);
    }
}
