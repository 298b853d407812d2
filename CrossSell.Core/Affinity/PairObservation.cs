using CrossSell.Core.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Affinity;

/// <summary>What two products are seen to do beyond sharing a basket.</summary>
public enum ObservationKind
{
    /// <summary>Customers who bought the companion within some days after the anchor, in another order.</summary>
    CameBack,

    /// <summary>Orders with both in which both were returned: it speaks against the pair.</summary>
    SentBackTogether,
}

/// <summary>A rate of an ordered pair beside the rate that would be expected anyway; rolled up to families, the clear ones only.</summary>
public sealed class PairObservation
{
    public int ChannelId { get; set; }

    public ObservationKind Kind { get; set; }

    public int AnchorId { get; set; }

    public int CompanionId { get; set; }

    public int RunId { get; set; }

    /// <summary>Customers who came back, or orders in which both were returned.</summary>
    public int Count { get; set; }

    /// <summary>Customers who bought the anchor (long enough ago to have come back), or orders with both.</summary>
    public int Of { get; set; }

    /// <summary>The same without the pair: customers who bought the companion in any window of that length, or returned lines.</summary>
    public int BaseCount { get; set; }

    public int BaseOf { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<PairObservation>
    {
        public void Configure(EntityTypeBuilder<PairObservation> builder)
        {
            builder.ToTable("PairObservations");
            builder.HasKey(pair => new { pair.ChannelId, pair.Kind, pair.AnchorId, pair.CompanionId });
            builder.HasIndex(pair => pair.AnchorId);
            builder.HasIndex(pair => pair.CompanionId);
            builder.HasOne<Channel>().WithMany().HasForeignKey(pair => pair.ChannelId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(pair => pair.AnchorId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(pair => pair.CompanionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<MiningRun>().WithMany().HasForeignKey(pair => pair.RunId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
