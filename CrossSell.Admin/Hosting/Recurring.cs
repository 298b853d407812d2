namespace CrossSell.Admin.Hosting;

/// <summary>Does something again and again until the host stops. A turn that fails is logged, and the next one tries again.</summary>
internal abstract partial class Recurring(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>Whether the first turn is at the start, instead of one interval later.</summary>
    protected virtual bool AtOnce => false;

    /// <summary>What the log says of a turn that failed.</summary>
    protected abstract string Failure { get; }

    protected abstract Task TurnAsync(CancellationToken cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What a turn does before it first waits would else hold up the start of the host.
        await Task.Yield();
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            if (AtOnce)
            {
                await TryAsync(stoppingToken);
            }

            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    /// <summary>One turn; what went wrong is in the log.</summary>
    protected async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            await TurnAsync(cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(logger, problem, Failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Failure}")]
    private static partial void LogFailed(ILogger logger, Exception problem, string failure);
}
