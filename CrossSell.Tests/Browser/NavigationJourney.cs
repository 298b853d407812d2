using CrossSell.Admin.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class NavigationJourney(BrowserFixture browser) : Journey(browser)
{
    /// <summary>Who goes through pages faster than their scripts arrive finds each of them whole.</summary>
    [Fact]
    public async Task Pages_LeftBeforeTheirScriptsAreThere_BreakNothing()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await session.OpenAsync("/links?sku=CAM-D7-BODY");
        await page.Locator(".canvas[data-ready]").WaitForAsync();
        foreach (var name in new[] { "Products", "Rules", "Suggestions", "Bundles" })
        {
            await page.Locator(".cs-navigation").GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 }).WaitForAsync();
            await page.GoBackAsync();
            await page.Locator(".canvas[data-ready]").WaitForAsync();
        }

        await Assertions.Expect(page.GetByText("Something went wrong on this page")).ToHaveCountAsync(0);
    }

    /// <summary>The server may say late that the heading is to have the focus.</summary>
    [Fact]
    public async Task Page_ThatIsOpened_HasTheFocusOnItsHeading_ButTakesItFromNobodyWhoTypes()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await page.Locator(".cs-navigation").GetByRole(AriaRole.Link, new() { Name = "Rules" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rules", Level = 1 })).ToBeFocusedAsync();

        await session.OpenAsync("/links/copy?sku=CAM-P3");
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Product to copy from" });
        await field.FocusAsync();
        await page.EvaluateAsync("() => window.crosssell.enter('h1')");
        await Expect(field).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Person_WithTooManyPagesOpen_ReadsSo_AndGoesOnWhenOneIsClosed()
    {
        await using var session = await SignInAsync("eva");
        var limit = Studio.Services.GetRequiredService<CircuitLimit>();
        await using var db = Studio.Store.Read();
        var eva = (await db.Users.SingleAsync(user => user.Email == "eva@demo.crosssell")).Id;
        while (limit.Enter(eva))
        {
            // As if in other tabs.
        }

        var another = await session.Page.Context.NewPageAsync();
        await another.GotoAsync(new Uri(StudioAddress, "/products").ToString());
        await Expect(another.GetByRole(AriaRole.Heading, new() { Name = "Too many open pages" })).ToBeVisibleAsync();
        limit.Leave(eva);
        await another.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();

        await another.Locator(".cs-studio[data-ready]").WaitForAsync();
    }
}
