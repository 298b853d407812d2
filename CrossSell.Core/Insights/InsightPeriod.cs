using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Insights;

/// <summary>Days of one shop in its own time zone, both ends included.</summary>
public readonly record struct InsightPeriod(DateOnly From, DateOnly To)
{
    /// <summary>How many days; none when it ends before it begins.</summary>
    public int Days => Math.Max(0, To.DayNumber - From.DayNumber + 1);

    /// <summary>As many days directly before it.</summary>
    public InsightPeriod Before => new(From.AddDays(-Days), From.AddDays(-1));

    /// <summary>The same days of the year before; 29 February becomes the 28th.</summary>
    public InsightPeriod YearBefore => new(From.AddYears(-1), To.AddYears(-1));

    /// <summary>"2026-09-01..2026-11-29". Its own, for that of a record writes the periods before it too, and theirs.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd}..{To:yyyy-MM-dd}");

    /// <param name="last">Its last day.</param>
    public static InsightPeriod LastDays(int days, DateOnly last) => new(last.AddDays(1 - days), last);

    /// <param name="last">Its last day.</param>
    public static InsightPeriod LastYear(DateOnly last) => new(last.AddYears(-1).AddDays(1), last);
}

/// <summary>How long one point of a chart is.</summary>
public enum InsightStep
{
    Day,
    Week,
    Month,
}

/// <summary>Cuts a period into the points of a chart.</summary>
[Engine]
public static class InsightSteps
{
    // Up to a month by days, up to a year by weeks: between ten and sixty points.
    private const int MostDays = 31;
    private const int MostWeekDays = 371;

    public static InsightStep StepOf(InsightPeriod period) =>
        period.Days <= MostDays ? InsightStep.Day : period.Days <= MostWeekDays ? InsightStep.Week : InsightStep.Month;

    /// <summary>
    /// The parts of a period, the oldest first. Weeks are whole and counted back from its last day, so the newest one is never a part of one; the days that are
    /// left at its beginning stand in no point. Months are those of the calendar, the first and the last cut by the period.
    /// </summary>
    public static IReadOnlyList<InsightPeriod> Of(InsightPeriod period, InsightStep step)
    {
        var parts = new List<InsightPeriod>();
        switch (step)
        {
            case InsightStep.Day or InsightStep.Week:
                var days = step == InsightStep.Day ? 1 : 7;
                for (var last = period.To; last.AddDays(1 - days) >= period.From; last = last.AddDays(-days))
                {
                    parts.Add(InsightPeriod.LastDays(days, last));
                }

                parts.Reverse();
                break;
            default:
                for (var from = period.From; from <= period.To;)
                {
                    var next = new DateOnly(from.Year, from.Month, 1).AddMonths(1);
                    parts.Add(new InsightPeriod(from, next > period.To ? period.To : next.AddDays(-1)));
                    from = next;
                }

                break;
        }

        return parts;
    }
}
