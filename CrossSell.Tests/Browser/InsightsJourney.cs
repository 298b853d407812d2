using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class InsightsJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Merchandiser_SeesWhatPanelsEarn_RunsBacktest_AndSeesWhereManualPanelsWinAndLose()
    {
        await using (var session = await SignInAsync("eva"))
        {
            await session.OpenAsync("/insights");
            var page = session.Page;
            await Expect(page.Locator("[data-figure=aov] strong")).ToContainTextAsync("€");
            await Expect(page.Locator("[data-origin=Manual]")).ToBeVisibleAsync();
            await page.GetByText("Values as a table").First.ClickAsync();
            await session.AssertAccessibleAsync();
            await session.CaptureAsync("insights");
            await page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
            await page.Locator("html[data-theme=dark]").WaitForAsync();
            await session.AssertAccessibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Light theme" }).ClickAsync();
            await page.Locator("html[data-theme=light]").WaitForAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Units per order" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Units per order" })).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Backtest", Exact = true }).ClickAsync();
            await Expect(page.GetByText("No backtest for")).ToBeVisibleAsync();
            await session.AssertAccessibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Run backtest" }).ClickAsync();

            await Expect(page.Locator("[data-answer=panel-now]")).ToContainTextAsync("of 100", new() { Timeout = 60_000 });
            await page.GetByTestId("scores").Locator("summary").ClickAsync();
            await Expect(page.Locator("[data-score=panel-now]")).ToBeVisibleAsync();
            await Expect(page.Locator("[data-score=ease]")).ToContainTextAsync("what carts use");
            await Expect(page.GetByTestId("hand-verdict")).ToContainTextAsync("rule");
            await session.AssertAccessibleAsync();
            await session.CaptureAsync("insights-backtest");

            await page.Locator("section:has(#better-title) li button, section:has(#worse-title) li button").First.ClickAsync();
            await Expect(page.GetByText("From orders only", new() { Exact = true })).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
            await page.Locator("html[data-theme=dark]").WaitForAsync();
            await session.AssertAccessibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Light theme" }).ClickAsync();
            await page.Locator("html[data-theme=light]").WaitForAsync();
            await session.CaptureAsync("insights-comparisons");
        }

        // What came of it is there for everybody; only who may change panels asks again.
        await using var viewer = await SignInAsync("ana");
        await viewer.OpenAsync("/insights/backtest");
        await Expect(viewer.Page.Locator("[data-answer=panel-now]")).ToBeVisibleAsync();
        await Expect(viewer.Page.GetByRole(AriaRole.Button, new() { Name = "Run backtest" })).ToHaveCountAsync(0);
    }
}
