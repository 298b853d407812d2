using CrossSell.Core.Drift;
using CrossSell.Core.Storage;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// Compares approved bundles with what was approved: within seconds of a write that can move them, by whatever process, and every hour, for days pass
/// without a write.
/// </summary>
internal sealed class DriftClock(DriftService drifts, StudioStore store, TimeProvider time, ILogger<DriftClock> logger)
    : Recurring(TimeSpan.FromSeconds(10), time, logger)
{
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromHours(1);

    private readonly TimeProvider time = time;
    private long? seen;
    private DateTimeOffset last;

    protected override string Failure => "Approved bundles could not be compared with what was approved; retrying.";

    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        var state = await store.StateAsync(cancellation);
        var isDue = seen is null || time.GetUtcNow() - last >= AtLeastEvery;
        if (isDue || (state != seen && await drifts.IsTouchedAsync(seen!.Value, cancellation)))
        {
            await drifts.CheckAsync(cancellation);
            last = time.GetUtcNow();
        }

        seen = state;
    }
}
