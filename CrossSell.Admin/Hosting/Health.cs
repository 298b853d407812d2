using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrossSell.Admin.Hosting;

/// <summary>Ready means that the database can be read and written.</summary>
internal sealed class DatabaseHealth(StudioStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await store.CheckAsync(cancellationToken) is { } wrong ? HealthCheckResult.Unhealthy($"{wrong.Code}: {wrong.Message}") : HealthCheckResult.Healthy();
}

internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        // Live says only that the process answers; ready asks the database too, and says what is wrong with it.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = SayAsync }).AllowAnonymous();
    }

    private static Task SayAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string
            .Join('\n', report.Entries.Values.Select(entry => entry.Description).Prepend(report.Status.ToString()).Where(line => line is not null)));
    }
}
