using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

[Collection("browser")]
public sealed partial class ProductsJourney(BrowserFixture browser)
{
    [Fact]
    public async Task Merchandiser_SearchesFiltersAndSorts_AndTheAddressRemembers()
    {
        await using var session = await browser.SignInAsync("eva");
        await session.OpenAsync("/products");
        var page = session.Page;
        var rows = page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Row);
        await Expect(rows.Filter(new() { HasText = "CAM-D7-BODY" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("product-count")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("products");

        await page.GetByLabel("Search this list").PressSequentiallyAsync("polariser");
        await Expect(rows).ToHaveCountAsync(2); // the head and the one family
        await Expect(page).ToHaveURLAsync(Address("q=polariser"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Every SKU" }).ClickAsync();
        await Expect(rows.Filter(new() { HasText = "FLT-PL67" })).ToBeVisibleAsync();

        await session.OpenAsync("/products");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = LensesRow() }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "No links" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = PriceHead() }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = PriceHead() }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address("category=lenses&with=no-links&sort=-price"));
        await Expect(rows.Nth(1)).ToContainTextAsync("Orbis 70-200 mm f/2.8, D mount");

        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(Address("category=lenses&with=no-links&sort=price"));
        await Expect(rows.Nth(1)).Not.ToContainTextAsync("Orbis 70-200 mm");

        await page.GetByLabel("Search this list").FillAsync("no such thing at all");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing fits" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show all products" }).ClickAsync();
        await Expect(rows.Filter(new() { HasText = "CAM-D7-BODY" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Merchandiser_EditsAProductAndItsPrice_AndTakesBothBack()
    {
        await using var session = await browser.SignInAsync("eva");
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
        await Expect(page.Locator("[data-channel=camera]")).ToContainTextAsync("155,50 €");

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: Edited Stilt video head, new in Camera store" }).ClickAsync();
        await Expect(page.Locator("[data-channel=camera]")).ToContainTextAsync("149,00 €");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: Edited Stilt video head, new", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stilt fluid video head", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task TwoPeople_EditTheSameProduct_TheSecondIsToldAndChooses()
    {
        await using var eva = await browser.SignInAsync("eva");
        await using var mark = await browser.SignInAsync("mark");
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
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Write mine" }).ClickAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Heading, new() { Name = "Stilt bending tripod by Eva" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Viewer_SeesTheWorkbench_WithoutAWayToEdit()
    {
        await using var session = await browser.SignInAsync("ana");
        await session.OpenAsync("/products/cam-d9-body");

        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Lumen D9 DSLR body" })).ToBeVisibleAsync();
        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Shops" })).ToBeVisibleAsync();
        await Expect(session.Page.GetByRole(AriaRole.Button, new() { NameRegex = EditButton() })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task UnknownSku_OffersToSearchForIt()
    {
        await using var session = await browser.SignInAsync("ana");
        await session.OpenAsync("/products/LNS-50-19");

        await session.Page.GetByRole(AriaRole.Link, new() { Name = "Search for it" }).ClickAsync();
        await Expect(session.Page).ToHaveURLAsync(Address("q=LNS-50-19&shops=all"));
    }

    [Fact]
    public async Task Today_EachFigure_LeadsToTheListBehindIt()
    {
        await using var session = await browser.SignInAsync("mark");
        await session.OpenAsync("/");
        var page = session.Page;
        await Expect(page.GetByText("of revenue has a full panel")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("today");

        await page.GetByRole(AriaRole.Link, new() { NameRegex = DeadLinks() }).ClickAsync();
        await Expect(page.GetByLabel("Links to a dead product")).ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Row).Filter(new() { HasText = "CAM-D7-BODY" })).ToBeVisibleAsync();
    }

    private static Regex Address(string query) => new("/products\\?" + Regex.Escape(query) + "$");

    [GeneratedRegex("^Lenses")]
    private static partial Regex LensesRow();

    [GeneratedRegex("^Price")]
    private static partial Regex PriceHead();

    [GeneratedRegex("^Edit")]
    private static partial Regex EditButton();

    [GeneratedRegex("links? to (a )?dead")]
    private static partial Regex DeadLinks();
}
