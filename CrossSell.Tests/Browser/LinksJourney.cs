using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

public sealed class LinksJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Dslr_LinkedByDragByClickAndByKeyboard_StandsInDatabaseAndTable_AndIsUndone()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        var hand = new CanvasHand(Studio, session);
        await hand.OpenAsync("CAM-D7-BODY");
        var before = await hand.TargetsAsync("CAM-D7-BODY");

        // By drag: from the anchor to a candidate.
        await hand.DragAsync(CanvasHand.PortOf(hand.Anchor), hand.Card("Kite SDXC 128 GB V60"));
        await hand.ExpectSaidAsync("Linked Lumen D7 DSLR body to Kite SDXC 128 GB V60");

        // By click-click: the Link button, the anchor, the target.
        await page.GetByRole(AriaRole.Button, new() { Name = "Link", Exact = true }).First.ClickAsync();
        await hand.Anchor.ClickAsync();
        await hand.Card("Lumen NB-12 battery").ClickAsync();
        await hand.ExpectSaidAsync("Linked Lumen D7 DSLR body to Lumen NB-12 battery");

        // By keyboard: L on the anchor, letters pick the target, Enter links.
        await hand.Anchor.FocusAsync();
        await page.Keyboard.PressAsync("l");
        await page.Keyboard.TypeAsync("loop shoulder");
        await page.Keyboard.PressAsync("Enter");
        await hand.ExpectSaidAsync("Linked Lumen D7 DSLR body to Loop shoulder strap");

        var expected = before.Concat(["MEM-128-V60", "BAT-NB12", "STR-LOOP"]).Order();
        Assert.Equal(expected, (await hand.TargetsAsync("CAM-D7-BODY")).Order());
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
            await page.GetByRole(AriaRole.Status).Filter(new() { HasText = $"Undone: Linked Lumen D7 DSLR body to {name}" }).First
                .WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }

        await Assertions.Expect(table.Locator("tbody").First).Not.ToContainTextAsync("Loop shoulder strap");
        Assert.Equal(before.Order(), (await hand.TargetsAsync("CAM-D7-BODY")).Order());
    }

    [Fact]
    public async Task Canvas_ByKeyboardAlone_MovesAndRemovesALink_AndKeepsTheFocus()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        var hand = new CanvasHand(Studio, session);
        await hand.OpenAsync("CAM-D9-BODY");
        await LinkFromPaletteAsync(hand, "CLN-3", "Clear optics cloth");
        await LinkFromPaletteAsync(hand, "TRI-S4", "Stilt 4 carbon tripod");
        var order = await hand.TargetsAsync("CAM-D9-BODY");

        await hand.Card("Stilt 4 carbon tripod").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await hand.ExpectSaidAsync("Moved Lumen D9 DSLR body to Stilt 4 carbon tripod");
        Assert.Equal(order.IndexOf("TRI-S4") - 1, (await hand.TargetsAsync("CAM-D9-BODY")).IndexOf("TRI-S4"));

        await Assertions.Expect(hand.Card("Stilt 4 carbon tripod")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Delete");
        await hand.ExpectSaidAsync("Removed the link from Lumen D9 DSLR body to Stilt 4 carbon tripod");
        Assert.DoesNotContain("TRI-S4", await hand.TargetsAsync("CAM-D9-BODY"));

        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(page.GetByText("Undone: Removed the link").First).ToBeAttachedAsync();
        Assert.Contains("TRI-S4", await hand.TargetsAsync("CAM-D9-BODY"));
    }

    /// <summary>All candidates by two gestures, taken back by one.</summary>
    [Fact]
    public async Task Candidates_SelectedTogether_AreLinkedAtOnce_AndUndoneAtOnce()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        var hand = new CanvasHand(Studio, session);
        await hand.OpenAsync("CAM-D7-BODY");
        var before = await hand.TargetsAsync("CAM-D7-BODY");
        var ghosts = await page.Locator("[data-kind=ghost]").CountAsync();

        await hand.Anchor.FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Selected products" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("l");
        await hand.ExpectSaidAsync("Linked ");
        Assert.True((await hand.TargetsAsync("CAM-D7-BODY")).Count >= before.Count + ghosts);

        await page.Keyboard.PressAsync("Control+z");
        await hand.ExpectSaidAsync("Undone: Linked ");
        Assert.Equal(before, await hand.TargetsAsync("CAM-D7-BODY"));
    }

    [Fact]
    public async Task Link_ThatMustNotBe_IsRefusedInASentence()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        var hand = new CanvasHand(Studio, session);
        await hand.OpenAsync("CAM-D5-KIT");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a product to link" }).FillAsync("CAM-D5-BODY");

        await page.Locator("[data-canvas-source]").First.ClickAsync();

        await Assertions.Expect(page.GetByText("are variants of one family").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Viewer_SeesTheCanvas_WithoutAnythingThatChangesIt()
    {
        await using var session = await SignInAsync("ana");
        var hand = new CanvasHand(Studio, session);
        await hand.OpenAsync("CAM-D7-BODY");

        await Assertions.Expect(session.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a product to link" })).ToHaveCountAsync(0);
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true })).ToHaveCountAsync(0);
        await Assertions.Expect(session.Page.Locator(".port")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Start_WithoutAProduct_NamesThoseWorthLinking()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/links");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("links-start");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Region, new() { Name = "Recently edited products" }).GetByRole(AriaRole.Link).First)
            .ToBeVisibleAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Copy links") }).ClickAsync();
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Combobox, new() { Name = "Product that gets the links" })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();

        await session.Page.GetByRole(AriaRole.Region, new() { Name = "Products to link" }).GetByRole(AriaRole.Link).First.ClickAsync();

        await session.Page.Locator(".canvas[data-ready]").WaitForAsync();
    }

    private static async Task LinkFromPaletteAsync(CanvasHand hand, string sku, string name)
    {
        await hand.Search.FillAsync(sku);
        await hand.Search.PressAsync("Enter");
        await hand.ExpectSaidAsync($"to {name}");
    }
}
