using CrossSell.Admin.Shared;
using CrossSell.Core.Common;

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
}
