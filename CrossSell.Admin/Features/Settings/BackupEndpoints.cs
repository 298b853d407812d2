using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Core.Backups;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Settings;

/// <summary>A backup as a download, for administrators of every shop; who took it stands in the audit log.</summary>
internal static class BackupEndpoints
{
    public static void MapBackups(this WebApplication app) =>
        app.MapGet(Addresses.SettingsBackups + "/{name}", async (string name, HttpContext context, BackupService backups, RequestActor actors) =>
        {
            var found = await backups.DownloadAsync(name, await actors.GetAsync(context), context.RequestAborted);
            // Who may not have it learns not even that it is there.
            return found.IsRefused(out var refusal, out var copy)
                ? refusal.Code is Refusal.ForbiddenCode or Refusal.NotFoundCode ? Results.NotFound() : Results.Text(refusal.Message, statusCode: 503)
                : Results.File(copy.Path, "application/zip", copy.Name);
        }).RequireRateLimiting(RequestLimits.Files);
}
