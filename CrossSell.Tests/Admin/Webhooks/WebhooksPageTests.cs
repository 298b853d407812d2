using Bunit;
using CrossSell.Admin.Features.Webhooks;
using CrossSell.Core.People;
using CrossSell.Core.Webhooks;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Webhooks;

/// <summary>Eva, who administers, is on the page of webhooks.</summary>
public sealed class WebhooksPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    private WebhookService Hooks => context.Services.GetRequiredService<WebhookService>();

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        await ProductUi.PrepareAsync(context, studio, Role.Administrator);
        context.Services.AddSingleton(new WebhookSecrets(studio.Data));
        context.Services.AddSingleton(provider => new WebhookService(studio.Store, provider.GetRequiredService<WebhookSecrets>()));
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Added_Webhook_ShowsItsSecretOnce_IsTriedSwitchedOffAndDeleted()
    {
        var page = context.Render<WebhooksPage>();
        await page.WaitForElementAsync(".cs-empty");
        await Button(page, "Add webhook").ClickAsync();
        await page.Find("#hook-address").InputAsync("shop.example");
        await page.ChooseAsync("Shop", "Camera shop");
        await page.Find("#add-hook").SubmitAsync();
        Assert.Contains("https://", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find("#hook-address").InputAsync("https://shop.example/hook");
        await page.FindAll("#add-hook input[type=checkbox]")[1].ChangeAsync(false);
        await page.Find("#add-hook").SubmitAsync();

        var secret = (await page.WaitForElementAsync("#hook-secret")).GetAttribute("value")!;
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        await Button(page, "Done").ClickAsync();
        Assert.DoesNotContain(secret, page.Markup, StringComparison.Ordinal);
        var hook = Assert.Single(await Hooks.ListAsync(TestStudio.Administrator, Stop)).Hook;
        Assert.Equal(WebhookTopics.All & ~WebhookTopics.Links, hook.Topics);
        Assert.Contains("Camera shop", page.Find(".hook").TextContent, StringComparison.Ordinal);

        await Button(page, "Send test").ClickAsync();
        await Button(page, "Messages").ClickAsync();
        Assert.Contains("waiting", page.Find("dialog tbody tr").TextContent, StringComparison.Ordinal);
        await Button(page, "Close").ClickAsync();
        await Button(page, "Switch off").ClickAsync();
        Assert.NotNull(Assert.Single(await Hooks.ListAsync(TestStudio.Administrator, Stop)).Hook.DisabledAt);
        await Button(page, "Delete").ClickAsync();
        await Button(page, "Delete webhook").ClickAsync();
        Assert.NotNull(page.Find(".cs-empty"));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<WebhooksPage> page, string name) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == name);
}
