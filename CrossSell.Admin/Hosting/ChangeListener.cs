using CrossSell.Core.Storage;

namespace CrossSell.Admin.Hosting;

/// <summary>Hears what other instances on the same server write. While the line is broken everybody still looks once a second.</summary>
internal sealed partial class ChangeListener(StudioStore store, TimeProvider time, ILogger<ChangeListener> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var broken = false;
        // Raised when the line stands again, too: the next outage is said as the first one was.
        store.WrittenElsewhere += () => broken = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await store.ListenAsync(stoppingToken);
                return;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // Said once, not every second that the server is gone.
                if (!broken)
                {
                    LogBroken(logger, problem);
                }

                broken = true;
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Changes of other instances are not heard at once; looking every second until the database server is back.")]
    private static partial void LogBroken(ILogger logger, Exception problem);
}
