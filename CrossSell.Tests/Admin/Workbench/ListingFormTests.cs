using CrossSell.Admin.Features.Workbench;
using CrossSell.Core.Catalog;
using CrossSell.Core.Workbench;

namespace CrossSell.Tests.Admin.Workbench;

public sealed class ListingFormTests
{
    private static ListingForm Form(string? price, string? stock = null, string currency = "EUR") => new()
    {
        Line = new ListingLine(
            new Channel { Code = "x", Name = "X", CurrencyCode = currency }, new Listing(), [new LocaleScore("en", new Completeness(100, []))]),
        Price = price,
        Stock = stock,
    };

    [Theory]
    [InlineData("1299", 129900)]
    [InlineData("1299.00", 129900)]
    [InlineData("1299,5", 129950)]
    [InlineData("1.299,00", 129900)]
    [InlineData("1,299.00", 129900)]
    [InlineData("1.299", 129900)]
    [InlineData(" 1 299,95 ", 129995)]
    [InlineData("12€", 1200)]
    [InlineData("0", 0)]
    public void ToEdit_AmountsAsPeopleWriteThem_AreRead(string text, long minor) => Assert.Equal(minor, Form(text).ToEdit().Required.Price);

    [Fact]
    public void ToEdit_CurrencyWithoutCents_HasNone() => Assert.Equal(1299, Form("1,299", currency: "JPY").ToEdit().Required.Price);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("dear")]
    [InlineData("-5")]
    [InlineData("99999999999999999999999999999999")]
    public void ToEdit_NoAmount_IsRefusedInWords(string? text) => Assert.Equal("listing.price", Form(text).ToEdit().Refusal?.Code);

    [Fact]
    public void ToEdit_Blanks_AreUnknown()
    {
        var edit = Form("10").ToEdit().Required;

        Assert.Equal((null, null, null), (edit.CompareAtPrice, edit.Cost, edit.Stock));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("many")]
    public void ToEdit_StockThatIsNoWholeNumber_IsRefused(string stock) => Assert.Equal("listing.stock", Form("10", stock).ToEdit().Refusal?.Code);
}
