using CrossSell.Core.Promises;

namespace CrossSell.Admin.Hosting;

/// <summary>Compares what bundles promised with what came, an hour after their 30 days are over at the latest.</summary>
internal sealed class PromiseClock(PromiseService promises, TimeProvider time, ILogger<PromiseClock> logger) : Recurring(TimeSpan.FromHours(1), time, logger)
{
    protected override bool AtOnce => true;

    protected override string Failure => "Promises of bundles could not be compared with the orders; retrying.";

    protected override Task TurnAsync(CancellationToken cancellation) => promises.MeasureAsync(cancellation);
}
