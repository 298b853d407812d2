using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Notifications.NotificationsTexts;

namespace CrossSell.Admin.Features.Notifications;

public sealed partial class NotificationsPage : IHasKeys
{
    public static IReadOnlyList<PageKey> PageKeys =>
    [
        new("Shift+r", L["Mark the notification as read, or as unread"]),
        new("Shift+a", L["Mark all as read"]),
    ];
}
