using System.Linq.Expressions;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Catalog;

/// <summary>
/// As of when a shop last reported price or stock of a product, so that an older report that arrives late takes nothing back. Beside the listing and not in
/// it: that the same stock was reported once more is no change of it, and no history.
/// </summary>
public sealed class ListingReport : INotForShoppers
{
    public int ProductId { get; init; }

    public int ChannelId { get; init; }

    public DateTimeOffset AsOf { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ListingReport>, IReadFilter<ListingReport>
    {
        public void Configure(EntityTypeBuilder<ListingReport> builder)
        {
            builder.ToTable("ListingReports");
            builder.HasKey(report => new { report.ProductId, report.ChannelId });
            builder.HasOne<Product>().WithMany().HasForeignKey(report => report.ProductId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(report => report.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ListingReport, bool>> Readable(StudioDb db) => report => db.Readable.Contains(report.ChannelId);
    }
}
