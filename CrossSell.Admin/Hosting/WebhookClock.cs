using CrossSell.Core.Webhooks;

namespace CrossSell.Admin.Hosting;

/// <summary>Tells webhooks what changed, some seconds after it did; what was told long ago is deleted once a day.</summary>
internal sealed class WebhookClock(WebhookSender sender, TimeProvider time, ILogger<WebhookClock> logger) : Recurring(TimeSpan.FromSeconds(2), time, logger)
{
    private static readonly TimeSpan SweptEvery = TimeSpan.FromDays(1);

    private readonly TimeProvider clock = time;
    private DateTimeOffset? swept;

    protected override string Failure => "Webhooks could not be told; retrying.";

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await sender.IdleAsync().WaitAsync(cancellationToken);
    }

    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        await sender.BeginTurnAsync(cancellation);
        if (swept is not { } last || clock.GetUtcNow() - last >= SweptEvery)
        {
            await sender.SweepAsync(cancellation);
            swept = clock.GetUtcNow();
        }
    }
}
