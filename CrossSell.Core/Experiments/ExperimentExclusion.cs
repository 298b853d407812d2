using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Experiments;

/// <summary>How much was left out of an experiment for one reason. Not audited.</summary>
public sealed class ExperimentExclusion : INotForShoppers
{
    public int ExperimentId { get; init; }

    public ExclusionReason Reason { get; init; }

    /// <summary>Whether it holds visitors who are forgotten by now: it is never worked out again.</summary>
    public bool IsSealed { get; init; }

    public int ChannelId { get; init; }

    /// <summary>Visitors, orders or units, as the reason says.</summary>
    public long Count { get; set; }

    /// <summary>What it was worth, in minor units; 0 where that is not asked.</summary>
    public long Amount { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ExperimentExclusion>, IReadFilter<ExperimentExclusion>
    {
        public void Configure(EntityTypeBuilder<ExperimentExclusion> builder)
        {
            builder.ToTable("ExperimentExclusions");
            builder.HasKey(exclusion => new { exclusion.ExperimentId, exclusion.Reason, exclusion.IsSealed });
            builder.HasOne<Experiment>().WithMany().HasForeignKey(exclusion => exclusion.ExperimentId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(exclusion => exclusion.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ExperimentExclusion, bool>> Readable(StudioDb db) => exclusion => db.Readable.Contains(exclusion.ChannelId);
    }
}
