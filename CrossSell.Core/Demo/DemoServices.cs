using CrossSell.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Demo;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class DemoServices
{
    public static IServiceCollection AddDemo(this IServiceCollection services) =>
        services
            .AddSingleton<DemoLoader>()
            .AddSingleton<DemoStory>()
            .AddSingleton<DemoExperiments>()
            .AddSingleton<LargeDemoLoader>()
            .AddSingleton<DemoPictureService>()
            .AddSingleton<DemoStorefront>()
            .AddSingleton<JobWork, DemoPictureWork>();
}
