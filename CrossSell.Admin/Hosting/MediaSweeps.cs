using CrossSell.Core.Media;

namespace CrossSell.Admin.Hosting;

/// <summary>Sweeps pictures that nobody shows any more, at the start and then once a day.</summary>
internal sealed partial class MediaSweeps(MediaSweep sweep, TimeProvider time, ILogger<MediaSweeps> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    await sweep.SweepAsync(stoppingToken);
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    // The pictures stay a day longer.
                    LogFailed(logger, problem);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Unused pictures could not be deleted.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
