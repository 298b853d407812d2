using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

/// <summary>People type faster than a server answers: nothing typed is lost, and a key means what stands in the field when it is pressed.</summary>
public sealed class TypingJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Description_SavedByKeyRightAfterTheLastLetter_KeepsAllOfIt()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products/TRI-S3");
        var page = session.Page;
        var text = await EditDescriptionAsync(page);
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(" Folds flat in seconds");
        await page.Keyboard.PressAsync("Control+S");

        await Expect(page.Locator("#texts .cs-rich")).ToContainTextAsync("Folds flat in seconds");
        await Expect(text).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Description_LeftByAStepBackRightAfterTheLastLetter_AsksFirst()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await session.OpenAsync("/products");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bundles", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Bundles", Level = 1 }).WaitForAsync();
        await GoInsideAsync(page, "/products/TRI-S3");
        await EditDescriptionAsync(page);
        var asked = Answered(page, stay: true);
        await page.Keyboard.TypeAsync("Folds flat ");
        await page.EvaluateAsync("history.back()");

        Assert.Contains("not saved yet", await asked, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Control+S");
        await Expect(page.Locator("#texts .cs-rich")).ToContainTextAsync("Folds flat");
    }

    [Fact]
    public async Task Settings_LeftByAStepBackWithTheCursorStillInTheField_AsksFirst()
    {
        await using var session = await SignInAsync("olaf");
        var page = session.Page;
        await session.OpenAsync("/bundles");
        await GoInsideAsync(page, "/settings/panels");
        await page.GetByLabel("Costs at most").ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        var asked = Answered(page, stay: true);
        await page.Keyboard.TypeAsync("37");
        await page.EvaluateAsync("history.back()");

        Assert.Contains("not saved yet", await asked, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByTestId("message")).ToContainTextAsync("Saved the panel settings");
        // In a browser of its own: this one may still be putting its history right after the step back that was refused.
        await using var elsewhere = await SignInAsync("olaf");
        await elsewhere.OpenAsync("/settings/panels");
        await Expect(elsewhere.Page.GetByLabel("Costs at most")).ToHaveValueAsync("37");
    }

    [Fact]
    public async Task Dialog_LeftByEscapeOrAStepBackWithSomethingTyped_AsksFirst_AndOtherwiseCloses()
    {
        await using var session = await SignInAsync("olaf");
        var (page, dialog) = (session.Page, session.Page.GetByRole(AriaRole.Dialog));
        await session.OpenAsync("/bundles");
        await GoInsideAsync(page, "/settings/segments");
        var add = page.GetByRole(AriaRole.Button, new() { Name = "Add segment" });
        await add.ClickAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);

        await add.ClickAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        var asked = new TaskCompletionSource<string>();
        page.Dialog += async (_, question) =>
        {
            await question.DismissAsync();
            asked.TrySetResult(question.Message);
        };
        await page.Keyboard.TypeAsync("Office ");
        await page.Keyboard.PressAsync("Escape");
        Assert.Contains("not saved yet", await asked.Task.WaitAsync(TimeSpan.FromSeconds(15)), StringComparison.Ordinal);
        asked = new();
        await page.Keyboard.TypeAsync("Office ");
        await page.EvaluateAsync("history.back()");
        Assert.Contains("not saved yet", await asked.Task.WaitAsync(TimeSpan.FromSeconds(15)), StringComparison.Ordinal);

        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Office Office ");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ReviewComment_LeftByALink_AsksFirst()
    {
        await using var session = await SignInAsync("mark");
        var page = session.Page;
        await session.OpenAsync("/reviews");
        await page.Locator("main a[href*='/reviews/']").First.ClickAsync();
        await page.GetByLabel("Comment", new() { Exact = true }).FocusAsync();
        await page.Keyboard.TypeAsync("Too cheap?");
        var asked = Answered(page, stay: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Bundles", Exact = true }).First.ClickAsync();

        Assert.Contains("Your comment is not saved yet", await asked, StringComparison.Ordinal);
        await Expect(page.GetByLabel("Comment", new() { Exact = true })).ToHaveValueAsync("Too cheap?");
    }

    [Fact]
    public async Task LinkInspector_TwoFieldsOneAfterTheOther_BothKeepWhatWasTyped()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await session.OpenAsync("/links?sku=CAM-D7-BODY&view=table");
        await page.GetByRole(AriaRole.Table).First.WaitForAsync();
        await page.GetByRole(AriaRole.Table).First.Locator("tbody .cs-product-name").First.ClickAsync();
        var (ends, note) = (page.Locator("#link-to"), page.Locator("#link-note"));
        await ends.FillAsync("2099-01-31");
        await note.FocusAsync();
        await page.Keyboard.TypeAsync("Ask Mark");
        await page.Keyboard.PressAsync("Tab");

        await Expect(page.Locator("details.history li").Filter(new() { HasText = "Edited" })).ToHaveCountAsync(2);
        await Expect(ends).ToHaveValueAsync("31 Jan 2099");
        await Expect(note).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Ask Mark$"));
        await using var db = Studio.Store.Read();
        Assert.True(await db.Links.AnyAsync(link => link.ValidTo != null && link.Note!.EndsWith("Ask Mark")));
    }

    [Fact]
    public async Task ReasonOfARejection_LeftByALink_AsksFirst()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await session.OpenAsync("/suggestions");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject", Exact = true }).First.ClickAsync();
        await page.GetByLabel("Another reason").FocusAsync();
        await page.Keyboard.TypeAsync("Sold out for good");
        // The server has heard of it: a person needs longer for the way to the link than a busy machine for that.
        await Expect(page.Locator(".ask form button")).ToBeEnabledAsync();
        var asked = Answered(page, stay: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Bundles", Exact = true }).First.ClickAsync();

        Assert.Contains("Your reason is not saved yet", await asked, StringComparison.Ordinal);
        await Expect(page.GetByLabel("Another reason")).ToHaveValueAsync("Sold out for good");
    }

    [Fact]
    public async Task Enter_InFindACategory_PicksTheCategory_AndDoesNotCreateTheProduct()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await session.OpenAsync("/products/new");
        await page.GetByLabel("SKU", new() { Exact = true }).FillAsync("STR-NEW");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("New strap");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a category" }).FocusAsync();
        await page.Keyboard.TypeAsync("Straps");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Choose another" })).ToBeVisibleAsync();
        // The server answers in order: whatever Enter has sent is done by now.
        await page.GetByLabel("Brand", new() { Exact = true }).FillAsync("Lum");
        await Expect(page.Locator("#new-brands option")).Not.ToHaveCountAsync(0);
        await using var db = Studio.Store.Read();
        Assert.False(await db.Products.AnyAsync(product => product.Sku == "STR-NEW"));
    }

    [Fact]
    public async Task LinkNote_ThatCouldNotBeSaved_StaysAndSaysSo_AndWhatIsChosenMeanwhileIsNotDropped()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await session.OpenAsync("/links?sku=CAM-D7-BODY&view=table");
        await page.GetByRole(AriaRole.Table).First.Locator("tbody .cs-product-name").First.ClickAsync();
        var (note, position, unsaved) = (page.Locator("#link-note"), page.Locator("#link-position"), page.GetByTestId("unsaved"));
        await Expect(position).ToHaveValueAsync("1");
        await using (await Studio.Store.WriteAsync(CrossSell.Core.People.Actor.Job("import"), "Imports"))
        {
            await note.FillAsync("Ask Mark");
            await page.Keyboard.PressAsync("Tab");
            await Expect(unsaved).ToContainTextAsync("Not saved. The database is busy");
            await Expect(note).ToHaveValueAsync("Ask Mark");
            await session.AssertAccessibleAsync();
            await session.CaptureAsync("link-unsaved");
        }

        await unsaved.GetByRole(AriaRole.Button, new() { Name = "Save again" }).ClickAsync();
        await Expect(unsaved).ToHaveCountAsync(0);
        // Both at once: the second waits for the first.
        await note.FillAsync("Ask Mark again");
        await page.Keyboard.PressAsync("Tab");
        await position.PressAsync("2");
        await Expect(page.GetByText("position 2 of")).ToBeVisibleAsync();
        await Expect(page.Locator("details.history li").Filter(new() { HasText = "Edited" })).ToHaveCountAsync(2);
        await Expect(unsaved).ToHaveCountAsync(0);
        await using var db = Studio.Store.Read();
        Assert.True(await db.Links.AnyAsync(link => link.Note == "Ask Mark again"));
    }

    [Fact]
    public async Task Canvas_LAndANameThatIsNotOnIt_LinksWhatTheShopHasOfThatName()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        await hand.OpenAsync("CAM-D7-BODY");
        var before = await hand.TargetsAsync("CAM-D7-BODY");
        Assert.DoesNotContain("FLA-60", before);
        await hand.Anchor.FocusAsync();
        await hand.Page.Keyboard.PressAsync("l");
        await hand.Page.Keyboard.TypeAsync("spark 60");
        await hand.Page.Keyboard.PressAsync("Enter");

        await hand.ExpectSaidAsync("Linked Lumen D7 DSLR body to Spark 60 speedlight");
        Assert.Equal(before.Append("FLA-60").Order(StringComparer.Ordinal), (await hand.TargetsAsync("CAM-D7-BODY")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Search_AfterEnter_TakesTheNextWordInPlaceOfTheLast()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        await hand.OpenAsync("CAM-D7-BODY");
        await hand.Page.GetByRole(AriaRole.Heading, new() { Name = "Links", Exact = true }).FocusAsync();
        await hand.Page.Keyboard.PressAsync("/");
        await hand.Page.Keyboard.TypeAsync("spark 60");
        await hand.Page.Keyboard.PressAsync("Enter");
        await hand.ExpectSaidAsync("to Spark 60 speedlight");
        await hand.Page.Keyboard.TypeAsync("loop");

        await Expect(hand.Search).ToHaveValueAsync("loop");
        await session.OpenAsync("/products");
        await hand.Page.GetByRole(AriaRole.Heading, new() { Name = "Products", Level = 1 }).FocusAsync();
        var find = hand.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search this list" });
        await hand.Page.Keyboard.PressAsync("/");
        await hand.Page.Keyboard.TypeAsync("spark");
        await hand.Page.Keyboard.PressAsync("Enter");
        await hand.Page.Keyboard.TypeAsync("loop");
        await Expect(find).ToHaveValueAsync("loop");
    }

    [Fact]
    public async Task Message_KeepsClearOfTheFocus_AndGoesAfterSixSecondsUnlessItIsLookedAt()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await session.OpenAsync("/products");
        var cell = page.Locator("[data-inline-cell$='-Stock']").Nth(9);
        await Expect(cell).ToBeVisibleAsync();
        await page.Locator(".table[data-ready]").WaitForAsync();
        await cell.FocusAsync();
        await page.Keyboard.PressAsync("F2");
        await Expect(page.Locator(".inline-edit input")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("77");
        await page.Keyboard.PressAsync("Enter");
        var message = page.GetByTestId("message");
        await Expect(message).ToContainTextAsync("Saved the stock of");
        await Expect(cell).ToBeFocusedAsync();
        Assert.True(await page.EvaluateAsync<bool>("""
            () => {
              const one = document.activeElement.getBoundingClientRect();
              const other = document.querySelector('[data-testid=message]').getBoundingClientRect();
              return one.bottom <= other.top || other.bottom <= one.top || one.right <= other.left || other.right <= one.left;
            }
            """));

        await message.HoverAsync();
        await page.Clock.RunForAsync(8_000);
        await Expect(message).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await page.Mouse.MoveAsync(2, 2);
        await page.Clock.RunForAsync(6_500);
        await Expect(message).ToHaveCountAsync(0);

        // It is gone; what it offered is not.
        await page.GetByRole(AriaRole.Heading, new() { Name = "Products", Level = 1 }).FocusAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(message).ToContainTextAsync("Undone: ");
    }

    [Fact]
    public async Task Message_WhileADialogIsOpen_IsInTheDialog_WithItsUndo()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await session.OpenAsync("/products/CAM-P3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit attributes" }).ClickAsync();
        await page.GetByLabel("Weight").FillAsync("255.5");
        await page.Keyboard.PressAsync("Control+S");
        await Expect(page.GetByTestId("message")).ToContainTextAsync("Saved");
        // As long as somebody points at it, it stays; the dialog is opened by key.
        await page.GetByTestId("message").HoverAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Duplicate", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        var undo = dialog.GetByRole(AriaRole.Region, new() { Name = "Messages" }).GetByRole(AriaRole.Button, new() { Name = "Undo" });
        // As long as it has the focus, it stays.
        await undo.FocusAsync();
        await Expect(page.GetByTestId("message")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");

        await Expect(dialog.GetByTestId("message")).ToContainTextAsync("Undone: ");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(page.Locator(".cs-studio > .cs-messages")).ToContainTextAsync("Undone: ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Duplicate", Exact = true }).ClickAsync();
        await Expect(dialog).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
    }

    [Fact]
    public async Task BrokenBundle_OnToday_LeadsToTheBundle_WhichSaysWhatBrokeAndHowToFixIt()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await using (var write = await Studio.Store.WriteAsync(CrossSell.Core.People.Actor.CommandLine, "Sold the last one"))
        {
            var grinder = await write.Db.Products.SingleAsync(product => product.Sku == "GRN-HOME");
            (await write.Db.Listings.SingleAsync(listing => listing.ProductId == grinder.Id)).Set(it => it.Stock, 0);
            // The demo has a broken bundle of its own; with the grinder's alone, the tile leads straight to it.
            await write.Db.Listings.Where(listing => listing.Stock == 0 && listing.ProductId != grinder.Id)
                .ExecuteUpdateAsync(update => update.SetProperty(listing => listing.Stock, 5));
            Assert.True((await write.CommitAsync()).IsDone);
        }

        await page.Locator(".cs-topbar .cs-channel-name").ClickAsync();
        await page.Locator(".cs-menu-item").Filter(new() { HasText = "Coffee" }).ClickAsync();
        await Expect(page.Locator(".cs-topbar .cs-channel-name")).ToContainTextAsync("Coffee");
        await session.OpenAsync("/");
        var tile = page.GetByRole(AriaRole.Region, new() { Name = "To do" }).GetByRole(AriaRole.Link).Filter(new() { HasText = "bundle needing attention" });
        await Expect(tile).ToContainTextAsync("1");
        await tile.ClickAsync();

        var problem = page.GetByRole(AriaRole.Region, new() { Name = "Needs attention" });
        await Expect(problem).ToContainTextAsync("Drift home grinder is out of stock. Add stock, or create a new revision without it.");
        await Expect(problem.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "/products/GRN-HOME");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("bundle-attention");
        await session.OpenAsync("/bundles?state=attention");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "needs attention" });
        await Expect(row).ToContainTextAsync("Drift home grinder is out of stock");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("bundles-attention");
    }

    private static async Task<ILocator> EditDescriptionAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit name and description" }).ClickAsync();
        var text = page.GetByRole(AriaRole.Textbox, new() { Name = "Description", Exact = true });
        await Expect(text).ToHaveAttributeAsync("contenteditable", "true");
        await text.ClickAsync();
        return text;
    }

    /// <summary>By a link of the page itself, so that a step back stays on the circuit.</summary>
    private static async Task GoInsideAsync(IPage page, string path)
    {
        await page.EvaluateAsync("path => Blazor.navigateTo(path)", path);
        await page.WaitForURLAsync("**" + path);
    }

    /// <summary>What the page asks next, answered at once.</summary>
    private static async Task<string> Answered(IPage page, bool stay)
    {
        var asked = new TaskCompletionSource<string>();
        page.Dialog += async (_, dialog) =>
        {
            await (stay ? dialog.DismissAsync() : dialog.AcceptAsync());
            asked.TrySetResult(dialog.Message);
        };
        return await asked.Task.WaitAsync(TimeSpan.FromSeconds(15));
    }
}
