using CrossSell.Core.Common;
using static CrossSell.Core.Notifications.NotificationsTexts;

namespace CrossSell.Core.Notifications;

/// <summary>Says a notification as a sentence, in the language of its reader.</summary>
[Engine]
public static class NotificationWords
{
    /// <summary>The sentence of a notification. Its arguments, by kind:
    /// requested, approved (who is empty for the review policy), taken back, submitted in a category, category given: who, what · changes
    /// requested, rejected: who, what, why · commented, mentioned: who, on what, the text · job failed: its title, why · drifted, paused,
    /// resumed: which bundle, in which shop.
    /// </summary>
    public static string Sentence(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var at = notification.Arguments;
        string Said(int index) => index < at.Count ? at[index] : "";
        return notification.Kind switch
        {
            NotificationKind.ReviewRequested => L["{0} submitted {1} for review", Said(0), Said(1)],
            NotificationKind.Approved => Said(0).Length == 0
                ? L["The review policy let {0} through", Said(1)]
                : L["{0} approved {1}", Said(0), Said(1)],
            NotificationKind.ChangesRequested => L["{0} requested changes to {1}", Said(0), Said(1)],
            NotificationKind.Rejected => L["{0} rejected {1}", Said(0), Said(1)],
            NotificationKind.RolledBack => L["{0} rolled back {1}", Said(0), Said(1)],
            NotificationKind.VerdictTakenBack => L["{0} took back the verdict on {1}", Said(0), Said(1)],
            NotificationKind.Commented => L["{0} commented on {1}", Said(0), Said(1)],
            NotificationKind.Mentioned => L["{0} mentioned you in a comment on {1}", Said(0), Said(1)],
            NotificationKind.SubmittedInCategory => L["{0} submitted {1}, with products of your categories", Said(0), Said(1)],
            NotificationKind.CategoryGiven => L["{0} made you the owner of the category {1}", Said(0), Said(1)],
            NotificationKind.Drifted => L["{0} has changed since its approval in {1}", Said(0), Said(1)],
            NotificationKind.Paused => L["{0} is paused in {1}: it has changed since its approval", Said(0), Said(1)],
            NotificationKind.Resumed => L["{0} is on sale again in {1}, as it was approved", Said(0), Said(1)],
            _ => L["Your job failed: {0}", Said(0)],
        };
    }

    /// <summary>What somebody wrote with it, or what is wrong in words; null where the sentence says all.</summary>
    public static string? Detail(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var index = notification.Kind switch
        {
            NotificationKind.ChangesRequested or NotificationKind.Rejected or NotificationKind.Commented or NotificationKind.Mentioned => 2,
            NotificationKind.JobFailed => 1,
            _ => int.MaxValue,
        };
        return index < notification.Arguments.Count && notification.Arguments[index].Length > 0 ? notification.Arguments[index] : null;
    }
}
