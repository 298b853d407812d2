using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>
/// The one way to say a number, an amount, a date on a page: by the format that the person chose (<see cref="PersonalFormat"/>), which flows with the request
/// and with everything that a circuit does. What happened is told in the person's time zone, a schedule in the shop's. Files, the API and the command line do
/// not come here: they are invariant. What is shown has a true minus sign. <see cref="TypedNumbers"/> reads all of it back.
/// </summary>
internal static class Formats
{
    /// <summary>U+2212.</summary>
    public const string Minus = "−";

    /// <summary>What stands where there is nothing to say.</summary>
    public const string None = "–";

    private static readonly AsyncLocal<PersonalFormat?> Flowing = new();

    private static readonly string[] Units = [Texts.Key("bytes"), "KB", "MB", "GB", "TB"];

    /// <summary>Of whom this request or circuit serves.</summary>
    public static PersonalFormat Current => Flowing.Value ?? PersonalFormat.Default;

    /// <summary>For sentences of the core that take one.</summary>
    public static NumberFormatInfo Numbers => Choice.Shown;

    private static FormatChoice Choice => Current.Choice;

    private static CultureInfo Culture => Current.Culture;

    /// <summary>From here on, in this flow of execution, and as the current culture and the language of all <see cref="Texts"/> too.</summary>
    public static void Use(PersonalFormat format)
    {
        Flowing.Value = format;
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (format.Culture, format.Language.Culture);
    }

    /// <summary>"1,902".</summary>
    public static string Count(long number) => number.ToString("N0", Choice.Shown);

    /// <summary>"1,902"; a dash for what is not known.</summary>
    public static string Count(long? number) => number is { } known ? Count(known) : None;

    /// <summary>"1 basket", "1,902 baskets".</summary>
    /// <param name="many">The word for none and for more than one; null adds an s to <paramref name="one"/>.</param>
    public static string Count(long number, string one, string? many = null) => English.Count(number, one, many, Choice.Shown);

    /// <summary>"2 links and 1 bundle"; what is not there is not said.</summary>
    public static string Counts(params IEnumerable<(int Number, string One)> counts) =>
        English.And(counts.Where(count => count.Number != 0).Select(count => Count(count.Number, count.One)));

    /// <summary>"1,299.5": as many decimals as it has, up to a limit.</summary>
    /// <param name="most">Decimals at most.</param>
    public static string Number(decimal number, int most = 4) =>
        decimal.Round(number, most, MidpointRounding.AwayFromZero).ToString(Pattern(0, most), Choice.Shown);

    /// <inheritdoc cref="Number(decimal, int)"/>
    public static string Number(double number, int most = 4) => Rounded(number, most).ToString(Pattern(0, most), Choice.Shown);

    /// <summary>"6.40": so many decimals, no more and no fewer.</summary>
    public static string Fixed(double number, int decimals) => Rounded(number, decimals).ToString(Pattern(decimals, decimals), Choice.Shown);

    /// <inheritdoc cref="Fixed(double, int)"/>
    public static string Fixed(decimal number, int decimals) => number.ToString(Pattern(decimals, decimals), Choice.Shown);

    /// <summary>"6.3x": how many times as much.</summary>
    public static string Factor(double times) => Number(times, times < 9.95 ? 1 : 0) + "x";

    /// <summary>"24.1 %" of basis points, with one decimal at most.</summary>
    public static string Percent(int basisPoints) => Number(basisPoints / 100m, 1) + " %";

    /// <summary>"24.1 %", a dash when there is nothing to say.</summary>
    /// <param name="percent">24.1 for 24.1 %.</param>
    public static string Percent(decimal? percent) => percent is { } known ? Number(decimal.Round(known, 1, MidpointRounding.AwayFromZero), 1) + " %" : None;

    /// <summary>"24.1 %" of a share from 0 to 1.</summary>
    /// <param name="decimals">Null says one where there is one.</param>
    public static string Share(double share, int? decimals = null) => (decimals is { } all ? Fixed(share * 100, all) : Number(share * 100, 1)) + " %";

    /// <summary>"+7.9", "−7.9", "0": a difference.</summary>
    public static string Signed(decimal number, int most = 1) =>
        (decimal.Round(number, most, MidpointRounding.AwayFromZero) > 0 ? "+" : "") + Number(number, most);

    /// <summary>"+7.9", "−7.9", "0.0": a difference with so many decimals.</summary>
    public static string SignedFixed(double number, int decimals) => (Rounded(number, decimals) > 0 ? "+" : "") + Fixed(number, decimals);

    /// <summary>"1,299.00 €", "$129.00", "129.000 KWD": in the currency's own decimals.</summary>
    public static string Amount(Money money) => Amount(money, money.Currency.Decimals);


    /// <summary>"41,200 €": a large sum or an estimate without its cents; what is less than one keeps them.</summary>
    public static string Round(Money money) => Math.Abs(money.Minor) < money.Currency.Scale && money.Minor != 0
        ? Amount(money)
        : Amount(money with { Minor = (long)Math.Round(money.Minor / (double)money.Currency.Scale) * money.Currency.Scale }, 0);

    /// <inheritdoc cref="Amount(Money)"/>
    /// <returns>A dash when there is none.</returns>
    public static string Amount(Money? money) => money is { } amount ? Amount(amount) : None;

    /// <summary>An amount as it stands in a field that is edited: "1299.00" or "1299,00".</summary>
    public static string Typed(Money? money) => money is { } amount ? amount.Amount.ToString("F" + amount.Currency.Decimals, Culture) : "";

    /// <summary>A number as it stands in a field that is edited, without marks between thousands.</summary>
    public static string Typed(decimal? number, int most = 4) => number?.ToString("0." + new string('#', most), Culture) ?? "";

    /// <inheritdoc cref="Typed(decimal?, int)"/>
    public static string Typed(double? number, int most = 12) => number?.ToString("0." + new string('#', most), Culture) ?? "";

    /// <summary>A percentage of basis points as it stands in a field that is edited: "12.5".</summary>
    public static string TypedPercent(int basisPoints) => Typed(basisPoints / 100m, 2);

    /// <summary>"3 Dec 2026".</summary>
    public static string Day(DateOnly day) => day.ToString(Choice.Day, Culture);

    /// <summary>The day of something that happened, in the person's time zone: "3 Dec 2026".</summary>
    public static string Day(DateTimeOffset at) => Here(at).ToString(Choice.Day, Culture);

    /// <summary>"3 Dec": where the year is known.</summary>
    public static string ShortDay(DateOnly day) => day.ToString(Choice.ShortDay, Culture);

    /// <summary>"Dec 2026".</summary>
    public static string Month(DateOnly month) => month.ToString(Choice.Month, Culture);

    /// <summary>"December": the name alone.</summary>
    /// <param name="month">1 to 12.</param>
    public static string MonthName(int month) => Culture.DateTimeFormat.GetMonthName(month);

    /// <summary>Something that happened, in the person's time zone: "3 Dec 2026 14:05".</summary>
    public static string Moment(DateTimeOffset at) => Wall(Here(at));

    /// <summary>Something that happened not long ago: "3 Dec 14:05".</summary>
    public static string ShortMoment(DateTimeOffset at) => Here(at).ToString($"{Choice.ShortDay} {Choice.Time}", Culture);

    /// <summary>The time of something that happened today: "14:05".</summary>
    public static string Time(DateTimeOffset at) => Here(at).ToString(Choice.Time, Culture);

    /// <summary>A wall time as it was set, whatever the zone: "3 Dec 2026 14:05".</summary>
    public static string Wall(DateTime wall) => wall.ToString($"{Choice.Day} {Choice.Time}", Culture);

    /// <summary>The time of a wall time: "14:05".</summary>
    public static string WallTime(DateTime wall) => wall.ToString(Choice.Time, Culture);

    /// <summary>A schedule, in the wall time of its shop: "3 Dec 2026 14:05", with the zone where its clocks and the person's differ then.</summary>
    public static string Scheduled(DateTimeOffset at, TimeZoneInfo zone) => Wall(TimeZoneInfo.ConvertTime(at, zone).DateTime) + ZoneSaid(at, zone);

    /// <summary>The same with the day of the week and without the year: "Thu 3 Dec 14:05".</summary>
    public static string ScheduledSoon(DateTimeOffset at, TimeZoneInfo zone) => WallSoon(TimeZoneInfo.ConvertTime(at, zone).DateTime) + ZoneSaid(at, zone);

    /// <summary>"Thu 3 Dec 14:05" of a wall time.</summary>
    public static string WallSoon(DateTime wall) => wall.ToString($"ddd {Choice.ShortDay} {Choice.Time}", Culture);

    /// <summary>" (Europe/Amsterdam)" where the clocks of a zone and the person's differ at that instant, else nothing.</summary>
    public static string ZoneSaid(DateTimeOffset at, TimeZoneInfo zone) => zone.GetUtcOffset(at) == Current.Zone.GetUtcOffset(at) ? "" : $" ({zone.Id})";

    /// <summary>"under 1 s", "12 s", "3 min 05 s", "2 h 10 min", "3 days"; what went backwards took no time.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => L["under 1 s"].Value,
        { TotalMinutes: < 1 } => $"{Count(time.Seconds)} s",
        { TotalHours: < 1 } => $"{Count(time.Minutes)} min {TwoDigits(time.Seconds)} s",
        { TotalDays: < 2 } => L["{0} h {1} min", Count((int)time.TotalHours), TwoDigits(time.Minutes)].Value,
        _ => L.Count((long)time.TotalDays, "{0} day", "{0} days"),
    };

    /// <summary>"812 bytes", "4.2 MB", "1.6 GB": of 1,024 each, with one decimal below ten.</summary>
    public static string Size(long bytes)
    {
        var (number, unit) = ((double)bytes, 0);
        while (number >= 1000 && unit < Units.Length - 1)
        {
            (number, unit) = (number / 1024, unit + 1);
        }

        return $"{Number(number, unit > 0 && number < 10 ? 1 : 0)} {L[Units[unit]].Value}";
    }

    private static string Amount(Money money, int decimals)
    {
        // A symbol that everybody knows stands where the format puts it; a code stands behind, or it would run into the number.
        var symbol = CurrencySymbols.Of(money.Currency);
        var digits = Math.Abs(money.Amount).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Choice.Shown);
        return (money.Minor < 0 ? Minus : "") + (Choice.SymbolFirst && (symbol is "$" or "£" or "¥") ? symbol + digits : $"{digits} {symbol}");
    }

    private static DateTime Here(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Current.Zone).DateTime;

    // Zero has no sign, however it came about.
    private static double Rounded(double number, int decimals) =>
        Math.Round(number, decimals, MidpointRounding.AwayFromZero) is var said && said == 0 ? 0 : said;

    private static string TwoDigits(int number) => number.ToString("00", Choice.Shown);

    private static string Pattern(int least, int most) => "#,0" + (most == 0 ? "" : "." + new string('0', least) + new string('#', most - least));
}
