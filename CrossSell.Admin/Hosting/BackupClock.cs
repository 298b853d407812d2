using CrossSell.Core.Backups;

namespace CrossSell.Admin.Hosting;

/// <summary>Looks every minute whether a backup is due by its schedule.</summary>
internal sealed class BackupClock(BackupJobs jobs, TimeProvider time, ILogger<BackupClock> logger) : Recurring(TimeSpan.FromMinutes(1), time, logger)
{
    protected override string Failure => "The backup schedule could not be checked.";

    protected override Task TurnAsync(CancellationToken cancellation) => jobs.StartDueAsync(cancellation);
}
