using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class SegmentsJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Administrator_DefinesASegment_ThatABundleThenChoosesFromItsList()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings/segments?channel=coffee");
        var (page, dialog) = (session.Page, session.Page.GetByRole(AriaRole.Dialog));
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "new-premium-subscriber" })).ToContainTextAsync("First cup set");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("settings-segments");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add segment" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Office managers");
        await session.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        var made = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "office-managers" });
        await Expect(made).ToContainTextAsync("nothing yet");

        await page.GetByRole(AriaRole.Button, new() { Name = "New premium subscribers new-premium-subscriber" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("New premium subscribers is used by the bundle First cup set. Choose another segment there first.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await session.OpenAsync("/bundles/coffee-start");
        await page.GetByRole(AriaRole.Button, new() { Name = "New revision" }).ClickAsync();
        await Expect(page.GetByLabel("Offered to")).ToHaveValueAsync("New premium subscribers");
        await page.GetByLabel("Offered to").ChooseAsync("Office managers");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Also show on the page of Drift home grinder" }).CheckAsync();
        await page.Locator("[data-saved=true]").WaitForAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("bundle-audience");

        await session.OpenAsync("/bundles/coffee-start");
        await Expect(page.GetByLabel("Offered to")).ToHaveValueAsync("Office managers");
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "Also show on the page of Drift home grinder" })).ToBeCheckedAsync();
    }
}
