using CrossSell.Core.Storage;

namespace CrossSell.Admin.Shared;

/// <summary>
/// Tells pages that stand open when anything was written, by whatever process: at most a second late, and at once what another instance wrote. It asks nothing
/// while nobody listens.
/// </summary>
internal sealed partial class ChangeNotifier(StudioStore store, TimeProvider time, ILogger<ChangeNotifier> logger) : BackgroundService
{
    // Runs from the beginning: ExecuteAsync starts on a thread of its own, after the code that started it has gone on.
    private readonly ChangeSignal signal = new(store, time);

    /// <summary>Raised with the studio's new state, outside of every circuit.</summary>
    public event Action<long>? Changed;

    /// <summary>The studio's state now: what a page has read is at least as new as this, when it asked before.</summary>
    public Task<long> StateAsync(CancellationToken cancellation = default) => store.StateAsync(cancellation);

    public override void Dispose()
    {
        signal.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? known = null;
        try
        {
            while (true)
            {
                await signal.WaitAsync(stoppingToken);
                if (Changed is null)
                {
                    known = null;
                    continue;
                }

                try
                {
                    var state = await store.StateAsync(stoppingToken);
                    if (state != known)
                    {
                        known = state;
                        Changed?.Invoke(state);
                    }
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    LogFailed(logger, problem);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open pages could not be notified of changes; retrying.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
