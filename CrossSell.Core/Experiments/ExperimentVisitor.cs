using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Experiments;

/// <summary>
/// A visitor of an experiment: the arm, and when first exposed. Looked at for as long as all orders of it are known (<see cref="VisitorWindow"/>), then what
/// the visitor brought is sealed into the daily sums. The row is gone when the visitor was not seen for as long as visitors are kept (90 days); until then it
/// says that who comes again is none who is new. Not audited, and no data that people work on.
/// </summary>
public sealed class ExperimentVisitor : INotForShoppers
{
    public int ExperimentId { get; init; }

    /// <summary>
    /// The first 64 bits of the visitor's keyed hash (<see cref="CrossSell.Core.Events.VisitorNames"/>): of a million visitors two share them with a chance
    /// of one in forty million.
    /// </summary>
    public long Key { get; init; }

    public int ChannelId { get; init; }

    /// <summary>0 is the control.</summary>
    public int Arm { get; init; }

    public DateTimeOffset FirstAt { get; init; }

    public DateTimeOffset LastAt { get; init; }

    /// <summary>Events, all kinds.</summary>
    public int Events { get; init; }

    /// <summary>At the first exposure; a place in <see cref="VisitorGroups.Devices"/>.</summary>
    public int Device { get; init; }

    /// <summary>At the first exposure; a place in <see cref="VisitorGroups.Sources"/>.</summary>
    public int Source { get; init; }

    /// <summary>Why the visitor may not count: a sum of <see cref="VisitorMarks"/>.</summary>
    public int Marks { get; init; }

    /// <summary>Id of the newest event that is in it: reading events again after a crash counts none twice.</summary>
    public long UpTo { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ExperimentVisitor>, IReadFilter<ExperimentVisitor>
    {
        public void Configure(EntityTypeBuilder<ExperimentVisitor> builder)
        {
            builder.ToTable("ExperimentVisitors");
            builder.HasKey(visitor => new { visitor.ExperimentId, visitor.Key });
            builder.HasIndex(visitor => visitor.FirstAt);
            builder.HasOne<Experiment>().WithMany().HasForeignKey(visitor => visitor.ExperimentId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(visitor => visitor.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ExperimentVisitor, bool>> Readable(StudioDb db) => visitor => db.Readable.Contains(visitor.ChannelId);
    }
}
