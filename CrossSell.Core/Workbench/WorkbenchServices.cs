using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Workbench;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class WorkbenchServices
{
    public static IServiceCollection AddWorkbench(this IServiceCollection services) =>
        services
            .AddSingleton<ProductDetailsQuery>()
            .AddSingleton<ProductGlanceQuery>()
            .AddSingleton<ComparisonQuery>()
            .AddSingleton<ProductHistory>()
            .AddSingleton<ProductChoicesQuery>();
}
