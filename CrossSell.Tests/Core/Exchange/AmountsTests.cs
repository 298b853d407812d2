using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CsCheck;

namespace CrossSell.Tests.Core.Exchange;

public sealed class AmountsTests
{
    private static readonly string[] Cultures = ["nl-NL", "de-DE", "en-US", "fr-FR", "de-CH", ""];

    [Theory]
    [InlineData("1249", 1249)]
    [InlineData("1249.00", 1249)]
    [InlineData("1249,5", 1249.5)]
    [InlineData("1.249,00", 1249)]
    [InlineData("1,249.00", 1249)]
    [InlineData("1.249.000", 1249000)]
    [InlineData("1.249.000,5", 1249000.5)]
    [InlineData("1 249,00", 1249)]
    [InlineData("1\u00a0249,00", 1249)]
    [InlineData("1\u202f249,00", 1249)]
    [InlineData("1'249.00", 1249)]
    [InlineData("0.125", 0.125)]
    [InlineData("1249.125", 1249.125)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("-12,95", -12.95)]
    [InlineData("12,95 €", 12.95)]
    [InlineData("€ 1.249,00", 1249)]
    [InlineData("EUR 12.95", 12.95)]
    [InlineData("12.95EUR", 12.95)]
    public void Amount_ThatIsClearByItself_IsReadInAnyColumn(string text, double expected) =>
        Assert.All(Enum.GetValues<DecimalMark>(), mark =>
        {
            Assert.True(Amounts.TryRead(text, mark, out var amount));
            Assert.Equal((decimal)expected, amount.Value);
        });

    [Theory]
    [InlineData("")]
    [InlineData("dear")]
    [InlineData("1e3")]
    [InlineData("12.34.5")]
    [InlineData("1.24,00.5")]
    [InlineData("1.24,00")]
    [InlineData("12,34,567.00")]
    [InlineData("1 24,00")]
    [InlineData("10 - 20")]
    [InlineData("EUR 5 EUR")]
    [InlineData("79228162514264337593543950335")]
    public void Text_ThatIsNoAmount_IsNone(string text) => Assert.All(Enum.GetValues<DecimalMark>(), mark => Assert.False(Amounts.TryRead(text, mark, out _)));

    [Theory]
    [InlineData("1.249", DecimalMark.Comma, 1249.0)]
    [InlineData("1.249", DecimalMark.Point, 1.249)]
    [InlineData("1,249", DecimalMark.Comma, 1.249)]
    [InlineData("1,249", DecimalMark.Point, 1249.0)]
    [InlineData("1.249", DecimalMark.Unknown, null)]
    [InlineData("1.249", DecimalMark.Mixed, null)]
    [InlineData("12,500", DecimalMark.Unknown, null)]
    public void Amount_ThatMayMeanTwoThings_IsWhatItsColumnShows(string text, DecimalMark mark, double? expected)
    {
        Assert.True(Amounts.TryRead(text, mark, out var amount));
        Assert.Equal((decimal?)expected, amount.Value);
    }

    [Theory]
    [InlineData("59,99;199;1.249", DecimalMark.Comma)]
    [InlineData("59.99;199;1,249", DecimalMark.Point)]
    [InlineData("1.249,00", DecimalMark.Comma)]
    [InlineData("1.249.000", DecimalMark.Comma)]
    [InlineData("59,99;59.99", DecimalMark.Mixed)]
    [InlineData("1.249;2.500;199", DecimalMark.Unknown)]
    [InlineData("49,00 TND;19.99 EUR", DecimalMark.Mixed)]
    public void Column_ShowsItsMarkByTheCellsThatAreClear(string cells, DecimalMark expected) =>
        Assert.Equal(expected, cells.Split(';').Aggregate(DecimalMark.Unknown, (mark, cell) => Amounts.Join(mark, Amounts.Shows(cell))));

    [Fact]
    public void AnyAmount_WrittenAsAnyCultureWritesIt_ComesBack() =>
        Gen.Select(Gen.Long[0, 99_999_999_99], Gen.Int[0, Cultures.Length - 1]).Sample((minor, at) =>
        {
            var culture = Cultures[at];
            var amount = minor / 100m;
            var text = culture.Length == 0 ? amount.ToString("F2", CultureInfo.InvariantCulture) : amount.ToString("N2", CultureInfo.GetCultureInfo(culture));
            var mark = text.LastIndexOf(',') == text.Length - 3 ? DecimalMark.Comma : DecimalMark.Point;
            return Amounts.TryRead(text, mark, out var read) && read.Value == amount && Amounts.Shows(text) == mark;
        });

    [Theory]
    [InlineData("€", "EUR", true)]
    [InlineData("eur", "EUR", true)]
    [InlineData("$", "EUR", false)]
    [InlineData("£", "GBP", true)]
    [InlineData("kr", "SEK", true)]
    public void Currency_BesideAnAmount_IsThatOfTheShopOrNot(string beside, string code, bool expected) =>
        Assert.Equal(expected, Amounts.Is(beside, Currency.Of(code)));
}
