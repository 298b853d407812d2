using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Access;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services) =>
        services
            .AddSingleton<ApiKeyService>()
            .AddSingleton<ApiKeyUse>()
            .AddSingleton<KnownKeys>()
            .AddSingleton<KeyRing>()
            .AddSingleton<UserSessionService>();
}
