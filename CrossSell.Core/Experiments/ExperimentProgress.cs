using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Experiments;

/// <summary>How far the events of a shop were read into the visitors and daily sums of its experiments. Not audited.</summary>
public sealed class ExperimentProgress : INotForShoppers
{
    public int ChannelId { get; init; }

    /// <summary>Id of the newest event that was read; the table only grows, and its ids come in the order of its transactions.</summary>
    public long LastEventId { get; set; }

    /// <summary>
    /// Up to which event they are read now, or were when a process ended in the middle of it: the next one reads exactly up to there, so that none is
    /// counted twice (<see cref="ExperimentVisitor.UpTo"/>).
    /// </summary>
    public long ClaimedEventId { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ExperimentProgress>, IReadFilter<ExperimentProgress>
    {
        public void Configure(EntityTypeBuilder<ExperimentProgress> builder)
        {
            builder.ToTable("ExperimentProgress");
            builder.HasKey(progress => progress.ChannelId);
            builder.Property(progress => progress.ChannelId).ValueGeneratedNever();
            builder.HasOne<Channel>().WithMany().HasForeignKey(progress => progress.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ExperimentProgress, bool>> Readable(StudioDb db) => progress => db.Readable.Contains(progress.ChannelId);
    }
}
