using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Panels;

/// <summary>How panels at a placement, of a category, or of a category at a placement are filled otherwise than those of the shop.</summary>
public sealed class PanelScopeSettings : PanelValues, IAudited, IVersioned
{
    public int Id { get; set; }

    public int ChannelId { get; set; }

    /// <summary>Null is every placement.</summary>
    public PanelPlacement? Placement { get; set; }

    /// <summary>Of the anchor, with everything below it; null is every category.</summary>
    public int? CategoryId { get; set; }

    public int Version { get; set; }

    /// <summary>The same settings as another object, to try something with.</summary>
    internal PanelScopeSettings Copy() => (PanelScopeSettings)MemberwiseClone();

    internal sealed class Map : IEntityTypeConfiguration<PanelScopeSettings>, IReadFilter<PanelScopeSettings>
    {
        public void Configure(EntityTypeBuilder<PanelScopeSettings> builder)
        {
            builder.ToTable("PanelScopeSettings");
            builder.Ignore(settings => settings.IsEmpty);
            builder.HasIndex(settings => new { settings.ChannelId, settings.CategoryId, settings.Placement });
            builder.Property(settings => settings.Version).IsConcurrencyToken();
            builder.HasOne<Channel>().WithMany().HasForeignKey(settings => settings.ChannelId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Category>().WithMany().HasForeignKey(settings => settings.CategoryId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<PanelScopeSettings, bool>> Readable(StudioDb db) => settings => db.Readable.Contains(settings.ChannelId);
    }
}
