using Bunit;
using CrossSell.Admin.Features.Settings;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Settings;

public sealed class ChannelsPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        await ProductUi.PrepareAsync(context, studio, Role.Administrator);
        context.Services.AddSingleton<CatalogDefinitions>();
        context.Services.AddSingleton<ChannelService>();
        context.Services.AddSingleton<PanelSlots>();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Save_WithALanguageHalfAdded_AddsIt()
    {
        var page = await OpenAsync();
        await page.Find("[aria-label='New language']").InputAsync("fr-FR");

        await page.Find("form").SubmitAsync();

        Assert.Contains("fr-FR", (await ChannelAsync()).Locales);
        Assert.Equal("", page.Find("[aria-label='New language']").GetAttribute("value"));
    }

    [Fact]
    public async Task Save_LeavesWhatIsTypedMeanwhile_ForTheNextSave()
    {
        var browser = context.JSInterop.Setup<bool>("crosssell.flush");
        var page = await OpenAsync();
        await page.Find("#channel-name").ChangeAsync("First");
        var saving = page.Find("form").SubmitAsync();
        await page.Find("#channel-address").ChangeAsync("https://shop.example/p/{sku}");

        browser.SetResult(true);
        await saving;

        Assert.Equal("First", (await ChannelAsync()).Name);
        Assert.Equal("https://shop.example/p/{sku}", page.Find("#channel-address").GetAttribute("value"));
        await page.Find("form").SubmitAsync();
        var channel = await ChannelAsync();
        Assert.Equal(("First", "https://shop.example/p/{sku}"), (channel.Name, channel.ProductUrl));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Undo_WaitsForWhatIsTypedSince()
    {
        var page = await OpenAsync();
        var feedback = context.Services.GetRequiredService<Feedback>();
        var before = (await ChannelAsync()).Name;
        await page.Find("#channel-name").ChangeAsync("First");
        await page.Find("form").SubmitAsync();
        await page.Find("#channel-address").ChangeAsync("https://shop.example/p/{sku}");

        await feedback.UndoLastAsync();

        Assert.Contains("Save it first", Assert.Single(feedback.Messages).Text, StringComparison.Ordinal);
        Assert.Equal("https://shop.example/p/{sku}", page.Find("#channel-address").GetAttribute("value"));
        await page.Find("#channel-address").ChangeAsync("");
        await feedback.UndoLastAsync();
        Assert.Equal(before, (await ChannelAsync()).Name);
    }

    private async Task<IRenderedComponent<ChannelsPage>> OpenAsync()
    {
        var page = context.Render<ChannelsPage>();
        await page.WaitForElementAsync("form");
        return page;
    }

    private async Task<Channel> ChannelAsync()
    {
        await using var db = studio.Store.Read();
        return await db.Channels.SingleAsync(Stop);
    }
}
