using CrossSell.Core.Common;

namespace CrossSell.Core.Demo;

/// <summary>A time of the trade's year for which a shop prepares its offers.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Days">How long it lasts.</param>
[Engine]
public sealed record DemoOccasion(string Name, DateOnly From, int Days)
{
    /// <summary>An occasion nearer than this is prepared already: days.</summary>
    public const int Ahead = 4;

    /// <summary>The day after its last.</summary>
    public DateOnly Until => From.AddDays(Days);

    /// <summary>The next one that can still be prepared on a day: "Black Friday" in autumn, at most a season away at any time.</summary>
    public static DemoOccasion After(DateOnly day) =>
        Of(day.Year).Concat(Of(day.Year + 1)).Where(occasion => occasion.From >= day.AddDays(Ahead)).MinBy(occasion => occasion.From)!;

    /// <summary>The Friday after the fourth Thursday of November.</summary>
    public static DateOnly BlackFriday(int year)
    {
        var first = new DateOnly(year, 11, 1);
        return first.AddDays((((int)DayOfWeek.Thursday - (int)first.DayOfWeek + 7) % 7) + 22);
    }

    private static DemoOccasion[] Of(int year) =>
    [
        new("Winter sale", new DateOnly(year, 1, 2), 14), new("Spring fair", new DateOnly(year, 3, 15), 14),
        new("Summer holidays", new DateOnly(year, 6, 15), 21), new("Back to university", new DateOnly(year, 9, 1), 14),
        new("Black Friday", BlackFriday(year), 4), new("Christmas presents", new DateOnly(year, 12, 8), 15),
    ];
}
