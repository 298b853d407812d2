using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed partial class SettingsJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Administrator_NeedsANewAttribute_AndProductsAskForIt()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings/attributes");
        var page = session.Page;
        await CheckAsync(session, "settings-attributes");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add attribute" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Care label");
        await session.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Care label care-label" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { NameRegex = ProductTypes() }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Tableware() }).ClickAsync();
        await page.GetByLabel("Add an attribute").ChooseAsync("Care label");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Required Care label" }).CheckAsync();
        await session.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Care label (needed)")).ToBeVisibleAsync();

        await session.OpenAsync("/settings/completeness");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show Coffee subscription in en" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = CareLabelMissing() })).ToBeVisibleAsync();

        await session.OpenAsync("/products/CUP-MUG");
        await Expect(page.GetByText("Care label").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Administrator_MovesACategoryByKeyboard_AndTakesItBack()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings/categories");
        var page = session.Page;
        var names = page.Locator(".tree-name");
        await names.Filter(new() { HasText = "Straps" }).ClickAsync();
        await CheckAsync(session, "settings-categories");

        await names.Filter(new() { HasText = "Straps" }).FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowRight");
        await Expect(page.GetByText("Photo / Bags / Straps", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(names.Filter(new() { HasText = "Straps" })).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Alt+ArrowLeft");
        await Expect(page.GetByText("Photo / Straps", new() { Exact = true })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Move to…" }).ClickAsync();
        await session.AssertAccessibleAsync();
        await page.GetByLabel("Move to").ChooseAsync("Fashion");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Move" }).ClickAsync();
        await Expect(page.GetByText("Fashion / Straps", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByText("Photo / Straps", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Administrator_DragsACategoryIntoAnother()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings/categories");
        var page = session.Page;
        var rows = page.Locator(".tree li");

        await page.Locator(".tree li[draggable=true]").First.WaitForAsync();
        await rows.Filter(new() { HasText = "Jewellery" }).DragToAsync(rows.Filter(new() { HasText = "Shoes" }).Locator(".tree-name"));

        await Expect(page.GetByText("Fashion / Shoes / Jewellery", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByText("Fashion / Jewellery", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Administrator_RaisesAThreshold_SeesWhatItWouldDo_AndSavesIt()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings/channels?channel=outdoor");
        var page = session.Page;
        await Expect(page.GetByLabel("Name", new() { Exact = true }).First).ToHaveValueAsync("Outdoor shop");
        await page.GetByLabel("Minimum completeness to be recommended, in percent").FillAsync("90");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByTestId("channel-preview")).ToContainTextAsync("active products would be under the threshold");
        await Expect(page.GetByTestId("channel-preview")).ToContainTextAsync(InPanels());
        await CheckAsync(session, "settings-channels");

        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved Outdoor shop.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByLabel("Minimum completeness to be recommended, in percent")).ToHaveValueAsync("75");
    }

    [Fact]
    public async Task Viewer_ReadsTheReport_DownloadsIt_AndFindsNothingToChange()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/settings");
        var page = session.Page;
        await CheckAsync(session, "settings");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = CompletenessCard() }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = MissingGtin() })).ToBeVisibleAsync();
        await CheckAsync(session, "settings-completeness");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.Equal("sku,name,channel,locale,completeness,missing", lines[0].TrimStart('\uFEFF'));
        Assert.Contains(
            lines, line => line.StartsWith("CAM-D7-BODY,", StringComparison.OrdinalIgnoreCase) && line.Contains(",100,", StringComparison.Ordinal));

        await session.OpenAsync("/settings/categories");
        await page.Locator(".tree-name").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Add category" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move to…" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Administrator_SetsHowOrdersAreCounted_CountsThem_AndTakesItBack()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings/mining?channel=fashion");
        var page = session.Page;
        await page.GetByLabel("Exclude baskets with more than").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("fewer than two products");
        await session.AssertAccessibleAsync();

        await page.GetByLabel("Exclude baskets with more than").FillAsync("40");
        await page.GetByLabel("Recalculate", new() { Exact = true }).ChooseAsync("Every Monday");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("next on Mon")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByLabel("Exclude baskets with more than")).ToHaveValueAsync("");

        var runs = page.Locator(".runs tbody tr:not(.details)");
        var before = await runs.CountAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Recalculate" }).ClickAsync();
        await Expect(runs).ToHaveCountAsync(before + 1);
        await runs.First.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator(".runs .details").First).ToContainTextAsync("all orders");
        await CheckAsync(session, "settings-mining");
    }

    [Fact]
    public async Task Administrator_LiftsAPriceCap_AndTakesItBack()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings/panels?channel=camera");
        var page = session.Page;
        var cap = page.GetByLabel("Costs at most");
        await Expect(cap).ToHaveValueAsync("250");
        await CheckAsync(session, "settings-panels");

        await page.GetByLabel("Bought together in at least").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("At least 5 baskets are needed as evidence.")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();

        await page.GetByLabel("Bought together in at least").FillAsync("5");
        await cap.FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(cap).ToHaveValueAsync("250");
    }

    private static async Task CheckAsync(BrowserSession session, string name)
    {
        await session.AssertAccessibleAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await session.Page.Locator("html[data-theme=dark]").WaitForAsync();
        await session.AssertAccessibleAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Light theme" }).ClickAsync();
        await session.Page.Locator("html[data-theme=light]").WaitForAsync();
        await session.CaptureAsync(name);
    }

    [GeneratedRegex("^Product types")]
    private static partial Regex ProductTypes();

    [GeneratedRegex("^Tableware")]
    private static partial Regex Tableware();

    [GeneratedRegex("products: Care label$")]
    private static partial Regex CareLabelMissing();

    [GeneratedRegex("products: GTIN$")]
    private static partial Regex MissingGtin();

    [GeneratedRegex("^Completeness")]
    private static partial Regex CompletenessCard();

    [GeneratedRegex("in (a panel|panels) now")]
    private static partial Regex InPanels();
}
