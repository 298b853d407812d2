using System.Globalization;

namespace CrossSell.Admin.Shared;

/// <summary>
/// A language of the pages. Names of months and days belong to it, not to the format (<see cref="FormatChoice"/>); they are written out, so that every server
/// writes the same.
/// </summary>
internal sealed class Language
{
    public static readonly Language English = new("en", "English", DateTimeFormatInfo.InvariantInfo);

    /// <summary>All that are offered, each under the name that it gives itself.</summary>
    public static readonly IReadOnlyList<Language> All =
    [
        English,
        new("de", "Deutsch", Names(
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember", "Jan Feb März Apr Mai Juni Juli Aug Sep Okt Nov Dez",
            "Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag", "So Mo Di Mi Do Fr Sa")),
        new("nl", "Nederlands", Names(
            "januari februari maart april mei juni juli augustus september oktober november december", "jan feb mrt apr mei jun jul aug sep okt nov dec",
            "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag", "zo ma di wo do vr za")),
    ];

    private Language(string code, string name, DateTimeFormatInfo names)
    {
        (Code, Name, DateNames) = (code, name, names);
        Culture = CultureInfo.GetCultureInfo(code);
    }

    /// <summary>As it is stored with the person, and said to browsers.</summary>
    public string Code { get; }

    public string Name { get; }

    /// <summary>That <see cref="CrossSell.Core.Common.Texts"/> look their resource files up by.</summary>
    public CultureInfo Culture { get; }

    /// <summary>Of months and days.</summary>
    public DateTimeFormatInfo DateNames { get; }

    /// <summary>The one of this code; null for a code that is not offered.</summary>
    public static Language? Find(string? code) => All.FirstOrDefault(language => language.Code == code);

    /// <summary>For somebody who has not signed in: the first that their browser asks for and that is offered, else English.</summary>
    /// <param name="accepted">The header Accept-Language, whose languages stand in the order of preference in all browsers.</param>
    public static Language Accepted(string? accepted)
    {
        foreach (var part in (accepted ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('-', ';')[0].ToLowerInvariant() is var code && Find(code) is { } language)
            {
                return language;
            }
        }

        return English;
    }

    private static DateTimeFormatInfo Names(string months, string shortMonths, string days, string shortDays)
    {
        var names = (DateTimeFormatInfo)DateTimeFormatInfo.InvariantInfo.Clone();
        // A thirteenth month that is empty, as .NET wants it.
        (names.MonthNames, names.AbbreviatedMonthNames) = ([.. months.Split(' '), ""], [.. shortMonths.Split(' '), ""]);
        (names.MonthGenitiveNames, names.AbbreviatedMonthGenitiveNames) = (names.MonthNames, names.AbbreviatedMonthNames);
        (names.DayNames, names.AbbreviatedDayNames) = (days.Split(' '), shortDays.Split(' '));
        return DateTimeFormatInfo.ReadOnly(names);
    }
}
