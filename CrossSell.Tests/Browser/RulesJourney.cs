using System.Text.RegularExpressions;
using CrossSell.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

/// <summary>A rule from nothing to the shopper's panel: what is typed is counted at once, and what is switched is undone.</summary>
public sealed class RulesJourney(BrowserFixture browser) : Journey(browser)
{
    [StudioFact]
    public async Task Rule_MadeFromNothing_FillsThePanelUntilItIsSwitchedOff()
    {
        await using var eva = await SignInAsync("eva");
        await eva.OpenAsync("/rules");
        await eva.Page.GetByRole(AriaRole.Link, new() { Name = "New rule" }).ClickAsync();
        // A new rule fills nothing before somebody turns it on, and one without a name is not saved.
        await Expect(eva.Page).ToHaveURLAsync(new Regex("/rules/new"));
        await Expect(eva.Page.GetByRole(AriaRole.Button, new() { Name = "Create rule" })).ToBeVisibleAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Switch)).ToHaveAttributeAsync("aria-checked", "false");
        await eva.Page.GetByRole(AriaRole.Switch).ClickAsync();
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Create rule" }).ClickAsync();
        await Expect(eva.Page.GetByLabel("Name", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(eva.Page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        await eva.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Snap and clean");

        await AddAsync(eva, "For these products: add a condition", "SKU");
        await eva.Page.GetByLabel("SKU: add SKUs").FillAsync("CAM-INST");
        await eva.Page.GetByLabel("SKU: add SKUs").BlurAsync();
        await AddAsync(eva, "Offer these: add a condition", "Brand");
        await PickAsync(eva, "Brand: add a value", "Clear");
        await Expect(Figure(eva, "anchors")).ToHaveTextAsync(new Regex("^[1-9]"));
        await Expect(Figure(eva, "companions")).Not.ToHaveTextAsync("0");
        await Expect(Figure(eva, "pairs")).Not.ToHaveTextAsync("0");
        var offers = await Figure(eva, "companions").InnerTextAsync();
        var pairs = await Figure(eva, "pairs").InnerTextAsync();

        // The figures follow the next letters; the letters never wait for them.
        await AddAsync(eva, "Compared with the product: add a comparison", "Price at most");
        await eva.Page.GetByLabel("Price at most, percent of its price").FillAsync("1");
        await Expect(Figure(eva, "pairs")).Not.ToHaveTextAsync(pairs);
        await eva.Page.GetByLabel("Price at most, percent of its price").FillAsync("90");
        await Expect(Figure(eva, "pairs")).ToHaveTextAsync(pairs);
        await Expect(Figure(eva, "companions")).ToHaveTextAsync(offers);
        await Expect(eva.Page.Locator(".sentence")).ToContainTextAsync("CAM-INST");
        await eva.AssertAccessibleAsync();

        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Create rule" }).ClickAsync();
        await Expect(eva.Page).ToHaveURLAsync(new Regex("/rules/[0-9]+$"));
        await eva.Page.Locator("[data-saved=true]").WaitForAsync();
        var address = new Uri(eva.Page.Url).AbsolutePath;
        await eva.CaptureAsync("rule");
        await DarkAsync(eva);
        await eva.AssertAccessibleAsync();

        // In the panel of its product, named, and a reverse link to it.
        await eva.OpenAsync("/preview?sku=CAM-INST&channel=camera");
        var why = eva.Page.GetByRole(AriaRole.Region, new() { Name = "Why these products?" });
        await Expect(why.GetByRole(AriaRole.Link, new() { Name = "Snap and clean" }).First).ToHaveAttributeAsync("href", address);

        await eva.OpenAsync("/rules");
        await Expect(eva.Page.Locator("[data-rule]").Filter(new() { HasText = "Snap and clean" })).ToContainTextAsync(new Regex("[1-9][0-9]* product"));
        await eva.AssertAccessibleAsync();
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Light theme" }).ClickAsync();
        await eva.CaptureAsync("rules");
        await eva.AssertAccessibleAsync();
        var works = eva.Page.GetByRole(AriaRole.Switch, new() { Name = "Snap and clean is on" });
        await works.ClickAsync();
        await Expect(works).ToHaveAttributeAsync("aria-checked", "false");
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(works).ToHaveAttributeAsync("aria-checked", "true");
        await works.ClickAsync();
        await Expect(works).ToHaveAttributeAsync("aria-checked", "false");
        await eva.OpenAsync("/preview?sku=CAM-INST&channel=camera");
        await Expect(why).ToBeVisibleAsync();
        await Expect(why).Not.ToContainTextAsync("Snap and clean");

        await eva.OpenAsync(address);
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(eva.Page.GetByText("Removed Snap and clean.")).ToBeVisibleAsync();
        await Expect(eva.Page.Locator("[data-rule]").Filter(new() { HasText = "Snap and clean" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Lines_MovedByKeys_KeepTheFocusAndAreUndone()
    {
        await using var eva = await SignInAsync("eva");
        await eva.OpenAsync("/rules/new");
        await AddAsync(eva, "For these products: add a condition", "Price");
        await AddAsync(eva, "For these products: add a condition", "A group");
        var grip = eva.Page.GetByLabel(new Regex("^Move Price"));
        await grip.FocusAsync();

        await eva.Page.Keyboard.PressAsync("ArrowDown");

        await Expect(eva.Page.Locator(".group .group").GetByLabel("Price from in EUR")).ToBeVisibleAsync();
        await Expect(grip).ToBeFocusedAsync();
        await eva.Page.Keyboard.PressAsync("Delete");
        await Expect(grip).ToHaveCountAsync(0);
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(eva.Page.Locator(".group .group").GetByLabel("Price from in EUR")).ToBeVisibleAsync();
        await eva.AssertAccessibleAsync();

        // Nothing was saved: leaving asks.
        var asked = false;
        eva.Page.Dialog += async (_, dialog) =>
        {
            asked = true;
            await dialog.AcceptAsync();
        };
        await eva.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Bundles" }).ClickAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Heading, new() { Name = "Bundles", Exact = true })).ToBeVisibleAsync();
        Assert.True(asked);
    }

    [Fact]
    public async Task TwoPeople_OnOneRule_SeeOneAnotherAndMergeOrChoose()
    {
        await using var eva = await SignInAsync("eva");
        await eva.OpenAsync("/rules/new?from=small");
        await PickAsync(eva, "Category: add a value", "Cameras", 0);
        await PickAsync(eva, "Category: add a value", "Lenses", 1);
        await eva.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Shared rule");
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Create rule" }).ClickAsync();
        await Expect(eva.Page).ToHaveURLAsync(new Regex("/rules/[0-9]+$"));
        await using var mark = await SignInAsync("mark");
        await mark.OpenAsync(new Uri(eva.Page.Url).AbsolutePath);
        await Expect(eva.Page.GetByRole(AriaRole.Group, new() { Name = "Also here" })).ToBeVisibleAsync();

        // Different fields: both stay.
        await eva.Page.GetByLabel("Note for colleagues").FillAsync("From Eva");
        await mark.Page.GetByLabel("At most per product").FillAsync("7");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(eva.Page.GetByLabel("At most per product")).ToHaveValueAsync("7");
        await Expect(eva.Page.GetByLabel("Note for colleagues")).ToHaveValueAsync("From Eva");

        // The same field: a choice.
        await mark.Page.GetByLabel("Note for colleagues").FillAsync("From Mark");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Group, new() { Name = "Conflict: Note" })).ToContainTextAsync("From Mark");
        await eva.AssertAccessibleAsync();
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Overwrite with mine" }).ClickAsync();
        await Expect(mark.Page.GetByLabel("Note for colleagues")).ToHaveValueAsync("From Eva");
    }

    [Fact]
    public async Task Viewer_SeesARuleWithoutWaysToChangeIt()
    {
        await using var eva = await SignInAsync("eva");
        await eva.OpenAsync("/rules/new?from=fits");
        await PickAsync(eva, "Category: add a value", "Cameras", 0);
        await PickAsync(eva, "Category: add a value", "Lenses", 1);
        await eva.Page.GetByLabel("Attribute of the product").ChooseAsync("Mount");
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Create rule" }).ClickAsync();
        await Expect(eva.Page).ToHaveURLAsync(new Regex("/rules/[0-9]+$"));

        await using var ana = await SignInAsync("ana");
        await ana.OpenAsync(new Uri(eva.Page.Url).AbsolutePath);
        await Expect(ana.Page.GetByText("Lenses with the same Mount")).ToBeVisibleAsync();
        await Expect(ana.Page.GetByLabel("Name", new() { Exact = true })).ToBeDisabledAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToHaveCountAsync(0);
        await ana.AssertAccessibleAsync();
        await ana.OpenAsync("/rules");
        await Expect(ana.Page.GetByRole(AriaRole.Link, new() { Name = "Matching products" }).First).ToBeVisibleAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Link, new() { Name = "New rule" })).ToHaveCountAsync(0);
        await ana.AssertAccessibleAsync();
    }

    private static ILocator Figure(BrowserSession session, string name) => session.Page.Locator($"[data-figure={name}]");

    // The cursor goes on into what was added.
    private static async Task AddAsync(BrowserSession session, string field, string what) =>
        await Expect(await EnterAsync(session, field, what, 0)).Not.ToBeFocusedAsync();

    private static async Task PickAsync(BrowserSession session, string field, string what, int number = 0) =>
        await (await EnterAsync(session, field, what, number)).PressAsync("Escape");

    private static async Task<ILocator> EnterAsync(BrowserSession session, string field, string what, int number)
    {
        var box = session.Page.GetByRole(AriaRole.Combobox, new() { Name = field, Exact = true }).Nth(number);
        await box.FillAsync(what);
        await session.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = what }).First.WaitForAsync();
        await box.PressAsync("Enter");
        return box;
    }

    private static async Task DarkAsync(BrowserSession session)
    {
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await session.Page.Locator("html[data-theme=dark]").WaitForAsync();
    }
}
