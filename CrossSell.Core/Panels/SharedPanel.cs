using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Panels;

/// <summary>A panel as it was when somebody shared it, with what it was asked with: read only, and gone after a while.</summary>
public sealed class SharedPanel : IAudited, INotForShoppers
{
    public const int CodeLength = 24;
    public const int QuestionLength = 2000;

    public int Id { get; init; }

    /// <summary>In its address; drawn by chance, so that nobody finds another's by counting.</summary>
    public required string Code { get; init; }

    public int ChannelId { get; init; }

    /// <summary>The query string that asks the studio for it.</summary>
    public required string Question { get; init; }

    /// <summary>The frames as they were drawn, as JSON.</summary>
    public required string Answer { get; init; }

    /// <summary>Of the first frame: another one now means that the link is outdated.</summary>
    public required string PanelVersion { get; init; }

    /// <summary>Name of the main product.</summary>
    public required string Title { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<SharedPanel>, IReadFilter<SharedPanel>
    {
        public void Configure(EntityTypeBuilder<SharedPanel> builder)
        {
            builder.ToTable("SharedPanels");
            builder.Property(panel => panel.Code).HasMaxLength(CodeLength);
            builder.Property(panel => panel.Question).HasMaxLength(QuestionLength);
            builder.HasIndex(panel => panel.Code).IsUnique();
            builder.HasIndex(panel => panel.ExpiresAt);
            builder.HasOne<Channel>().WithMany().HasForeignKey(panel => panel.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<SharedPanel, bool>> Readable(StudioDb db) => panel => db.Readable.Contains(panel.ChannelId);
    }
}
