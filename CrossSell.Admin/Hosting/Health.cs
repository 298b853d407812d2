using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrossSell.Admin.Hosting;

/// <summary>Ready means that the database answers.</summary>
internal sealed class DatabaseHealth(StudioStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await store.StateAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        // Live says only that the process answers; ready asks the database too.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
    }
}
