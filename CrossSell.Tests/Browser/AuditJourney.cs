using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class AuditJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Administrator_FindsWhatAColleagueDid_TakesItAlongAndUndoesIt()
    {
        await using (var eva = await SignInAsync("eva"))
        {
            await eva.OpenAsync("/products/CAM-D7-BODY");
            var name = eva.Page.GetByLabel("Name", new() { Exact = true });
            await name.FillAsync("Lumen D7 renamed");
            await name.PressAsync("Tab");
            await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).First.WaitForAsync();
        }

        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings");
        var page = session.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Audit log" }).ClickAsync();
        await page.GetByLabel("Person").SelectOptionAsync("Eva Visser");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"who="));
        await page.GetByLabel("Kind of object").SelectOptionAsync("Products");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search", Exact = true }).FillAsync("renamed");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear filters" }).ClickAsync();
        await page.GetByLabel("Person").SelectOptionAsync("Eva Visser");
        var open = page.Locator("button.open").First;
        await open.ClickAsync();
        await Expect(page.Locator(".rows").First).ToContainTextAsync("Lumen D7 renamed");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("settings-audit");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());
        Assert.Equal("audit-log.csv", download.SuggestedFilename);
        Assert.Contains("Lumen D7 renamed", await File.ReadAllTextAsync(await download.PathAsync(), Xunit.TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new System.Text.RegularExpressions.Regex("^Undo: ") }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "undone" }).First).ToBeVisibleAsync();
    }
}
