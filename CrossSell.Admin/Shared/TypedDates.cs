using System.Text.RegularExpressions;

namespace CrossSell.Admin.Shared;

/// <summary>
/// Reads days and times as people type them, in their own format or in another: 3 Dec 2026, 03.12.2026, 3-12-26, 2026-12-03, Dec 3, 2026, 3. Dezember 2026;
/// 14:05, 14.05, 2:05 pm. Where two numbers can be day and month alike, the person's format decides (<see cref="FormatChoice"/>).
/// </summary>
internal static partial class TypedDates
{
    /// <summary>False unless it is one day of the calendar, with its year, and nothing else.</summary>
    public static bool TryDay(string? text, out DateOnly day) => Read(text, out day, out var rest) && rest.Length == 0;

    /// <summary>A day, and behind it a time; without one, its midnight.</summary>
    public static bool TryMoment(string? text, out DateTime moment)
    {
        moment = default;
        if (!Read(text, out var day, out var rest))
        {
            return false;
        }

        var time = TimeOnly.MinValue;
        if (rest.Length > 0 && !TryTime(rest, out time))
        {
            return false;
        }

        moment = day.ToDateTime(time);
        return true;
    }

    /// <summary>False unless it is a time of the day, to the minute: 14:05, 14.05, 2 pm.</summary>
    public static bool TryTime(string? text, out TimeOnly time)
    {
        time = default;
        if (Time().Match(text ?? "") is not { Success: true } found || (!found.Groups["minute"].Success && !found.Groups["half"].Success))
        {
            return false;
        }

        var hour = Number(found, "hour");
        var minute = found.Groups["minute"].Success ? Number(found, "minute") : 0;
        if (found.Groups["half"] is { Success: true } half)
        {
            if (hour is 0 or > 12)
            {
                return false;
            }

            hour = (hour % 12) + (half.Value[0] is 'p' or 'P' ? 12 : 0);
        }

        if (hour > 23 || minute > 59)
        {
            return false;
        }

        time = new(hour, minute);
        return true;
    }

    /// <summary>How the person writes it, in letters of their language: "dd.mm.yyyy", "TT.MM.JJJJ".</summary>
    public static string Pattern(bool hasTime)
    {
        var letters = Formats.Current.Language.Code switch { "de" => "TMJ", "nl" => "dmj", _ => "dmy" };
        var day = string.Concat(Formats.Current.Choice.Day.Select(letter => letter switch
        {
            'd' => letters[0],
            'M' => letters[1],
            'y' => letters[2],
            _ => letter,
        }));
        return hasTime ? $"{day} {Formats.WallTime(DateTime.MinValue)}" : day;
    }

    private static bool Read(string? text, out DateOnly day, out string rest)
    {
        (day, rest) = (default, "");
        var typed = text?.Trim() ?? "";
        foreach (var form in (Regex[])[YearFirst(), Numbers(), DayAndName(), NameAndDay()])
        {
            if (form.Match(typed) is { Success: true } found && Of(found) is { } read)
            {
                (day, rest) = (read, typed[found.Length..].TrimStart(' ', ',', 'T', 't'));
                return true;
            }
        }

        return false;
    }

    private static DateOnly? Of(Match found)
    {
        var year = Number(found, "year");
        year += found.Groups["year"].Length == 2 ? 2000 : 0;
        if (found.Groups["name"] is { Success: true } name)
        {
            return MonthOf(name.Value) is { } named ? Of(year, named, Number(found, "day")) : null;
        }

        if (found.Groups["month"].Success)
        {
            return Of(year, Number(found, "month"), Number(found, "day"));
        }

        var (first, second) = (Number(found, "first"), Number(found, "second"));
        // Where only the other order is a day, it was meant.
        return Formats.Current.Choice.Day[0] == 'M'
            ? Of(year, first, second) ?? Of(year, second, first)
            : Of(year, second, first) ?? Of(year, first, second);
    }

    private static DateOnly? Of(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    // The beginning of its name in any language of the pages, three letters at least.
    private static int? MonthOf(string name)
    {
        foreach (var language in Language.All)
        {
            foreach (var names in (string[][])[language.DateNames.AbbreviatedMonthNames, language.DateNames.MonthNames])
            {
                var at = Array.FindIndex(names, one => one.Length > 0 && one.StartsWith(name, StringComparison.InvariantCultureIgnoreCase));
                if (at >= 0)
                {
                    return at + 1;
                }
            }
        }

        return null;
    }

    private static int Number(Match found, string group) => int.Parse(found.Groups[group].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<year>[0-9]{4})[-/.](?<month>[0-9]{1,2})[-/.](?<day>[0-9]{1,2})(?![0-9])")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?<first>[0-9]{1,2})(?:\s*[-/.]\s*|\s+)(?<second>[0-9]{1,2})(?:\s*[-/.]\s*|\s+)(?<year>[0-9]{4}|[0-9]{2})(?![0-9:])")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})(?:st|nd|rd|th)?[.]?[\s-]*(?<name>\p{L}{3,})[.]?,?[\s-]*(?<year>[0-9]{4}|[0-9]{2})(?![0-9:])")]
    private static partial Regex DayAndName();

    [GeneratedRegex(@"^(?<name>\p{L}{3,})[.]?\s*(?<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?<year>[0-9]{4})(?![0-9])")]
    private static partial Regex NameAndDay();

    [GeneratedRegex(@"^\s*(?<hour>[0-9]{1,2})(?:[:.h](?<minute>[0-9]{2}))?\s*(?<half>[aApP])?(?(half)[.]?[mM][.]?)\s*(?:[uU]hr|[uU]ur)?\s*$")]
    private static partial Regex Time();
}
