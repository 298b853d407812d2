using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Webhooks;

/// <summary>What a shop's system wants to hear of. Stored by name.</summary>
[Flags]
public enum WebhookTopics
{
    None = 0,

    /// <summary>Panels may show something else.</summary>
    Panels = 1,

    /// <summary>Links were edited.</summary>
    Links = 2,

    /// <summary>Bundles or campaigns were edited, approved or paused.</summary>
    Bundles = 4,

    /// <summary>Products, prices or stock were edited.</summary>
    Products = 8,

    All = Panels | Links | Bundles | Products,
}

/// <summary>An address of a shop's system that is told when something changed. What is said is signed by a secret of its own.</summary>
public sealed class Webhook : INotForShoppers
{
    /// <summary>Of an address.</summary>
    public const int AddressLength = 500;

    public int Id { get; init; }

    public int ChannelId { get; init; }

    /// <summary>Starts with https.</summary>
    public required string Address { get; init; }

    public WebhookTopics Topics { get; init; }

    /// <summary>Makes the secret together with this installation's own (<see cref="WebhookSecrets"/>): the row alone signs nothing.</summary>
    public required string Salt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Null while it is told.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>The last write that it was looked at for.</summary>
    public long Seen { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Webhook>, IReadFilter<Webhook>
    {
        public void Configure(EntityTypeBuilder<Webhook> builder)
        {
            builder.ToTable("Webhooks");
            builder.Property(hook => hook.Address).HasMaxLength(AddressLength);
            builder.HasOne<Channel>().WithMany().HasForeignKey(hook => hook.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<Webhook, bool>> Readable(StudioDb db) => hook => db.Readable.Contains(hook.ChannelId);
    }
}

/// <summary>One telling, with what became of it. Kept for <see cref="WebhookSender.KeptFor"/>.</summary>
public sealed class WebhookDelivery : INotForShoppers
{
    public long Id { get; init; }

    public int WebhookId { get; init; }

    /// <summary>None for a test.</summary>
    public WebhookTopics Topics { get; init; }

    /// <summary>The last write that it tells of.</summary>
    public long State { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next; null when it is over.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>What the address answered last; null when it did not.</summary>
    public int? Status { get; init; }

    /// <summary>Why it could not be asked, in a word; null when it could.</summary>
    public string? Problem { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<WebhookDelivery>
    {
        public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
        {
            builder.ToTable("WebhookDeliveries");
            builder.Property(item => item.Problem).HasMaxLength(100);
            builder.HasIndex(item => new { item.WebhookId, item.Id });
            builder.HasIndex(item => item.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
            builder.HasOne<Webhook>().WithMany().HasForeignKey(item => item.WebhookId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
