using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Notifications;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class NotificationsServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services) =>
        services
            .AddSingleton<NotificationService>();
}
