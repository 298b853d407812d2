using Bunit;
using CrossSell.Admin.Features.Embed;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Access;
using CrossSell.Core.Events;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Embed;

/// <summary>Somebody puts the panel into a shop: the key and the code with it.</summary>
public sealed class ShopEmbedPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        context.Services.AddSingleton<ApiKeyService>();
        context.Services.AddSingleton<RecentEvents>();
        context.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        context.Services.AddSingleton<IWebHostEnvironment>(new SourceEnvironment());
        context.Services.AddSingleton(new FrontDoor(new Uri("https://studio.example"), []));
        context.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Created_Key_StandsInTheCode_AndWorks()
    {
        var page = await OpenAsync(Role.Administrator);
        Assert.Contains(EmbedChoice.NoKey, Code(page), StringComparison.Ordinal);

        await Button(page, "Create key").ClickAsync();

        var key = page.Find("#embed-key").GetAttribute("value")!;
        Assert.Equal(ApiKeyKind.Publishable, (await context.Services.GetRequiredService<ApiKeyService>().FindAsync(key, Stop))?.Kind);
        Assert.Contains($"api-key=\"{key}\"", Code(page), StringComparison.Ordinal);
        Assert.Contains("cannot be shown again", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        await Button(page, "React component").ClickAsync();
        Assert.Contains($"api-key=\"{key}\"", Code(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretKey_IsRefused_ForItWouldLieInThePage()
    {
        var page = await OpenAsync(Role.Administrator);

        await page.Find("#embed-key").InputAsync(new ChangeEventArgs { Value = "cs_sec_0123" });

        Assert.Contains("secret key", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoMayNotCreateKeys_PastesOne()
    {
        var page = await OpenAsync(Role.Viewer);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Create key");

        await page.Find("#embed-key").InputAsync(new ChangeEventArgs { Value = "cs_pub_0123" });

        Assert.Contains("api-key=\"cs_pub_0123\"", Code(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colour_IsInTheCode_AndResetTakesItOut()
    {
        var page = await OpenAsync(Role.Viewer);

        await page.Find("#embed-accent").ChangeAsync("#aa2200");
        Assert.Contains("--crosssell-accent: #aa2200", Code(page), StringComparison.Ordinal);
        await Button(page, "Reset").ClickAsync();

        Assert.DoesNotContain("--crosssell-accent", Code(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_SaysWhatHasComeFromTheShopsPages()
    {
        var page = await OpenAsync(Role.Viewer);
        await Button(page, "Check now").ClickAsync();
        Assert.Equal("Nothing has come from this shop's pages yet.", page.Find("[role=status]").TextContent);

        var channel = context.Services.GetRequiredService<CrossSell.Admin.Shared.StudioSession>().Channels[0].Id;
        await studio.AddAsync(
            Event("1", ShopEventType.Add, channel, 0), Event("2", ShopEventType.Impression, channel, 2), Event("3", ShopEventType.Impression, channel, 5));
        await Button(page, "Check now").ClickAsync();

        Assert.Equal(["Seen", "Added to cart"], page.FindAll(".arrivals li span:first-child").Select(name => name.TextContent));
        Assert.Contains("CAM-2 · Cart", page.Find(".arrivals li").TextContent, StringComparison.Ordinal);
    }

    private static ShopEvent Event(string id, ShopEventType type, int channel, int minutesAgo) => new()
    {
        EventId = id, ChannelId = channel, Type = type, At = TestStudio.Start.AddMinutes(-minutesAgo), ReceivedAt = TestStudio.Start,
        Anchor = $"CAM-{id}", Placement = PanelPlacement.Cart,
    };

    private static string Code(IRenderedComponent<ShopEmbedPage> page) => page.Find("#embed-code").GetAttribute("value")!;

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ShopEmbedPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private async Task<IRenderedComponent<ShopEmbedPage>> OpenAsync(Role role)
    {
        await ProductUi.PrepareAsync(context, studio, role);
        var page = context.Render<ShopEmbedPage>();
        await page.WaitForElementAsync("#embed-code");
        return page;
    }
}
