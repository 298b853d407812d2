using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Core.Jobs;
using CrossSell.Core.Storage;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>Files that jobs left: rows with errors, and exports. For those whom <see cref="JobAccess"/> lets.</summary>
internal static class ExchangeEndpoints
{
    public static void MapExchange(this WebApplication app)
    {
        app.MapGet(Addresses.SettingsJobs + "/{id:long}/errors", (long id, HttpContext context, JobQueue queue, RequestActor actors, DataDirectory data) =>
            SendAsync(id, report => report.ErrorFile, context, queue, actors, data)).RequireRateLimiting(RequestLimits.Files);
        app.MapGet(Addresses.SettingsJobs + "/{id:long}/file", (long id, HttpContext context, JobQueue queue, RequestActor actors, DataDirectory data) =>
            SendAsync(id, report => report.ResultFile, context, queue, actors, data)).RequireRateLimiting(RequestLimits.Files);
    }

    private static async Task<IResult> SendAsync(
        long id, Func<JobReport, string?> which, HttpContext context, JobQueue queue, RequestActor actors, DataDirectory data)
    {
        // Whose job it is not for learns not even that there is one.
        var actor = await actors.GetAsync(context);
        if (await queue.FindAsync(id, actor, context.RequestAborted) is not { } job || JobReport.Of(job) is not { } report || which(report) is not { } name)
        {
            return Results.NotFound();
        }

        var path = Path.Combine(data.Exchange, Path.GetFileName(name));
        // Always a download: whatever it holds, a browser shall not show it as a page.
        return File.Exists(path) ? Results.File(path, TypeOf(name), Path.GetFileName(name)) : Results.NotFound();
    }

    private static string TypeOf(string name) => Path.GetExtension(name).Equals(".zip", StringComparison.OrdinalIgnoreCase)
        ? "application/zip" : "text/csv; charset=utf-8";
}
