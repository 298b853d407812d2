using CrossSell.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Bulk;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class BulkServices
{
    public static IServiceCollection AddBulk(this IServiceCollection services) =>
        services
            .AddSingleton<JobWork, BulkEditWork>()
            .AddSingleton<BulkEditService>()
            .AddSingleton<BulkChoicesQuery>();
}
