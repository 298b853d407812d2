using CrossSell.Admin.Features.Products;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;

namespace CrossSell.Tests.Admin.Products;

/// <summary>The list's gestures without a list: products are numbered from 1, and 300 of them match.</summary>
public sealed class ProductRowsTests
{
    private const int Total = 300;

    private static readonly CatalogQuery All = new() { ChannelId = 1 };

    private readonly ProductRows rows;
    private readonly TaskCompletionSource slow = new();
    private int idsAsked;

    public ProductRowsTests() => rows = new ProductRows(LoadAsync, (_, _) =>
    {
        idsAsked++;
        return Task.FromResult<IReadOnlyList<int>>([.. Enumerable.Range(1, Total)]);
    });

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_TheSameInAnotherOrder_KeepsWhatIsPicked_AndGoesToTheTop()
    {
        await rows.AskAsync(All, Stop);
        await rows.PickAsync(3, range: false, Stop);

        await rows.AskAsync(All with { Sort = CatalogSorts.Name }, Stop);

        Assert.Equal((1, 0), (rows.Picked, rows.Place.Active));
    }

    [Fact]
    public async Task Ask_SomethingElse_LetsGoOfWhatIsPicked()
    {
        await rows.AskAsync(All, Stop);
        await rows.PickAsync(3, range: false, Stop);

        await rows.AskAsync(All with { Text = "boot" }, Stop);

        Assert.Equal(0, rows.Picked);
    }

    [Fact]
    public async Task Ask_TheSameOnceMore_KeepsThePlace()
    {
        await rows.AskAsync(All, Stop);
        rows.Activate(120);

        await rows.AskAsync(All, Stop);

        Assert.Equal(120, rows.Place.Active);
        Assert.Equal(121, rows.Active?.Product.Id);
    }

    [Fact]
    public async Task Ask_AnsweredAfterANewerOne_ChangesNothing()
    {
        var late = rows.AskAsync(All with { Text = "slow" }, Stop);

        Assert.True(await rows.AskAsync(All, Stop));
        rows.Activate(7);
        slow.SetResult();

        Assert.False(await late);
        Assert.Equal((All, 7), (rows.Asked, rows.Place.Active));
    }

    [Fact]
    public async Task Extend_BeyondWhatIsLoaded_AsksForTheIdsOnce()
    {
        await rows.AskAsync(All, Stop);
        await rows.PickAsync(10, range: false, Stop);
        await rows.ExtendAsync(20, Stop);
        Assert.Equal((11, 0), (rows.Picked, idsAsked));

        await rows.ExtendAsync(299, Stop);
        await rows.ExtendAsync(298, Stop);

        Assert.Equal((289, 1), (rows.Picked, idsAsked));
    }

    [Fact]
    public async Task ToggleAll_WithSomeLetGo_PicksAllFirst()
    {
        await rows.AskAsync(All, Stop);
        rows.ToggleAll();
        await rows.PickAsync(0, range: false, Stop);
        Assert.Equal(Total - 1, rows.Picked);

        rows.ToggleAll();
        Assert.Equal(Total, rows.Picked);
        rows.ToggleAll();
        Assert.Equal(0, rows.Picked);
    }

    private static CatalogRow Row(int id) => new(
        new ProductSummary(
            id, $"SKU-{id}", $"Product {id}", null, ProductKind.Simple, null, ProductStatus.Active, "product.slate", null, null, null, null, null, true),
        0, 0, null, "", null, null, [], null, [], 0, 0, default, default, (1, null));

    private async Task<CatalogPage> LoadAsync(CatalogQuery query, int skip, int take, CancellationToken cancellation)
    {
        if (query.Text == "slow")
        {
            await slow.Task;
        }

        return new CatalogPage([.. Enumerable.Range(skip, Math.Min(take, Total - skip)).Select(index => Row(index + 1))], skip, Total, Total, 1, false, []);
    }
}
