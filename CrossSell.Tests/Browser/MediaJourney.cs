using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Undo;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class MediaJourney(BrowserFixture browser) : Journey(browser)
{
    private static readonly FilePayload Quarters = new() { Name = "quarters.jpg", MimeType = "image/jpeg", Buffer = TestPictures.Quarters(800, 600) };
    private static readonly FilePayload Plain = new() { Name = "plain.png", MimeType = "image/png", Buffer = TestPictures.Plain(4, 600, 600) };
    private static readonly FilePayload Drawing = new()
    {
        Name = "drawing.jpg", MimeType = "image/jpeg", Buffer = "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()
    };

    [Fact]
    public async Task Merchandiser_BringsOrdersAndDescribesPictures_AndShoppersSeeThem()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await session.OpenAsync("/products/TRI-S2T");
        var tiles = page.Locator("[data-media]");
        await page.GetByLabel("Choose pictures").SetInputFilesAsync([Quarters, Drawing, Plain]);

        await Expect(tiles).ToHaveCountAsync(2);
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "can contain scripts" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Added 2 pictures.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss drawing.jpg" }).ClickAsync();
        var quarters = await tiles.Nth(0).GetAttributeAsync("data-media");
        var plain = await tiles.Nth(1).GetAttributeAsync("data-media");

        await page.GetByLabel("Alt text of picture 1").FillAsync("Four colours in four quarters");
        await page.GetByLabel("Alt text of picture 1").PressAsync("Enter");
        await Expect(page.GetByText("1 without alt text")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "View picture 2 of 2" }).FocusAsync();
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await Expect(tiles.Nth(0)).ToHaveAttributeAsync("data-media", plain!);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move picture 1 earlier" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move picture 1 later" }).PressAsync("Enter");
        await Expect(tiles.Nth(0)).ToHaveAttributeAsync("data-media", quarters!);
        await tiles.Nth(1).GetByRole(AriaRole.Link).DragToAsync(tiles.Nth(0));
        await Expect(tiles.Nth(0)).ToHaveAttributeAsync("data-media", plain!);

        await session.AssertAccessibleAsync();
        await session.CaptureAsync("product-pictures");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await Expect(page.Locator("html[data-theme=dark]")).ToBeAttachedAsync();
        await session.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Light theme" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "View picture 2 of 2: Four colours in four quarters" }).ClickAsync();
        var viewer = page.GetByRole(AriaRole.Dialog, new() { Name = "Picture 2 of 2" });
        await Expect(viewer.GetByRole(AriaRole.Img, new() { Name = "Four colours in four quarters" })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(viewer).ToBeHiddenAsync();

        await tiles.Nth(0).GetByRole(AriaRole.Button, new() { Name = "Remove picture 1" }).ClickAsync();
        await Expect(tiles).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Expect(tiles).ToHaveCountAsync(2);
        await Expect(tiles.Nth(0)).ToHaveAttributeAsync("data-media", plain!);

        await session.OpenAsync("/products?q=TRI-S2T");
        await ShownAsync(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "TRI-S2T" }).Locator("img"));
        // Whatever other journeys decided about its suggestions: it has a companion.
        var links = new LinkService(Studio.Store);
        var linked = (await links.AddAsync(await CompanionAsync("TRI-S2T", "CAM-D5"), Actor.CommandLine)).Value;
        await session.OpenAsync("/preview?sku=TRI-S2T");
        await ShownAsync(page.FrameLocator("iframe").Locator("crosssell-panel img").First);
        if (linked is not null)
        {
            await new UndoService(Studio.Store, CrossSellCore.UndoRules).UndoAsync(linked.ChangeSetId, Actor.CommandLine);
        }
    }

    [Fact]
    public async Task Viewer_SeesPictures_WithoutAWayToChangeThem()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/products/TRI-MINI");

        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Pictures" })).ToBeVisibleAsync();
        await Expect(session.Page.GetByLabel("Choose pictures")).ToHaveCountAsync(0);
    }

    private async Task<NewLink> CompanionAsync(string source, string target)
    {
        await using var db = Studio.Store.Read();
        var ids = await db.Products.Where(product => product.Sku == source || product.Sku == target)
            .ToDictionaryAsync(product => product.Sku, product => product.Id);
        return new NewLink(ids[source], ids[target], LinkType.CrossSell);
    }

    private static async Task ShownAsync(ILocator image)
    {
        await Expect(image).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("^/media/[0-9a-f]{64}/(96|640)$"));
        await image.ScrollIntoViewIfNeededAsync();
        Assert.True(await image.EvaluateAsync<bool>("async image => { await image.decode(); return image.naturalWidth > 0; }"));
    }
}
