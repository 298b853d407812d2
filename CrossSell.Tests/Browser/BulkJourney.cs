using System.Text.RegularExpressions;
using CrossSell.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed partial class BulkJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task TwoPeople_ChangeTheSamePriceInTheList_TheSecondSeesBothAndChooses()
    {
        await using var eva = await SignInAsync("eva");
        await using var mark = await SignInAsync("mark");
        await eva.OpenAsync("/products?q=STR-CLIP");
        var editor = eva.Page.GetByRole(AriaRole.Textbox, new() { Name = "Price of Backpack strap camera clip", Exact = true });
        await Price(eva.Page, "Backpack strap camera clip").ClickAsync();
        await Expect(Price(eva.Page, "Backpack strap camera clip")).ToBeFocusedAsync();
        await Expect(editor).ToHaveCountAsync(0);
        await Price(eva.Page, "Backpack strap camera clip").ClickAsync();
        await Expect(editor).ToBeFocusedAsync();
        await eva.Page.Keyboard.PressAsync("Escape");
        await Expect(Price(eva.Page, "Backpack strap camera clip")).ToBeFocusedAsync();
        foreach (var session in new[] { eva, mark })
        {
            await session.OpenAsync("/products?q=STR-CLIP");
            await session.Page.Locator(".table[data-ready]").WaitForAsync();
            await Price(session.Page, "Backpack strap camera clip").FocusAsync();
            await session.Page.Keyboard.PressAsync("F2");
            await Expect(session.Page.GetByRole(AriaRole.Textbox, new() { Name = "Price of Backpack strap camera clip", Exact = true })).ToBeFocusedAsync();
        }

        await mark.Page.GetByRole(AriaRole.Textbox, new() { Name = "Price of Backpack strap camera clip", Exact = true }).FillAsync("57");
        await mark.Page.Keyboard.PressAsync("Enter");
        await Expect(Price(mark.Page, "Backpack strap camera clip")).ToContainTextAsync("57.00");

        await eva.Page.GetByRole(AriaRole.Textbox, new() { Name = "Price of Backpack strap camera clip", Exact = true }).FillAsync("58,50");
        await eva.Page.Keyboard.PressAsync("Enter");
        var choice = eva.Page.GetByRole(AriaRole.Dialog, new() { Name = "Changed meanwhile" });
        await Expect(choice).ToContainTextAsync("Mark");
        await Expect(choice.GetByRole(AriaRole.Cell)).ToHaveTextAsync(["58.50 €", "57.00 €"]);
        await eva.AssertAccessibleAsync();
        await choice.GetByRole(AriaRole.Button, new() { Name = "Overwrite with mine" }).ClickAsync();

        await Expect(choice).ToHaveCountAsync(0);
        await Expect(Price(eva.Page, "Backpack strap camera clip")).ToContainTextAsync("58.50");
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Expect(Price(eva.Page, "Backpack strap camera clip")).ToContainTextAsync("57.00");
    }

    [StudioFact]
    public async Task Merchandiser_ArchivesSome_PreviewsItFirst_AndTakesItBack()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products?q=strap");
        var page = session.Page;
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = SelectOne() }).Nth(0).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = SelectOne() }).Nth(1).ClickAsync();
        var bar = page.GetByTestId("bulk-bar");
        await Expect(bar).ToContainTextAsync("2 selected");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("bulk-bar");

        await bar.GetByRole(AriaRole.Button, new() { Name = "Status" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Set status: 2 products" });
        await dialog.GetByLabel("Status").ChooseAsync("Archived");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(dialog.GetByTestId("bulk-preview")).ToContainTextAsync("2 of 2 would change");
        await session.AssertAccessibleAsync();

        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = TwoProducts() }).ClickAsync();
        await Expect(dialog.GetByTestId("job")).ToHaveAttributeAsync("data-state", "done");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Archived" })).ToHaveCountAsync(2);

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Archived" })).ToHaveCountAsync(0);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).Last.ClickAsync();
        await Expect(bar.GetByRole(AriaRole.Button, new() { Name = "Status" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task QuickView_GoesFromRowToRowByKey_AndGivesTheFocusBack()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/products");
        var page = session.Page;
        var second = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "CAM-D9-BODY" });
        await second.GetByRole(AriaRole.Button, new() { NameRegex = QuickViewOf() }).ClickAsync();
        var look = page.GetByTestId("quick-look");
        await Expect(look).ToBeFocusedAsync();
        await Expect(look).ToHaveAttributeAsync("data-sku", "CAM-D9-BODY");
        await Expect(look.GetByRole(AriaRole.Heading, new() { Name = "Panel now" })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();

        await page.Keyboard.PressAsync("k");
        await Expect(look).ToHaveAttributeAsync("data-sku", "CAM-D7-BODY");
        await Expect(look).ToContainTextAsync("Kite SDXC");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(look).ToHaveAttributeAsync("data-sku", "CAM-D9-BODY");
        await session.CaptureAsync("quick-look");

        await look.FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(look).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-row]:focus, [data-row] :focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Compare_ShowsWhatDiffers_AndSaysWhatItCannotShow()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/products/compare?sku=CAM-D7-BODY&sku=CAM-D9-BODY&sku=no-such");
        var page = session.Page;
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no product no-such");
        await Expect(page.Locator("[data-field=price]")).ToContainTextAsync("differs");
        await Expect(page.Locator("[data-field=brand]")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("compare");

        await page.GetByLabel("Differences only").CheckAsync();
        await Expect(page.Locator("[data-field=brand]")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Move Lumen D9 DSLR body to the left" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Swapped());
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await page.Locator("html[data-theme=dark]").WaitForAsync();
        await session.AssertAccessibleAsync();
    }

    private static ILocator Price(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^Price of {Regex.Escape(name)}") });

    [GeneratedRegex("^Select (?!all)")]
    private static partial Regex SelectOne();

    [GeneratedRegex("2 products")]
    private static partial Regex TwoProducts();

    [GeneratedRegex("^Quick view of")]
    private static partial Regex QuickViewOf();

    [GeneratedRegex("sku=CAM-D9-BODY&sku=CAM-D7-BODY")]
    private static partial Regex Swapped();
}
