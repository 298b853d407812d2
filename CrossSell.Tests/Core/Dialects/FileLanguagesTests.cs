using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Tests.Core.Exchange;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>
/// Shopware 5 numbers its languages: <c>name_2</c>. What the number means is told by the shop where only one language is left, and else by nobody.
/// </summary>
public sealed class FileLanguagesTests : CatalogImportScene
{
    private const string Header = "ordernumber;mainnumber;name;price_EK;instock;active;name_2;descriptionLong_2";

    [StudioFact]
    public async Task TheOneNumber_IsTheOneOtherLanguageOfTheShop()
    {
        var report = (await RunAsync(new CatalogImportOptions { ChannelCode = "camera" }, null, Header, "A;A;Lens;19,99;5;1;Objektiv;Ein Objektiv")).Required;

        Assert.Empty(report.Errors);
        Assert.DoesNotContain("name_2", report.Ignored);
        Assert.Equal(["de Objektiv Ein Objektiv"], await TextsAsync());
    }

    [Fact]
    public async Task TwoNumbers_MayBeAny_SoTheyAreSaidToBeLeftAside()
    {
        var report = (await RunAsync(
            new CatalogImportOptions { ChannelCode = "camera" }, null, $"{Header};name_3", "A;A;Lens;19,99;5;1;Objektiv;;Objectif")).Required;

        Assert.Equal(["name_2", "name_3"], report.Ignored.Where(column => column.StartsWith("name_", StringComparison.Ordinal)));
        Assert.Empty(await TextsAsync());
    }

    [Fact]
    public async Task AShopOfThreeLanguages_LeavesTheNumberOpen()
    {
        await Studio.WriteAsync(async session => (await session.Db.Channels.SingleAsync()).Locales = ["en", "de", "fr"]);

        var report = (await RunAsync(new CatalogImportOptions { ChannelCode = "camera" }, null, Header, "A;A;Lens;19,99;5;1;Objektiv;")).Required;

        Assert.Contains("name_2", report.Ignored);
    }

    /// <summary>Of a store view that no shop speaks it is said which.</summary>
    [Fact]
    public async Task LanguagesThatNoShopHas_AreSaidToBeLeftAside()
    {
        var report = (await RunAsync(
            new CatalogImportOptions { ChannelCode = "camera" }, null, "sku,store_view_code,attribute_set_code,product_type,name,price,qty",
            "A,,Default,simple,Lens,10,1", "A,de,Default,simple,Objektiv,,", "A,french,Default,simple,Objectif,,")).Required;

        Assert.Contains("name (french)", report.Ignored);
        Assert.Equal(["de Objektiv "], await TextsAsync());
    }

    private async Task<IEnumerable<string>> TextsAsync()
    {
        await using var db = Studio.Store.Read();
        return (await db.ProductTexts.ToListAsync()).Select(text => $"{text.Locale} {text.Name} {text.Description}");
    }
}
