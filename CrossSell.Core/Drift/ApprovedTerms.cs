using System.Linq.Expressions;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Drift;

/// <summary>One product of a set as its reviewer saw it.</summary>
/// <param name="Price">A unit's, in minor units; null for not listed.</param>
/// <param name="Cost">Likewise; null for not known.</param>
/// <param name="Completeness">Percent.</param>
/// <param name="OutSince">Since when it cannot be delivered; null while it can. Kept up to date by each check.</param>
public sealed record ApprovedLine(int ProductId, long? Price, long? Cost, int Completeness, DateTimeOffset? OutSince = null);

/// <summary>
/// What a verdict was given on, product by product: frozen in the write of the verdict, and what drift is measured from. It repeats what the change set of
/// those rows says, so it is not audited.
/// </summary>
public sealed class ApprovedTerms : INotForShoppers
{
    public int Id { get; init; }

    public int RevisionId { get; init; }

    public int ChannelId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Of the set, in minor units.</summary>
    public long SetPrice { get; init; }

    /// <summary>Of the set; null when unknown.</summary>
    public int? MarginBasisPoints { get; init; }

    public IReadOnlyList<ApprovedLine> Lines { get; set; } = [];

    internal sealed class Map : IEntityTypeConfiguration<ApprovedTerms>, IReadFilter<ApprovedTerms>
    {
        public void Configure(EntityTypeBuilder<ApprovedTerms> builder)
        {
            builder.ToTable("ApprovedTerms");
            builder.Property(terms => terms.Lines).AsJson();
            builder.HasIndex(terms => new { terms.RevisionId, terms.ChannelId }).IsUnique();
            builder.HasOne<BundleRevision>().WithMany().HasForeignKey(terms => terms.RevisionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(terms => terms.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ApprovedTerms, bool>> Readable(StudioDb db) => terms => db.Readable.Contains(terms.ChannelId);
    }
}
