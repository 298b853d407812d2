using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <summary>A remark on a revision, by author or reviewer.</summary>
public sealed class ReviewComment : IAudited, INotForShoppers
{
    // How the reason of a verdict begins as it is stored.
    internal const string Rejected = "Rejected: ";
    internal const string ChangesRequested = "Changes requested: ";

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

    /// <summary>The text as people read it: what a verdict says of itself is said in the reader's language.</summary>
    public string Words => !OfVerdict ? Text
        : Text.StartsWith(Rejected, StringComparison.Ordinal) ? L["Rejected: {0}", Text[Rejected.Length..]].Value
        : Text.StartsWith(ChangesRequested, StringComparison.Ordinal) ? L["Changes requested: {0}", Text[ChangesRequested.Length..]].Value
        : Text;

    internal sealed class Map : IEntityTypeConfiguration<ReviewComment>
    {
        public void Configure(EntityTypeBuilder<ReviewComment> builder)
        {
            builder.ToTable("ReviewComments");
            builder.Ignore(comment => comment.Words);
            builder.HasIndex(comment => new { comment.RevisionId, comment.Id });
            builder.HasOne<BundleRevision>().WithMany().HasForeignKey(comment => comment.RevisionId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
