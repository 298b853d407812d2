using CrossSell.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Backtesting;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class BacktestingServices
{
    public static IServiceCollection AddBacktesting(this IServiceCollection services) =>
        services
            .AddSingleton<PanelBacktest>()
            .AddSingleton<BacktestResults>()
            .AddSingleton<BacktestJobs>()
            .AddSingleton<JobWork, BacktestWork>();
}
