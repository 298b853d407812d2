using CrossSell.Core.Access;

namespace CrossSell.Admin.Hosting;

/// <summary>Stores once a minute, and at the end, when API keys were last used. What could not be stored is noted still.</summary>
internal sealed class KeyUseClock(ApiKeyUse use, TimeProvider time, ILogger<KeyUseClock> logger) : Recurring(TimeSpan.FromMinutes(1), time, logger)
{
    protected override string Failure => "The last use of API keys could not be stored; retrying.";

    protected override Task TurnAsync(CancellationToken cancellation) => use.FlushAsync(cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await base.ExecuteAsync(stoppingToken);
        await TryAsync(CancellationToken.None);
    }
}
