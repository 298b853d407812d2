using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Panels;

public enum OverrideScope
{
    Product,
    Category,
    Channel,
}

public enum OverrideAction
{
    Pin,
    Exclude,
}

/// <summary>A person's word over the machine: always show, or never show, a target for a product, a category or a whole channel.</summary>
public sealed class PanelOverride : IAudited, IVersioned
{
    public int Id { get; set; }

    public OverrideScope Scope { get; set; }

    /// <summary>The anchor or the category, by scope; 0 for a channel.</summary>
    public int ScopeId { get; set; }

    public int TargetId { get; set; }

    public OverrideAction Action { get; set; }

    /// <summary>Null means every channel.</summary>
    public int? ChannelId { get; set; }

    public int Position { get; set; }

    public DateTimeOffset? ValidFrom { get; set; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? ValidTo { get; set; }

    public string? Note { get; set; }

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<PanelOverride>, IReadFilter<PanelOverride>
    {
        public void Configure(EntityTypeBuilder<PanelOverride> builder)
        {
            builder.ToTable("PanelOverrides");
            builder.HasIndex(item => new { item.Scope, item.ScopeId, item.TargetId, item.ChannelId }).IsUnique();
            builder.Property(item => item.Version).IsConcurrencyToken();
            builder.HasOne<Product>().WithMany().HasForeignKey(item => item.TargetId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(item => item.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<PanelOverride, bool>> Readable(StudioDb db) => item => item.ChannelId == null || db.Readable.Contains(item.ChannelId.Value);
    }
}

/// <summary>How panels of one channel are filled; a channel without a row uses the defaults.</summary>
public sealed class PanelSettings : IAudited, IVersioned
{
    public int ChannelId { get; set; }

    public int MaxSlots { get; set; } = 4;

    /// <summary>With fewer companions no panel is shown.</summary>
    public int MinSlots { get; set; } = 1;

    /// <summary>A mined companion needs this many baskets with the anchor.</summary>
    public int MinBaskets { get; set; } = 5;

    /// <summary>A mined companion may cost at most this percentage of the anchor; null means no cap.</summary>
    public int? PriceCapPercent { get; set; } = 150;

    /// <summary>At most this many rule, mined or fallback companions of one category.</summary>
    public int MaxPerCategory { get; set; } = 2;

    public bool AllowMined { get; set; } = true;

    /// <summary>Whether what is bought with the product's whole category fills slots that its own orders leave open.</summary>
    public bool AllowCategoryPairs { get; set; } = true;

    /// <summary>Such a companion needs this many baskets with anything of the category.</summary>
    public int MinCategoryBaskets { get; set; } = 10;

    /// <summary>Off unless somebody wants it: what sells well everywhere is seldom what goes with this product.</summary>
    public bool AllowFallback { get; set; }

    /// <summary>Whether companions are ticked before the shopper has chosen anything. In the EU a pre-ticked extra is no consent.</summary>
    public bool Preselect { get; set; }

    /// <summary>Units that must be in stock; 0 offers what is sold out, too, for shops that deliver it later.</summary>
    public int MinStock { get; set; } = 1;

    /// <summary>
    /// What the shop's system last reported so many hours ago is offered no more until it is reported, or edited, again; null is off. What it never reported
    /// does not grow old.
    /// </summary>
    public int? MaxReportHours { get; set; }

    /// <summary>Whether what replaces the anchor may stand beside it.</summary>
    public bool AllowSubstitutes { get; set; }

    /// <summary>The order of the layers, and those without a switch of their own that are off (<see cref="PanelLayerOrder"/>); null is the usual.</summary>
    public string? Layers { get; set; }

    /// <summary>Over the panel, by locale (<see cref="PanelHeadlines"/>); null leaves it to the shop's own words.</summary>
    public string? Headlines { get; set; }

    /// <summary>The same settings as another object, to try something with.</summary>
    internal PanelSettings Copy() => (PanelSettings)MemberwiseClone();

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<PanelSettings>, IReadFilter<PanelSettings>
    {
        public void Configure(EntityTypeBuilder<PanelSettings> builder)
        {
            builder.ToTable("PanelSettings");
            builder.HasKey(settings => settings.ChannelId);
            builder.Property(settings => settings.ChannelId).ValueGeneratedNever();
            builder.Property(settings => settings.Version).IsConcurrencyToken();
            builder.HasOne<Channel>().WithOne().HasForeignKey<PanelSettings>(settings => settings.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<PanelSettings, bool>> Readable(StudioDb db) => settings => db.Readable.Contains(settings.ChannelId);
    }
}
