using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Mining;

public enum MiningSchedule
{
    ByHand,
    Daily,
    Weekly,
}

/// <summary>
/// How the orders of one channel are mined, when, and what is accepted automatically; a channel without a row uses the defaults, which leave nothing out and
/// accept nothing.
/// </summary>
public sealed class MiningPolicy : IAudited, IVersioned
{
    public int ChannelId { get; set; }

    /// <summary>Only orders of so many days before the newest one; null counts all.</summary>
    public int? WindowDays { get; set; }

    /// <summary>An order so many days older than the newest one weighs half when companions are ranked; null weighs all alike. Counts stay exact.</summary>
    public int? HalfLifeDays { get; set; }

    /// <summary>Pairs in fewer baskets are accidents. At least 1.</summary>
    public int MinBaskets { get; set; } = 2;

    /// <summary>Baskets with more products are a wholesaler's or a mistake, and are left out; null keeps all.</summary>
    public int? MostProducts { get; set; }

    /// <summary>Orders whose number begins so are tests and are left out; null for none.</summary>
    public string? TestOrders { get; set; }

    /// <summary>Within so many days after the anchor a customer has "come back" for the companion. 1 to 365.</summary>
    public int RepeatPurchaseDays { get; set; } = 30;

    public MiningSchedule Schedule { get; set; }

    /// <summary>0 to 23, in the channel's time zone.</summary>
    public int AtHour { get; set; } = 4;

    /// <summary>Mined also when so many orders came since the last run; null for never.</summary>
    public int? NewOrders { get; set; }

    /// <summary>Off unless a person switches it on.</summary>
    public bool AutoAccept { get; set; }

    /// <summary>Code of the link type.</summary>
    public string AutoType { get; set; } = "cross-sell";

    public int AutoMinBaskets { get; set; } = 30;

    public double AutoMinLift { get; set; } = 3;

    /// <summary>Percent of the anchor's baskets, 0 to 100.</summary>
    public double AutoMinConfidence { get; set; } = 5;

    /// <summary>No more links so made than this of one anchor.</summary>
    public int AutoPerProduct { get; set; } = 2;

    public int AutoPerRun { get; set; } = 200;

    /// <summary>Only anchors below these categories; empty means all.</summary>
    public List<int> AutoCategories { get; set; } = [];

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<MiningPolicy>, IReadFilter<MiningPolicy>
    {
        public void Configure(EntityTypeBuilder<MiningPolicy> builder)
        {
            builder.ToTable("MiningPolicies");
            builder.HasKey(policy => policy.ChannelId);
            builder.Property(policy => policy.ChannelId).ValueGeneratedNever();
            builder.Property(policy => policy.Version).IsConcurrencyToken();
            builder.HasOne<Channel>().WithOne().HasForeignKey<MiningPolicy>(policy => policy.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<MiningPolicy, bool>> Readable(StudioDb db) => policy => db.Readable.Contains(policy.ChannelId);
    }
}
