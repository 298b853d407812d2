using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Notifications;

/// <summary>What a notification tells; what its arguments are stands in <see cref="NotificationWords"/>. Stored by name, so names stay.</summary>
public enum NotificationKind
{
    /// <summary>Somebody submitted what the recipient may approve.</summary>
    ReviewRequested,
    Approved,
    ChangesRequested,
    Rejected,

    /// <summary>A verdict counts no more: its reviewer took it back within seconds.</summary>
    VerdictTakenBack,

    /// <summary>Somebody commented on what the recipient worked on or talked about.</summary>
    Commented,

    /// <summary>Somebody named the recipient in a comment.</summary>
    Mentioned,

    /// <summary>A job that the recipient started failed.</summary>
    JobFailed,

    /// <summary>A bundle with products of a category that the recipient owns was submitted.</summary>
    SubmittedInCategory,

    /// <summary>The recipient owns a category from now on.</summary>
    CategoryGiven,

    /// <summary>An approved bundle is no longer what was approved; it stays on sale.</summary>
    Drifted,

    /// <summary>Likewise, and no panel shows it.</summary>
    Paused,

    /// <summary>It is as it was approved again, and on sale.</summary>
    Resumed,

    /// <summary>An approved campaign was taken back as one.</summary>
    RolledBack,
}

/// <summary>What a notification is about, and so which page it opens.</summary>
public enum NotificationTarget
{
    /// <summary>A revision, by its id.</summary>
    Review,

    /// <summary>A bundle, by its code.</summary>
    Bundle,

    /// <summary>A job, by its id.</summary>
    Job,

    /// <summary>A category, by its code.</summary>
    Category,

    /// <summary>A campaign, by its code.</summary>
    Campaign,
}

/// <summary>
/// Tells one person what somebody else, or the studio itself, did that concerns them: written in the transaction of that write, and kept for
/// <see cref="NotificationService.KeptFor"/>. It holds no sentence but what one is made of, so that everybody reads it in their own language. It is no data of
/// a shop: not audited.
/// </summary>
public sealed class Notification : INotForShoppers
{
    public long Id { get; init; }

    public required string RecipientId { get; init; }

    public NotificationKind Kind { get; init; }

    /// <summary>Names and quotations that the sentence holds, in the order that its kind says.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public NotificationTarget Target { get; init; }

    /// <summary>Which one of its kind it is about: an id or a code.</summary>
    public required string TargetKey { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Null while it is unread.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Notification>
    {
        public void Configure(EntityTypeBuilder<Notification> builder)
        {
            builder.ToTable("Notifications");
            builder.Property(item => item.Arguments).AsJson();
            builder.HasIndex(item => new { item.RecipientId, item.Id });
            builder.HasIndex(item => new { item.RecipientId, item.ReadAt });
            builder.HasIndex(item => item.At);
        }
    }
}
