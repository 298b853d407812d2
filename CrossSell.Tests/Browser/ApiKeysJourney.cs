using System.Net;
using System.Net.Http.Headers;
using CrossSell.Core.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class ApiKeysJourney(BrowserFixture browser) : Journey(browser)
{
    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Administrator_CreatesAKey_ThatAStorefrontUses_AndRevokesIt()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings/api-keys");
        var (page, dialog) = (session.Page, session.Page.GetByRole(AriaRole.Dialog));
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Camera web shop");
        await page.GetByLabel("Shop", new() { Exact = true }).ChooseAsync("Camera store");
        await session.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        var key = await page.GetByLabel("API key", new() { Exact = true }).InputValueAsync();
        await session.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(key));
        await Studio.Services.GetRequiredService<ApiKeyUse>().FlushAsync(Stop);
        await session.OpenAsync("/settings/api-keys");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Camera web shop" });
        await Expect(row).Not.ToContainTextAsync("never");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("settings-api-keys");

        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke Camera web shop" }).ClickAsync();
        await session.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke key" }).ClickAsync();
        await page.GetByLabel("Show 1 revoked key").CheckAsync();
        await Expect(row).ToContainTextAsync("revoked");
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(key));
    }

    private async Task<HttpStatusCode> AskAsync(string key)
    {
        using var client = Studio.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel", Stop);
        return answer.StatusCode;
    }
}
