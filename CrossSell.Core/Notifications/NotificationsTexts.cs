using CrossSell.Core.Common;

namespace CrossSell.Core.Notifications;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class NotificationsTexts
{
    public static readonly Texts L = new(typeof(NotificationsTexts));
}
