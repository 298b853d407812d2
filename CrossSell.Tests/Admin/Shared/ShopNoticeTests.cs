using Bunit;
using CrossSell.Admin.Features.Reviews;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>The shop in the bar decides what pages show; what belongs to another is said, or left out with a word.</summary>
public sealed class ShopNoticeTests : BunitContext, IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel camera = null!;
    private Channel fashion = null!;

    private StudioSession Session => Services.GetRequiredService<StudioSession>();

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();
        (camera, fashion) = (kit.Channel, await studio.ChannelAsync("fashion"));
        await ProductUi.PrepareAsync(this, studio, Role.Manager);
        Services.AddSingleton<ReviewQueue>();
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task WhatBelongsToAnotherShop_SaysSo_AndLeadsThere()
    {
        var notice = Render<ShopNotice>(parameters => parameters.Add(it => it.ShopIds, [fashion.Id]).Add(it => it.Text, names => $"Sold in {names}."));

        Assert.Equal("Sold in Fashion shop.", notice.Find("[role=note] span").TextContent);
        Assert.Equal("Switch to Fashion shop", notice.Find("button").TextContent);

        await notice.Find("button").ClickAsync(new MouseEventArgs());

        Assert.Equal(fashion.Id, Session.Channel!.Id);
    }

    [Fact]
    public void WhatBelongsToThisShop_OrToAll_OrToNoneThatTheReaderKnows_SaysNothing()
    {
        foreach (var shops in new[] { [camera.Id, fashion.Id], [camera.Id], Array.Empty<int>(), [999] })
        {
            Assert.Empty(Render<ShopNotice>(parameters => parameters.Add(it => it.ShopIds, shops).Add(it => it.Text, names => names)).Markup.Trim());
        }
    }

    [Fact]
    public async Task Reviews_AreThoseOfTheShop_AndSayHowManyOthersWait()
    {
        var page = Render<ReviewsPage>();
        page.WaitForAssertion(() => Assert.Equal("D7 kit", page.Find(".reviews-name").TextContent));
        Assert.Empty(page.FindAll(".reviews-elsewhere"));

        await page.InvokeAsync(() => Session.ChooseChannelAsync("fashion"));

        page.WaitForAssertion(() => Assert.Contains(
            "1 more review waits in other shops.", page.Find(".reviews-elsewhere").TextContent, StringComparison.Ordinal));
        Assert.Contains("Nothing to review in Fashion shop", page.Markup, StringComparison.Ordinal);

        await page.Find(".reviews-elsewhere button").ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => Assert.Equal("D7 kit", page.Find(".reviews-name").TextContent));
    }
}
