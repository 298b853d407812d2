using CrossSell.Admin.Shared;

namespace CrossSell.Tests.Admin.Shared;

public sealed class TypedDatesTests : IDisposable
{
    public void Dispose() => Formats.Use(PersonalFormat.Default);

    [Theory]
    [InlineData("en-GB", "3 Dec 2026")]
    [InlineData("en-GB", "03/12/2026")]
    [InlineData("en-GB", "3-12-26")]
    [InlineData("en-GB", " 3.12.2026 ")]
    [InlineData("en-GB", "12/31/2026", 31)]
    [InlineData("en-GB", "3rd December 2026")]
    [InlineData("en-GB", "December 3, 2026")]
    [InlineData("en-US", "12/03/2026")]
    [InlineData("en-US", "31/12/2026", 31)]
    [InlineData("de-DE", "3. Dezember 2026")]
    [InlineData("de-DE", "3.12.26")]
    [InlineData("nl-NL", "3-december-2026")]
    [InlineData("en-US", "2026-12-03")]
    [InlineData("fr-FR", "3 12 2026")]
    public void Day_IsReadInAnyForm_AndTheFormatDecidesWhatCouldBeBoth(string format, string typed, int day = 3)
    {
        Formats.Use(PersonalFormat.Of(format, "en"));

        Assert.True(TypedDates.TryDay(typed, out var read));
        Assert.Equal(new DateOnly(2026, 12, day), read);
    }

    [Theory]
    [InlineData("mrt", 3)]
    [InlineData("März", 3)]
    [InlineData("Mai", 5)]
    [InlineData("okt", 10)]
    [InlineData("oktober", 10)]
    public void Months_AreReadInAllLanguagesOfThePages(string name, int month)
    {
        Assert.True(TypedDates.TryDay($"3 {name} 2026", out var read));
        Assert.Equal(month, read.Month);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("31.2.2026")]
    [InlineData("3 Dec")]
    [InlineData("3 Foo 2026")]
    [InlineData("13/13/2026")]
    [InlineData("3 Dec 2026 and more")]
    [InlineData("3 Dec 20261")]
    public void WhatIsNoDay_IsNotRead(string typed) => Assert.False(TypedDates.TryDay(typed, out _));

    [Theory]
    [InlineData("3 Dec 2026 14:05", "2026-12-03T14:05")]
    [InlineData("3 Dec 2026, 2:05 pm", "2026-12-03T14:05")]
    [InlineData("2026-12-03T14:05", "2026-12-03T14:05")]
    [InlineData("3.12.2026 14.05 Uhr", "2026-12-03T14:05")]
    [InlineData("3 12 26 9:30", "2026-12-03T09:30")]
    [InlineData("3 Dec 2026 12 am", "2026-12-03T00:00")]
    [InlineData("3 Dec 2026", "2026-12-03T00:00")]
    [InlineData("3 Dec 2026 25:00", null)]
    [InlineData("3 Dec 2026 9", null)]
    [InlineData("3 Dec 2026 13 pm", null)]
    public void Moment_IsADayWithItsTime(string typed, string? expected)
    {
        var isRead = TypedDates.TryMoment(typed, out var read);

        Assert.Equal(expected, isRead ? read.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    [Theory]
    [InlineData("en", "en-GB")]
    [InlineData("de", "de-DE")]
    [InlineData("nl", "nl-NL")]
    [InlineData("en", "en-US")]
    public void EveryMonth_AsItIsShown_IsReadBack(string language, string format)
    {
        Formats.Use(PersonalFormat.Of(format, language));
        for (var month = 1; month <= 12; month++)
        {
            var day = new DateOnly(2026, month, 13);
            Assert.True(TypedDates.TryDay(Formats.Day(day), out var read));
            Assert.Equal(day, read);
            var moment = day.ToDateTime(new(18, 45));
            Assert.True(TypedDates.TryMoment(Formats.Wall(moment), out var again));
            Assert.Equal(moment, again);
        }
    }
}
