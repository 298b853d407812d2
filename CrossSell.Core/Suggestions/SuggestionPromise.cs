using System.Linq.Expressions;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Suggestions;

/// <summary>
/// What a suggestion was expected to bring in its first 30 days, frozen in the write that accepted it, and what came. A forecast is no data of the shop, so it
/// is not audited.
/// </summary>
public sealed class SuggestionPromise : INotForShoppers
{
    public int Id { get; init; }

    public int ChannelId { get; init; }

    public int AnchorId { get; init; }

    public int CompanionId { get; init; }

    /// <summary>What it rested on.</summary>
    public SuggestionBasis Basis { get; init; }

    /// <summary>Of what is bought later, within how many days; else 0.</summary>
    public int WithinDays { get; init; }

    /// <summary>Who accepted it; a job for the shop's policy.</summary>
    public required string AcceptedBy { get; init; }

    /// <summary>When it was accepted, and its link was made.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Exclusive: 30 days later.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>Orders of the main product that were expected; of what is bought later, its customers.</summary>
    public double Main { get; init; }

    /// <summary>Orders with both that were expected, before recalibration; of what is bought later, customers who come back.</summary>
    public double Together { get; init; }

    /// <summary>Of them those that the panel was to win, before recalibration.</summary>
    public double Extra { get; init; }

    /// <summary>Of the companion without tax, in minor units.</summary>
    public long NetPrice { get; init; }

    /// <summary>Extra revenue a month without tax as it was shown, in minor units; with the ends of its interval.</summary>
    public long Revenue { get; init; }

    public long RevenueLow { get; init; }

    public long RevenueHigh { get; init; }

    /// <summary>By how much earlier promises were kept, which the shown revenue was multiplied by; 1 where nothing was known.</summary>
    public double Ratio { get; init; } = 1;

    /// <summary>When it was compared with the orders; null while the time goes on.</summary>
    public DateTimeOffset? MeasuredAt { get; set; }

    /// <summary>What came of <see cref="Main"/>.</summary>
    public int? DeliveredMain { get; set; }

    /// <summary>What came of <see cref="Together"/>.</summary>
    public int? DeliveredTogether { get; set; }

    /// <summary>What was paid for the companion in them, in minor units as prices are written: attributed, for some would have bought it anyway.</summary>
    public long? DeliveredRevenue { get; set; }

    /// <summary>The hold-out or experiment that tells what would have been bought anyway; null while there is none.</summary>
    public int? ProofId { get; set; }

    /// <summary>As it was called.</summary>
    public string? ProofName { get; set; }

    /// <summary>How many shoppers without panels there are for each with them.</summary>
    public double? ProofGroups { get; set; }

    /// <summary>Orders with both by shoppers who saw no panels.</summary>
    public int? ProofWithout { get; set; }

    /// <summary>By those who did.</summary>
    public int? ProofWith { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<SuggestionPromise>, IReadFilter<SuggestionPromise>
    {
        public void Configure(EntityTypeBuilder<SuggestionPromise> builder)
        {
            builder.ToTable("SuggestionPromises");
            builder.HasIndex(promise => new { promise.ChannelId, promise.AnchorId, promise.CompanionId });
            builder.HasIndex(promise => new { promise.ChannelId, promise.MeasuredAt, promise.Until });
            builder.HasOne<Channel>().WithMany().HasForeignKey(promise => promise.ChannelId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(promise => promise.AnchorId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(promise => promise.CompanionId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<SuggestionPromise, bool>> Readable(StudioDb db) => promise => db.Readable.Contains(promise.ChannelId);
    }
}
