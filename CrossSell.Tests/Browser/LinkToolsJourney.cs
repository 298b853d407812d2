using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class LinkToolsJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Merchandiser_LinksManyToMany_SeesConflicts_TakesAPairOut_AndUndoesAllOfIt()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/links/many");
        var page = session.Page;
        await PasteAsync(page, "Link from", "CAM-D7-BODY\nCAM-D5\nNO-SUCH");
        await Expect(page.GetByText("No product has the SKU NO-SUCH")).ToBeVisibleAsync();
        await PasteAsync(page, "Link to", "LNS-50-18, CAM-D5");
        await Expect(page.GetByTestId("many-words")).ToContainTextAsync("4 pairs: 2 to link; 2 skipped.");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("links-many");

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Link Lumen D7 DSLR body to Lumen D5 DSLR" }).UncheckAsync();
        await Expect(page.GetByTestId("many-words")).ToContainTextAsync("1 excluded by you");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create 1 link" }).ClickAsync();
        await Expect(page.GetByText("Created 1 link.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo all" }).ClickAsync();
        await Expect(page.GetByText("All changes were undone.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Merchandiser_CopiesLinksFromASimilarProduct_AndTakesThemBack()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products/CAM-P3");
        var page = session.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Copy links" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Product to copy from" }).FillAsync("CAM-D7-BODY");
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "Copy Lumen D9 DSLR body" })).ToBeCheckedAsync();
        await session.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Copy Lumen D9 DSLR body" }).UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy " }).Last.ClickAsync();
        await Expect(page.GetByText("Copied ").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByText("Undone: ")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Merchandiser_ReviewsASuccessor_HandsLinksOver_AndTakesItBack()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/links/successor?sku=TRI-S4&to=CAM-P3");
        var page = session.Page;
        await Expect(page.GetByText("moved").First).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("links-successor");

        await page.GetByRole(AriaRole.Button, new() { Name = "of them" }).ClickAsync();
        await Expect(page.GetByText("Moved ").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Nothing links to")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByText("moved").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Merchandiser_PointsDeadLinksToTheSuccessor_FromToday_AndUndoesIt()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Link health" }).ClickAsync();
        await Expect(page.GetByText("Its successor is Lumen 35 mm f/2 prime.")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("links-health");

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "All 1" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace by successor" }).ClickAsync();
        await Expect(page.GetByText("Replace the target of 1 link by its successor: done.")).ToBeVisibleAsync();
        await Expect(page.GetByText("No problems found.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo all" }).ClickAsync();
        await Expect(page.GetByText("Its successor is Lumen 35 mm f/2 prime.")).ToBeVisibleAsync();
    }

    private static async Task PasteAsync(IPage page, string side, string skus)
    {
        var card = page.GetByRole(AriaRole.Region, new() { Name = side });
        await card.GetByText("Paste SKUs").ClickAsync();
        await card.GetByRole(AriaRole.Textbox).FillAsync(skus);
        await card.GetByRole(AriaRole.Button, new() { Name = "Add " }).ClickAsync();
    }
}
