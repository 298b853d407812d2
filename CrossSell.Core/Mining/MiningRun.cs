using System.Linq.Expressions;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Mining;

/// <summary>
/// One counting of one channel's baskets: its settings and totals. Its row is written when everything that it found is stored; from then on that is what
/// counts.
/// </summary>
public sealed class MiningRun
{
    public int Id { get; set; }

    public int ChannelId { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset FinishedAt { get; set; }

    /// <summary>A pair needs at least this many baskets.</summary>
    public int MinBaskets { get; set; }

    public int Baskets { get; set; }

    public int Products { get; set; }

    public long Lines { get; set; }

    public long Pairs { get; set; }

    public long CountSum { get; set; }

    public double BestLiftSum { get; set; }

    /// <summary>What it was counted by: <see cref="MiningSettings"/> as JSON.</summary>
    public string Settings { get; set; } = "{}";

    /// <summary>Order lines, or whole baskets, that did not count, by reason in words.</summary>
    public Dictionary<string, long> LeftOut { get; set; } = [];

    /// <summary>Stored pairs that the run before did not have.</summary>
    public int PairsNew { get; set; }

    /// <summary>Pairs of the run before that are stored no more.</summary>
    public int PairsGone { get; set; }

    public string StartedBy { get; set; } = "";

    /// <summary>The newest order that was there when it was counted; what came later is new.</summary>
    public long LastOrderId { get; set; }

    /// <summary>The warehouse that counted, as <see cref="Warehouse.WarehouseSettings.Label"/> says it; null for our own kernel.</summary>
    public string? Source { get; set; }

    /// <summary>How long the warehouse took; null for our own kernel.</summary>
    public long? SourceMilliseconds { get; set; }

    /// <summary>Distinct codes of the warehouse's order lines that are no product; 0 for stored orders, whose import said it.</summary>
    public int UnknownCodes { get; set; }

    /// <summary>Whether a newer run took its place; what it found counts no more, and goes.</summary>
    public bool Superseded { get; set; }

    /// <summary>When the follow-ups were done too, which is recorded last; null for a run that was killed before.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>The change set with the links that it accepted automatically; null for none.</summary>
    public long? AutoChangeSetId { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<MiningRun>, IReadFilter<MiningRun>
    {
        public void Configure(EntityTypeBuilder<MiningRun> builder)
        {
            builder.ToTable("MiningRuns");
            builder.Property(run => run.LeftOut).AsJson();
            builder.HasIndex(run => new { run.ChannelId, run.Id });
            builder.HasOne<Channel>().WithMany().HasForeignKey(run => run.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<MiningRun, bool>> Readable(StudioDb db) => run => db.Readable.Contains(run.ChannelId);
    }
}

/// <summary>What the baskets of one channel say about an ordered pair, rolled up to families; only the best companions of each anchor are kept.</summary>
public sealed class ProductAffinity : IFoundByRun
{
    public int ChannelId { get; set; }

    /// <summary>A simple product or a parent.</summary>
    public int AnchorId { get; set; }

    public int CompanionId { get; set; }

    /// <summary>The run that found it, whose own row comes when all of its rows are there.</summary>
    public int RunId { get; set; }

    /// <summary>From 1, the best first, by <see cref="Score"/>.</summary>
    public int Rank { get; set; }

    /// <summary>Baskets with both, as all counts here without those in which the two were sold as a set (<see cref="SoldAsSet"/>).</summary>
    public int PairBaskets { get; set; }

    public int AnchorBaskets { get; set; }

    public int CompanionBaskets { get; set; }

    /// <summary>All baskets that were counted.</summary>
    public int Baskets { get; set; }

    /// <summary>Baskets in which the two were sold as a set: they say nothing of the pair, and are counted here alone.</summary>
    public int SoldAsSet { get; set; }

    /// <summary>What ranks: never the raw lift.</summary>
    public double Score { get; set; }

    public double Lift { get; set; }

    /// <summary>Dunning's log-likelihood ratio; above 10.83 chance alone would show it once in a thousand pairs.</summary>
    public double LogLikelihood { get; set; }

    /// <summary>Baskets with both in the last 90 days of the orders.</summary>
    public int RecentPairBaskets { get; set; }

    /// <summary>Baskets with both in the 90 days before those.</summary>
    public int EarlierPairBaskets { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ProductAffinity>, IReadFilter<ProductAffinity>
    {
        public void Configure(EntityTypeBuilder<ProductAffinity> builder)
        {
            builder.ToTable("Affinities");
            builder.HasKey(pair => new { pair.ChannelId, pair.AnchorId, pair.CompanionId, pair.RunId });
            builder.HasIndex(pair => pair.AnchorId);
            builder.HasIndex(pair => pair.CompanionId);
            builder.HasOne<Channel>().WithMany().HasForeignKey(pair => pair.ChannelId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(pair => pair.AnchorId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(pair => pair.CompanionId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ProductAffinity, bool>> Readable(StudioDb db) => pair => db.Readable.Contains(pair.ChannelId);
    }
}
