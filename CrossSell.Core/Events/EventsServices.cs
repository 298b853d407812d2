using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Events;

/// <summary>What this room registers: its services.</summary>
internal static class EventsServices
{
    public static IServiceCollection AddEvents(this IServiceCollection services) =>
        services
            .AddSingleton<VisitorNames>()
            .AddSingleton<EventIntake>()
            .AddSingleton<EventService>()
            .AddSingleton<RecentEvents>();
}
