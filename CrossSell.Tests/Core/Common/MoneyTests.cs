using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Tests.Core.Common;

public sealed class MoneyTests
{
    public static TheoryData<string, string> Currencies => new() { { "EUR", "F2" }, { "JPY", "F0" }, { "KWD", "F3" } };

    /// <summary>Digits are written without a decimal in between, for panels write many: they are those of the exact decimal.</summary>
    [Theory]
    [MemberData(nameof(Currencies))]
    public void Amount_IsWrittenAsTheExactDecimalIs_AlsoBelowNothingAndAtTheEnds(string code, string format)
    {
        foreach (var minor in new[] { 0, 1, -1, 5, -5, 99, -99, 100, 1_000, -1_000, 12_345, -123_456_789, long.MaxValue, long.MinValue })
        {
            var money = new Money(minor, Currency.Of(code));
            var amount = money.Amount.ToString(format, CultureInfo.InvariantCulture);
            Assert.Equal((amount, $"{amount} {code}", $"{amount} {code}"), (money.ToInvariant(), money.ToString(), $"{money}"));
        }
    }
}
