using CrossSell.Core.Panels;

namespace CrossSell.Admin.Hosting;

/// <summary>Keeps the panel index at most about a second behind the database, no matter who wrote: this process, the command line, another instance.</summary>
internal sealed partial class PanelRefresh(PanelService panels, TimeProvider time, ILogger<PanelRefresh> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    await panels.RefreshAsync(stoppingToken);
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    // The old index goes on serving; the next beat tries again.
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The panel index could not be refreshed; panels show the previous state.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
