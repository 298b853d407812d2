using CrossSell.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Sources;

/// <summary>What this room registers: its services and its kinds of jobs.</summary>
internal static class SourcesServices
{
    public static IServiceCollection AddSources(this IServiceCollection services) =>
        services
            .AddSingleton<SourceSecrets>()
            .AddSingleton(provider => new SourceFetcher(provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<SourceService>()
            .AddSingleton<SourceJobs>()
            .AddSingleton<JobWork, SourcePullWork>()
            .AddSingleton<JobWork, SourceImportWork>();
}
