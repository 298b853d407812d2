using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Review;

/// <summary>A remark on a revision, by author or reviewer.</summary>
public sealed class ReviewComment : IAudited, INotForShoppers
{
    public int Id { get; set; }

    public int RevisionId { get; set; }

    public required string AuthorId { get; set; }

    public required string AuthorName { get; set; }

    public required string Text { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The component that it is about; null for the whole revision.</summary>
    public int? ProductId { get; set; }

    /// <summary>Whether it is the reason of a verdict, and goes when that is taken back.</summary>
    public bool OfVerdict { get; set; }

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
