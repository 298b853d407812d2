using CrossSell.Core.Experiments;

namespace CrossSell.Admin.Hosting;

/// <summary>Brings the sums of experiments up to date, at the start and then every ten minutes.</summary>
internal sealed class ExperimentTurns(ExperimentSums sums, TimeProvider time, ILogger<ExperimentTurns> logger)
    : Recurring(TimeSpan.FromMinutes(10), time, logger)
{
    protected override bool AtOnce => true;

    // What came since stays, and is read by the next turn.
    protected override string Failure => "The sums of experiments could not be brought up to date.";

    protected override Task TurnAsync(CancellationToken cancellation) => sums.RefreshAsync(cancellation);
}
