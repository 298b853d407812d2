using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class LinkTypesJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Administrator_DefinesATypeWithAField_RetiresIt_AndDeletesIt()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings/link-types");
        var page = session.Page;
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("settings-link-types");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add link type" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Seen together");
        await page.GetByLabel("Direction").ChooseAsync("both ways: the same type in reverse");
        await page.GetByRole(AriaRole.Radio, new() { Name = "rose" }).CheckAsync();
        await page.GetByLabel("Line").ChooseAsync("dashed");
        await page.GetByLabel("New field", new() { Exact = true }).FillAsync("Shelf note");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add field" }).ClickAsync();
        await Expect(page.GetByLabel("Field Shelf note")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();

        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Seen together" });
        await Expect(row).ToContainTextAsync("both ways");
        await Expect(row).ToContainTextAsync("1 field");

        await row.GetByRole(AriaRole.Button, new() { Name = "Seen together seen-together" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Retire" }).ClickAsync();
        await Expect(row).ToContainTextAsync("retired");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(row).Not.ToContainTextAsync("retired");

        await row.GetByRole(AriaRole.Button, new() { Name = "Seen together seen-together" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);

        // One in use can only be retired.
        await page.GetByRole(AriaRole.Button, new() { Name = "Cross-sell cross-sell" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Retire" })).ToBeVisibleAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" })).ToHaveCountAsync(0);
    }
}
