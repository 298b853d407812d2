using CrossSell.Core.Panels;
using CrossSell.Core.Storage;

namespace CrossSell.Admin.Hosting;

/// <summary>Keeps the panel index less than a second behind the database, no matter who wrote: this process, the command line, another instance.</summary>
internal sealed partial class PanelRefresh(PanelService panels, StudioStore store, TimeProvider time, ILogger<PanelRefresh> logger) : BackgroundService
{
    // As often as where other instances tell: to look costs a question, and what is seen then is read within the second that panels may be late.
    private static readonly TimeSpan Interval = ChangeSignal.Gap;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var signal = new ChangeSignal(store, time, Interval);
        try
        {
            while (true)
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

                await signal.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The panel index could not be refreshed; panels show the previous state.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
