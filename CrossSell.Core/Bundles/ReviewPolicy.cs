using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Bundles;

/// <summary>
/// What has to be reviewed in one shop before it is sold there, and who may approve it; a shop without a row uses the defaults, by which everything is
/// reviewed, by any manager. <see cref="ReviewRules"/> says what follows from it.
/// </summary>
public sealed class ReviewPolicy : IAudited, IVersioned
{
    public int ChannelId { get; set; }

    /// <summary>Every bundle is reviewed; false for those alone that cross one of the limits.</summary>
    public bool ReviewsAll { get; set; } = true;

    /// <summary>Reviewed when less than this is left of the net price, 1500 is 15 %, or when that is not known; null when the margin does not matter.</summary>
    public int? MarginBelowBasisPoints { get; set; }

    /// <summary>Reviewed when more than this is taken off the sum of its parts: 1000 is 10 %; null when the discount does not matter.</summary>
    public int? DiscountAboveBasisPoints { get; set; }

    /// <summary>Reviewed when it costs more than this, in minor units of the shop's currency; null when the price does not matter.</summary>
    public long? ValueAbove { get; set; }

    /// <summary>Managers approve up to this discount, administrators any: 2500 is 25 %; null for no limit.</summary>
    public int? ManagerDiscountBasisPoints { get; set; }

    /// <summary>Whether two different people have to approve.</summary>
    public bool TwoApprovers { get; set; }

    /// <summary>A review that waits longer than this is overdue; 1 to 720 hours.</summary>
    public int WithinHours { get; set; } = 48;

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ReviewPolicy>, IReadFilter<ReviewPolicy>
    {
        public void Configure(EntityTypeBuilder<ReviewPolicy> builder)
        {
            builder.ToTable("ReviewPolicies");
            builder.HasKey(policy => policy.ChannelId);
            builder.Property(policy => policy.ChannelId).ValueGeneratedNever();
            builder.Property(policy => policy.Version).IsConcurrencyToken();
            builder.HasOne<Channel>().WithOne().HasForeignKey<ReviewPolicy>(policy => policy.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ReviewPolicy, bool>> Readable(StudioDb db) => policy => db.Readable.Contains(policy.ChannelId);
    }
}
