using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

public sealed class CanvasJourney(BrowserFixture browser) : Journey(browser)
{
    private static readonly string[] Tripods = [
        "Stilt Mini table tripod", "Stilt bending tripod", "Stilt 3 aluminium tripod", "Stilt 2 travel tripod", "Stilt 4 carbon tripod"];

    private static readonly string[] TripodSkus = ["TRI-GRIP", "TRI-MINI", "TRI-S2T", "TRI-S3", "TRI-S4"];

    [Fact]
    public async Task TenCorrectLinks_ByMouse_TakeAtMost25Gestures()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        var anchor = await hand.AnchorAsync(candidates: 5, without: TripodSkus);
        await hand.OpenAsync(anchor);

        // Five of ten stand there as candidates.
        var candidates = new List<string>();
        foreach (var (sku, name) in (await hand.CandidatesAsync()).Take(5))
        {
            await hand.Card(name).HoverAsync();
            await hand.ClickAsync(hand.Card(name).Locator(".accept"));
            await Assertions.Expect(hand.Card(name)).ToHaveAttributeAsync("data-kind", "companion");
            candidates.Add(sku);
        }

        // The others are searched for: one is dragged to the anchor, the rest clicked.
        await hand.ClickAsync(hand.Search);
        await hand.TypeAsync("tripod");
        await hand.DragAsync(hand.Hit(Tripods[0]), hand.Anchor);
        await hand.ExpectSaidAsync($"to {Tripods[0]}");
        foreach (var name in Tripods.Skip(1))
        {
            await hand.ClickAsync(hand.Hit(name));
            await hand.ExpectSaidAsync($"to {name}");
        }

        Assert.InRange(hand.Gestures, 10, 25);
        Assert.Equal(
            TripodSkus.Concat(candidates).Order(StringComparer.Ordinal),
            (await hand.TargetsAsync(anchor)).Order(StringComparer.Ordinal));
        await hand.UndoAllAsync(anchor);
    }

    [Fact]
    public async Task TenCorrectLinks_ByKeyboard_TakeAtMost25Gestures_FromThePagesTitle()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        var anchor = await hand.AnchorAsync(candidates: 5, without: TripodSkus);
        await hand.OpenAsync(anchor);
        await hand.Page.GetByRole(AriaRole.Heading, new() { Name = "Links", Exact = true }).FocusAsync();

        for (var tabs = 0; tabs < 10 && !await hand.Anchor.EvaluateAsync<bool>("card => card === document.activeElement"); tabs++)
        {
            await hand.PressAsync("Tab");
        }

        await Assertions.Expect(hand.Anchor).ToBeFocusedAsync();
        var candidates = new List<string>();
        // All candidates at once; then those that came in their place, where there are more.
        for (var offered = await hand.CandidatesAsync(); offered.Count > 0 && candidates.Count < 10; offered = await hand.CandidatesAsync())
        {
            await hand.PressAsync("Control+a");
            await Assertions.Expect(hand.Page.GetByRole(AriaRole.Region, new() { Name = "Selected products" })).ToBeVisibleAsync();
            await hand.PressAsync("l");
            await Assertions.Expect(hand.Card(offered[^1].Name)).ToHaveAttributeAsync("data-kind", "companion");
            candidates.AddRange(offered.Select(candidate => candidate.Sku));
        }

        await hand.PressAsync("/");
        await Assertions.Expect(hand.Search).ToBeFocusedAsync();
        await hand.TypeAsync("tripod");
        await Assertions.Expect(hand.Hit("tripod").First).ToBeVisibleAsync();
        // One of the tripods may have been a candidate: then it stands there already, and another would be linked in its place.
        for (var found = TripodSkus.Except(candidates).Count(); found > 0; found--)
        {
            await hand.PressAsync("Enter");
        }

        var wanted = candidates.Union(TripodSkus).Order(StringComparer.Ordinal).ToList();
        await Assertions.Expect(hand.Page.Locator(".label[data-link]")).ToHaveCountAsync(wanted.Count);
        Assert.True(wanted.Count >= 10);
        Assert.InRange(hand.Gestures, 8, 25);
        Assert.Equal(wanted, (await hand.TargetsAsync(anchor)).Order(StringComparer.Ordinal));
        await hand.UndoAllAsync(anchor);
    }

    [Fact]
    public async Task Card_DraggedElsewhere_StaysThereAfterReload_UntilTidiedUp()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        var anchor = await hand.AnchorAsync(candidates: 3);
        await hand.OpenAsync(anchor);
        var name = (await hand.CandidatesAsync())[0].Name;
        var laidOut = await hand.PlaceOfAsync(name);

        await hand.DragAsync(hand.Card(name), hand.Card(name), dx: -60, dy: 140);
        var tidy = hand.Page.GetByRole(AriaRole.Button, new() { Name = "Tidy up" });
        await tidy.WaitForAsync();
        var moved = await hand.PlaceOfAsync(name);
        Assert.NotEqual(laidOut, moved);
        await Assertions.Expect(hand.Page.Locator("[data-selected]")).ToHaveCountAsync(0);

        await hand.OpenAsync(anchor);
        Assert.Equal(moved, await hand.PlaceOfAsync(name));

        await tidy.ClickAsync();
        await hand.ExpectSaidAsync("All cards are back");
        await hand.OpenAsync(anchor);
        Assert.Equal(laidOut, await hand.PlaceOfAsync(name));
    }

    [Fact]
    public async Task Undo_TakesBackWhatWasDoneBeforeThePageWasLeft()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        var anchor = await hand.AnchorAsync(candidates: 1);
        await hand.OpenAsync(anchor);
        var before = await hand.TargetsAsync(anchor);
        var name = (await hand.CandidatesAsync())[0].Name;
        await hand.DragAsync(CanvasHand.PortOf(hand.Anchor), hand.Card(name));
        await hand.ExpectSaidAsync($"to {name}");

        await hand.Page.Locator(".cs-navigation").GetByRole(AriaRole.Link, new() { Name = "Products" }).ClickAsync();
        await hand.Page.GetByRole(AriaRole.Heading, new() { Name = "Products", Level = 1 }).WaitForAsync();
        await hand.Page.GoBackAsync();
        await hand.Page.Locator(".canvas[data-ready]").WaitForAsync();
        await hand.Page.GetByTitle("Undo (Ctrl+Z)").ClickAsync();

        await hand.ExpectSaidAsync("Undone");
        Assert.Equal(before, await hand.TargetsAsync(anchor));
    }

    [Fact]
    public async Task Pan_MovesTheSheetAndNoCard_AndTheSheetRestsAfterwards()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        await hand.OpenAsync("CAM-D7-BODY");
        var canvas = hand.Page.Locator(".canvas");
        var sheet = hand.Page.Locator(".surface .sheet");
        var name = (await hand.CandidatesAsync())[0].Name;
        var (stood, place) = (await sheet.GetAttributeAsync("style"), await hand.PlaceOfAsync(name));
        var seen = (await hand.Card(name).BoundingBoxAsync())!;
        var area = (await hand.Page.Locator(".surface").BoundingBoxAsync())!;

        await hand.Page.Mouse.MoveAsync(area.X + 12, area.Y + 60);
        await hand.Page.Mouse.DownAsync();
        await hand.Page.Mouse.MoveAsync(area.X + 72, area.Y + 100, new() { Steps = 6 });
        await hand.Page.Mouse.UpAsync();

        var moved = (await hand.Card(name).BoundingBoxAsync())!;
        Assert.Equal((60, 40), (MathF.Round(moved.X - seen.X), MathF.Round(moved.Y - seen.Y)));
        Assert.Equal(place, await hand.PlaceOfAsync(name));
        Assert.NotEqual(stood, await sheet.GetAttributeAsync("style"));
        await Assertions.Expect(canvas).Not.ToHaveClassAsync(new Regex("gliding|held"));
        // What is under the pointer now can be clicked again.
        await hand.Card(name).ClickAsync();
        await Assertions.Expect(hand.Card(name)).ToHaveAttributeAsync("data-selected", "true");
    }

    [Fact]
    public async Task Frame_DrawnAroundCandidates_SelectsThem_AndShiftTakesOneOut()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        await hand.OpenAsync(await hand.AnchorAsync(candidates: 3));
        var candidates = await hand.CandidatesAsync();
        var first = (await hand.Card(candidates[0].Name).BoundingBoxAsync())!;
        var last = (await hand.Card(candidates[^1].Name).BoundingBoxAsync())!;

        await hand.Page.Keyboard.DownAsync("Shift");
        await hand.Page.Mouse.MoveAsync(first.X - 12, first.Y - 20);
        await hand.Page.Mouse.DownAsync();
        await hand.Page.Mouse.MoveAsync(last.X + (last.Width / 2), last.Y + last.Height + 16, new() { Steps = 6 });
        await hand.Page.Mouse.UpAsync();
        await hand.Page.Keyboard.UpAsync("Shift");

        var selection = hand.Page.GetByRole(AriaRole.Region, new() { Name = "Selected products" });
        await Assertions.Expect(selection).ToContainTextAsync($"{candidates.Count} selected");
        await session.AssertAccessibleAsync();

        await hand.Card(candidates[0].Name).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(selection).ToContainTextAsync($"{candidates.Count - 1} selected");
        await hand.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(selection).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task LinkThatStands_DrawnAgain_IsRefusedAtTheDrop_AndMadeAsAnotherTypeThere_AlsoInTheDark()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        var anchor = await hand.AnchorAsync(candidates: 1);
        await hand.OpenAsync(anchor);
        var (sku, name) = (await hand.CandidatesAsync())[0];
        await hand.Page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await hand.Page.Locator("html[data-theme=dark]").WaitForAsync();
        await hand.DragAsync(CanvasHand.PortOf(hand.Anchor), hand.Card(name));
        await hand.ExpectSaidAsync($"to {name}");
        await session.AssertAccessibleAsync();
        Assert.Equal([sku], await hand.TargetsAsync(anchor));

        await hand.DragAsync(CanvasHand.PortOf(hand.Anchor), hand.Card(name));
        var note = hand.Page.GetByRole(AriaRole.Group, new() { Name = "Not linked" });
        await Assertions.Expect(note).ToContainTextAsync("already");
        await Assertions.Expect(note).ToBeFocusedAsync();
        var said = (await note.BoundingBoxAsync())!;
        var card = (await hand.Card(name).BoundingBoxAsync())!;
        Assert.InRange(card.Y + (card.Height / 2), said.Y - 40, said.Y + said.Height + 40);
        await session.AssertAccessibleAsync();

        await note.GetByRole(AriaRole.Button, new() { Name = "Choose another type" }).ClickAsync();
        var menu = hand.Page.GetByRole(AriaRole.Group, new() { Name = "Type of the new link" });
        await Assertions.Expect(menu).ToContainTextAsync("reverse link:");
        await session.AssertAccessibleAsync();
        await menu.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^accessory") }).ClickAsync();
        await Assertions.Expect(hand.Page.Locator(".label[data-link]")).ToHaveCountAsync(2);

        await hand.UndoAllAsync(anchor);
    }

    [Fact]
    public async Task Drag_LeftWithEscape_ChangesNothing_NotEvenTheSelection()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        var anchor = await hand.AnchorAsync(candidates: 1);
        await hand.OpenAsync(anchor);
        var ghost = hand.Page.Locator("[data-kind=ghost]").First;
        await ghost.ClickAsync();
        await Assertions.Expect(ghost).ToHaveAttributeAsync("data-selected", "true");
        var place = await ghost.GetAttributeAsync("style");

        await hand.HoldAsync(ghost, ghost, dx: -80, dy: 90);
        await hand.Page.Keyboard.PressAsync("Escape");
        await hand.Page.Mouse.UpAsync();
        await hand.HoldAsync(CanvasHand.PortOf(hand.Anchor), ghost);
        await hand.Page.Keyboard.PressAsync("Escape");
        await hand.Page.Mouse.UpAsync();

        // Whatever the two had sent to the server would be answered before this is.
        await hand.Page.GetByRole(AriaRole.Button, new() { Name = "Depth 1" }).ClickAsync();
        await hand.Page.GetByRole(AriaRole.Button, new() { Name = "Depth 2" }).WaitForAsync();
        await Assertions.Expect(ghost).ToHaveAttributeAsync("data-selected", "true");
        await Assertions.Expect(hand.Page.Locator(".canvas[data-linking-from]")).ToHaveCountAsync(0);
        Assert.Equal(place, await ghost.GetAttributeAsync("style"));
        Assert.Empty(await hand.TargetsAsync(anchor));
    }

    [Fact]
    public async Task TwoPeople_OnOneCanvas_SeeEachOther_AndWhatTheOtherDoes()
    {
        await using var evas = await SignInAsync("eva");
        await using var marks = await SignInAsync("mark");
        var eva = new CanvasHand(Studio, evas);
        var mark = new CanvasHand(Studio, marks);
        var anchor = await eva.AnchorAsync(candidates: 1);
        await eva.OpenAsync(anchor);
        await mark.OpenAsync(anchor);
        var name = (await eva.CandidatesAsync())[0].Name;
        await Assertions.Expect(mark.Page.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("Also here: Eva") })).ToBeVisibleAsync();
        await Assertions.Expect(eva.Page.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("Also here: Mark") })).ToBeVisibleAsync();

        await eva.DragAsync(CanvasHand.PortOf(eva.Anchor), eva.Card(name));
        await eva.ExpectSaidAsync($"to {name}");

        await Assertions.Expect(mark.Card(name)).ToHaveAttributeAsync("data-kind", "companion");
        await Assertions.Expect(mark.Page.Locator(".news")).ToContainTextAsync("Eva");
        await mark.ExpectSaidAsync("Eva");
        await Assertions.Expect(eva.Page.Locator(".news")).ToHaveCountAsync(0);
        await marks.AssertAccessibleAsync();

        await eva.UndoAllAsync(anchor);
        await Assertions.Expect(mark.Card(name)).ToHaveAttributeAsync("data-kind", "ghost");
        await eva.Page.GotoAsync("about:blank");
        await Assertions.Expect(mark.Page.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("Also here") })).ToHaveCountAsync(0);
    }
}
