using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Experiments;

/// <summary>
/// By how much the sums over visitors grew in one day of one arm, for one metric: what all earlier days of it sum up to is how it stood at the end of the day.
/// A sum of squares grows by the square of what a visitor has by now less the square of what the visitor had before, so it is right for visitors of many days
/// as well. No person stands behind a row, so it stays when visitors are forgotten; not audited, for it follows from events and orders.
/// </summary>
public sealed class ExperimentDay : INotForShoppers
{
    public long Id { get; init; }

    public int ExperimentId { get; init; }

    /// <summary>Of the experiment, for what a reader may see.</summary>
    public int ChannelId { get; init; }

    /// <summary>As the shop's calendar says.</summary>
    public DateOnly Day { get; init; }

    /// <summary>0 is the control.</summary>
    public int Arm { get; init; }

    public ExperimentMetric Metric { get; init; }

    public ExperimentCut Cut { get; init; }

    /// <summary>Of the group; empty for everybody, and for visitors of whom it is not known.</summary>
    public required string CutKey { get; init; }

    /// <summary>Whether it holds visitors who are forgotten by now: it is never worked out again.</summary>
    public bool IsSealed { get; init; }

    /// <summary>Visitors exposed for the first time.</summary>
    public double Visitors { get; init; }

    /// <summary>Sum of x: what the metric counts of a visitor, or the upper part of a ratio.</summary>
    public double Main { get; init; }

    public double MainSquare { get; init; }

    /// <summary>Sum of y: the lower part of a ratio; 0 of a mean.</summary>
    public double Below { get; init; }

    public double BelowSquare { get; init; }

    public double MainBelow { get; init; }

    /// <summary>Sum of the same as x before the first exposure.</summary>
    public double Past { get; init; }

    public double PastSquare { get; init; }

    public double MainPast { get; init; }

    public double BelowPast { get; init; }

    /// <summary>Sum of the same as y before the first exposure.</summary>
    public double PastBelow { get; init; }

    public double PastBelowSquare { get; init; }

    public double MainPastBelow { get; init; }

    public double BelowPastBelow { get; init; }

    public double PastPastBelow { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ExperimentDay>, IReadFilter<ExperimentDay>
    {
        public void Configure(EntityTypeBuilder<ExperimentDay> builder)
        {
            builder.ToTable("ExperimentDays");
            builder.Property(day => day.CutKey).HasMaxLength(16);
            builder.HasIndex(day => new { day.ExperimentId, day.IsSealed });
            builder.HasOne<Experiment>().WithMany().HasForeignKey(day => day.ExperimentId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(day => day.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ExperimentDay, bool>> Readable(StudioDb db) => day => db.Readable.Contains(day.ChannelId);
    }
}
