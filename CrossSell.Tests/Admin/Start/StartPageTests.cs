using System.Globalization;
using Bunit;
using CrossSell.Admin.Features.Start;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.QuickStart;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Today;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Start;

/// <summary>The page that leads to a first panel: one step is open at a time, and which one follows from what is there.</summary>
public sealed class StartPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => studio = await TestStudio.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Administrator_InAnEmptyStudio_AddsAShop_AndComesToItsProducts()
    {
        var page = await OpenAsync(Role.Administrator);
        Assert.Equal("Your shop", Current(page));

        await page.Find("#start-name").ChangeAsync("Own shop");
        await page.Find("#start-tax").ChangeAsync("many");
        await page.Find("form").SubmitAsync();
        Assert.Equal("The tax is a percentage from 0 to 100.", page.Find("[role=alert]").TextContent);

        await page.Find("#start-tax").ChangeAsync("21");
        await page.ChooseAsync("Language of the shop", CultureInfo.GetCultureInfo("nl-NL").NativeName);
        await page.Find("form").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal("Products", Current(page)));
        await using var db = studio.Store.Read();
        var shop = await db.Channels.Include(channel => channel.TaxRates).SingleAsync(Stop);
        Assert.Equal(("own-shop", "EUR", "nl-NL", 2100), (shop.Code, shop.CurrencyCode, shop.Locales.Single(), shop.TaxRates.Single().BasisPoints));
    }

    [Fact]
    public async Task Merchandiser_InAnEmptyStudio_IsToldWhoCanAddAShop()
    {
        var page = await OpenAsync(Role.Merchandiser);

        Assert.Empty(page.FindAll("form"));
        Assert.Contains("Only an administrator can add a shop.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_OfTheWrongKind_IsRefused_AndOneThatWasChecked_IsFoundAgain()
    {
        await studio.ChannelAsync("own");
        var page = await OpenAsync(Role.Merchandiser);
        Upload(page, "orders.csv", "order_id,ordered_at,channel,customer,status,sku,quantity,unit_price\n1,2026-11-01,,,placed,A,1,1.00\n");
        await page.WaitForAssertionAsync(() =>
            Assert.StartsWith("orders.csv: This file holds orders.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(studio.Data.Exchange));

        Upload(page, "products.csv", "sku,name,price\nA,Apple,1.00\n");
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll("[data-testid=job]")));

        // Left, and opened again.
        var again = context.Render<StartPage>();
        await again.WaitForAssertionAsync(() => Assert.Contains("products.csv", again.Find("strong").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Step_ThatIsOpen_IsTheFirstThatIsNotDone()
    {
        var shop = new Channel { Code = "own", Name = "Own", CurrencyCode = "EUR" };

        Assert.Equal(StartStep.Shop, new StartPageState(null, null).Current);
        Assert.Equal(StartStep.Products, new StartPageState(shop, new ShopStart(0, 0, false, null)).Current);
        Assert.Equal(StartStep.Orders, new StartPageState(shop, new ShopStart(3, 0, true, null)).Current);
        Assert.Equal(StartStep.Suggestions, new StartPageState(shop, new ShopStart(3, 9, false, "A")).Current);
        Assert.Equal(StartStep.Suggestions, new StartPageState(shop, new ShopStart(3, 0, false, null), IsCountedElsewhere: true).Current);
        Assert.True(new StartPageState(shop, new ShopStart(3, 9, true, "A")).IsComplete);
    }

    private static string Current(IRenderedComponent<StartPage> page) => page.Find("[aria-current=step] h2").TextContent;

    private static void Upload(IRenderedComponent<StartPage> page, string name, string text) =>
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, name));

    private async Task<IRenderedComponent<StartPage>> OpenAsync(Role role)
    {
        await ProductUi.PrepareAsync(context, studio, role);
        context.Services.AddSingleton(studio.Data);
        context.Services.AddSingleton<ImportJobs>(provider => new ImportJobs(studio.Data, provider.GetRequiredService<JobQueue>()));
        context.Services.AddSingleton(new ImportDrafts(studio.Data));
        context.Services.AddSingleton(new ImportRecognition(studio.Store, studio.Data, new ImportMappings(studio.Store)));
        context.Services.AddSingleton<MiningJobs>();
        context.Services.AddSingleton<ChannelService>();
        context.Services.AddSingleton<QuickStartJobs>();
        context.Services.AddSingleton<ShopStartQuery>();
        context.Services.AddSingleton<ProductReader>();
        context.Services.AddSingleton(new SuggestionInbox(studio.Store, studio.Time));
        return context.Render<StartPage>();
    }
}
