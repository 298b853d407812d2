using CrossSell.Core.Search;

namespace CrossSell.Admin.Hosting;

/// <summary>Reads the catalogue into memory when the host starts, and keeps it about a second behind what other processes write.</summary>
internal sealed partial class CatalogRefresh(CatalogIndex index, TimeProvider time, ILogger<CatalogRefresh> logger) : BackgroundService
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
                    await index.RefreshAsync(stoppingToken);
                    if (index.Problem is { } background)
                    {
                        LogFailed(logger, background);
                    }
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    // What was there goes on answering; the next beat tries again.
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The catalogue could not be refreshed; lists show the previous state.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
