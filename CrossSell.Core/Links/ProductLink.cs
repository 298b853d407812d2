using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Links;

public enum LinkState
{
    Active,
    Paused,
}

/// <summary>Where a link came from: a label, never an order.</summary>
public enum LinkOrigin
{
    Manual,
    Suggestion,
    Import,

    /// <summary>The reverse link of a two-way or inverse link.</summary>
    Inverse,
}

/// <summary>
/// One direction from a source product to a target product. A two-way or inverse link is two rows with one <see cref="PairId"/>, always written together.
/// </summary>
public sealed class ProductLink : IAudited, IVersioned
{
    public int Id { get; set; }

    public int SourceId { get; set; }

    public int TargetId { get; set; }

    public int TypeId { get; set; }

    /// <summary>Shared by the two rows of a two-way or inverse link; null for one-way links.</summary>
    public Guid? PairId { get; set; }

    /// <summary>From 0 without gaps. All links of a source that fill panels share one list; each other type has its own.</summary>
    public int Position { get; set; }

    public int Quantity { get; set; } = 1;

    /// <summary>Empty means every channel.</summary>
    public List<int> ChannelIds { get; set; } = [];

    public string? Segment { get; set; }

    public DateTimeOffset? ValidFrom { get; set; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? ValidTo { get; set; }

    public string? Note { get; set; }

    /// <summary>Values of the type's own fields, by code: text as it is, numbers in invariant form, <c>yes</c> or <c>no</c>.</summary>
    public Dictionary<string, string> Fields { get; set; } = [];

    public LinkState State { get; set; }

    public LinkOrigin Origin { get; set; }

    /// <summary>What the baskets said when the link was made, in words.</summary>
    public string? Evidence { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ProductLink>, IReadFilter<ProductLink>
    {
        public void Configure(EntityTypeBuilder<ProductLink> builder)
        {
            builder.ToTable("ProductLinks", table => table.HasCheckConstraint("CK_ProductLinks_NotToItself", "\"SourceId\" <> \"TargetId\""));
            builder.HasIndex(link => new { link.SourceId, link.TargetId, link.TypeId }).IsUnique();
            builder.HasIndex(link => new { link.TargetId, link.TypeId });
            builder.HasIndex(link => link.PairId);
            builder.Property(link => link.Version).IsConcurrencyToken();
            builder.Property(link => link.Fields).AsJson();
            builder.HasOne<Product>().WithMany().HasForeignKey(link => link.SourceId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(link => link.TargetId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LinkType>().WithMany().HasForeignKey(link => link.TypeId).OnDelete(DeleteBehavior.Restrict);
        }

        // For no channel by name is for every one.
        public Expression<Func<ProductLink, bool>> Readable(StudioDb db) =>
            link => link.ChannelIds.Count == 0 || link.ChannelIds.Any(id => db.Readable.Contains(id));
    }
}
