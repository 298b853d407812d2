using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Insights;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class InsightsServices
{
    public static IServiceCollection AddInsights(this IServiceCollection services) => services.AddSingleton<InsightsQuery>();
}
