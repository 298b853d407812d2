using Bunit;
using CrossSell.Admin.Features.Products;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;

namespace CrossSell.Tests.Admin.Products;

public sealed class ProductTableTests : BunitContext
{
    private readonly List<string> heard = [];
    private TableSelection selection = null!;
    private int idsAsked;

    public ProductTableTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public async Task Grid_OfAMillion_DrawsAScreenAndSaysHowManyThereAre()
    {
        var table = await TableAsync(1_000_000);

        var grid = table.Find("[role=grid]");
        Assert.Equal("1000001", grid.GetAttribute("aria-rowcount"));
        Assert.Equal("height:12000000px", table.Find(".space").GetAttribute("style"));
        Assert.InRange(table.FindAll("[data-row]").Count, 10, 60);
        Assert.Equal("2", table.Find("[data-row='0']").GetAttribute("aria-rowindex"));
        Assert.Equal(
            ["Product", "Category", "Price", "Stock", "Links", "Complete", "Status", "Quick view"],
            table.FindAll("[role=columnheader]").Skip(1).Select(head => head.TextContent.Trim()));
    }

    [Fact]
    public async Task Keys_Arrows_MoveOneStopOfTheTabKey()
    {
        var table = await TableAsync(1000);

        Assert.Equal(1, await KeyAsync(table, "ArrowDown"));
        Assert.Equal(2, await KeyAsync(table, "ArrowDown"));
        Assert.Equal("2", Assert.Single(table.FindAll("[data-row][tabindex='0']")).GetAttribute("data-row"));
        Assert.Equal(999, await KeyAsync(table, "End"));
        table.WaitForAssertion(() => Assert.Contains("Product 1000", table.Find("[data-row='999']").TextContent, StringComparison.Ordinal));
        Assert.Equal(0, await KeyAsync(table, "Home"));
        Assert.Equal(-1, await KeyAsync(table, "x"));
    }

    [Fact]
    public async Task Keys_SpaceAndShift_PickRowsAndRanges()
    {
        var table = await TableAsync(1000);
        await KeyAsync(table, " ");
        Assert.Equal([1], selection.Ids);

        await KeyAsync(table, "ArrowDown");
        await KeyAsync(table, "ArrowDown");
        await KeyAsync(table, "ArrowDown", shift: true);
        await KeyAsync(table, "ArrowDown", shift: true);
        Assert.Equal([1, 3, 4, 5], selection.Ids.Order());
        await KeyAsync(table, "ArrowUp", shift: true);
        Assert.Equal([1, 3, 4], selection.Ids.Order());
        Assert.Equal("true", table.Find("[data-row='3']").GetAttribute("aria-selected"));
        Assert.Equal("false", table.Find("[data-row='4']").GetAttribute("aria-selected"));
        Assert.Equal(0, idsAsked);

        await KeyAsync(table, "End", shift: true);
        Assert.Equal(1, idsAsked);
        Assert.Equal(999, selection.Count(1000));
    }

    [Fact]
    public async Task Keys_CtrlAAndEscape_PickAllAndNone()
    {
        var table = await TableAsync(48_213);

        await KeyAsync(table, "a", ctrl: true);
        Assert.Equal(48_213, selection.Count(48_213));
        await KeyAsync(table, " ");
        Assert.Equal(48_212, selection.Count(48_213));
        Assert.Equal("false", table.Find("[data-row='0']").GetAttribute("aria-selected"));
        await KeyAsync(table, "Escape");
        Assert.Equal(0, selection.Count(48_213));
    }

    [Fact]
    public async Task Keys_EnterAndQ_OpenTheActiveRow()
    {
        var table = await TableAsync(1000);
        await KeyAsync(table, "ArrowDown");

        await KeyAsync(table, "Enter");
        await KeyAsync(table, "q");

        Assert.Equal(["open SKU-2", "look SKU-2"], heard);
    }

    [Fact]
    public async Task Clicks_ShiftAndCtrl_PickRangesAndSingleRows()
    {
        var table = await TableAsync(1000);
        table.Find("[data-row='2']").Click();
        Assert.Empty(selection.Ids);

        await table.Find("[data-row='4']").ClickAsync(new() { ShiftKey = true });
        Assert.Equal([3, 4, 5], selection.Ids.Order());
        await table.Find("[data-row='9']").ClickAsync(new() { CtrlKey = true });
        Assert.Equal([3, 4, 5, 10], selection.Ids.Order());
        table.Find("[data-row='3'] input").Click();
        Assert.Equal([3, 5, 10], selection.Ids.Order());
    }

    [Fact]
    public async Task Scrolling_FarAway_KeepsTheActiveRowSoThatTheFocusStays()
    {
        var table = await TableAsync(1000);
        await table.InvokeAsync(() => table.Instance.Show(500, 12, 1));

        Assert.NotNull(table.Find("[data-row='0']"));
        table.WaitForAssertion(() => Assert.Contains("Product 501", table.Find("[data-row='500']").TextContent, StringComparison.Ordinal));
        Assert.Equal("488", table.Find(".block").GetAttribute("data-first"));
    }

    [Fact]
    public async Task Cards_SeveralOnALine_MoveSideways()
    {
        var table = await TableAsync(100, new ProductsPageState { Cards = true });
        await table.InvokeAsync(() => table.Instance.Show(0, 3, 4));

        Assert.Equal("--i:1;--c:2", table.Find("[data-row='6']").GetAttribute("style"));
        Assert.Equal(1, await KeyAsync(table, "ArrowRight"));
        Assert.Equal(5, await KeyAsync(table, "ArrowDown"));
        Assert.Empty(table.FindAll("[role=columnheader]"));
    }

    [Fact]
    public async Task Heads_SortedColumn_SaysSo()
    {
        var table = await TableAsync(10, ProductsPageState.Parse("sort=-price&cols=price,brand"));

        Assert.Equal(
            "descending",
            table.FindAll("[role=columnheader]").Single(head => head.TextContent.StartsWith("Price", StringComparison.Ordinal)).GetAttribute("aria-sort"));
        table.FindAll("[role=columnheader] button").Single(button => button.TextContent == "Brand").Click();
        Assert.Equal(["sort brand"], heard);
    }

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    private static Task<int> KeyAsync(IRenderedComponent<ProductTable> table, string key, bool shift = false, bool ctrl = false) =>
        table.InvokeAsync(() => table.Instance.KeyAsync(key, shift, ctrl));

    [Fact]
    public async Task Columns_ThatNobodyHasChosen_MakeRoomOneAfterTheOther_AndChosenOnesStay()
    {
        var table = await TableAsync(10);
        var style = table.Find("[role=grid]").GetAttribute("style")!;
        Assert.NotNull(table.Find("[role=grid]").GetAttribute("data-gives"));
        // The box to pick by, the product, what is left of six columns, and the eye.
        Assert.Equal([9, 8, 7, 6], TracksOf(style));
        Assert.Equal(["Category"], table.FindAll("[role=columnheader].give-1").Select(head => head.TextContent.Trim()));
        Assert.Equal(["Complete"], table.FindAll("[role=columnheader].give-2").Select(head => head.TextContent.Trim()));

        var chosen = (await TableAsync(10, new ProductsPageState { Columns = ["category", "price"] })).Find("[role=grid]");
        Assert.Null(chosen.GetAttribute("data-gives"));
        Assert.Equal([5], TracksOf(chosen.GetAttribute("style")!));

        static IEnumerable<int> TracksOf(string style) =>
            style.Split(';').Where(part => part.StartsWith("--cols", StringComparison.Ordinal))
                .Select(part => part.Replace(", ", ",", StringComparison.Ordinal).Split(' ').Length);
    }

    private async Task<IRenderedComponent<ProductTable>> TableAsync(int total, ProductsPageState? state = null)
    {
        var rows = new ProductRows(
            (_, skip, take, _) => Task.FromResult(new CatalogPage(
                [.. Enumerable.Range(skip, Math.Max(0, Math.Min(take, total - skip))).Select(index => Row(index + 1))], skip, total, total, 1, false, [])),
            (_, _) =>
            {
                idsAsked++;
                return Task.FromResult<IReadOnlyList<int>>([.. Enumerable.Range(1, total)]);
            });
        selection = rows.Selection;
        await rows.AskAsync(new CatalogQuery { ChannelId = 1 }, Stop);
        return Render<ProductTable>(table => table
            .Add(item => item.Rows, rows)
            .Add(item => item.State, state ?? new ProductsPageState())
            .Add(item => item.OnSort, sort => heard.Add("sort " + sort))
            .Add(item => item.OnOpen, row => heard.Add("open " + row.Product.Sku))
            .Add(item => item.OnLook, row => heard.Add("look " + row.Product.Sku)));
    }

    private static CatalogRow Row(int id) => new(
        new ProductSummary(
            id, $"SKU-{id}", $"Product {id}", null, ProductKind.Simple, null, ProductStatus.Active, "product.slate", null, null, null, null, null, true),
        0, 0, null, "", null, null, [], null, [], 0, 0, default, default, (1, null));
}
