using CrossSell.Core.Mining;

namespace CrossSell.Admin.Hosting;

/// <summary>Looks every minute whether a channel's orders are due to be counted, by its timetable or because enough new ones came.</summary>
internal sealed partial class MiningClock(MiningJobs jobs, TimeProvider time, ILogger<MiningClock> logger) : BackgroundService
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The calculation schedule could not be checked.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
