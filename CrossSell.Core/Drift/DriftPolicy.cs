using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static CrossSell.Core.Drift.DriftTexts;

namespace CrossSell.Core.Drift;

/// <summary>What becomes of a bundle that is no longer what was approved.</summary>
public enum DriftPause
{
    /// <summary>It is marked, and stays on sale.</summary>
    Never,

    /// <summary>It is not shown until the causes are gone.</summary>
    UntilGone,

    /// <summary>It is not shown until a manager says so.</summary>
    UntilReleased,
}

/// <summary>From when on a bundle of the shop counts as no longer what was approved, and what happens then.</summary>
public sealed class DriftPolicy : IAudited, IVersioned
{
    public int ChannelId { get; set; }

    /// <summary>By more than how many percent a price or a cost may move.</summary>
    public int PricePercent { get; set; } = 5;

    /// <summary>By more than how many points of a percent the set's margin may fall.</summary>
    public int MarginPoints { get; set; } = 3;

    /// <summary>For how many days a product may be out of stock; 0 is at once.</summary>
    public int StockDays { get; set; } = 2;

    public DriftPause Pause { get; set; }

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<DriftPolicy>, IReadFilter<DriftPolicy>
    {
        public void Configure(EntityTypeBuilder<DriftPolicy> builder)
        {
            builder.ToTable("DriftPolicies");
            builder.HasKey(policy => policy.ChannelId);
            builder.Property(policy => policy.ChannelId).ValueGeneratedNever();
            builder.Property(policy => policy.Version).IsConcurrencyToken();
            builder.HasOne<Channel>().WithMany().HasForeignKey(policy => policy.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<DriftPolicy, bool>> Readable(StudioDb db) => policy => db.Readable.Contains(policy.ChannelId);
    }
}

/// <summary>Sets the limits of a shop.</summary>
public sealed class DriftPolicyService(StudioStore store)
{
    private const int MostPercent = 100;
    private const int MostDays = 365;

    /// <summary>The shop's policy; the defaults, of version 0, where nobody set any.</summary>
    public async Task<DriftPolicy> FindAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await FindAsync(db, channelId, cancellation);
    }

    /// <summary>Writes all of it; its version is that of the row that was looked at, 0 for none. For who manages the shop.</summary>
    /// <returns>The change set, or null when nothing differs.</returns>
    public async Task<Outcome<long?>> SaveAsync(DriftPolicy policy, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return (actor.Deny(Permission.Administer, null) ?? Wrong(policy)) is { } refused
            ? refused
            : await ChannelSettings.SaveAsync(
                store, actor, policy.ChannelId, policy, channel => $"Changed what is watched of approved bundles in {channel}", cancellation);
    }

    internal static async Task<DriftPolicy> FindAsync(StudioDb db, int channelId, CancellationToken cancellation) =>
        await db.DriftPolicies.AsNoTracking().SingleOrDefaultAsync(policy => policy.ChannelId == channelId, cancellation)
        ?? new DriftPolicy { ChannelId = channelId };

    private static Refusal? Wrong(DriftPolicy policy) => policy switch
    {
        { PricePercent: < 0 or > MostPercent } => new Refusal("drift.price", L["A price may move by 0 to {0} %.", MostPercent], "price"),
        { MarginPoints: < 0 or > MostPercent } => new Refusal("drift.margin", L["A margin may fall by 0 to {0} points.", MostPercent], "margin"),
        { StockDays: < 0 or > MostDays } => new Refusal("drift.stock", L["A product may be out of stock for 0 to {0} days.", MostDays], "stock"),
        _ => null,
    };
}
