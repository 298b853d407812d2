using System.Linq.Expressions;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Promises;

/// <summary>What has to be in an order beside the main product: one of these, so many.</summary>
/// <param name="FamilyIds">Families, or products without one; several for a slot that any of them fills.</param>
public sealed record PromisePart(IReadOnlyList<int> FamilyIds, int Quantity);

/// <summary>What a set is, as far as orders can tell, and what one of it brings; frozen with the promise.</summary>
/// <param name="MainFamilyId">The main product, or what triggers the offer.</param>
/// <param name="MainQuantity">How many of it are in one set.</param>
/// <param name="Beside">What one set brings beside its main product, in minor units as prices are written.</param>
/// <param name="Margin">Of one set without tax, in minor units; null when a cost is unknown.</param>
public sealed record PromisedSet(int MainFamilyId, int MainQuantity, IReadOnlyList<PromisePart> Parts, long Beside, long? Margin);

/// <summary>
/// What a bundle was expected to bring in its first 30 days in one shop, frozen in the write of its verdict, and what it brought. A forecast is no data of the
/// shop, so it is not audited.
/// </summary>
public sealed class BundlePromise : INotForShoppers
{
    public int Id { get; init; }

    public int BundleId { get; init; }

    public int RevisionId { get; init; }

    public int ChannelId { get; init; }

    public BundleKind Kind { get; init; }

    /// <summary>Who submitted it.</summary>
    public required string AuthorId { get; init; }

    public required string AuthorName { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>When it came on sale: the verdict, or the start of its schedule.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Exclusive: 30 days later, or its end if that is sooner.</summary>
    public DateTimeOffset Until { get; init; }

    public required PromisedSet Set { get; init; }

    /// <summary>
    /// The share of orders of the main product that would hold the whole set, from 0 to 1; null for "not enough orders". Before recalibration.
    /// </summary>
    public double? Attach { get; init; }

    public double? AttachLow { get; init; }

    public double? AttachHigh { get; init; }

    /// <summary>Orders of the main product expected within the time.</summary>
    public double? Orders { get; init; }

    /// <summary>By how much earlier promises were kept, which the shown forecast is multiplied by; 1 where nothing is known.</summary>
    public double Ratio { get; init; } = 1;

    /// <summary>When it was compared with the orders; null while the time goes on.</summary>
    public DateTimeOffset? MeasuredAt { get; set; }

    /// <summary>Orders of the main product that came.</summary>
    public int? DeliveredOrders { get; set; }

    /// <summary>Sets that were bought.</summary>
    public int? DeliveredSets { get; set; }

    /// <summary>What they brought beside their main products, in minor units as prices are written.</summary>
    public long? DeliveredBeside { get; set; }

    /// <summary>
    /// What they left without tax, in minor units: at what was paid, less what the products cost when it was compared; null where a cost is unknown.
    /// </summary>
    public long? DeliveredMargin { get; set; }

    /// <summary>What a comparison with shoppers says who were not shown the bundle; null while there is none.</summary>
    public PromiseProof? Proof { get; set; }

    /// <summary>Sets that were bought and would not have been otherwise, where a comparison says it; else all that were. Null while it goes on.</summary>
    public int? AdditionalSets => Proof is { } proof && DeliveredSets is { } sets ? (int)Math.Round(sets * proof.Additional.Value) : DeliveredSets;

    /// <summary>As it was shown; null for "not enough orders".</summary>
    public BundleForecast? Forecast => Attach is { } attach
        ? BundleForecasts.Say(new AttachEstimate(attach, AttachLow ?? 0, AttachHigh ?? 1), Orders ?? 0, Ratio, Set)
        : null;

    /// <summary>Sets that were promised before recalibration; null for "not enough orders".</summary>
    public double? PromisedSets => Attach * Orders;

    internal sealed class Map : IEntityTypeConfiguration<BundlePromise>, IReadFilter<BundlePromise>
    {
        public void Configure(EntityTypeBuilder<BundlePromise> builder)
        {
            builder.ToTable("BundlePromises");
            builder.Ignore(promise => promise.Forecast);
            builder.Ignore(promise => promise.PromisedSets);
            builder.Ignore(promise => promise.AdditionalSets);
            builder.Property(promise => promise.Set).AsJson();
            builder.Property(promise => promise.Proof!).AsJson().IsRequired(false);
            builder.HasIndex(promise => new { promise.RevisionId, promise.ChannelId }).IsUnique();
            builder.HasIndex(promise => new { promise.ChannelId, promise.MeasuredAt, promise.Until });
            builder.HasOne<Bundle>().WithMany().HasForeignKey(promise => promise.BundleId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<BundleRevision>().WithMany().HasForeignKey(promise => promise.RevisionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(promise => promise.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<BundlePromise, bool>> Readable(StudioDb db) => promise => db.Readable.Contains(promise.ChannelId);
    }
}
