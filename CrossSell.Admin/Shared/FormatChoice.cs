using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>
/// One way to write numbers, dates and times that a person may choose. Only marks and order: names of months and days are words and follow the language
/// (<see cref="Language"/>). Written out here, not taken from the machine, so that every server writes the same.
/// </summary>
internal sealed class FormatChoice
{
    private const string NarrowSpace = "\u202F";

    private readonly Dictionary<Language, CultureInfo> cultures;
    private readonly string name;

    public static readonly FormatChoice Default = new("en-GB", Texts.Key("English (UK)"), ",", ".", "d MMM yyyy", "d MMM", "MMM yyyy", "HH:mm");

    /// <summary>All that are offered, in the order of the list.</summary>
    public static readonly IReadOnlyList<FormatChoice> All =
    [
        Default,
        new("en-US", Texts.Key("English (US)"), ",", ".", "MMM d, yyyy", "MMM d", "MMM yyyy", "h:mm tt"),
        new("de-DE", Texts.Key("German"), ".", ",", "dd.MM.yyyy", "dd.MM.", "MM.yyyy", "HH:mm"),
        new("nl-NL", Texts.Key("Dutch"), ".", ",", "dd-MM-yyyy", "dd-MM", "MM-yyyy", "HH:mm"),
        new("fr-FR", Texts.Key("French"), NarrowSpace, ",", "dd/MM/yyyy", "dd/MM", "MM/yyyy", "HH:mm"),
        new("en-ISO", Texts.Key("English, ISO dates"), ",", ".", "yyyy-MM-dd", "MM-dd", "yyyy-MM", "HH:mm", "en-GB"),
    ];

    /// <summary>The format that people of a language expect, until they choose another.</summary>
    /// <param name="language">Code.</param>
    public static FormatChoice UsualIn(string language) =>
        All.FirstOrDefault(choice => choice.Code.StartsWith($"{language}-", StringComparison.Ordinal)) ?? Default;

    private FormatChoice(
        string code, string name, string group, string mark, string day, string shortDay, string month, string time, string? culture = null)
    {
        this.name = name;
        (Code, Day, ShortDay, Month, Time) = (code, day, shortDay, month, time);
        SymbolFirst = mark == ".";
        var numbers = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
        (numbers.NumberGroupSeparator, numbers.CurrencyGroupSeparator, numbers.PercentGroupSeparator) = (group, group, group);
        (numbers.NumberDecimalSeparator, numbers.CurrencyDecimalSeparator, numbers.PercentDecimalSeparator) = (mark, mark, mark);
        cultures = Language.All.ToDictionary(language => language, language => Made(culture ?? code, numbers, language.DateNames));
        // What is shown has a true minus sign; the culture keeps the plain one, which addresses and styles that are put together by code rely on.
        Shown = (NumberFormatInfo)numbers.Clone();
        Shown.NegativeSign = Formats.Minus;
        Shown = NumberFormatInfo.ReadOnly(Shown);
    }

    /// <summary>As it is stored with the person.</summary>
    public string Code { get; }

    public string Name => L[name];

    /// <summary>How numbers are shown.</summary>
    public NumberFormatInfo Shown { get; }

    /// <summary>Whether $, £ and ¥ stand before the amount. Other currencies, and all in the other formats, stand behind it.</summary>
    public bool SymbolFirst { get; }

    public char Mark => Shown.NumberDecimalSeparator[0];

    public char Group => Shown.NumberGroupSeparator[0];

    public string Day { get; }

    public string ShortDay { get; }

    public string Month { get; }

    public string Time { get; }

    /// <summary>"1,299.00 · 3 Dec 2026 · 14:05": what this format makes of them.</summary>
    public string Example
    {
        get
        {
            var at = new DateTime(2026, 12, 3, 14, 5, 0, DateTimeKind.Unspecified);
            var culture = In(Formats.Current.Language);
            return $"{1299m.ToString("N2", Shown)} · {at.ToString(Day, culture)} · {at.ToString(Time, culture)}";
        }
    }

    /// <summary>For everything that asks the current culture: pickers, sorting, sentences that say no format of their own.</summary>
    /// <param name="language">Whose names of months and days stand in it.</param>
    public CultureInfo In(Language language) => cultures[language];

    /// <summary>The one of this code; null for a code that is not offered.</summary>
    public static FormatChoice? Find(string? code) => All.FirstOrDefault(choice => choice.Code == code);

    private CultureInfo Made(string code, NumberFormatInfo numbers, DateTimeFormatInfo names)
    {
        var made = (CultureInfo)CultureInfo.GetCultureInfo(code).Clone();
        made.NumberFormat = numbers;
        (made.DateTimeFormat.ShortDatePattern, made.DateTimeFormat.LongDatePattern) = (Day, "dddd, " + Day);
        (made.DateTimeFormat.ShortTimePattern, made.DateTimeFormat.LongTimePattern) = (Time, Time.Replace("mm", "mm:ss", StringComparison.Ordinal));
        (made.DateTimeFormat.DateSeparator, made.DateTimeFormat.TimeSeparator) = ("/", ":");
        (made.DateTimeFormat.MonthNames, made.DateTimeFormat.AbbreviatedMonthNames) = (names.MonthNames, names.AbbreviatedMonthNames);
        (made.DateTimeFormat.MonthGenitiveNames, made.DateTimeFormat.AbbreviatedMonthGenitiveNames) = (names.MonthNames, names.AbbreviatedMonthNames);
        (made.DateTimeFormat.DayNames, made.DateTimeFormat.AbbreviatedDayNames) = (names.DayNames, names.AbbreviatedDayNames);
        (made.DateTimeFormat.AMDesignator, made.DateTimeFormat.PMDesignator) = (names.AMDesignator, names.PMDesignator);
        return CultureInfo.ReadOnly(made);
    }
}

/// <summary>How one person reads: the format, the language, and the time zone in which what happened is told.</summary>
internal sealed record PersonalFormat(FormatChoice Choice, TimeZoneInfo Zone, Language Language)
{
    /// <summary>Of somebody who chose nothing, and whose browser said nothing.</summary>
    public static readonly PersonalFormat Default = new(FormatChoice.Default, TimeZoneInfo.Utc, Language.English);

    /// <summary>What dates and numbers ask that say no format of their own.</summary>
    public CultureInfo Culture => Choice.In(Language);

    /// <param name="format">A code of <see cref="FormatChoice"/>; anything else is the default.</param>
    /// <param name="language">A code of <see cref="Shared.Language"/>; anything else is English.</param>
    /// <param name="zones">IANA names, the first one that this machine knows counts.</param>
    public static PersonalFormat Of(string? format, string? language, params ReadOnlySpan<string?> zones)
    {
        var known = TimeZoneInfo.Utc;
        foreach (var name in zones)
        {
            if (ZoneOf(name) is { } zone)
            {
                known = zone;
                break;
            }
        }

        return new(FormatChoice.Find(format) ?? FormatChoice.Default, known, Language.Find(language) ?? Language.English);
    }

    /// <summary>Null for a name that is empty or not known here.</summary>
    public static TimeZoneInfo? ZoneOf(string? name) =>
        name is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
