using System.Linq.Expressions;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Mining;

/// <summary>What two products are seen to do beyond sharing a basket.</summary>
public enum ObservationKind
{
    /// <summary>Customers who bought the companion within some days after the anchor, in another order.</summary>
    BoughtLater,

    /// <summary>Orders with both in which the anchor was returned, and the companion too: it speaks against the pair.</summary>
    ReturnedTogether,
}

/// <summary>A rate of an ordered pair beside the rate that would be expected anyway; rolled up to families, the clear ones only.</summary>
public sealed class PairObservation : IFoundByRun
{
    public int ChannelId { get; set; }

    public ObservationKind Kind { get; set; }

    public int AnchorId { get; set; }

    public int CompanionId { get; set; }

    /// <summary>The run that found it, whose own row comes when all of its rows are there.</summary>
    public int RunId { get; set; }

    /// <summary>
    /// Customers who came back for the companion (<see cref="RepeatPurchases"/>), or orders in which it was returned too (<see cref="ReturnedTogether"/>).
    /// </summary>
    public int Count { get; set; }

    /// <summary>Customers of the anchor who could have come back, or orders with both in which the anchor was returned.</summary>
    public int Of { get; set; }

    /// <summary>The same of the companion anyway: after any product, or in any order.</summary>
    public int BaseCount { get; set; }

    public int BaseOf { get; set; }

    /// <summary>The figures for showing and judging.</summary>
    public ObservedPair Observed => new(AnchorId, CompanionId, Count, Of, BaseCount, BaseOf);

    internal sealed class Map : IEntityTypeConfiguration<PairObservation>, IReadFilter<PairObservation>
    {
        public void Configure(EntityTypeBuilder<PairObservation> builder)
        {
            builder.ToTable("PairObservations");
            builder.Ignore(pair => pair.Observed);
            builder.HasKey(pair => new { pair.ChannelId, pair.Kind, pair.AnchorId, pair.CompanionId, pair.RunId });
            builder.HasIndex(pair => pair.AnchorId);
            builder.HasIndex(pair => pair.CompanionId);
            builder.HasOne<Channel>().WithMany().HasForeignKey(pair => pair.ChannelId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(pair => pair.AnchorId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(pair => pair.CompanionId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<PairObservation, bool>> Readable(StudioDb db) => pair => db.Readable.Contains(pair.ChannelId);
    }
}
