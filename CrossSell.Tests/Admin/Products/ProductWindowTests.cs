using CrossSell.Admin.Features.Products;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;

namespace CrossSell.Tests.Admin.Products;

public sealed class ProductWindowTests
{
    private static readonly CatalogQuery Everything = new() { ChannelId = 1 };

    private readonly List<(string Text, int Skip, int Take)> loads = [];
    private readonly Dictionary<string, TaskCompletionSource> held = [];
    private int total = 1000;
    private long state = 1;

    [Fact]
    public async Task Fill_RowsInView_AreFetchedByBlocksAndOnlyOnce()
    {
        var window = new ProductWindow(LoadAsync);
        Assert.True(await window.AskAsync(Everything, 0, 40));
        Assert.False(await window.FillAsync(10, 40));
        Assert.True(await window.FillAsync(40, 80));

        Assert.Equal([("", 0, 50), ("", 50, 100)], loads);
        Assert.Equal(101, window[100]?.Product.Id);
        Assert.Null(window[150]);
    }

    [Fact]
    public async Task Fill_AtTheEnd_AsksForNothingBeyond()
    {
        total = 120;
        var window = new ProductWindow(LoadAsync);
        await window.AskAsync(Everything, 0, 10);

        Assert.True(await window.FillAsync(90, 60));

        Assert.Equal(120, window[119]?.Product.Id);
        Assert.Null(window[120]);
        Assert.False(await window.FillAsync(110, 500));
    }

    [Fact]
    public async Task Ask_OlderAnswerComesLast_IsDropped()
    {
        var window = new ProductWindow(LoadAsync);
        held["slow"] = new TaskCompletionSource();
        var slow = window.AskAsync(Everything with { Text = "slow" }, 0, 10);
        Assert.True(await window.AskAsync(Everything with { Text = "quick" }, 0, 10));

        held["slow"].SetResult();

        Assert.False(await slow);
        Assert.Equal("quick", window.Query?.Text);
    }

    [Fact]
    public async Task Ask_UntilTheAnswer_ShowsWhatWasThere()
    {
        var window = new ProductWindow(LoadAsync);
        await window.AskAsync(Everything, 0, 10);
        held["slow"] = new TaskCompletionSource();
        var slow = window.AskAsync(Everything with { Text = "slow" }, 0, 10);

        Assert.NotNull(window[0]);
        held["slow"].SetResult();
        Assert.True(await slow);
    }

    [Fact]
    public async Task Fill_ListMovedMeanwhile_NeverMixesTwoStates()
    {
        var window = new ProductWindow(LoadAsync);
        await window.AskAsync(Everything, 0, 50);
        (state, total) = (2, 999);

        Assert.True(await window.FillAsync(60, 10));

        Assert.Equal(999, window.Total);
        Assert.Null(window[0]);
        Assert.NotNull(window[60]);
    }

    [Fact]
    public async Task Fill_ScrolledThroughTheWholeList_KeepsOnlyWhatIsNear()
    {
        total = 100_000;
        var window = new ProductWindow(LoadAsync);
        await window.AskAsync(Everything, 0, 50);
        for (var first = 0; first < 5000; first += 50)
        {
            await window.FillAsync(first, 50);
        }

        Assert.InRange(window.Loaded.Count(), 50, 1500);
        Assert.NotNull(window[4999]);
        Assert.Null(window[0]);
    }

    private static CatalogRow Row(int id) => new(
        new ProductSummary(
            id, $"SKU-{id}", $"Product {id}", null, ProductKind.Simple, null, ProductStatus.Active, "product.slate", null, null, null, null, null, true),
        0, 0, null, "", null, null, [], null, [], 0, 0, default, default, (1, null));

    private async Task<CatalogPage> LoadAsync(CatalogQuery query, int skip, int take, CancellationToken cancellation)
    {
        loads.Add((query.Text, skip, take));
        var (rows, at) = (total, state);
        if (held.TryGetValue(query.Text, out var gate))
        {
            await gate.Task;
        }

        return new CatalogPage(
            [.. Enumerable.Range(skip, Math.Max(0, Math.Min(take, rows - skip))).Select(index => Row(index + 1))], skip, rows, rows, at, false, []);
    }
}
