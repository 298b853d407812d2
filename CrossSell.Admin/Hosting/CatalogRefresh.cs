using CrossSell.Core.Search;
using CrossSell.Core.Storage;

namespace CrossSell.Admin.Hosting;

/// <summary>Reads the catalogue into memory when the host starts, and keeps it about a second behind what other processes write.</summary>
internal sealed partial class CatalogRefresh(CatalogIndex index, StudioStore store, TimeProvider time, ILogger<CatalogRefresh> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var signal = new ChangeSignal(store, time);
        try
        {
            while (true)
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

                await signal.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The catalogue could not be refreshed; lists show the previous state.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
