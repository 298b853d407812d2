using CrossSell.Core.Access;

namespace CrossSell.Admin.Hosting;

/// <summary>Stores once a minute, and at the end, when API keys were last used.</summary>
internal sealed partial class KeyUseClock(ApiKeyUse use, TimeProvider time, ILogger<KeyUseClock> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }

        await FlushAsync(CancellationToken.None);
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        try
        {
            await use.FlushAsync(cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // It is noted still.
            LogFailed(logger, problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of API keys could not be stored; retrying.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
