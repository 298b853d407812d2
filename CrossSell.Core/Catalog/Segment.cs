using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Catalog;

/// <summary>
/// A kind of shopper that a shop tells apart: its new premium subscribers. Who belongs to it, the storefront knows; it names the code when it asks for a panel.
/// </summary>
public sealed class Segment : IAudited, IVersioned
{
    public int Id { get; set; }

    public int ChannelId { get; set; }

    /// <summary>Short, in addresses and files: <c>new-premium-subscriber</c>. Found whatever its case; bundles, links and rules refer to it.</summary>
    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>Who belongs to it, for colleagues; null for nothing.</summary>
    public string? Note { get; set; }

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Segment>, IReadFilter<Segment>
    {
        public void Configure(EntityTypeBuilder<Segment> builder)
        {
            builder.ToTable("Segments");
            builder.HasIndex(segment => new { segment.ChannelId, segment.Code }).IsUnique();
            builder.Property(segment => segment.Version).IsConcurrencyToken();
            builder.HasOne<Channel>().WithMany().HasForeignKey(segment => segment.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<Segment, bool>> Readable(StudioDb db) => segment => db.Readable.Contains(segment.ChannelId);
    }
}
