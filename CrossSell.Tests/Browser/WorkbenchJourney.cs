using CrossSell.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class WorkbenchJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Merchandiser_WritesARichDescription_ByKeyboardAndSavesItWithCtrlS()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products/TRI-S3");
        var page = session.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit name and description" }).ClickAsync();
        var text = page.GetByRole(AriaRole.Textbox, new() { Name = "Description", Exact = true });
        await Expect(text).ToHaveAttributeAsync("contenteditable", "true");
        await text.ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.TypeAsync("Stands ");
        await page.Keyboard.PressAsync("Control+B");
        await page.Keyboard.TypeAsync("firm");
        await page.Keyboard.PressAsync("Control+B");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bulleted list" }).ClickAsync();
        await page.Keyboard.TypeAsync("in wind");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("workbench-editing");
        await text.ClickAsync();
        await page.Keyboard.PressAsync("Control+S");

        var shown = page.Locator("#texts .cs-rich");
        await Expect(shown.Locator("strong, b")).ToHaveTextAsync("firm");
        await Expect(shown.Locator("li")).ToHaveTextAsync("in wind");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Description", Exact = true })).ToHaveCountAsync(0);
    }

    [StudioFact]
    public async Task Merchandiser_EditsAttributesAndAddsAVariant_AndTakesItBackFromTheHistory()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products/CAM-P3");
        var page = session.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit attributes" }).ClickAsync();
        await page.GetByLabel("Weight").FillAsync("heavy");
        await page.Keyboard.PressAsync("Control+S");
        await Expect(page.Locator("#attributes [role=alert]")).ToContainTextAsync("Weight is a number of g");
        await page.GetByLabel("Weight").FillAsync("255,5");
        await page.Keyboard.PressAsync("Control+S");
        await Expect(page.Locator("#attributes")).ToContainTextAsync("255.5 g");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a variant" }).ClickAsync();
        await page.GetByLabel("SKU", new() { Exact = true }).FillAsync("CAM-P3-WIDE");
        // From the top: what the row of sections half covers as it sticks is no small target.
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await session.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the variant" }).ClickAsync();
        await Expect(page.Locator("#family [role=alert]")).ToContainTextAsync("Enter a variant attribute");
        await page.GetByLabel("Colour").ChooseAsync("white");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the variant" }).ClickAsync();
        await Expect(page.Locator("#family")).ToContainTextAsync("CAM-P3-WIDE");

        await page.GetByLabel("Show changes of").ChooseAsync("Attributes");
        await Expect(page.Locator("#history")).ToContainTextAsync("Weight (g): 240 → 255.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: Edited attributes of Orbis P3 pocket camera" }).ClickAsync();
        await Expect(page.Locator("#attributes")).ToContainTextAsync("240 g");
        await session.CaptureAsync("workbench-family");
    }

    [Fact]
    public async Task Merchandiser_ArchivesWithASuccessor_AndBothPagesSaySo()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products/TRI-MINI");
        var page = session.Page;
        var name = await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit product" }).ClickAsync();
        await page.GetByLabel("Status", new() { Exact = true }).ChooseAsync("Archived");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Replacement product" }).FillAsync("TRI-MONO");
        await page.Locator("#edit-successor-hits").GetByRole(AriaRole.Option).First.ClickAsync();
        await page.Locator("form[data-card=product]").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.Locator("#facts")).ToContainTextAsync("Replaced by");
        await session.AssertAccessibleAsync();
        await session.OpenAsync("/products/TRI-MONO");
        await Expect(page.Locator("#facts")).ToContainTextAsync(name);
    }

    [Fact]
    public async Task TwoPeople_SeeEachOther_AndWhatTheOtherSaved()
    {
        await using var eva = await SignInAsync("eva");
        await using var mark = await SignInAsync("mark");
        await eva.OpenAsync("/products/TRI-S2T");
        await mark.OpenAsync("/products/TRI-S2T");
        await Expect(eva.Page.GetByRole(AriaRole.Group, new() { NameRegex = new("^Also here: Mark") })).ToBeVisibleAsync();
        await Expect(mark.Page.GetByRole(AriaRole.Group, new() { NameRegex = new("^Also here: Eva") })).ToBeVisibleAsync();

        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Edit in Camera store" }).ClickAsync();
        await eva.Page.GetByLabel("Price (EUR)").FillAsync("333");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Edit in Camera store" }).ClickAsync();
        await mark.Page.GetByLabel("Price (EUR)").FillAsync("444");
        await mark.Page.Locator("form[data-card]").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(eva.Page.GetByText("changed the price in Camera store just now")).ToBeVisibleAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Group, new() { Name = "Conflict: Price" })).ToBeVisibleAsync();
        await eva.AssertAccessibleAsync();
        await eva.CaptureAsync("workbench-conflict");
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Overwrite with mine" }).ClickAsync();
        await Expect(eva.Page.Locator("[data-channel=camera]")).ToContainTextAsync("333.00 €");
        await Expect(mark.Page.Locator("[data-channel=camera]")).ToContainTextAsync("333.00 €");
    }

    [Fact]
    public async Task Merchandiser_MakesAProduct_FillsWhatIsMissing_AndIsAskedBeforeLosingIt()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products/new");
        var page = session.Page;
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("product-new");
        await page.GetByLabel("SKU").FillAsync("TRI-NEW-1");
        await page.GetByLabel("Name").FillAsync("Stilt pocket stand");
        await page.GetByLabel("Price in Camera store (EUR)").FillAsync("39,90");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create product" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stilt pocket stand", Level = 1 })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Fill in brand, missing in Camera store en" }).ClickAsync();
        await Expect(page.Locator("#edit-brand")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Stilt");
        var stayed = new TaskCompletionSource();
        page.Dialog += async (_, dialog) =>
        {
            await dialog.DismissAsync();
            stayed.TrySetResult();
        };
        await page.GetByRole(AriaRole.Link, new() { Name = "Products", Exact = true }).First.ClickAsync();
        await stayed.Task.WaitAsync(TimeSpan.FromSeconds(15));
        await Expect(page.Locator("#edit-brand")).ToHaveValueAsync("Stilt");
        await page.Keyboard.PressAsync("Control+S");
        await Expect(page.Locator("#facts")).ToContainTextAsync("Stilt");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Fill in brand, missing in Camera store en" })).ToHaveCountAsync(0);
    }
}
