using CrossSell.Core.Promises;
using CrossSell.Core.Suggestions;

namespace CrossSell.Admin.Hosting;

/// <summary>Compares what bundles and accepted suggestions promised with what came, an hour after their 30 days are over at the latest.</summary>
internal sealed class PromiseClock(PromiseService promises, SuggestionPromises suggestions, TimeProvider time, ILogger<PromiseClock> logger)
    : Recurring(TimeSpan.FromHours(1), time, logger)
{
    protected override bool AtOnce => true;

    protected override string Failure => "Promises of bundles and suggestions could not be compared with the orders; retrying.";

    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        await promises.MeasureAsync(cancellation);
        await suggestions.MeasureAsync(cancellation);
    }
}
