using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Today;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class TodayServices
{
    public static IServiceCollection AddToday(this IServiceCollection services) =>
        services
            .AddSingleton<NavigationCounts>()
            .AddSingleton<TodayQuery>()
            .AddSingleton<ShopStartQuery>()
            .AddSingleton<WaitingQuery>()
            .AddSingleton<Digests>()
            .AddSingleton<BrokenBundles>();
}
