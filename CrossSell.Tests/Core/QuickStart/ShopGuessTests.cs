using CrossSell.Core.QuickStart;

namespace CrossSell.Tests.Core.QuickStart;

public sealed class ShopGuessTests
{
    private static readonly ShopSettings Usual = new("", "EUR", "en-GB", "Europe/Amsterdam");

    [Fact]
    public void Shopify_OfAnAmericanShop_SaysCurrencyLanguageZoneAndItsName()
    {
        var products = Of(["Title", "Vendor", "Description"],
            ["Linen shirt", "Acme", "A shirt for the summer, with buttons"], ["Belt", "Acme", "The belt for this shirt"], ["Hat", "Acme", ""]);
        var orders = Of(["Name", "Currency", "Created at", "Billing Country", "Email"],
            ["#1", "USD", "2026-01-03 10:00:00 -0500", "US", "one@example.com"], ["#2", "", "2026-01-04 10:00:00 -0500", "US", ""]);

        Assert.Equal(new ShopSettings("Acme", "USD", "en-US", "America/New_York"), ShopGuess.Of([products, orders], Usual));
    }

    [Fact]
    public void WooCommerce_InGerman_IsAGermanShop()
    {
        var file = Of(["ID", "Typ", "Artikelnummer", "Veröffentlicht", "Regulärer Preis", "Kategorien"],
            ["1", "simple", "HEMD", "1", "59,90", "Kleidung > Hemden"]);

        Assert.Equal(new ShopSettings("", "EUR", "de-DE", "Europe/Berlin"), ShopGuess.Of([file], Usual));
    }

    [Fact]
    public void Akeneo_NamesLocaleAndCurrencyInItsColumns()
    {
        var file = Of(["sku", "name-nl_NL", "name-en_US", "price-EUR"], ["bag", "Tas", "Bag", "49.90"]);

        Assert.Equal(new ShopSettings("", "EUR", "nl-NL", "Europe/Amsterdam"), ShopGuess.Of([file], Usual));
    }

    [Fact]
    public void OnlineRetail_IsBritish_ByTheCountryOfItsCustomers()
    {
        var file = Of(["InvoiceNo", "StockCode", "UnitPrice", "Country"], ["536365", "85123A", "2.55", "United Kingdom"], ["536370", "22728", "3.75", "France"],
            ["536371", "22727", "3.75", "United Kingdom"]);

        Assert.Equal(("GBP", "en-GB", "Europe/London"), ShopGuess.Of([file], Usual) is var shop ? (shop.Currency, shop.Locale, shop.Zone) : default);
    }

    [Fact]
    public void OffsetOfOrders_OutweighsTheCountryOfTheCurrency()
    {
        var file = Of(["Name", "Currency", "Created at"], ["#1", "USD", "2026-01-03 10:00:00 -0800"]);

        Assert.Equal("America/Los_Angeles", ShopGuess.Of([file], Usual).Zone);
    }

    [Fact]
    public void Prices_WithTheirCurrencyBeside_SayIt_AndAWebAddressNamesTheShop()
    {
        var feed = Of(["id", "title", "link", "price"], ["1", "Tent", "https://www.trail-head.co/p/1", "19.99 GBP"],
            ["2", "Mat", "https://www.trail-head.co/p/2", "9.99 GBP"]);

        Assert.Equal(("Trail Head", "GBP"), ShopGuess.Of([feed], Usual) is var shop ? (shop.Name, shop.Currency) : default);
    }

    [Fact]
    public void Files_ThatSayNothing_LeaveWhatIsUsual() => Assert.Equal(Usual, ShopGuess.Of([Of(["a", "b"], ["1", "2"])], Usual));

    private static FileSample Of(string[] names, params string[][] rows) =>
        new(names, [.. names.Select((_, at) => (IReadOnlyList<string>)[.. rows.Select(row => row[at])])]);
}
