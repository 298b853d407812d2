using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Affinity;

/// <summary>A companion of a product that has too few orders of its own, guessed from what is known of products like it. Never called a finding.</summary>
public sealed class ContentCompanion : IFoundByRun
{
    public int ChannelId { get; set; }

    public int AnchorId { get; set; }

    public int CompanionId { get; set; }

    /// <summary>The mining run that guessed it; only those of the newest whole run count.</summary>
    public int RunId { get; set; }

    /// <summary>From 1, the best first.</summary>
    public int Rank { get; set; }

    /// <summary>0 to 1; comparable among the companions of one anchor only.</summary>
    public double Score { get; set; }

    /// <summary>Why, in words: "same brand; Cameras are often bought with Memory cards".</summary>
    public required string Why { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ContentCompanion>, IReadFilter<ContentCompanion>
    {
        public void Configure(EntityTypeBuilder<ContentCompanion> builder)
        {
            builder.ToTable("ContentCompanions");
            builder.HasKey(pair => new { pair.ChannelId, pair.AnchorId, pair.CompanionId, pair.RunId });
            builder.HasIndex(pair => pair.AnchorId);
            builder.HasIndex(pair => pair.CompanionId);
            builder.HasOne<Channel>().WithMany().HasForeignKey(pair => pair.ChannelId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(pair => pair.AnchorId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(pair => pair.CompanionId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ContentCompanion, bool>> Readable(StudioDb db) => companion => db.Readable.Contains(companion.ChannelId);
    }
}
