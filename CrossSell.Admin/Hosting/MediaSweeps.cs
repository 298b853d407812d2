using CrossSell.Core.Media;

namespace CrossSell.Admin.Hosting;

/// <summary>Sweeps pictures that nobody shows any more, at the start and then once a day.</summary>
internal sealed class MediaSweeps(MediaSweep sweep, TimeProvider time, ILogger<MediaSweeps> logger) : Recurring(TimeSpan.FromDays(1), time, logger)
{
    protected override bool AtOnce => true;

    // They stay a day longer.
    protected override string Failure => "Unused pictures could not be deleted.";

    protected override Task TurnAsync(CancellationToken cancellation) => sweep.SweepAsync(cancellation);
}
