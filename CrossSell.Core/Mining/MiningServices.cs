using CrossSell.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Mining;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class MiningServices
{
    public static IServiceCollection AddMining(this IServiceCollection services) =>
        services
            .AddSingleton<MiningService>()
            .AddSingleton<MiningRunList>()
            .AddSingleton<MiningJobs>()
            .AddSingleton<JobWork, MiningWork>()
            .AddSingleton<OrderBaskets>();
}
