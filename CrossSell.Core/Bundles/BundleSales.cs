namespace CrossSell.Core.Bundles;

/// <summary>When each shop sells which revision of one bundle; what shops it is not asked for sells nowhere.</summary>
public sealed class BundleSales(IReadOnlyDictionary<int, IReadOnlyList<SaleTime>> times)
{
    public static readonly BundleSales None = new(new Dictionary<int, IReadOnlyList<SaleTime>>());

    /// <summary>In no particular order; empty for a shop that never sells it.</summary>
    public IReadOnlyList<SaleTime> In(int channelId) => times.GetValueOrDefault(channelId, []);

    /// <summary>Whether one of the shops sells it at this instant.</summary>
    public bool IsLiveAt(DateTimeOffset now) => times.Values.Any(all => all.Any(time => time.PhaseAt(now) == BundlePhase.Live));

    /// <summary>Where a revision stands in a shop at this instant: live, else still to come, else over; null when it is never sold there.</summary>
    public BundlePhase? PhaseOf(int revisionId, int channelId, DateTimeOffset now) => First(In(channelId), revisionId, now);

    /// <summary>The same over all shops.</summary>
    public BundlePhase? PhaseOf(int revisionId, DateTimeOffset now) => First(times.Values.SelectMany(all => all), revisionId, now);

    /// <summary>
    /// The revision that stands for the bundle in a shop: what is sold, else what was sold last, else what is to come first; null for nothing.
    /// </summary>
    public int? StandingAt(int channelId, DateTimeOffset now) => Standing(In(channelId), now);

    /// <summary>The same over all shops.</summary>
    public int? StandingAt(DateTimeOffset now) => Standing([.. times.OrderBy(shop => shop.Key).SelectMany(shop => shop.Value)], now);

    private static BundlePhase? First(IEnumerable<SaleTime> all, int revisionId, DateTimeOffset now)
    {
        var phases = all.Where(time => time.RevisionId == revisionId).Select(time => time.PhaseAt(now)).ToHashSet();
        return phases.Contains(BundlePhase.Live) ? BundlePhase.Live
            : phases.Contains(BundlePhase.Scheduled) ? BundlePhase.Scheduled
            : phases.Count > 0 ? BundlePhase.Ended
            : null;
    }

    private static int? Standing(IReadOnlyCollection<SaleTime> all, DateTimeOffset now) =>
        (all.FirstOrDefault(time => time.PhaseAt(now) == BundlePhase.Live)
            ?? all.Where(time => time.PhaseAt(now) == BundlePhase.Ended).MaxBy(time => time.Window.Until)
            ?? all.MinBy(time => time.Window.From))?.RevisionId;
}
