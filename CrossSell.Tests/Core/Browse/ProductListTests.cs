using CrossSell.Core.Browse;
using CrossSell.Core.Catalog;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Browse;

public sealed class ProductListTests(DemoStudio demo) : IClassFixture<DemoStudio>
{
    private const int Camera = 1;

    private readonly ProductList list = new(demo.Studio.Store);

    private static ProductListRequest Request(string text = "") => new() { ChannelId = Camera, Text = text };

    [Theory]
    [InlineData(ProductSort.Best, false)]
    [InlineData(ProductSort.Name, true)]
    [InlineData(ProductSort.Sku, false)]
    [InlineData(ProductSort.Price, false)]
    [InlineData(ProductSort.Price, true)]
    [InlineData(ProductSort.Stock, false)]
    [InlineData(ProductSort.Completeness, true)]
    [InlineData(ProductSort.Updated, false)]
    [InlineData(ProductSort.Updated, true)]
    public async Task PageAsync_PageByPage_ShowsEveryProductOnce(ProductSort sort, bool descending)
    {
        var request = Request() with { Sort = sort, Descending = descending };
        var seen = await AllAsync(request, 17);

        Assert.Equal((await list.FacetsAsync(request, Stop)).Total, seen.Count);
        Assert.Equal(seen.Count, seen.Select(row => row.Product.Id).Distinct().Count());
    }

    [Fact]
    public async Task PageAsync_ByPrice_IsInThatOrder()
    {
        var prices = (await AllAsync(Request() with { Sort = ProductSort.Price, Descending = true }, 50)).Select(row => row.Product.Price!.Value.Minor).ToList();

        Assert.Equal(prices.OrderDescending(), prices);
    }

    [Fact]
    public async Task PageAsync_Families_AreOneRowUnlessEverySkuIsAskedFor()
    {
        var families = await AllAsync(Request(), 50);
        var skus = await AllAsync(Request() with { EverySku = true }, 50);

        Assert.DoesNotContain(families, row => row.Product.Kind == ProductKind.Variant);
        Assert.Equal(7, families.Single(row => row.Product.Sku == "FLT-ND").Variants);
        Assert.Equal(7, skus.Count(row => row.Product.Sku.StartsWith("FLT-ND", StringComparison.Ordinal)) - 1);
    }

    [Fact]
    public async Task PageAsync_TextOfAVariant_FindsItsFamily()
    {
        Assert.Equal("FLT-ND", (await list.PageAsync(Request("FLT-ND67"), cancellation: Stop)).Rows[0].Product.Sku);
        Assert.Equal("FLT-ND67", (await list.PageAsync(Request("FLT-ND67") with { EverySku = true }, cancellation: Stop)).Rows[0].Product.Sku);
    }

    [Theory]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("%")]
    [InlineData("a*b OR NEAR(")]
    [InlineData("-- ; DROP TABLE Products")]
    public async Task PageAsync_OddText_IsOnlyText(string text) => Assert.NotNull((await list.PageAsync(Request(text), cancellation: Stop)).Rows);

    [Fact]
    public async Task PageAsync_OtherShopsProducts_AreShownOnlyWhenAskedFor()
    {
        Assert.Empty((await list.PageAsync(Request("willow"), cancellation: Stop)).Rows);
        var row = Assert.Single((await list.PageAsync(Request("willow") with { AllShops = true }, cancellation: Stop)).Rows);
        Assert.Null(row.Product.Price);
        Assert.Null(row.Completeness);
    }

    [Fact]
    public async Task PageAsync_Category_HoldsWhatIsBelowIt()
    {
        await using var db = demo.Studio.Store.Read();
        var categories = await db.Categories.ToDictionaryAsync(category => category.Code, category => category.Id, Stop);
        var facets = await list.FacetsAsync(Request(), Stop);
        var lenses = await AllAsync(Request() with { CategoryId = categories["lenses"] }, 50);
        var photo = await AllAsync(Request() with { CategoryId = categories["photo"] }, 50);

        Assert.All(lenses, row => Assert.Equal("Lenses", row.Product.Category));
        Assert.True(photo.Count > 4 * lenses.Count);
        Assert.Equal((lenses.Count, photo.Count), (facets.ByCategory[categories["lenses"]], facets.ByCategory[categories["photo"]]));
    }

    [Fact]
    public async Task FacetsAsync_EachCount_IsTheListThatTheFacetGives()
    {
        var facets = await list.FacetsAsync(Request(), Stop);

        foreach (var (facet, count) in facets.CrossSell)
        {
            Assert.Equal(count, (await AllAsync(Request() with { CrossSell = new HashSet<CrossSellFacet> { facet } }, 50)).Count);
        }

        foreach (var (facet, count) in facets.Stock)
        {
            Assert.Equal(count, (await AllAsync(Request() with { Stock = new HashSet<StockFacet> { facet } }, 50)).Count);
        }

        Assert.All(facets.CrossSell.Where(pair => pair.Key != CrossSellFacet.InBundle), pair => Assert.True(pair.Value > 0, pair.Key.ToString()));
        Assert.All(facets.Stock.Values, count => Assert.True(count > 0));
        Assert.Equal(facets.Total, facets.Ready + facets.NotReady);
        Assert.True(facets.NotReady > 0);
    }

    [Fact]
    public async Task PageAsync_DeadLink_FindsTheSourceOfALinkToWhatIsSoldOut()
    {
        var rows = await AllAsync(Request() with { CrossSell = new HashSet<CrossSellFacet> { CrossSellFacet.DeadLink } }, 50);

        Assert.Contains(rows, row => row.Product.Sku == "CAM-D7-BODY");
    }

    [Fact]
    public async Task PageAsync_OutOfStock_AsksOfAFamilyThatEveryVariantIsOut()
    {
        var rows = await AllAsync(Request() with { Stock = new HashSet<StockFacet> { StockFacet.Out } }, 50);

        Assert.Contains(rows, row => row.Product.Sku == "BAG-CA20");
        Assert.All(rows, row => Assert.Equal(0, row.Product.Stock));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<List<ProductListRow>> AllAsync(ProductListRequest request, int size)
    {
        var rows = new List<ProductListRow>();
        string? after = null;
        do
        {
            var page = await list.PageAsync(request, after, size, Stop);
            rows.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        return rows;
    }
}
