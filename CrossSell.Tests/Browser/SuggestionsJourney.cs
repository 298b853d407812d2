using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

/// <summary>Decides on pairs of the coffee shop; other journeys leave those alone.</summary>
public sealed partial class SuggestionsJourney(BrowserFixture browser) : Journey(browser)
{
    private const string Coffee = "/suggestions?channel=coffee";

    [Fact]
    public async Task Merchandiser_DecidesByKeyboard_AndUndoes()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync(Coffee);
        var rows = session.Page.Locator("li.pair");
        // Anyone who arrives can decide at once.
        await Assertions.Expect(rows.First).ToBeFocusedAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("suggestions");
        Assert.EndsWith(Coffee, session.Page.Url, StringComparison.Ordinal);
        var before = await WaitingAsync(session);
        var accepted = await NameAsync(rows.Nth(0));
        var rejected = await NameAsync(rows.Nth(1));

        // From the search field down into the list; A accepts where the focus is, and the next pair takes it.
        await session.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a suggestion" }).PressAsync("ArrowDown");
        await Assertions.Expect(rows.Nth(0)).ToBeFocusedAsync();
        await session.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a suggestion" }).PressAsync("ArrowDown");
        await Assertions.Expect(rows.Nth(0)).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("a");
        await Assertions.Expect(Pair(session, accepted)).ToHaveCountAsync(0);
        await Assertions.Expect(Pair(session, rejected)).ToBeFocusedAsync();

        await session.Page.Keyboard.PressAsync("Shift+R");
        await session.AssertAccessibleAsync();
        await session.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Pair(session, rejected)).ToHaveCountAsync(0);
        Assert.Equal(before - 2, await WaitingAsync(session));

        // Undo stands at the foot; it brings the rejected pair back.
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Assertions.Expect(Pair(session, rejected)).ToHaveCountAsync(1);
        Assert.Equal(before - 1, await WaitingAsync(session));

        // J and K move, and so do the arrows; Enter shows the evidence; V turns the pair round, S puts it off.
        await rows.Nth(0).FocusAsync();
        await session.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(rows.Nth(1)).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("k");
        await Assertions.Expect(rows.Nth(0)).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(rows.Nth(1)).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(rows.Nth(0)).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Region, new() { Name = "Evidence" })).ToBeVisibleAsync();
        await session.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Region, new() { Name = "Evidence" })).ToHaveCountAsync(0);
        var straight = await NameAsync(rows.Nth(0));
        await session.Page.Keyboard.PressAsync("v");
        await Assertions.Expect(Pair(session, straight)).ToHaveCountAsync(0);
        await Assertions.Expect(Pair(session, Turned(straight))).ToHaveCountAsync(1);
        await session.Page.Keyboard.PressAsync("Shift+S");
        await Assertions.Expect(session.Page.Locator("li.pair .ask button").First).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Pair(session, Turned(straight))).ToHaveCountAsync(0);

        await session.OpenAsync(Coffee);
        await rows.First.WaitForAsync();
        Assert.Equal(before - 2, await WaitingAsync(session));
        await Assertions.Expect(Pair(session, accepted)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Merchandiser_TriagesFiftyPairs_WithFiftyKeys()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/suggestions?channel=outdoor&sort=certainty");
        await Assertions.Expect(session.Page.Locator("li.pair").First).ToBeFocusedAsync();
        var before = await WaitingAsync(session);
        Assert.True(before >= 50, $"only {before} pairs to review");

        // As fast as they can be typed: each key decides on the pair that is current by then.
        foreach (var key in string.Concat(Enumerable.Repeat("rsrrs", 10)))
        {
            await session.Page.Keyboard.PressAsync(key.ToString());
        }

        await Assertions.Expect(session.Page.GetByText($"{before - 50:N0} pairs to review")).ToBeVisibleAsync();
        Assert.Equal(before - 50, await WaitingAsync(session));
    }

    [Fact]
    public async Task Evidence_ShowsOrdersAndThePanel_GroupsStandInTheAddress()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync(Coffee + "&group=anchor");
        await Assertions.Expect(session.Page.Locator("li.pair").First).ToBeFocusedAsync();
        await Assertions.Expect(session.Page.Locator("li.head").First).ToContainTextAsync("On the page of");
        await Assertions.Expect(session.Page.Locator("li.pair").First).ToContainTextAsync("a month (");

        await session.Page.Keyboard.PressAsync("e");

        var behind = session.Page.GetByRole(AriaRole.Region, new() { Name = "Evidence" });
        await Assertions.Expect(behind.GetByRole(AriaRole.Heading, new() { Name = "Panel now" })).ToBeVisibleAsync();
        await Assertions.Expect(behind.Locator(".orders li").First).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("suggestions-evidence");

        await session.Page.GetByLabel("Show", new() { Exact = true }).ChooseAsync("bought later");
        await Assertions.Expect(session.Page).ToHaveURLAsync(new Regex("from=bought-later"));
        await Assertions.Expect(session.Page.Locator("li.pair").First).ToContainTextAsync("of its buyers bought it within 30 days");
    }

    [StudioFact]
    public async Task Filter_Preview_RejectMany_AndUndo()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync(Coffee);
        await Assertions.Expect(session.Page.Locator("li.pair").First).ToBeFocusedAsync();
        var before = await WaitingAsync(session);

        var more = session.Page.GetByRole(AriaRole.Button, new() { Name = "More filters" });
        await more.ClickAsync();
        await session.Page.GetByLabel("Minimum baskets").FillAsync("40");
        await session.Page.GetByLabel("Minimum baskets").PressAsync("Enter");
        await Assertions.Expect(session.Page).ToHaveURLAsync(new Regex("min=40"));
        await session.AssertAccessibleAsync();
        await session.Page.GetByLabel("Minimum baskets").PressAsync("Escape");
        await Assertions.Expect(more).ToBeFocusedAsync();
        await Assertions.Expect(more).ToContainTextAsync("1 on");
        var bar = session.Page.GetByRole(AriaRole.Group, new() { Name = "Decide on selected" });
        var all = bar.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex("^All [0-9]+ that match$") });
        await Assertions.Expect(all).Not.ToBeCheckedAsync();
        var first = session.Page.Locator("li.pair").First;
        await first.FocusAsync();

        // By keys: this one and the next two; then by hand all that match, but the first.
        await session.Page.Keyboard.PressAsync("x");
        await Assertions.Expect(bar.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 selected");
        await session.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(session.Page.Locator("li.pair").Nth(1)).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(session.Page.Locator("li.pair").Nth(2)).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("Shift+X");
        await Assertions.Expect(bar.GetByRole(AriaRole.Status)).ToHaveTextAsync("3 selected");
        await Assertions.Expect(session.Page.Locator("li.pair .pick input").Nth(1)).ToBeCheckedAsync();
        await all.ClickAsync();
        await Assertions.Expect(all).ToBeCheckedAsync();
        await session.Page.Locator("li.pair .pick input").First.ClickAsync();
        await Assertions.Expect(all).Not.ToBeCheckedAsync();
        var picked = int.Parse((await bar.GetByRole(AriaRole.Status).InnerTextAsync()).Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.InRange(picked, 3, before - 1);
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("suggestions-picked");

        await bar.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        var dialog = session.Page.GetByRole(AriaRole.Dialog, new() { Name = $"Reject {picked} pairs" });
        await Assertions.Expect(dialog.GetByTestId("bulk-preview")).ToContainTextAsync($"{picked} of {picked} pairs would be rejected.");
        await session.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = $"Reject {picked} pairs" }).ClickAsync();
        await Assertions.Expect(dialog.GetByTestId("job")).ToHaveAttributeAsync("data-state", "done");
        await Assertions.Expect(session.Page.GetByText($"{before - picked:N0} pairs to review")).ToBeVisibleAsync();

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Undo all" }).ClickAsync();
        await Assertions.Expect(dialog.GetByText("All changes were undone.")).ToBeVisibleAsync();
        await Assertions.Expect(session.Page.GetByText($"{before:N0} pairs to review")).ToBeVisibleAsync();
        await session.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(bar.GetByRole(AriaRole.Status)).ToHaveTextAsync("");
    }

    [Fact]
    public async Task Administrator_LetsPairsBeAcceptedWithoutAsking_AndRevokesTheBatch()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/suggestions?channel=camera");
        await session.Page.Locator("li.pair").First.WaitForAsync();
        var before = await WaitingAsync(session);

        await session.OpenAsync("/settings/mining?channel=camera");
        await session.Page.GetByRole(AriaRole.Checkbox, new() { Name = "On", Exact = true }).CheckAsync();
        await session.Page.GetByLabel("Bought together in at least").FillAsync("40");
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(session.Page.GetByTestId("message")).ToBeVisibleAsync();
        await session.OpenAsync("/suggestions?channel=camera");
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Recalculate" }).ClickAsync();

        var lane = session.Page.GetByRole(AriaRole.Region, new() { Name = "Accepted automatically" });
        await Assertions.Expect(lane).ToContainTextAsync(new Regex("^[0-9]+ links were accepted automatically"));
        var made = int.Parse((await lane.InnerTextAsync()).Split(' ')[0], CultureInfo.InvariantCulture);
        await Assertions.Expect(session.Page.GetByText($"{before - made:N0} pairs to review")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("suggestions-lane");

        await lane.GetByRole(AriaRole.Button, new() { Name = "Undo all" }).ClickAsync();
        await Assertions.Expect(lane).ToHaveCountAsync(0);
        await Assertions.Expect(session.Page.GetByText($"{before:N0} pairs to review")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Newcomer_WithoutOrders_IsGuessedFor_AndNeverCounted()
    {
        await using (var write = await Studio.Store.WriteAsync(Actor.CommandLine, "A new lens"))
        {
            var like = await write.Db.Products.SingleAsync(product => product.Sku == "LNS-85-X");
            var camera = await write.Db.Channels.SingleAsync(channel => channel.Code == "camera");
            var lens = new Product
            {
                Sku = "LNS-NEW", Name = "Newcomer 35 mm", Status = ProductStatus.Active, CategoryId = like.CategoryId, Brand = like.Brand,
                CreatedAt = write.Now, UpdatedAt = write.Now
            };
            write.Db.Add(lens);
            await write.SaveAsync();
            write.Db.Add(new Listing { ProductId = lens.Id, ChannelId = camera.Id, Price = 79_900, Published = true });
            Assert.True((await write.CommitAsync()).IsDone);
        }

        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/suggestions?channel=camera&from=guessed");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "No matches" })).ToBeVisibleAsync();
        var before = await WaitingAsync(session);
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Recalculate" }).ClickAsync();

        var first = session.Page.Locator("li.pair").First;
        await Assertions.Expect(first).ToContainTextAsync("Newcomer 35 mm");
        await Assertions.Expect(first).ToContainTextAsync("Similar attributes, no orders yet: Lenses are often bought with");
        await Assertions.Expect(first).ToContainTextAsync("not from orders");
        Assert.Equal(before, await WaitingAsync(session));
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("suggestions-guessed");

        var guesses = await session.Page.Locator("li.pair").CountAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Assertions.Expect(session.Page.Locator("li.pair")).ToHaveCountAsync(guesses - 1);
        Assert.Equal(before, await WaitingAsync(session));
    }

    [Fact]
    public async Task Keys_SwitchedOff_DecideNothing_AlsoAtTheNextVisit()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync(Coffee);
        var first = session.Page.Locator("li.pair").First;
        await Assertions.Expect(first).ToBeFocusedAsync();
        await session.Page.GetByRole(AriaRole.Checkbox, new() { Name = "keys" }).UncheckAsync();

        await session.OpenAsync(Coffee);
        await first.WaitForAsync();
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Checkbox, new() { Name = "keys" })).Not.ToBeCheckedAsync();
        var name = await NameAsync(first);
        await first.FocusAsync();
        await session.Page.Keyboard.PressAsync("x");
        await session.Page.Keyboard.PressAsync("r");
        await session.OpenAsync(Coffee);
        await Assertions.Expect(Pair(session, name)).ToHaveCountAsync(1);
        await session.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Search_StandsInTheAddress_AndSaysWhenNothingFits()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync(Coffee);
        await session.Page.Locator("li.pair").First.WaitForAsync();
        var find = session.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a suggestion" });

        await find.FillAsync("no such thing");
        await find.PressAsync("Enter");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "No matches" })).ToBeVisibleAsync();
        Assert.Contains("q=no%20such%20thing", session.Page.Url, StringComparison.Ordinal);
        await session.AssertAccessibleAsync();

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        await session.Page.Locator("li.pair").First.WaitForAsync();
        Assert.DoesNotContain("q=", session.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Viewer_ReadsTheEvidence_AndCannotDecide()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync(Coffee);
        var first = session.Page.Locator("li.pair").First;

        await Assertions.Expect(first).ToContainTextAsync(Evidence());
        await Assertions.Expect(session.Page.GetByText("a merchandiser can decide")).ToBeVisibleAsync();
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Button, new() { Name = "Accept" })).ToHaveCountAsync(0);
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Button, new() { Name = "Recalculate" })).ToHaveCountAsync(0);
        var name = await NameAsync(first);
        await first.FocusAsync();
        await session.Page.Keyboard.PressAsync("a");
        await session.OpenAsync(Coffee);
        await Assertions.Expect(Pair(session, name)).ToHaveCountAsync(1);
    }

    private static ILocator Pair(BrowserSession session, string name) => session.Page.GetByRole(AriaRole.Listitem, new() { Name = name, Exact = true });

    private static async Task<string> NameAsync(ILocator row) => await row.GetAttributeAsync("aria-label") ?? "";

    private static string Turned(string name)
    {
        var ends = name["On the page of ".Length..].Split(" offer ");
        return $"On the page of {ends[1]} offer {ends[0]}";
    }

    private static async Task<int> WaitingAsync(BrowserSession session)
    {
        var words = await session.Page.GetByText("pairs to review").First.InnerTextAsync();
        return int.Parse(words.Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Bought together in [\d,]+ of [\d,]+ baskets; [\d.,]+x more than expected")]
    private static partial Regex Evidence();
}
