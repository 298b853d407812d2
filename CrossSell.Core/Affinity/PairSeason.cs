using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>Baskets with both in one month of the calendar.</summary>
/// <param name="Month">Its first day.</param>
public readonly record struct PairMonth(DateOnly Month, int Baskets);

/// <summary>The quarter of the year in which a pair is bought.</summary>
/// <param name="FromMonth">1 to 12; the season is this month and the two after it.</param>
/// <param name="Share">0 to 1: of all its baskets, as if every month of the year had been seen equally often.</param>
[Engine]
public sealed record PairSeason(int FromMonth, double Share)
{
    /// <summary>Under a year nobody knows whether a high is a season.</summary>
    public const int MinMonths = 12;

    private const int MinBaskets = 15;

    /// <summary>
    /// The best three neighbouring months of the year, when they hold half of the baskets at least and more than three standard errors above the quarter that
    /// chance gives them (binomial); null when the pair has no season, or there is not enough data to say. Months are averaged over the years. Pure.
    /// </summary>
    /// <param name="months">Every month that was seen, in order, also those without baskets.</param>
    public static PairSeason? Of(IReadOnlyList<PairMonth> months)
    {
        var total = months.Sum(month => month.Baskets);
        if (months.Count < MinMonths || total < MinBaskets)
        {
            return null;
        }

        var average = new double[12];
        foreach (var group in months.GroupBy(month => month.Month.Month))
        {
            average[group.Key - 1] = group.Average(month => month.Baskets);
        }

        var sum = average.Sum();
        var (best, share) = Enumerable.Range(0, 12)
            .Select(from => (From: from, Share: (average[from] + average[(from + 1) % 12] + average[(from + 2) % 12]) / sum))
            .MaxBy(season => season.Share);
        return share >= 0.5 && share > 0.25 + (3 * Math.Sqrt(0.25 * 0.75 / total)) ? new PairSeason(best + 1, share) : null;
    }
}
