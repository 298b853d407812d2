using CrossSell.Core.Sources;

namespace CrossSell.Admin.Hosting;

/// <summary>Looks every minute whether an address is due to be asked for its file.</summary>
internal sealed class SourceClock(SourceJobs jobs, TimeProvider time, ILogger<SourceClock> logger) : Recurring(TimeSpan.FromMinutes(1), time, logger)
{
    protected override string Failure => "The schedule of addresses to import could not be checked.";

    protected override Task TurnAsync(CancellationToken cancellation) => jobs.StartDueAsync(cancellation);
}
