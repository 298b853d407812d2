using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Tests.Admin.Shared;

namespace CrossSell.Tests.Admin.Bundles;

public sealed class TypedNumbersTests
{
    [Theory]
    [InlineData("1299", 129900)]
    [InlineData("1.299,00", 129900)]
    [InlineData("1,299.00", 129900)]
    [InlineData("1.299", 129900)]
    [InlineData("1 299,5 €", 129950)]
    [InlineData("€ 12,95", 1295)]
    [InlineData("12.9", 1290)]
    [InlineData("12.", 1200)]
    [InlineData(".95", 95)]
    [InlineData("1.234.567,89", 123456789)]
    public void Amount_AsPeopleTypeIt_IsRead(string text, long minor)
    {
        Assert.True(TypedNumbers.TryAmount(text, Currency.Of("EUR"), out var amount));
        Assert.Equal(minor, amount.Minor);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("12.3456")]
    [InlineData("1.2.3")]
    [InlineData("12,3456.00")]
    [InlineData("99999999999999999999")]
    public void Amount_ThatCouldMeanAnything_IsNotGuessed(string? text) =>
        Assert.False(TypedNumbers.TryAmount(text, Currency.Of("EUR"), out _));

    [Fact]
    public void Amount_InACurrencyWithoutDecimals_TakesNone()
    {
        Assert.True(TypedNumbers.TryAmount("1,299", Currency.Of("JPY"), out var amount));
        Assert.Equal(1299, amount.Minor);
        Assert.False(TypedNumbers.TryAmount("12.95", Currency.Of("JPY"), out _));
    }

    [Theory]
    [InlineData("10", 1000)]
    [InlineData("12,5 %", 1250)]
    [InlineData("100", 10000)]
    [InlineData("0", 0)]
    public void Percent_IsReadInBasisPoints(string text, int expected)
    {
        Assert.True(TypedNumbers.TryPercent(text, out var basisPoints));
        Assert.Equal(expected, basisPoints);
    }

    [Theory]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("x")]
    public void Percent_OutsideItsRange_IsNotRead(string text) => Assert.False(TypedNumbers.TryPercent(text, out _));

    [Theory]
    [InlineData("en-GB", "1,299", 3, 1299)]
    [InlineData("en-GB", "1.299", 3, 1.299)]
    [InlineData("de-DE", "1,299", 3, 1.299)]
    [InlineData("de-DE", "1.299", 3, 1299)]
    [InlineData("fr-FR", "1,299", 3, 1.299)]
    [InlineData("fr-FR", "1\u202f299,5", 3, 1299.5)]
    [InlineData("de-DE", "0.299", 3, 0.299)]
    [InlineData("de-DE", "12.5", 3, 12.5)]
    [InlineData("de-DE", "1299.00", 2, 1299)]
    [InlineData("en-GB", "−5", 2, -5)]
    [InlineData("en-GB", "-5", 2, -5)]
    [InlineData("de-DE", "-5,25 %", 2, -5.25)]
    [InlineData("en-GB", "1'299.50", 2, 1299.5)]
    public void Number_ThatCouldBeTwo_IsWhatThePersonsFormatSays(string code, string text, int decimals, double expected) => FormatsTests.In(code, () =>
    {
        Assert.True(TypedNumbers.TryNumber(text, decimals, out var number));
        Assert.Equal((decimal)expected, number);
    });

    [Theory]
    [InlineData("en-GB", "1299", 2, null)]
    [InlineData("en-GB", "1299.5", 2, null)]
    [InlineData("en-GB", "1,299.00", 2, null)]
    [InlineData("en-GB", "1,299", 0, null)]
    [InlineData("en-GB", "1.299,00", 2, "Read as 1,299.00")]
    [InlineData("en-GB", "12,5", 2, "Read as 12.50")]
    [InlineData("en-GB", "1.299", 2, "Read as 1,299.00")]
    [InlineData("en-GB", "1,299", 3, "Read as 1,299.000")]
    [InlineData("de-DE", "1.299,00", 2, null)]
    [InlineData("de-DE", "1,299.00", 2, "Read as 1.299,00")]
    [InlineData("de-DE", "1,299", 3, "Read as 1,299")]
    [InlineData("de-DE", "1299.00", 2, "Read as 1.299,00")]
    [InlineData("fr-FR", "1 299,00", 2, null)]
    [InlineData("fr-FR", "1.299,00", 2, "Read as 1\u202f299,00")]
    [InlineData("en-GB", "abc", 2, null)]
    [InlineData("en-GB", "", 2, null)]
    public void Number_ThatWasTypedInAnotherFormat_OrCouldBeTwo_IsSaid(string code, string text, int decimals, string? said) =>
        FormatsTests.In(code, () => Assert.Equal(said, TypedNumbers.Said(text, decimals, isAmount: true)));

    [Theory]
    [InlineData("1,299", 1299)]
    [InlineData("1.299", 1299)]
    [InlineData("1 299", 1299)]
    [InlineData(" 12 ", 12)]
    public void Whole_IsReadWithAndWithoutGroups(string text, int expected)
    {
        Assert.True(TypedNumbers.TryWhole(text, out var whole));
        Assert.Equal(expected, whole);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("-1")]
    [InlineData("ten")]
    [InlineData("12a")]
    [InlineData("99999999999")]
    public void Whole_ThatIsNone_IsNotRead(string text) => Assert.False(TypedNumbers.TryWhole(text, out _));
}
