using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Backups;

/// <summary>When a backup is due, and which ones are kept. Pure.</summary>
[Engine]
public static class BackupTimetable
{
    /// <summary>How long every backup stays, however many there are of a day: the one before a risky import is not lost to the one after it.</summary>
    public static readonly TimeSpan AlwaysKept = TimeSpan.FromDays(1);

    /// <summary>Whether the hour has come since a backup was last begun.</summary>
    /// <param name="lastStart">When one was last begun, whatever became of it; null for never.</param>
    public static bool IsDue(BackupSettings settings, TimeZoneInfo zone, DateTimeOffset? lastStart, DateTimeOffset now) =>
        settings.IsOn && (lastStart is not { } last || last < Instant(Day(settings, zone, now), zone));

    /// <summary>When the next one is made; null when none is by itself.</summary>
    public static DateTimeOffset? Next(BackupSettings settings, TimeZoneInfo zone, DateTimeOffset now) =>
        settings.IsOn ? Instant(Day(settings, zone, now).AddDays(1), zone) : null;

    /// <summary>
    /// Which backups may go: all but the newest of each of the last days, weeks and months that have any, as many as the settings say, and those of the last
    /// <see cref="AlwaysKept"/>. The newest one of all stays, always.
    /// </summary>
    public static IReadOnlySet<DateTimeOffset> Expired(IEnumerable<DateTimeOffset> made, BackupSettings settings, TimeZoneInfo zone, DateTimeOffset now)
    {
        var all = made.OrderDescending().ToList();
        var kept = all.Where((at, index) => index == 0 || now - at < AlwaysKept).ToHashSet();
        kept.UnionWith(NewestOfEach(settings.KeepDaily, local => local.Date));
        kept.UnionWith(NewestOfEach(settings.KeepWeekly, local => ISOWeek.ToDateTime(ISOWeek.GetYear(local), ISOWeek.GetWeekOfYear(local), DayOfWeek.Monday)));
        kept.UnionWith(NewestOfEach(settings.KeepMonthly, local => new DateTime(local.Year, local.Month, 1)));
        return all.Where(at => !kept.Contains(at)).ToHashSet();

        IEnumerable<DateTimeOffset> NewestOfEach(int count, Func<DateTime, DateTime> period) =>
            all.GroupBy(at => period(TimeZoneInfo.ConvertTime(at, zone).DateTime)).Take(count).Select(group => group.First());
    }

    // The last time the hour struck, on the clock of the wall.
    private static DateTime Day(BackupSettings settings, TimeZoneInfo zone, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var strike = local.Date.AddHours(settings.AtHour);
        return strike > local ? strike.AddDays(-1) : strike;
    }

    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));
}
