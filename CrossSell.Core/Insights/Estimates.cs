using CrossSell.Core.Affinity;
using CrossSell.Core.Common;

namespace CrossSell.Core.Insights;

/// <summary>A figure that another sample of shoppers would have given otherwise, with its 95 % interval.</summary>
/// <param name="Value">In the unit of what was counted: minor units, units, a share from 0 to 1. Null where nothing was counted.</param>
/// <param name="Count">Of how many orders or customers.</param>
/// <param name="IsEnough">Whether there are enough of them to say it at all (<see cref="Estimates.Enough"/>).</param>
public readonly record struct Estimate(double? Value, double Low, double High, long Count, bool IsEnough)
{
    /// <summary>The same with a known amount more, which adds no uncertainty.</summary>
    public Estimate Plus(double known) => Value is { } value ? this with { Value = value + known, Low = Low + known, High = High + known } : this;
}

/// <summary>How far a figure is from the same figure of another time, with the 95 % interval of the difference.</summary>
/// <param name="Value">In the unit of the figure: positive for more than before.</param>
/// <param name="Before">The figure it is compared with.</param>
/// <param name="IsEnough">Whether both times have enough orders (<see cref="Estimates.Enough"/>).</param>
public readonly record struct EstimatedChange(double Value, double Low, double High, double Before, bool IsEnough)
{
    /// <summary>Whether the interval leaves zero out: else the difference may be chance.</summary>
    public bool IsClear => IsEnough && (Low > 0 || High < 0);
}

/// <summary>Sums of one measure over orders or customers, from which mean and variance follow.</summary>
/// <param name="Squares">Sum of squares, in floating point: the square of a large amount in minor units has no place in 64 bits.</param>
public readonly record struct Measured(long Count, double Sum, double Squares)
{
    /// <summary>Null where nothing was counted.</summary>
    public double? Mean => Count == 0 ? null : Sum / Count;

    /// <summary>Unbiased, of one order or customer; 0 of fewer than two.</summary>
    public double Variance => Count < 2 ? 0 : Math.Max(0, (Squares - (Sum * Sum / Count)) / (Count - 1));
}

/// <summary>
/// Intervals of what Insights says. Means of orders are skewed, but of a hundred or more the mean is near enough to normal for a 95 % interval; rates take
/// the interval of Wilson (1927), which holds near 0 and 1 too; differences of means that of Welch (1947) with the normal quantile, differences of rates that
/// of Newcombe (1998, method 10), which is made of two of Wilson's.
/// </summary>
[Engine]
public static class Estimates
{
    /// <summary>The rule for "not enough orders": fewer orders, or customers, than this say nothing of a shop.</summary>
    public const int Enough = 100;

    /// <summary>The same rule for one main product.</summary>
    public const int EnoughOfProduct = 30;

    // Of the normal distribution, two-sided, 95 %.
    private const double Z = 1.959963984540054;

    /// <summary>Mean ± 1.96 standard errors.</summary>
    public static Estimate Mean(Measured measured, int enough = Enough)
    {
        if (measured.Mean is not { } mean)
        {
            return default;
        }

        var half = Z * Math.Sqrt(measured.Variance / measured.Count);
        return new Estimate(mean, mean - half, mean + half, measured.Count, measured.Count >= enough);
    }

    /// <summary>A share of orders with the interval of Wilson (1927).</summary>
    public static Estimate Rate(long hits, long trials, int enough = Enough) => trials == 0
        ? default
        : new Estimate(
            (double)hits / trials, AffinityScore.WilsonLowerBound(hits, trials), 1 - AffinityScore.WilsonLowerBound(trials - hits, trials), trials,
            trials >= enough);

    /// <summary>Difference of two means with the interval of Welch (1947): each side has a variance of its own. Null where one has nothing.</summary>
    public static EstimatedChange? MeanChange(Measured now, Measured before)
    {
        if (now.Mean is not { } mean || before.Mean is not { } past)
        {
            return null;
        }

        var half = Z * Math.Sqrt((now.Variance / now.Count) + (before.Variance / before.Count));
        return new EstimatedChange(mean - past, mean - past - half, mean - past + half, past, Math.Min(now.Count, before.Count) >= Enough);
    }

    /// <summary>Difference of two rates with the interval of Newcombe (1998, method 10). Null where one side has no orders.</summary>
    public static EstimatedChange? RateChange(Estimate now, Estimate before)
    {
        if (now.Value is not { } rate || before.Value is not { } past)
        {
            return null;
        }

        var down = Math.Sqrt(Math.Pow(rate - now.Low, 2) + Math.Pow(before.High - past, 2));
        var up = Math.Sqrt(Math.Pow(now.High - rate, 2) + Math.Pow(past - before.Low, 2));
        return new EstimatedChange(rate - past, rate - past - down, rate - past + up, past, now.IsEnough && before.IsEnough);
    }
}
