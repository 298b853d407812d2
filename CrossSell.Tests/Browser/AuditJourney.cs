using CrossSell.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class AuditJourney(BrowserFixture browser) : Journey(browser)
{
    [StudioFact]
    public async Task Administrator_FindsWhatAColleagueDid_TakesItAlongAndUndoesIt()
    {
        await using (var eva = await SignInAsync("eva"))
        {
            await eva.OpenAsync("/products/CAM-P3");
            await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Edit attributes" }).ClickAsync();
            await eva.Page.GetByLabel("Weight").FillAsync("255,5");
            await eva.Page.Keyboard.PressAsync("Control+S");
            await Expect(eva.Page.Locator("#attributes")).ToContainTextAsync("255.5 g");
        }

        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings");
        var page = session.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Audit log" }).ClickAsync();
        await page.GetByLabel("Person").ChooseAsync("Eva Visser");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"who="));
        await page.GetByLabel("Kind of object").ChooseAsync("Products");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search", Exact = true }).FillAsync("no such words");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No matches" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear filters" }).ClickAsync();
        await page.GetByLabel("Person").ChooseAsync("Eva Visser");
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("Eva Visser");
        var open = page.Locator("button.open").First;
        await open.ClickAsync();
        await Expect(page.Locator(".rows").First).ToContainTextAsync("255.5");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("settings-audit");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());
        Assert.Equal("audit-log.csv", download.SuggestedFilename);
        Assert.Contains("255.5", await File.ReadAllTextAsync(await download.PathAsync(), Xunit.TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new System.Text.RegularExpressions.Regex("^Undo: ") }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "undone" }).First).ToBeVisibleAsync();
    }
}
