using System.Text.RegularExpressions;
using CrossSell.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed partial class ProductsJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Merchandiser_SearchesFiltersAndSorts_AndTheAddressRemembers()
    {
        await using var session = await SignInAsync("eva", width: 1440);
        await session.OpenAsync("/products");
        var page = session.Page;
        await Expect(Row(page, "CAM-D7-BODY")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { NameRegex = LensesRow() })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("products");
        await InDarkAsync(session, session.AssertAccessibleAsync);

        await page.GetByLabel("Search this list").PressSequentiallyAsync("polariser");
        await Expect(page.GetByTestId("product-count")).ToHaveTextAsync(OneOf());
        await Expect(page).ToHaveURLAsync(Address("q=polariser"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Every SKU" }).ClickAsync();
        await Expect(Row(page, "FLT-PL67")).ToBeVisibleAsync();

        await session.OpenAsync("/products");
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = LensesRow() }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = NoLinksRow() }).ClickAsync();
        await page.GetByRole(AriaRole.Columnheader).GetByRole(AriaRole.Button, new() { NameRegex = PriceHead() }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { NameRegex = PriceHead() })).ToHaveAttributeAsync("aria-sort", "ascending");
        await page.GetByRole(AriaRole.Columnheader).GetByRole(AriaRole.Button, new() { NameRegex = PriceHead() }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address("category=lenses&with=no-links&sort=-price"));
        await Expect(At(page, 0)).ToContainTextAsync("Orbis 70-200 mm f/2.8, D mount");

        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(Address("category=lenses&with=no-links&sort=price"));
        await Expect(At(page, 0)).Not.ToContainTextAsync("Orbis 70-200 mm");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Category: Lenses" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address("with=no-links&sort=price"));
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { NameRegex = LensesRow() })).Not.ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear all" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address("sort=price"));

        await page.GetByLabel("Search this list").FillAsync("no such thing at all");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No matches" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show all products" }).ClickAsync();
        await Expect(Row(page, "CAM-D7-BODY")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task WrongValuesAndUnknownSkus_AreNamed_AndTakenAway()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/products?category=lamps,lenses");
        var page = session.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove no such category: lamps" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address("category=lenses"));

        // As a column of a sheet is pasted: the box itself would run the lines together.
        await page.GetByLabel("Search this list").EvaluateAsync("""
            (box) => {
              const data = new DataTransfer();
              data.setData('text/plain', 'CAM-D7-BODY\nNO-SUCH-1\r\nLNS-50-18');
              box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """);
        await Expect(page).ToHaveURLAsync(Address("sku=CAM-D7-BODY,NO-SUCH-1,LNS-50-18&category=lenses"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Category: Lenses" }).ClickAsync();
        await Expect(page.GetByText("1 SKU is not known: NO-SUCH-1")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("product-count")).ToHaveTextAsync(TwoOf());
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove them" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address("sku=CAM-D7-BODY,LNS-50-18"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Paste SKUs" }).ClickAsync();
        await page.GetByLabel("SKUs, one a line or separated by commas").FillAsync("CAM-D9-BODY, CAM-D7-BODY; CAM-X2-BODY");
        await session.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show 3 SKUs" }).ClickAsync();
        await Expect(page.GetByTestId("product-count")).ToHaveTextAsync(ThreeOf());
    }

    [Fact]
    public async Task Keyboard_MovesPicksRangesAndAll_AndOpens()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products");
        var page = session.Page;
        await page.Locator("[role=grid][data-live]").WaitForAsync();
        Assert.Empty(await CutNamesAsync(page));
        await At(page, 0).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(At(page, 1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(At(page, 1)).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(page.GetByTestId("bulk-bar").GetByText("1 selected")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await Expect(page.GetByTestId("bulk-bar").GetByText("4 selected")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Compare" })).ToBeVisibleAsync();
        await At(page, 7).Locator(".check").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.GetByTestId("bulk-bar").GetByText("6 selected")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Control+a");
        await Expect(page.GetByText(AllSelected())).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear selection" }).ClickAsync();
        await Expect(page.GetByTestId("bulk-bar")).ToHaveCountAsync(0);

        await At(page, 0).FocusAsync();
        await page.Keyboard.PressAsync("End");
        var last = page.Locator("[data-row]:focus");
        await Expect(last).ToHaveAttributeAsync("aria-rowindex", await page.GetByRole(AriaRole.Grid).GetAttributeAsync("aria-rowcount") ?? "");
        await Expect(last.Locator(".cs-product-sku")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(At(page, 0)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("q");
        await Expect(page.GetByTestId("quick-look")).ToHaveAttributeAsync("data-sku", "CAM-D7-BODY");
        await Expect(page.GetByTestId("quick-look")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(At(page, 0)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Lumen D7 DSLR body", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Focus_ThatTheListItselfGives_NeverCallsItBackFromWhereItHasGone()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products");
        var page = session.Page;
        await page.Locator("[role=grid][data-live]").WaitForAsync();
        await At(page, 1).FocusAsync();
        await Expect(At(page, 1)).ToHaveAttributeAsync("tabindex", "0");

        // As on a busy machine: what .NET said of a key comes late, when it has gone on from that row.
        await page.GetByRole(AriaRole.Grid).EvaluateAsync("""
            async (grid) => (await import(document.baseURI + 'Features/Products/ProductTable.razor.js')).focusRow(grid, 4)
            """);
        await Expect(At(page, 4)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+ArrowDown");

        await Expect(At(page, 2)).ToBeFocusedAsync();
        await Expect(page.GetByTestId("bulk-bar").GetByText("2 selected")).ToBeVisibleAsync();
        await Expect(At(page, 1)).ToHaveAttributeAsync("aria-selected", "true");
    }

    [Fact]
    public async Task View_OfColumnsAndFilters_IsSavedShared_AndFoundByAColleague()
    {
        await using var eva = await SignInAsync("eva", width: 1440);
        await eva.OpenAsync("/products?with=no-links&category=tripods");
        var page = eva.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Columns" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Brand" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Brand" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move Brand left" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Status" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address("category=tripods&with=no-links&cols=category,price,stock,links,complete,brand"));
        await eva.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compact" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Views" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as…" }).ClickAsync();
        await page.GetByLabel("Save this list as").FillAsync("Lonely tripods");
        await page.GetByLabel("Everybody sees it").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save view" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "View: Lonely tripods", Exact = true })).ToBeVisibleAsync();
        var query = new Uri(page.Url).Query;

        await using var ana = await SignInAsync("ana", width: 1440);
        await ana.OpenAsync("/products");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Views" }).ClickAsync();
        await ana.AssertAccessibleAsync();
        await ana.Page.GetByRole(AriaRole.Link, new() { Name = "Lonely tripods" }).ClickAsync();
        await Expect(ana.Page).ToHaveURLAsync(new Regex(Regex.Escape(query) + "$"));
        await Expect(ana.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Brand" })).ToBeVisibleAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Grid)).ToHaveAttributeAsync("data-density", "compact");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Remove No links" }).ClickAsync();
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "View: Lonely tripods modified" }).ClickAsync();
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync();
        await Expect(ana.Page).ToHaveURLAsync(new Regex(Regex.Escape(query) + "$"));

        await page.GetByRole(AriaRole.Button, new() { Name = "View: Lonely tripods" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete Lonely tripods" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Lonely tripods" })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Lonely tripods" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task CardsAndNarrowScreens_FilterInADrawer()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/products");
        var page = session.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Cards" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address("as=cards"));
        await Expect(At(page, 3)).ToContainTextAsync("Lumen D4 DSLR body");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("products-cards");
        await page.Locator("[role=grid][data-live]").WaitForAsync();
        await At(page, 0).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(At(page, 1)).ToBeFocusedAsync();

        await page.SetViewportSizeAsync(390, 844);
        await session.OpenAsync("/products");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filters", Exact = true }).ClickAsync();
        var drawer = page.GetByRole(AriaRole.Dialog, new() { Name = "Filters" });
        await Expect(drawer.GetByRole(AriaRole.Button, new() { Name = "Close the filters" })).ToBeFocusedAsync();
        await drawer.GetByRole(AriaRole.Checkbox, new() { NameRegex = LensesRow() }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address("category=lenses"));
        await session.AssertAccessibleAsync();
        await drawer.GetByRole(AriaRole.Button, new() { NameRegex = ShowProducts() }).ClickAsync();
        await Expect(drawer).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Filters (1)" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task List_SomebodyChangesAProduct_FollowsWithoutLosingPlaceOrSelection()
    {
        await using var eva = await SignInAsync("eva");
        await eva.OpenAsync("/products?q=STR-&sort=sku");
        var row = Row(eva.Page, "STR-LOOP");
        await eva.Page.Locator("[role=grid][data-live]").WaitForAsync();
        await row.FocusAsync();
        await eva.Page.Keyboard.PressAsync("Space");
        await Expect(row).ToHaveAttributeAsync("aria-selected", "true");

        await using var mark = await SignInAsync("mark");
        await mark.OpenAsync("/products/STR-LOOP");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Edit name and description" }).ClickAsync();
        await mark.Page.Locator("#edit-name").FillAsync("Loop strap, seen live");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(row).ToContainTextAsync("Loop strap, seen live");
        await Expect(row).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(row).ToBeFocusedAsync();

        // Other journeys know the strap by its name.
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).First.ClickAsync();
        await Expect(row).ToContainTextAsync("Loop shoulder strap");
    }

    [StudioFact]
    public async Task Merchandiser_EditsAProductAndItsPrice_AndTakesBothBack()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products/HED-PAN");
        var page = session.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stilt fluid video head", Exact = true })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("product");

        await page.GetByRole(AriaRole.Button, new() { Name = "Edit name and description" }).ClickAsync();
        await page.Locator("#edit-name").FillAsync("Stilt video head, new");
        await session.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stilt video head, new" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Edit in Camera store" }).ClickAsync();
        await page.GetByLabel("Price (EUR)").FillAsync("dear");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "not an amount" })).ToBeVisibleAsync();
        await page.GetByLabel("Price (EUR)").FillAsync("155,50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("[data-channel=camera]")).ToContainTextAsync("155.50 €");

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: Edited Stilt video head, new in Camera store" }).ClickAsync();
        await Expect(page.Locator("[data-channel=camera]")).ToContainTextAsync("149.00 €");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: Edited Stilt video head, new", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stilt fluid video head", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task TwoPeople_EditTheSameProduct_TheSecondIsToldAndChooses()
    {
        await using var eva = await SignInAsync("eva");
        await using var mark = await SignInAsync("mark");
        foreach (var session in new[] { eva, mark })
        {
            await session.OpenAsync("/products/TRI-GRIP");
            await session.Page.GetByRole(AriaRole.Button, new() { Name = "Edit name and description" }).ClickAsync();
        }

        await mark.Page.Locator("#edit-name").FillAsync("Stilt bending tripod by Mark");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(mark.Page.GetByRole(AriaRole.Heading, new() { Name = "Stilt bending tripod by Mark" })).ToBeVisibleAsync();

        await Expect(eva.Page.Locator("#edit-name")).ToHaveValueAsync("Stilt bending tripod by Mark");
        await eva.Page.Locator("#edit-name").FillAsync("Stilt bending tripod by Eva");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Edit name and description" }).ClickAsync();
        await mark.Page.Locator("#edit-name").FillAsync("Stilt bending tripod by Mark again");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Group, new() { Name = "Conflict: Name" })).ToContainTextAsync("Stilt bending tripod by Mark again");
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Overwrite with mine" }).ClickAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Heading, new() { Name = "Stilt bending tripod by Eva" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Viewer_SeesTheWorkbench_WithoutAWayToEdit()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/products/cam-d9-body");

        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Lumen D9 DSLR body" })).ToBeVisibleAsync();
        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Shops" })).ToBeVisibleAsync();
        await Expect(session.Page.GetByRole(AriaRole.Button, new() { NameRegex = EditButton() })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task UnknownSku_OffersToSearchForIt()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/products/LNS-50-19");

        await session.Page.GetByRole(AriaRole.Link, new() { Name = "Search for it" }).ClickAsync();
        await Expect(session.Page).ToHaveURLAsync(Address("q=LNS-50-19&shops=all"));
    }

    [Fact]
    public async Task Today_EachFigure_LeadsToTheListBehindIt()
    {
        await using var session = await SignInAsync("mark");
        await session.OpenAsync("/");
        var page = session.Page;
        await Expect(page.GetByText("of 4 recommendations")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("today");

        await page.GetByRole(AriaRole.Link, new() { NameRegex = DeadLinks() }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address("with=dead-link&status=active"));
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { NameRegex = DeadLinkRow() })).ToBeCheckedAsync();
        await Expect(Row(page, "CAM-D7-BODY")).ToBeVisibleAsync();
    }

    private static ILocator Row(IPage page, string sku) => page.GetByRole(AriaRole.Grid).GetByRole(AriaRole.Row).Filter(new() { HasText = sku });

    /// <summary>Names in the list that do not stand there whole.</summary>
    private static Task<string[]> CutNamesAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('.row .cs-product-name')]
          .filter((name) => name.scrollHeight > name.clientHeight + 1 || name.scrollWidth > name.clientWidth + 1).map((name) => name.textContent)
        """);

    private static ILocator At(IPage page, int index) => page.Locator(FormattableString.Invariant($"[data-row='{index}']"));

    private static async Task InDarkAsync(BrowserSession session, Func<Task> look)
    {
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await session.Page.Locator("html[data-theme=dark]").WaitForAsync();
        await look();
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Light theme" }).ClickAsync();
        await session.Page.Locator("html[data-theme=light]").WaitForAsync();
    }

    private static Regex Address(string query) => new("/products\\?" + Regex.Escape(query) + "$");

    [GeneratedRegex("^Lenses")]
    private static partial Regex LensesRow();

    [GeneratedRegex("^No links")]
    private static partial Regex NoLinksRow();

    [GeneratedRegex("^Links to unavailable products")]
    private static partial Regex DeadLinkRow();

    [GeneratedRegex("^1 of")]
    private static partial Regex OneOf();

    [GeneratedRegex("^2 of")]
    private static partial Regex TwoOf();

    [GeneratedRegex("^3 of")]
    private static partial Regex ThreeOf();

    [GeneratedRegex(@"^All [\d.,]+ matching are selected")]
    private static partial Regex AllSelected();

    [GeneratedRegex(@"^Show \d+ products")]
    private static partial Regex ShowProducts();

    [GeneratedRegex("^Price")]
    private static partial Regex PriceHead();

    [GeneratedRegex("^Edit")]
    private static partial Regex EditButton();

    [GeneratedRegex("links? to unavailable products")]
    private static partial Regex DeadLinks();
}
