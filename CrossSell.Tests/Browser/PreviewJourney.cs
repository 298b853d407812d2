using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

public sealed class PreviewJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task PanelStudio_ShowsThePanelAndWhy_AndACartChangesBoth()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/preview?sku=CAM-D5-KIT");
        var panel = PanelIn(session);
        var why = session.Page.GetByRole(AriaRole.Region, new() { Name = "Why these products?" });

        var shown = why.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("^Shown [1-9]") });
        var first = await shown.GetByRole(AriaRole.Listitem).First.GetByRole(AriaRole.Link).First.InnerTextAsync();
        await Assertions.Expect(why.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("^Dropped [1-9]") })).ToBeVisibleAsync();
        await Assertions.Expect(panel).ToContainTextAsync(first);
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("preview");

        await session.Page.GetByRole(AriaRole.Combobox, new() { Name = "Put in the cart" }).FillAsync(first);
        await session.Page.GetByRole(AriaRole.Listbox).GetByRole(AriaRole.Option).First.ClickAsync();

        await Assertions.Expect(panel).Not.ToContainTextAsync(first);
        await Assertions.Expect(why.GetByRole(AriaRole.Listitem).Filter(new() { HasText = first }).First).ToContainTextAsync("already in the cart");

        // The shop's own page, phone and dark, with the delivered element in it: asked by axe as any page.
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Dark", Exact = true }).ClickAsync();
        await Assertions.Expect(FrameOf(session).Locator("html[data-scheme=dark]")).ToHaveAttributeAsync("data-look", "camera");
        await session.AssertAccessibleAsync();
    }

    [Fact]
    public async Task PanelStudio_PinsComparesAndShares()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/preview?sku=CAM-D5-KIT&channel=camera&placement=account");
        var why = session.Page.GetByRole(AriaRole.Region, new() { Name = "Why these products?" });
        var shown = why.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("^Shown [1-9]") }).GetByRole(AriaRole.Listitem);
        var second = await shown.Nth(1).GetByRole(AriaRole.Link).First.InnerTextAsync();

        await session.Page.GetByRole(AriaRole.Button, new() { Name = $"Move {second} up" }).ClickAsync();
        await Assertions.Expect(shown.First.GetByRole(AriaRole.Link).First).ToHaveTextAsync(second);
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Assertions.Expect(shown.Nth(1).GetByRole(AriaRole.Link).First).ToHaveTextAsync(second);

        await session.OpenAsync("/preview?sku=CAM-D5-KIT&channel=camera&with=device:tablet");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Region, new() { Name = "Differences" })).ToContainTextAsync("Shoppers see the same");
        await Assertions.Expect(session.Page.Locator(".screen[data-drawn]")).ToHaveCountAsync(2);
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("preview-compare");

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Share link" }).ClickAsync();
        var link = await session.Page.GetByLabel("Link", new() { Exact = true }).InputValueAsync();
        await using var mark = await SignInAsync("mark");
        await mark.OpenAsync(new Uri(link).AbsolutePath);
        await Assertions.Expect(mark.Page.Locator(".screen[data-drawn]")).ToHaveCountAsync(2);
        await Assertions.Expect(mark.Page.GetByRole(AriaRole.Link, new() { Name = "See now" })).ToBeVisibleAsync();
        await mark.AssertAccessibleAsync();
        await mark.CaptureAsync("preview-shared");
    }

    [Fact]
    public async Task PanelStudio_WithoutAProduct_OffersSome()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/preview");

        await session.AssertAccessibleAsync();
        await session.Page.Locator(".starters a").First.ClickAsync();

        await Assertions.Expect(session.Page.GetByRole(AriaRole.Region, new() { Name = "Why these products?" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Embed_KeepsItsTotalInStepWithTheTicks()
    {
        await using var session = await VisitAsync(width: 420, height: 700);
        await session.Page.GotoAsync(new Uri(Studio.Address, "/embed/panel/CAM-D5-KIT?channel=camera").ToString());
        var total = session.Page.Locator("crosssell-panel .block:has(input) output strong");
        var before = await total.InnerTextAsync();

        await Assertions.Expect(session.Page.GetByRole(AriaRole.Button, new() { Name = "Add 1 to cart" })).ToBeVisibleAsync();

        await session.Page.GetByRole(AriaRole.Checkbox).Last.CheckAsync();

        await Assertions.Expect(total).Not.ToHaveTextAsync(before);
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Button, new() { Name = "Add 2 to cart" })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
    }

    [Fact]
    public async Task PanelStudio_OffersTheDiscountToItsSegmentOnly_ChosenFromAList()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/preview?sku=SUB-PREMIUM&channel=coffee");
        var panel = PanelIn(session);
        var segment = session.Page.GetByLabel("Segment");

        await Assertions.Expect(panel).ToContainTextAsync("Drift home grinder");
        await Assertions.Expect(panel).ToContainTextAsync("189");
        await Assertions.Expect(panel).Not.ToContainTextAsync("Offered with this item");
        Assert.Equal(["Everyone", "New premium subscribers"], await segment.LinesAsync());

        await segment.ChooseAsync("New premium subscribers");

        await Assertions.Expect(panel).ToContainTextAsync("Offered with this item");
        await Assertions.Expect(panel.GetByText("Drift home grinder", new() { Exact = true })).ToHaveCountAsync(1);
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Link, new() { Name = "Open embed" }))
            .ToHaveAttributeAsync("href", "/embed/panel/SUB-PREMIUM?channel=coffee&segment=new-premium-subscriber");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("preview-segment");

        await segment.ChooseAsync("Everyone");

        await Assertions.Expect(panel).Not.ToContainTextAsync("Offered with this item");
    }

    [Fact]
    public async Task ArchivedProduct_SaysSoBeforeAnythingElse()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/preview?sku=COF-MONSOON&channel=coffee");

        await Assertions.Expect(session.Page.GetByRole(AriaRole.Region, new() { Name = "The panel" }))
            .ToContainTextAsync("Monsoon India is archived, so it has no panel.");
    }

    private static IFrameLocator FrameOf(BrowserSession session) =>
        session.Page.GetByRole(AriaRole.Region, new() { Name = "The panel" }).FrameLocator("iframe");

    /// <summary>The element that shops embed, in its frame.</summary>
    private static ILocator PanelIn(BrowserSession session) => FrameOf(session).Locator("crosssell-panel");
}
