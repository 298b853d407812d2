using CrossSell.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.QuickStart;

/// <summary>What this room registers: its services and its kind of job.</summary>
internal static class QuickStartServices
{
    public static IServiceCollection AddQuickStart(this IServiceCollection services) =>
        services
            .AddSingleton<QuickStartFiles>()
            .AddSingleton<QuickStartJobs>()
            .AddSingleton<ShopVerdictQuery>()
            .AddSingleton<QuickStartWork>()
            .AddSingleton<JobWork>(provider => provider.GetRequiredService<QuickStartWork>());
}
