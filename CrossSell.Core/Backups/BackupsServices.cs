using CrossSell.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Backups;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class BackupsServices
{
    public static IServiceCollection AddBackups(this IServiceCollection services) =>
        services
            .AddSingleton<BackupSettingsService>()
            .AddSingleton<BackupService>()
            .AddSingleton<BackupJobs>()
            .AddSingleton<JobWork, BackupWork>()
            .AddSingleton<JobWork, BackupCheckWork>();
}
