using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.SavedViews;

/// <summary>
/// A list with its filters, columns, order and density under a name, for its owner or for everybody. What it holds is the page's address: nothing else says
/// what is seen.
/// </summary>
public sealed class SavedView : IAudited, IVersioned, INotForShoppers
{
    public const int NameLength = 60;

    public int Id { get; set; }

    /// <summary>Which list: <c>products</c>.</summary>
    public required string Page { get; set; }

    public required string Name { get; set; }

    /// <summary>The address's query, without its question mark.</summary>
    public required string Query { get; set; }

    public required string OwnerId { get; set; }

    /// <summary>Everybody sees it; only its owner and administrators change it.</summary>
    public bool Shared { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<SavedView>
    {
        public void Configure(EntityTypeBuilder<SavedView> builder)
        {
            builder.ToTable("SavedViews");
            builder.Property(view => view.Name).HasMaxLength(NameLength);
            builder.Property(view => view.Version).IsConcurrencyToken();
            builder.HasIndex(view => new { view.Page, view.OwnerId, view.Name }).IsUnique();
            builder.HasOne<User>().WithMany().HasForeignKey(view => view.OwnerId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
