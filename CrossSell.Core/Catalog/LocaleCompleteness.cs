using System.Linq.Expressions;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Catalog;

/// <summary>
/// Completeness of a product in one channel and one locale besides the channel's default, whose own stands in <see cref="Listing.Completeness"/>.
/// </summary>
public sealed class LocaleCompleteness
{
    public int ProductId { get; set; }

    public int ChannelId { get; set; }

    public required string Locale { get; set; }

    /// <summary>0 to 100.</summary>
    public int Percent { get; set; }

    /// <inheritdoc cref="Listing.Missing"/>
    public string Missing { get; set; } = "";

    internal sealed class Map : IEntityTypeConfiguration<LocaleCompleteness>, IReadFilter<LocaleCompleteness>
    {
        public void Configure(EntityTypeBuilder<LocaleCompleteness> builder)
        {
            builder.ToTable("LocaleCompleteness");
            builder.HasKey(row => new { row.ProductId, row.ChannelId, row.Locale });
            builder.HasOne<Listing>().WithMany().HasForeignKey(row => new { row.ProductId, row.ChannelId }).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<LocaleCompleteness, bool>> Readable(StudioDb db) => score => db.Readable.Contains(score.ChannelId);
    }
}
