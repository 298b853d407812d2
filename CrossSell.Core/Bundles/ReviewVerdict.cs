using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Bundles;

public enum ReviewDecision
{
    Approved,
    ChangesRequested,

    /// <summary>The revision ends with it.</summary>
    Rejected,

    /// <summary>Approved for other shops of the revision, and not for this one: what was sold here before is sold on.</summary>
    LeftOut,
}

/// <summary>
/// What stands on one revision in one channel: who said it last, when and, for a refusal, why. Follows from what was given (<see cref="GivenVerdict"/>).
/// </summary>
public sealed class ReviewVerdict : IAudited
{
    public int Id { get; set; }

    public int RevisionId { get; set; }

    public int ChannelId { get; set; }

    public ReviewDecision Decision { get; set; }

    public string? Reason { get; set; }

    public required string ReviewerId { get; set; }

    public required string ReviewerName { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>What the reviewer saw: the set's price in minor units, so that a later change shows as drift.</summary>
    public long SetPrice { get; set; }

    /// <summary>Cost of the set in minor units when approved; null when unknown.</summary>
    public long? Cost { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ReviewVerdict>, IReadFilter<ReviewVerdict>
    {
        public void Configure(EntityTypeBuilder<ReviewVerdict> builder)
        {
            builder.ToTable("ReviewVerdicts");
            builder.HasIndex(verdict => new { verdict.RevisionId, verdict.ChannelId }).IsUnique();
            builder.HasOne<BundleRevision>().WithMany().HasForeignKey(verdict => verdict.RevisionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(verdict => verdict.ChannelId).OnDelete(DeleteBehavior.Restrict);
        }

        public Expression<Func<ReviewVerdict, bool>> Readable(StudioDb db) => verdict => db.Readable.Contains(verdict.ChannelId);
    }
}
