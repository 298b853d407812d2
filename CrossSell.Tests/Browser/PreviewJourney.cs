using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

public sealed class PreviewJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task PanelStudio_ShowsThePanelAndWhy_AndACartChangesBoth()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/preview?sku=CAM-D5-KIT");
        var panel = session.Page.GetByRole(AriaRole.Region, new() { Name = "The panel" });
        var why = session.Page.GetByRole(AriaRole.Region, new() { Name = "Why this, why not that" });

        var first = await why.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "shown" }).First.GetByRole(AriaRole.Link).First.InnerTextAsync();
        await Assertions.Expect(panel).ToContainTextAsync(first);
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("preview");

        await session.Page.GetByRole(AriaRole.Combobox, new() { Name = "Put in the cart" }).FillAsync(first);
        await session.Page.GetByRole(AriaRole.Listbox).GetByRole(AriaRole.Option).First.ClickAsync();

        await Assertions.Expect(panel).Not.ToContainTextAsync(first);
        await Assertions.Expect(why.GetByRole(AriaRole.Listitem).Filter(new() { HasText = first }).First).ToContainTextAsync("already in the cart");
    }

    [Fact]
    public async Task PanelStudio_WithoutAProduct_OffersSome()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/preview");

        await session.AssertAccessibleAsync();
        await session.Page.Locator(".starters a").First.ClickAsync();

        await Assertions.Expect(session.Page.GetByRole(AriaRole.Region, new() { Name = "Why this, why not that" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Embed_KeepsItsTotalInStepWithTheTicks()
    {
        await using var session = await VisitAsync(width: 420, height: 700);
        await session.Page.GotoAsync(new Uri(Studio.Address, "/embed/panel/CAM-D5-KIT?channel=camera").ToString());
        var total = session.Page.Locator(".panel-block:has(input) .panel-amounts strong");
        var before = await total.InnerTextAsync();

        await session.Page.GetByRole(AriaRole.Checkbox).Last.UncheckAsync();

        await Assertions.Expect(total).Not.ToHaveTextAsync(before);
        await session.AssertAccessibleAsync();
    }
}
