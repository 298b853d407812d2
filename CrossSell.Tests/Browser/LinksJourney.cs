using CrossSell.Core.Links;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

[Collection("browser")]
public sealed class LinksJourney(BrowserFixture browser)
{
    [Fact]
    public async Task Dslr_LinkedByDragByClickAndByKeyboard_StandsInDatabaseAndTable_AndIsUndone()
    {
        await using var session = await browser.SignInAsync("eva");
        var page = session.Page;
        await OpenCanvasAsync(session, "CAM-D7-BODY");
        var before = await TargetsAsync("CAM-D7-BODY");

        // By drag: from the anchor to a candidate.
        await DragAsync(page, Card(page, "anchor"), Card(page, "Kite SDXC 128 GB V60"));
        await ExpectDoneAsync(page, "Linked Lumen D7 DSLR body to Kite SDXC 128 GB V60");

        // By click-click: the Link button, the anchor, the target.
        await page.GetByRole(AriaRole.Button, new() { Name = "Link", Exact = true }).First.ClickAsync();
        await Card(page, "anchor").ClickAsync();
        await Card(page, "Lumen NB-12 battery").ClickAsync();
        await ExpectDoneAsync(page, "Linked Lumen D7 DSLR body to Lumen NB-12 battery");

        // By keyboard: L on the anchor, letters pick the target, Enter links.
        await Card(page, "anchor").FocusAsync();
        await page.Keyboard.PressAsync("l");
        await page.Keyboard.TypeAsync("loop shoulder");
        await page.Keyboard.PressAsync("Enter");
        await ExpectDoneAsync(page, "Linked Lumen D7 DSLR body to Loop shoulder strap");

        var expected = before.Concat(["MEM-128-V60", "BAT-NB12", "STR-LOOP"]).Order();
        Assert.Equal(expected, (await TargetsAsync("CAM-D7-BODY")).Order());
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("links-canvas");

        await page.GetByRole(AriaRole.Button, new() { Name = "Table", Exact = true }).ClickAsync();
        var table = page.GetByRole(AriaRole.Table);
        await Assertions.Expect(table).ToContainTextAsync("Loop shoulder strap");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("links-table");

        foreach (var name in new[] { "Loop shoulder strap", "Lumen NB-12 battery", "Kite SDXC 128 GB V60" })
        {
            await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Status).Filter(new() { HasText = $"Undone: Linked Lumen D7 DSLR body to {name}" }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }

        await Assertions.Expect(table.Locator("tbody").First).Not.ToContainTextAsync("Loop shoulder strap");
        Assert.Equal(before.Order(), (await TargetsAsync("CAM-D7-BODY")).Order());
    }

    [Fact]
    public async Task Canvas_ByKeyboardAlone_MovesAndRemovesALink_AndKeepsTheFocus()
    {
        await using var session = await browser.SignInAsync("eva");
        var page = session.Page;
        await OpenCanvasAsync(session, "CAM-D9-BODY");
        await LinkFromPaletteAsync(page, "CLN-3", "Clear optics cloth");
        await LinkFromPaletteAsync(page, "TRI-S4", "Stilt 4 carbon tripod");
        var order = await TargetsAsync("CAM-D9-BODY");

        await Card(page, "Stilt 4 carbon tripod").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await ExpectDoneAsync(page, "Moved Lumen D9 DSLR body to Stilt 4 carbon tripod");
        Assert.Equal(order.IndexOf("TRI-S4") - 1, (await TargetsAsync("CAM-D9-BODY")).IndexOf("TRI-S4"));

        await Assertions.Expect(Card(page, "Stilt 4 carbon tripod")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Delete");
        await ExpectDoneAsync(page, "Removed the link from Lumen D9 DSLR body to Stilt 4 carbon tripod");
        Assert.DoesNotContain("TRI-S4", await TargetsAsync("CAM-D9-BODY"));

        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(page.GetByText("Undone: Removed the link").First).ToBeAttachedAsync();
        Assert.Contains("TRI-S4", await TargetsAsync("CAM-D9-BODY"));
    }

    /// <summary>All candidates by two gestures, taken back by one.</summary>
    [Fact]
    public async Task Candidates_SelectedTogether_AreLinkedAtOnce_AndUndoneAtOnce()
    {
        await using var session = await browser.SignInAsync("eva");
        var page = session.Page;
        await OpenCanvasAsync(session, "CAM-D7-BODY");
        var before = await TargetsAsync("CAM-D7-BODY");
        var ghosts = await page.Locator("[data-kind=ghost]").CountAsync();

        await Card(page, "anchor").FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Selected products" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("l");
        await ExpectDoneAsync(page, "Linked ");
        Assert.True((await TargetsAsync("CAM-D7-BODY")).Count >= before.Count + ghosts);

        await page.Keyboard.PressAsync("Control+z");
        await ExpectDoneAsync(page, "Undone: Linked ");
        Assert.Equal(before, await TargetsAsync("CAM-D7-BODY"));
    }

    [Fact]
    public async Task Link_ThatMustNotBe_IsRefusedInASentence()
    {
        await using var session = await browser.SignInAsync("eva");
        var page = session.Page;
        await OpenCanvasAsync(session, "CAM-D5-KIT");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a product to link" }).FillAsync("CAM-D5-BODY");

        await page.Locator("[data-canvas-source]").First.ClickAsync();

        await Assertions.Expect(page.GetByText("are of one family").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Viewer_SeesTheCanvas_WithoutAnythingThatChangesIt()
    {
        await using var session = await browser.SignInAsync("ana");
        await OpenCanvasAsync(session, "CAM-D7-BODY");

        await Assertions.Expect(session.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a product to link" })).ToHaveCountAsync(0);
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true })).ToHaveCountAsync(0);
        await Assertions.Expect(session.Page.Locator(".port")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Start_WithoutAProduct_NamesThoseWorthLinking()
    {
        await using var session = await browser.SignInAsync("eva");
        await session.OpenAsync("/links");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("links-start");

        await session.Page.GetByRole(AriaRole.Region, new() { Name = "Worth linking" }).GetByRole(AriaRole.Link).First.ClickAsync();

        await session.Page.Locator(".canvas[data-ready]").WaitForAsync();
    }

    private static async Task OpenCanvasAsync(BrowserSession session, string sku)
    {
        await session.OpenAsync($"/links?sku={sku}");
        await session.Page.Locator(".canvas[data-ready]").WaitForAsync();
    }

    private static ILocator Card(IPage page, string name) =>
        name == "anchor" ? page.Locator("[data-kind=anchor]") : page.Locator("[data-node]").Filter(new() { HasText = name });

    private static async Task DragAsync(IPage page, ILocator from, ILocator to)
    {
        var start = (await from.Locator(".port-dot").BoundingBoxAsync())!;
        var end = (await to.Locator(".frame").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(start.X + (start.Width / 2), start.Y + (start.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(end.X + (end.Width / 2), end.Y + (end.Height / 2), new() { Steps = 8 });
        await page.Mouse.UpAsync();
    }

    private static async Task LinkFromPaletteAsync(IPage page, string sku, string name)
    {
        var search = page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a product to link" });
        await search.FillAsync(sku);
        await page.Locator("[data-canvas-source]").Filter(new() { HasText = name }).First.WaitForAsync();
        await search.PressAsync("Enter");
        await ExpectDoneAsync(page, $"to {name}");
    }

    private static Task ExpectDoneAsync(IPage page, string words) =>
        Assertions.Expect(page.Locator(".spoken")).ToContainTextAsync(words);

    /// <summary>The targets of the anchor's panel links, by position, straight from the database.</summary>
    private async Task<List<string>> TargetsAsync(string sku)
    {
        await using var db = browser.Studio.Store.Read();
        return await (
            from link in db.Links
            join source in db.Products on link.SourceId equals source.Id
            join target in db.Products on link.TargetId equals target.Id
            join type in db.LinkTypes on link.TypeId equals type.Id
            where source.Sku == sku && type.FillsPanel
            orderby link.Position
            select target.Sku).ToListAsync();
    }
}
