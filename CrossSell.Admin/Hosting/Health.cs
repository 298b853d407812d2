using System.Text.Json;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// Whether the studio can work: it cannot when its database cannot be read or written, or lacks migrations, or when
/// it was told to stop. What else somebody should look after makes it
/// degraded, which still answers 200: a proxy that takes it out would make nothing better.
/// </summary>
internal sealed class StudioHealth(SystemStatus status, Drain drain)
{
    /// <summary>An entry of the answer.</summary>
    /// <param name="Message">For whom it may concern, without paths and names.</param>
    internal sealed record Entry(HealthStatus Status, string? Code, string? Message);

    public async Task<(HealthStatus Status, IReadOnlyDictionary<string, Entry> Entries)> CheckAsync(CancellationToken cancellation)
    {
        var facts = await status.LoadAsync(cancellation);
        var warnings = SystemWarnings.Of(facts);
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal)
        {
            ["migrations"] = Of(
                SystemArea.Migrations, HealthStatus.Unhealthy,
                facts.NewerMigrations > 0 ? $"{Formats.Count(facts.NewerMigrations, "migration")} of a newer version, beside which this one works" : null),
            ["index"] = facts.CatalogReading is { } read
                ? new Entry(HealthStatus.Degraded, "index.reading", $"The catalogue is being read: {Formats.Count(read)} products so far.")
                : facts.CatalogProblem is null
                    ? Of(SystemArea.Index, HealthStatus.Degraded)
                    : new Entry(HealthStatus.Degraded, "index.failed", "The catalogue could not be read again; the log says why."),
            ["database"] = facts.DatabaseProblem is { } problem
                ? new Entry(HealthStatus.Unhealthy, problem.Code, problem.Message)
                : new Entry(HealthStatus.Healthy, null, null),
            ["disk"] = Of(SystemArea.Disk, HealthStatus.Degraded, $"{Formats.Size(facts.DiskFree)} free"),
            // Nobody has asked for backups yet: that is no fault of the running studio, and stands on the system page.
            ["backup"] = facts.LastBackup is null && !facts.Backups.IsOn
                ? new Entry(HealthStatus.Healthy, "backup.none", "No backup is scheduled.")
                : Of(SystemArea.Backup, HealthStatus.Degraded, facts.LastBackup is { } at ? $"last {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}" : null),
        };
        if (drain.IsDraining)
        {
            entries["instance"] = new Entry(HealthStatus.Unhealthy, "instance.draining", "This instance was told to stop, and sends people elsewhere.");
        }

        return (entries.Values.Min(entry => entry.Status), entries);

        Entry Of(SystemArea area, HealthStatus wrong, string? otherwise = null) =>
            warnings.FirstOrDefault(warning => warning.Area == area) is { } warning
                ? new Entry(wrong, area.ToString().ToLowerInvariant(), warning.Message)
                : new Entry(HealthStatus.Healthy, null, otherwise);
    }
}

internal static class HealthEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter<HealthStatus>() },
    };

    public static void MapHealth(this WebApplication app)
    {
        // Live says only that the process answers, and takes people; ready asks the database too, and says what is wrong with it.
        app.MapHealthChecks(DrainingAnswers.LivePath, new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapGet("/health/ready", async (HttpContext context, StudioHealth health) =>
        {
            var (status, entries) = await health.CheckAsync(context.RequestAborted);
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(
                new { status, entries }, Json,
                statusCode: status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        }).AllowAnonymous().ExcludeFromDescription();
    }
}
