using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Events;

/// <summary>What a shopper did with a panel. Stored by name.</summary>
public enum ShopEventType
{
    /// <summary>Half of it was visible for a second; of a shopper in an experiment: its place came into view, whether there is a panel or none.</summary>
    Impression,

    /// <summary>A product or the bundle of it was opened.</summary>
    Click,

    /// <summary>Something of it was put into the cart.</summary>
    Add,

    /// <summary>Something of it was taken out of the cart again.</summary>
    Remove,

    /// <summary>Something of it was bought.</summary>
    Purchase,
}

/// <summary>
/// What a shopper did with a panel, as the shop's page says it: stored once for each event id, in bulk (<see cref="EventIntake"/>), and never edited. Like
/// sign-ins it is no data that people work on: not audited, and no panel depends on it.
/// </summary>
public sealed class ShopEvent : INotForShoppers
{
    /// <summary>Most characters of ids, codes and SKUs.</summary>
    public const int TextLength = 64;

    /// <summary>Most characters of what there are few words for.</summary>
    public const int WordLength = 16;

    public long Id { get; init; }

    public int ChannelId { get; init; }

    /// <summary>The page's own id of it, unique in its channel: the same one again is the same event.</summary>
    public required string EventId { get; init; }

    public ShopEventType Type { get; init; }

    /// <summary>When it happened, by the shopper's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it came, by ours.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Of the answer that the panel was drawn from; null where the shop does not say.</summary>
    public string? RecommendationId { get; init; }

    public string? PanelVersion { get; init; }

    public PanelPlacement Placement { get; init; }

    /// <summary>The arm of the experiment that the shopper was in; null for none.</summary>
    public string? Arm { get; init; }

    /// <summary>SKU of the main product of the panel.</summary>
    public required string Anchor { get; init; }

    /// <summary>SKU of the product that it is about; null for the bundle, and for the panel as a whole.</summary>
    public string? Sku { get; init; }

    /// <summary>Code of the bundle that it is about.</summary>
    public string? BundleCode { get; init; }

    /// <summary>Place in the panel, from 1; null for the panel as a whole.</summary>
    public int? Position { get; init; }

    /// <summary>
    /// HMAC-SHA256, under this installation's key, of the pseudonym that the shop gave the visitor; null where it gave none, and once it was kept long enough
    /// (<see cref="EventService.VisitorsKeptFor"/>).
    /// </summary>
    public string? Visitor { get; init; }

    /// <summary>Whose screen it was, coarsely: phone, tablet or desktop. Null where the page does not say.</summary>
    public string? Device { get; init; }

    /// <summary>Where the visit came from: direct, search, ad, social, mail or referral. Null where the page does not say.</summary>
    public string? Source { get; init; }

    /// <summary>Null for a shopper; <c>bot</c> or <c>staff</c> for who is none, and says nothing of what sells.</summary>
    public string? Traffic { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ShopEvent>, IReadFilter<ShopEvent>
    {
        public void Configure(EntityTypeBuilder<ShopEvent> builder)
        {
            builder.ToTable("ShopEvents");
            foreach (var name in new[]
            {
                nameof(EventId), nameof(RecommendationId), nameof(PanelVersion), nameof(Arm), nameof(Anchor), nameof(Sku), nameof(BundleCode), nameof(Visitor),
            })
            {
                builder.Property(name).HasMaxLength(TextLength);
            }

            foreach (var name in new[] { nameof(Device), nameof(Source), nameof(Traffic) })
            {
                builder.Property(name).HasMaxLength(WordLength);
            }

            builder.HasIndex(item => new { item.ChannelId, item.EventId }).IsUnique();
            builder.HasIndex(item => new { item.ChannelId, item.At });

            // What is asked for by its visitor, and swept by its age, is the newest part alone.
            builder.HasIndex(item => item.Visitor).HasFilter("\"Visitor\" IS NOT NULL");
            builder.HasIndex(item => item.ReceivedAt).HasFilter("\"Visitor\" IS NOT NULL");
            builder.HasOne<Channel>().WithMany().HasForeignKey(item => item.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ShopEvent, bool>> Readable(StudioDb db) => item => db.Readable.Contains(item.ChannelId);
    }
}
