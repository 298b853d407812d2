using Microsoft.Playwright;

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
}
