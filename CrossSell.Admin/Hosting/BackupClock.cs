using CrossSell.Core.Backups;

namespace CrossSell.Admin.Hosting;

/// <summary>Looks every minute whether a backup is due by its schedule.</summary>
internal sealed partial class BackupClock(BackupJobs jobs, TimeProvider time, ILogger<BackupClock> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await jobs.StartDueAsync(stoppingToken);
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    // The next minute tries again.
                    LogFailed(logger, problem);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The backup schedule could not be checked.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
