using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class SystemJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Administrator_ReadsTheState_AndFollowsAWarningToItsPage()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings");
        var page = session.Page;
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^System") }).ClickAsync();
        await Expect(page.GetByText("There is no backup yet.")).ToBeVisibleAsync();
        await Expect(page.GetByText("can be read and written")).ToBeVisibleAsync();
        await Expect(page.GetByText("1, 1 of them connected")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Open Backups" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Backups", Level = 1 })).ToBeVisibleAsync();
    }
}
