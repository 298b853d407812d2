using System.Globalization;
using Bunit;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CsCheck;
using Microsoft.AspNetCore.Components.Rendering;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>One way to say a number, an amount, a date, by the format that the person chose; and all of it is read back.</summary>
public sealed class FormatsTests
{
    private static readonly string[] Currencies = ["EUR", "USD", "GBP", "CHF", "JPY", "KWD"];

    private static readonly DateTimeOffset At = new(2026, 12, 3, 14, 5, 0, TimeSpan.Zero);

    public static TheoryData<string> Codes => [.. FormatChoice.All.Select(choice => choice.Code)];

    [Theory]
    [InlineData("en-GB", "1,299", "1,299.5", "6.3x", "82.4 %", "1,299.00 €; $129.00; ¥1,299; 1.250 KWD", "3 Dec 2026", "3 Dec 2026 14:05", "Dec 2026")]
    [InlineData("en-US", "1,299", "1,299.5", "6.3x", "82.4 %", "1,299.00 €; $129.00; ¥1,299; 1.250 KWD", "Dec 3, 2026", "Dec 3, 2026 2:05 PM", "Dec 2026")]
    [InlineData("de-DE", "1.299", "1.299,5", "6,3x", "82,4 %", "1.299,00 €; 129,00 $; 1.299 ¥; 1,250 KWD", "03.12.2026", "03.12.2026 14:05", "12.2026")]
    [InlineData("nl-NL", "1.299", "1.299,5", "6,3x", "82,4 %", "1.299,00 €; 129,00 $; 1.299 ¥; 1,250 KWD", "03-12-2026", "03-12-2026 14:05", "12-2026")]
    [InlineData("fr-FR", "1 299", "1 299,5", "6,3x", "82,4 %", "1 299,00 €; 129,00 $; 1 299 ¥; 1,250 KWD", "03/12/2026", "03/12/2026 14:05", "12/2026")]
    [InlineData("en-ISO", "1,299", "1,299.5", "6.3x", "82.4 %", "1,299.00 €; $129.00; ¥1,299; 1.250 KWD", "2026-12-03", "2026-12-03 14:05", "2026-12")]
    public void Everything_IsSaidInTheFormatThatWasChosen(
        string code, string count, string number, string factor, string percent, string amounts, string day, string moment, string month) => In(code, () =>
    {
        // French groups stand apart by a narrow blank that does not break.
        string Plain(string text) => text.Replace('\u202F', ' ');
        Assert.Equal(count, Plain(Formats.Count(1299)));
        Assert.Equal(number, Plain(Formats.Number(1299.5)));
        Assert.Equal(factor, Formats.Factor(6.3));
        Assert.Equal(percent, Formats.Percent(8240));
        Money[] all = [Of("EUR", 129900), Of("USD", 12900), Of("JPY", 1299), Of("KWD", 1250)];
        Assert.Equal(amounts, Plain(string.Join("; ", all.Select(money => Formats.Amount(money)))));
        Assert.Equal(day, Formats.Day(At));
        Assert.Equal(moment, Formats.Moment(At));
        Assert.Equal(month, Formats.Month(new DateOnly(2026, 12, 1)));
        Assert.Equal(Plain(Formats.Count(1299)), Plain(1299.ToString("N0", CultureInfo.CurrentCulture)));
        Assert.Equal(Formats.Day(At), At.ToString("d", CultureInfo.CurrentCulture));
    });

    [Fact]
    public void Minus_IsAMinusSign_WhereItIsShown_AndPlainWhereCodeAsksTheCulture() => In("de-DE", () =>
    {
        Assert.Equal("−5,00 €", Formats.Amount(Of("EUR", -500)));
        Assert.Equal("−1.299", Formats.Count(-1299));
        Assert.Equal("−7,9", Formats.Signed(-7.9m));
        Assert.Equal("+7,9", Formats.Signed(7.9m));
        Assert.Equal("0", Formats.Signed(-0.01m));
        Assert.Equal("0,0", Formats.SignedFixed(-0.01, 1));
        Assert.Equal("0", Formats.Number(-0.2, 0));
        Assert.Equal("-5px", $"{-5}px");
    });

    [Fact]
    public void Amount_WithoutAChoice_IsEnglish()
    {
        Assert.Equal("1,299.00 €", Formats.Amount(Of("EUR", 129900)));
        Assert.Equal("−$5.00", Formats.Amount(Of("USD", -500)));
        Assert.Equal("–", Formats.Amount(null));
        Assert.Equal("3 Dec 2026 14:05", Formats.Moment(At));
    }

    [Theory]
    [InlineData("EUR", 3_845_920, "38,459 €")]
    [InlineData("EUR", -150_050, "−1,500 €")]
    [InlineData("EUR", 150, "2 €")]
    [InlineData("EUR", 40, "0.40 €")]
    [InlineData("EUR", 0, "0 €")]
    [InlineData("USD", 1_299_90, "$1,300")]
    [InlineData("JPY", 1_299, "¥1,299")]
    [InlineData("KWD", 12_500_400, "12,500 KWD")]
    public void LargeSums_AreSaidWithoutCents_WhichStayWhereTheyAreAll(string currency, long minor, string said) =>
        Assert.Equal(said, Formats.Round(Of(currency, minor)));

    [Fact]
    public void WhatHappened_IsToldInThePersonsZone_AndAScheduleInTheShops_WhichIsSaidWhereTheClocksDiffer()
    {
        var amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
        In("en-GB", () =>
        {
            Assert.Equal("3 Dec 2026 23:05", Formats.Moment(At));
            Assert.Equal("4 Dec 2026", Formats.Day(At.AddHours(2)));
            Assert.Equal("3 Dec 2026 15:05 (Europe/Amsterdam)", Formats.Scheduled(At, amsterdam));
            Assert.Equal("Thu 3 Dec 15:05 (Europe/Amsterdam)", Formats.ScheduledSoon(At, amsterdam));
        }, "Asia/Tokyo");
        In("en-GB", () => Assert.Equal("3 Dec 2026 15:05", Formats.Scheduled(At, amsterdam)), "Europe/Berlin");
    }

    [Theory]
    [InlineData(0.4, "under 1 s")]
    [InlineData(12, "12 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(7800, "2 h 10 min")]
    [InlineData(259200, "3 days")]
    [InlineData(-5, "under 1 s")]
    public void Duration_IsSaidInItsTwoLargestUnits(double seconds, string words) => Assert.Equal(words, Formats.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(812, "812 bytes")]
    [InlineData(4_404_019, "4,2 MB")]
    [InlineData(1_717_986_918, "1,6 GB")]
    public void Size_IsSaidInTheFormat(long bytes, string words) => In("de-DE", () => Assert.Equal(words, Formats.Size(bytes)));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Amount_ThatIsShownOrStandsInAField_IsReadAsTheSameOne(string code) => In(code, () =>
        Gen.Select(Gen.Long[0, 999_999_999_999], Gen.Int[0, Currencies.Length - 1].Select(at => Currencies[at])).Sample(drawn =>
        {
            var money = Of(drawn.Item2, drawn.Item1);
            return TypedNumbers.TryAmount(Formats.Amount(money), money.Currency, out var shown) && shown == money
                && TypedNumbers.TryAmount(Formats.Typed(money), money.Currency, out var typed) && typed == money
                && TypedNumbers.Said(Formats.Typed(money), money.Currency.Decimals) is var said && (said is null || money.Currency.Decimals == 3);
        }, iter: 300, threads: 1));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Number_ThatIsShown_IsReadAsTheSameOne(string code) => In(code, () =>
        Gen.Select(Gen.Long[-99_999_999, 99_999_999], Gen.Int[0, 4]).Sample(drawn =>
        {
            var number = drawn.Item1 / (decimal)Math.Pow(10, drawn.Item2);
            return TypedNumbers.TryNumber(Formats.Number(number), 4, out var shown) && shown == number
                && TypedNumbers.TryNumber(Formats.Typed(number), 4, out var typed) && typed == number
                && (number != Math.Truncate(number) || number < 0 || (TypedNumbers.TryWhole(Formats.Count((long)number), out var whole) && whole == number));
        }, iter: 300, threads: 1));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Percent_ThatIsShown_IsReadAsTheSameOne(string code) => In(code, () =>
        Gen.Int[0, 1000].Sample(
            tenths => TypedNumbers.TryPercent(Formats.Percent(tenths * 10), out var read) && read == tenths * 10
                && TypedNumbers.TryPercent(Formats.TypedPercent((tenths * 10) + 5 > 10_000 ? 0 : (tenths * 10) + 5), out _),
            iter: 200, threads: 1));

    [Fact]
    public async Task Component_ThatHearsFromOutside_StaysInTheFormatOfItsPerson()
    {
        await using var context = new BunitContext();
        Heard component = null!;
        IRenderedComponent<Heard> view = null!;
        In("de-DE", () =>
        {
            view = context.Render<Heard>();
            component = view.Instance;
        });
        Assert.Equal("1.299,5", view.Markup);

        In("en-US", () =>
        {
            component.Hear(2299.5);
            Assert.Equal("2.299,5", view.Markup);
            // Who told it goes on in their own.
            Assert.Equal("1,299", Formats.Count(1299));
            Assert.Equal("en-US", CultureInfo.CurrentCulture.Name);
        });
    }

    [Theory]
    [InlineData("de-DE", "Europe/Berlin", "America/New_York", "de-DE", "Europe/Berlin")]
    [InlineData(null, null, "America/New_York", "en-GB", "America/New_York")]
    [InlineData("xx", "Nowhere/Land", "../../etc/passwd", "en-GB", "UTC")]
    [InlineData("fr-FR", "", "", "fr-FR", "UTC")]
    public void Format_OfAPerson_IsWhatTheyChose_ThenWhatTheBrowserSays_ThenTheUsual(
        string? chosen, string? zone, string? browser, string format, string expected)
    {
        var personal = PersonalFormat.Of(chosen, null, zone, browser);

        Assert.Equal(format, personal.Choice.Code);
        Assert.Equal(expected, personal.Zone.Id);
    }

    [Theory]
    [InlineData("en-GB", null, "Thu 3 Dec 14:05", "December")]
    [InlineData("en-GB", "de", "Do 3 Dez 14:05", "Dezember")]
    [InlineData("de-DE", "nl", "do 03.12. 14:05", "december")]
    [InlineData("en-GB", "tlh", "Thu 3 Dec 14:05", "December")]
    public void NamesOfDaysAndMonths_FollowTheLanguage_AndNotTheFormat(string format, string? language, string day, string month) => In(format, () =>
    {
        Assert.Equal(day, Formats.WallSoon(new DateTime(2026, 12, 3, 14, 5, 0, DateTimeKind.Unspecified)));
        Assert.Equal(month, Formats.MonthName(12));
    }, language: language);

    [Theory]
    [InlineData("de-AT,de;q=0.9,en;q=0.8", "de")]
    [InlineData("fr-FR,NL-be;q=0.8", "nl")]
    [InlineData("en-US,de", "en")]
    [InlineData("*", "en")]
    [InlineData(";;,-", "en")]
    [InlineData(null, "en")]
    public void Language_OfSomebodyWhoHasNotSignedIn_IsTheFirstOfTheirBrowserThatIsOffered(string? accepted, string expected) =>
        Assert.Equal(expected, Language.Accepted(accepted).Code);

    [Fact]
    public void Examples_SayWhatEachFormatMakesOfThem() => Assert.Equal(
        [
            "1,299.00 · 3 Dec 2026 · 14:05", "1,299.00 · Dec 3, 2026 · 2:05 PM", "1.299,00 · 03.12.2026 · 14:05", "1.299,00 · 03-12-2026 · 14:05",
            "1\u202F299,00 · 03/12/2026 · 14:05", "1,299.00 · 2026-12-03 · 14:05",
        ],
        FormatChoice.All.Select(choice => choice.Example));

    private static Money Of(string currency, long minor) => new(minor, Currency.Of(currency));

    /// <summary>Does it in this format, and leaves the test in its own.</summary>
    internal static void In(string code, Action act, string zone = "UTC", string? language = null) => ExecutionContext.Run(ExecutionContext.Capture()!, _ =>
    {
        Formats.Use(PersonalFormat.Of(code, language, zone));
        act();
    }, null);

    /// <summary>Says a number that it is told by somebody else.</summary>
    internal sealed class Heard : StudioComponent
    {
        private double number = 1299.5;

        public void Hear(double told) => _ = InvokeAsync(() =>
        {
            number = told;
            StateHasChanged();
        });

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Formats.Number(number));
    }
}
