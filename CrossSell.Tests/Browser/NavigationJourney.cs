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

    /// <summary>A style sheet of a library may take it away again, which no rule of axe sees.</summary>
    [Fact]
    public async Task EveryLinkAndButton_ShowsThatItHasTheFocus()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products");
        var page = session.Page;
        await page.Locator("[role=grid][data-live]").WaitForAsync();
        var (seen, without) = (new HashSet<string>(), new List<string>());
        for (var step = 0; step < 24; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string[]>("""
                () => {
                  const it = document.activeElement;
                  return [it.tagName, it.textContent.trim().slice(0, 40), getComputedStyle(it).outlineStyle];
                }
                """);
            seen.Add(focused[0]);
            if (focused[0] is "A" or "BUTTON" && focused[2] == "none")
            {
                without.Add($"{focused[0]} {focused[1]}");
            }
        }

        Assert.Contains("A", seen);
        Assert.Contains("BUTTON", seen);
        Assert.Empty(without);
    }

    /// <summary>From anywhere by a few letters: products, settings, actions; and the keys of the page, unless somebody types.</summary>
    [Fact]
    public async Task Palette_OpensAndDoes_AndTheQuestionMarkShowsTheKeys()
    {
        await using var session = await SignInAsync("olaf");
        var page = session.Page;
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Search or run a command" });
        await page.Keyboard.PressAsync("Control+K");
        await Expect(field).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "New rule" })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await page.Keyboard.TypeAsync("lumne d7");
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "CAM-D7-BODY" })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(field).ToBeHiddenAsync();

        // Typed ahead of every answer: Enter waits for what the letters mean.
        await page.Keyboard.PressAsync("Control+K");
        await page.Keyboard.TypeAsync("half-life");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Halve an order's weight every")).ToBeFocusedAsync();

        // Letters in a field are letters.
        await page.Keyboard.PressAsync("Control+K");
        await page.Keyboard.TypeAsync("?gp");
        await Expect(field).ToHaveValueAsync("?gp");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).ClickAsync();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("s");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Suggestions", Level = 1 }).WaitForAsync();
        await page.Locator("li.pair").First.WaitForAsync();
        await page.Keyboard.PressAsync("?");
        var keys = page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" });
        await Expect(keys.GetByRole(AriaRole.Heading, new() { Name = "On this page" })).ToBeVisibleAsync();
        await Expect(keys).ToContainTextAsync("Accept");
        await session.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(keys).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("Control+K");
        await page.Keyboard.TypeAsync("switch outdoor");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".cs-topbar .cs-channel-name")).ToContainTextAsync("Outdoor");
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
