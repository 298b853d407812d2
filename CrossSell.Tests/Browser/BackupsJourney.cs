using System.IO.Compression;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class BackupsJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Administrator_BacksUp_ChecksAndDownloadsIt_AndSetsASchedule()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings");
        var page = session.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Backups" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();
        var row = page.Locator("tbody tr");
        await Expect(row).ToHaveCountAsync(1);
        await session.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Check the backup of") }).ClickAsync();
        await Expect(page.GetByText("is whole: all of it is what was written")).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Download the backup of") }).ClickAsync());
        await using (var archive = await ZipFile.OpenReadAsync(await download.PathAsync()))
        {
            Assert.Contains("manifest.json", archive.Entries.Select(entry => entry.FullName));
        }

        await page.GetByLabel("Back up every day").CheckAsync();
        await page.GetByLabel("At, in the server's time").ChooseAsync("03:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("next on")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByText("no schedule")).ToBeVisibleAsync();
    }
}
