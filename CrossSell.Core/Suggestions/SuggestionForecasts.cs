using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
using CrossSell.Core.Promises;

namespace CrossSell.Core.Suggestions;

/// <summary>What a pair is expected to bring within <see cref="BundleForecasts.Days"/> days once it is linked, before recalibration.</summary>
/// <param name="Main">Orders of the main product; of what is bought later, its customers.</param>
/// <param name="Together">Those that take the companion too, with what the panel wins.</param>
/// <param name="Extra">Of them, those that take it because the panel shows it.</param>
/// <param name="NetPrice">Of the companion without tax, in minor units.</param>
/// <param name="Revenue">The extra revenue a month, as a page shows it.</param>
public sealed record PairForecast(double Main, double Together, double Extra, long NetPrice, RevenueRange Revenue);

/// <summary>By how much forecasts were kept: what came for each one that was promised; 1 is exactly as promised. With its 95 % interval.</summary>
public readonly record struct KeptRatio(double Value, double Low, double High)
{
    /// <summary>Nothing is known: forecasts stay as they are.</summary>
    public static readonly KeptRatio Unknown = new(1, 1, 1);
}

/// <summary>What a comparison says of promised pairs: of shoppers who saw no panels, beside those who did.</summary>
/// <param name="Name">Of the hold-out or experiment.</param>
/// <param name="Groups">How many of the former there are for each of the latter.</param>
/// <param name="Promised">Orders that panels were to win, of the pairs it covers.</param>
/// <param name="Together">Orders with both that came, of all shoppers.</param>
public sealed record PairProof(string Name, double Groups, int Without, int With, double Promised, long Together)
{
    /// <summary>The share of those orders that would not have been otherwise. <see cref="BundleForecasts.Additional"/></summary>
    public AttachEstimate Additional => BundleForecasts.Additional(Without, With, Groups);

    /// <summary>Whether it holds enough orders to say anything.</summary>
    public bool IsEnough => Without + With >= BundleForecasts.EnoughSets;
}

/// <summary>How the promises of suggestions of one kind were kept in one shop.</summary>
/// <param name="Orders">Promised and delivered orders with both.</param>
/// <param name="Kept">What <paramref name="Orders"/> say.</param>
/// <param name="Ratio">What the next forecast is multiplied by: <paramref name="Kept"/>, and what comparisons say where there are any.</param>
public sealed record SuggestionRecord(
    SuggestionBasis Basis, PromiseRecord Orders, KeptRatio Kept, KeptRatio Ratio, IReadOnlyList<PairProof> Proofs);

/// <summary>The formulas of what suggestions promise, and of how much of it is believed after what came.</summary>
[Engine]
public static class SuggestionForecasts
{
    /// <summary>How many promised orders the prior of the ratio counts for: twenty orders weigh as much as the belief that forecasts are right.</summary>
    public const double PriorOrders = 20;

    // How far off the extra may be before anybody has compared: as far as all of it, for the panel's share of it is an assumption.
    private const double PriorDeviation = 1;

    private const double Normal95 = 1.959963985;

    /// <summary>
    /// Within 30 days n times the main product is bought; the companion with it n·p + n·max(0, p - q)·w times: what was bought together before, and what a
    /// panel wins beside it (<see cref="ExpectedRevenue"/> says what p, q and w are).
    /// </summary>
    /// <param name="count">How often the companion was taken.</param>
    /// <param name="of">How often it could have been.</param>
    /// <param name="baseRate">0 to 1: how often it is taken anyway.</param>
    /// <param name="months">What both were counted over.</param>
    public static PairForecast Of(int count, int of, double baseRate, double months, Money netPrice)
    {
        var scale = BundleForecasts.Days / ExpectedRevenue.DaysOfMonth / months;
        var extra = of <= 0 ? 0 : of * scale * Math.Max(0, ((double)count / of) - baseRate) * ExpectedRevenue.PanelShare;
        return new PairForecast(of * scale, (count * scale) + extra, extra, netPrice.Minor, ExpectedRevenue.Of(count, of, baseRate, months, netPrice));
    }

    /// <summary>
    /// Delivered for promised, as <see cref="BundleForecasts.Ratio(PromiseRecord, double)"/>: the mean of a Gamma posterior with the shape
    /// a = k·m + Σ delivered and the rate k + Σ promised, k = <see cref="PriorOrders"/>; its interval by the quantiles of Wilson and Hilferty (1931):
    /// a·(1 - 1/(9a) ± z/(3√a))³ over the rate. It is that of the average of all promises: single ones vary more.
    /// </summary>
    /// <param name="prior">m: the ratio of the wider group; 1 for all together.</param>
    public static KeptRatio Kept(PromiseRecord record, double prior = 1)
    {
        var (shape, rate) = ((PriorOrders * prior) + record.Delivered, PriorOrders + record.Promised);
        double Quantile(double z) => shape <= 0 ? 0 : shape * Math.Pow(Math.Max(0, 1 - (1 / (9 * shape)) + (z / (3 * Math.Sqrt(shape)))), 3) / rate;
        return record.Promises == 0 && prior == 1 ? KeptRatio.Unknown : new KeptRatio(shape / rate, Quantile(-Normal95), Quantile(Normal95));
    }

    /// <summary>
    /// The same for what panels win, where comparisons tell it: of Σ together so many are additional (with the deviation of that share's interval), for
    /// Σ promised extra. The posterior mean of a normal ratio whose prior is what all orders say, with a deviation of 1 (Gelman et al., Bayesian Data
    /// Analysis, 3rd ed., 2.5). Never below nothing.
    /// </summary>
    public static KeptRatio Proven(KeptRatio kept, IReadOnlyCollection<PairProof> proofs)
    {
        ArgumentNullException.ThrowIfNull(proofs);
        var told = proofs.Where(proof => proof is { IsEnough: true, Promised: > 0, Together: > 0 }).ToList();
        if (told.Count == 0)
        {
            return kept;
        }

        var promised = told.Sum(proof => proof.Promised);
        var seen = told.Sum(proof => proof.Together * proof.Additional.Value) / promised;
        var variance = told.Sum(proof => Square(proof.Together * (proof.Additional.High - proof.Additional.Low) / (2 * Normal95))) / (promised * promised);
        const double prior = 1 / (PriorDeviation * PriorDeviation);
        var data = 1 / Math.Max(variance, 1e-9);
        var (mean, deviation) = (((kept.Value * prior) + (seen * data)) / (prior + data), Math.Sqrt(1 / (prior + data)));
        return new KeptRatio(Math.Max(0, mean), Math.Max(0, mean - (Normal95 * deviation)), Math.Max(0, mean + (Normal95 * deviation)));
    }

    /// <summary>Of each kind what came for what was promised; a kind leans on all of the shop.</summary>
    /// <param name="kept">Compared promises by kind and comparison; null for none.</param>
    public static IReadOnlyList<SuggestionRecord> Records(IReadOnlyCollection<(SuggestionBasis Basis, PromiseRecord Orders, PairProof? Proof)> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var all = Kept(kept.Aggregate(default(PromiseRecord), (sum, item) => sum + item.Orders)).Value;
        return [.. kept.GroupBy(item => item.Basis).OrderBy(kind => kind.Key).Select(kind =>
        {
            var orders = kind.Aggregate(default(PromiseRecord), (sum, item) => sum + item.Orders);
            var (ratio, proofs) = (Kept(orders, all), kind.Select(item => item.Proof).OfType<PairProof>().Where(proof => proof.IsEnough).ToList());
            return new SuggestionRecord(kind.Key, orders, ratio, Proven(ratio, proofs), proofs);
        })];
    }

    private static double Square(double value) => value * value;
}
