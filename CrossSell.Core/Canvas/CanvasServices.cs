using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Canvas;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class CanvasServices
{
    public static IServiceCollection AddCanvas(this IServiceCollection services) =>
        services
            .AddSingleton<LinkNeighbourhoods>()
            .AddSingleton<LinksViewQuery>()
            .AddSingleton<LinksStartQuery>()
            .AddSingleton<CanvasPlaces>();
}
