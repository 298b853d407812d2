using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Review;

public enum ReviewDecision
{
    Approved,
    ChangesRequested,
}

/// <summary>A manager's word on one revision in one channel: who, when and, for a refusal, why. Never edited.</summary>
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

    internal sealed class Map : IEntityTypeConfiguration<ReviewVerdict>
    {
        public void Configure(EntityTypeBuilder<ReviewVerdict> builder)
        {
            builder.ToTable("ReviewVerdicts");
            builder.HasIndex(verdict => new { verdict.RevisionId, verdict.ChannelId }).IsUnique();
            builder.HasOne<BundleRevision>().WithMany().HasForeignKey(verdict => verdict.RevisionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(verdict => verdict.ChannelId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A remark on a revision, by author or reviewer.</summary>
public sealed class ReviewComment : IAudited
{
    public int Id { get; set; }

    public int RevisionId { get; set; }

    public required string AuthorId { get; set; }

    public required string AuthorName { get; set; }

    public required string Text { get; set; }

    public DateTimeOffset At { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ReviewComment>
    {
        public void Configure(EntityTypeBuilder<ReviewComment> builder)
        {
            builder.ToTable("ReviewComments");
            builder.HasIndex(comment => new { comment.RevisionId, comment.Id });
            builder.HasOne<BundleRevision>().WithMany().HasForeignKey(comment => comment.RevisionId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
