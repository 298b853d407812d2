using CrossSell.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Jobs;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class JobsServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services) =>
        services
            .AddSingleton<JobQueue>()
            .AddSingleton<JobExecution>()
            .AddSingleton<OutsideJobs>()
            .AddWriteFollowUp<JobOwnership>();
}
