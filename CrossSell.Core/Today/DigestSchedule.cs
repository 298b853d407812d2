using CrossSell.Core.Bundles;
using CrossSell.Core.Common;

namespace CrossSell.Core.Today;

/// <summary>Says when a person's daily digest is due.</summary>
[Engine]
public static class DigestSchedule
{
    /// <summary>How late it may be sent, after a stop or while the mail server was gone; later it waits for the next day.</summary>
    public static readonly TimeSpan AtMostLate = TimeSpan.FromHours(4);

    /// <summary>
    /// Whether it is time: the person's hour has come, not longer ago than <see cref="AtMostLate"/>, and nothing was looked through since.
    /// </summary>
    /// <param name="hour">
    /// Of the person's day, 0 to 23. One that the clocks skip comes as much later as they skip; one that comes twice, the first time.
    /// </param>
    /// <param name="last">When what waits was looked through last; null for never.</param>
    public static bool IsDue(DateTimeOffset now, TimeZoneInfo zone, int hour, DateTimeOffset? last)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        // Late in the evening's digest may fall into the next day.
        return new[] { today, today.AddDays(-1) }.Select(day => BundleSchedule.ToInstant(day.AddHours(hour), zone))
            .Any(at => at <= now && now - at < AtMostLate && (last is null || last < at));
    }
}
