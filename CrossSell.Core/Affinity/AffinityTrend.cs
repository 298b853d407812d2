namespace CrossSell.Core.Affinity;

/// <summary>Whether a pair is bought together more or less than a quarter ago.</summary>
public enum AffinityTrend
{
    Steady,
    Rising,
    Falling,
}

/// <summary>Compares a pair's baskets in two periods of the same length.</summary>
public static class AffinityTrends
{
    /// <summary>
    /// Rising or falling when the two counts differ by more than two standard errors of the difference of two Poisson counts,
    /// |r - e| > 2 sqrt(r + e), and by a quarter at least: what chance makes of few baskets is steady.
    /// </summary>
    public static AffinityTrend Of(int recent, int earlier)
    {
        var difference = recent - earlier;
        if (Math.Abs(difference) <= 2 * Math.Sqrt(recent + earlier) || Math.Abs(difference) * 4 < Math.Max(earlier, 1))
        {
            return AffinityTrend.Steady;
        }

        return difference > 0 ? AffinityTrend.Rising : AffinityTrend.Falling;
    }
}
