namespace CrossSell.Core.Promises;

/// <summary>What some promises of one shop said together, and what came: all in that shop's currency.</summary>
/// <param name="Promises">How many were compared.</param>
/// <param name="AttachPromised">Promised sets of expected orders of the main products, from 0 to 1; before recalibration.</param>
/// <param name="AttachDelivered">Sets of orders that came; null when none came.</param>
/// <param name="BesidePromised">As it was shown, in minor units.</param>
/// <param name="WithMargin">Of how many both margins are known: only these are compared.</param>
/// <param name="MarginPromised">As it was shown, without tax, in minor units.</param>
public sealed record PromiseOutcome(
    int Promises, double? AttachPromised, double? AttachDelivered, long BesidePromised, long BesideDelivered, int WithMargin, long MarginPromised,
    long MarginDelivered)
{
    /// <param name="kept">Compared promises of one shop that said something.</param>
    public static PromiseOutcome Of(IEnumerable<BundlePromise> kept)
    {
        var all = kept.ToList();
        var earned = all.Where(promise => promise is { Forecast.Margin: not null, DeliveredMargin: not null }).ToList();
        return new PromiseOutcome(
            all.Count,
            Share(all.Sum(promise => promise.PromisedSets ?? 0), all.Sum(promise => promise.Orders ?? 0)),
            Share(all.Sum(promise => promise.DeliveredSets ?? 0), all.Sum(promise => promise.DeliveredOrders ?? 0)),
            all.Sum(promise => promise.Forecast?.Beside ?? 0),
            all.Sum(promise => promise.DeliveredBeside ?? 0),
            earned.Count,
            earned.Sum(promise => promise.Forecast!.Margin!.Value),
            earned.Sum(promise => promise.DeliveredMargin!.Value));
    }

    private static double? Share(double part, double whole) => whole > 0 ? part / whole : null;
}

/// <summary>From the narrowest to the widest, as the ratio of a forecast leans on them.</summary>
public sealed record PromiseOutcomes(PromiseOutcome OfAuthorAndKind, PromiseOutcome OfKind, PromiseOutcome All)
{
    public static readonly PromiseOutcomes None = new(PromiseOutcome.Of([]), PromiseOutcome.Of([]), PromiseOutcome.Of([]));
}
