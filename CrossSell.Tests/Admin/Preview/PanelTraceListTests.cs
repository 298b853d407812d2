using Bunit;
using CrossSell.Admin.Features.Preview;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Tests.Core.Panels;

namespace CrossSell.Tests.Admin.Preview;

public sealed class PanelTraceListTests
{
    private static readonly Channel Camera = new() { Code = "camera", Name = "Camera store", CurrencyCode = "EUR" };

    [Fact]
    public async Task Candidates_StandInGroups_WithCounts_AndWhereEachDroppedOneIsLetIn()
    {
        await using var context = new BunitContext();
        var panel = new PanelScene()
            .Product(2, "Card").Linked(2).Product(3, "Battery").Linked(3)
            .Product(4, "Strap", stock: 0).Linked(4)
            .Product(5, "Bag", completeness: 74).Linked(5)
            .Product(6, "Tripod").Linked(6, state: LinkState.Paused)
            .Product(7, "Lens", price: 194851).Mined(7).Mined(2)
            .Resolve(limit: 1);

        var list = context.Render<PanelTraceList>(parameters => parameters.Add(item => item.Panel, panel).Add(item => item.Channel, Camera));

        Assert.Equal(["Shown 1", "Waiting 1", "Dropped 4"], list.FindAll("h3").Select(head => string.Join(' ', head.TextContent.Split(
            (char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(2))));
        Assert.Equal("/settings/panels?channel=camera", list.Find("[data-verdict=Waiting] .slots").GetAttribute("href"));
        Assert.Equal(
            [
                ("Change the stock: Strap", "/products/P-4#shops"), ("Add what is missing: Bag", "/products/P-5#completeness"),
                ("Change the link: Tripod", "/links?sku=CAM-D7"), ("Change the price cap: Lens", "/settings/panels?channel=camera"),
            ],
            list.FindAll("a.fix").Select(fix => (fix.TextContent, fix.GetAttribute("href"))));
        // What is only said once more comes last, and has nothing to change.
        Assert.Contains("already shown by a link", list.FindAll("[data-verdict=Dropped] li")[^1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_ForNoCandidate_SaysSo()
    {
        await using var context = new BunitContext();
        var panel = new PanelScene().Product(2, "Card").Linked(2).Resolve();
        var list = context.Render<PanelTraceList>(parameters => parameters.Add(item => item.Panel, panel).Add(item => item.Channel, Camera));

        await list.Find("input").InputAsync("tripod");

        Assert.Empty(list.FindAll("h3"));
        Assert.Contains("No candidate is called “tripod”", list.Find(".none").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoMayEdit_OrdersPinsAndExcludes_InTheListItself()
    {
        await using var context = new BunitContext();
        var panel = new PanelScene().Product(2, "Card").Linked(2).Product(3, "Bag").Linked(3).Product(4, "Strap").Excluded(4).Linked(4).Resolve();
        var (moves, gestures) = (new List<PanelMove>(), new List<PanelGesture>());
        var list = context.Render<PanelTraceList>(parameters => parameters.Add(item => item.Panel, panel).Add(item => item.Channel, Camera)
            .Add(item => item.MayOrder, true).Add(item => item.OnOrder, moves.Add).Add(item => item.OnGesture, gestures.Add)
            .Add(item => item.Exclusions, [new PanelExclusion([4], OverrideScope.Channel, "Eva", new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero))]));

        await list.Find("[aria-label='Move Bag up']").ClickAsync();
        await list.Find("[aria-label='Move Card down']").ClickAsync();
        await list.FindAll("[data-verdict=Shown] [aria-expanded]")[0].ClickAsync();
        await list.FindAll(".cs-menu-item").Single(line => line.TextContent == "Exclude for its category").ClickAsync();
        await list.Find("[data-verdict=Dropped] .as-link").ClickAsync();

        Assert.Equal([new(3, 2), new(2, null)], moves);
        Assert.Equal(
            [new(PanelGestureKind.Exclude, 2, "P-2", OverrideScope.Category), new(PanelGestureKind.Allow, 4, "P-4")], gestures);
        Assert.Contains("excluded by Eva on ", list.Find("[data-verdict=Dropped]").TextContent, StringComparison.Ordinal);
        Assert.True(list.Find("[aria-label='Move Card up']").HasAttribute("disabled"));
    }

    [Fact]
    public async Task WhoMayNotEdit_SeesNoneOfThat()
    {
        await using var context = new BunitContext();
        var panel = new PanelScene().Product(2, "Card").Linked(2).Product(3, "Bag").Linked(3).Resolve();

        var list = context.Render<PanelTraceList>(parameters => parameters.Add(item => item.Panel, panel).Add(item => item.Channel, Camera));

        Assert.Empty(list.FindAll("li button"));
    }
}
