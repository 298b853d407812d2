using CrossSell.Core.Mining;

namespace CrossSell.Admin.Hosting;

/// <summary>Looks every minute whether a channel's orders are due to be counted, by its timetable or because enough new ones came.</summary>
internal sealed class MiningClock(MiningJobs jobs, TimeProvider time, ILogger<MiningClock> logger) : Recurring(TimeSpan.FromMinutes(1), time, logger)
{
    protected override string Failure => "The calculation schedule could not be checked.";

    protected override Task TurnAsync(CancellationToken cancellation) => jobs.StartDueAsync(cancellation);
}
