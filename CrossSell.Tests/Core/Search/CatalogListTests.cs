using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Search;

public sealed class CatalogListTests(DemoStudio demo) : IClassFixture<DemoStudio>
{
    private const int Camera = 1;

    private readonly CatalogList list = new(demo.Studio.Store);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> FixedValues => new()
    {
        { FacetKeys.With, "no-links" }, { FacetKeys.With, "few-links" }, { FacetKeys.With, "dead-link" }, { FacetKeys.With, "suggestion" },
        { FacetKeys.With, "bundle" },
        { FacetKeys.Stock, "in" }, { FacetKeys.Stock, "low" }, { FacetKeys.Stock, "out" }, { FacetKeys.Complete, "no" }, { FacetKeys.Status, "archived" },
        { FacetKeys.Changed, "30d" },
    };

    [StudioFact]
    public async Task PageAsync_WindowByWindow_ShowsEveryProductOnce()
    {
        foreach (var sort in CatalogSorts.All)
        {
            foreach (var descending in new[] { false, true })
            {
                var rows = await AllAsync(Query() with { Sort = sort, Descending = descending }, 17);

                Assert.Equal(rows.Count, rows.Select(row => row.Product.Id).Distinct().Count());
                Assert.Equal((await list.PageAsync(ReadScope.Everything, Query(), cancellation: Stop)).Total, rows.Count);
            }
        }
    }

    [StudioTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PageAsync_ByPrice_IsInThatOrder(bool descending)
    {
        var prices = (await AllAsync(Query() with { Sort = CatalogSorts.Price, Descending = descending })).Select(row => row.Product.Price!.Value.Minor)
            .ToList();

        Assert.Equal(descending ? prices.OrderDescending() : prices.Order(), prices);
    }

    [StudioFact]
    public async Task PageAsync_Families_AreOneRowUnlessEverySkuIsAskedFor()
    {
        var families = await AllAsync(Query());
        var skus = await AllAsync(Query() with { EverySku = true });

        Assert.DoesNotContain(families, row => row.Product.Kind == ProductKind.Variant);
        Assert.Equal(7, families.Single(row => row.Product.Sku == "FLT-ND").Variants);
        Assert.Equal(7, skus.Count(row => row.Product.Sku.StartsWith("FLT-ND", StringComparison.Ordinal)) - 1);
    }

    [StudioFact]
    public async Task PageAsync_TextOfAVariant_FindsItsFamily()
    {
        Assert.Equal("FLT-ND", (await list.PageAsync(ReadScope.Everything, Query("FLT-ND67"), cancellation: Stop)).Rows[0].Product.Sku);
        Assert.Equal(
            "FLT-ND67", (await list.PageAsync(ReadScope.Everything, Query("FLT-ND67") with { EverySku = true }, cancellation: Stop)).Rows[0].Product.Sku);
    }

    [StudioTheory]
    [InlineData("d7", "CAM-D7-BODY")] // Not the grip for it.
    [InlineData("lumen d7", "CAM-D7-BODY")]
    [InlineData("cam-d7-body", "CAM-D7-BODY")]
    [InlineData("2242549641285", "CAM-D7-BODY")]
    [InlineData("grip", "GRP-D7")]
    public async Task PageAsync_Text_RanksWhatIsMeantFirst(string text, string sku)
    {
        var page = await list.PageAsync(ReadScope.Everything, Query(text), cancellation: Stop);

        Assert.Equal(sku, page.Rows[0].Product.Sku);
        Assert.False(page.Close);
    }

    [StudioTheory]
    [InlineData("lumne d7")] // Two letters swapped.
    [InlineData("umen d7")] // A part.
    public async Task PageAsync_TextThatFitsNothingExactly_FindsWhatIsClose(string text)
    {
        var page = await list.PageAsync(ReadScope.Everything, Query(text), cancellation: Stop);

        Assert.True(page.Close);
        Assert.Contains(page.Rows, row => row.Product.Sku == "CAM-D7-BODY");
    }

    [StudioTheory]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("%")]
    [InlineData("a*b OR NEAR(")]
    [InlineData("-- ; DROP TABLE Products")]
    public async Task PageAsync_OddText_IsOnlyText(string text) =>
        Assert.NotNull((await list.PageAsync(ReadScope.Everything, Query(text), cancellation: Stop)).Rows);

    [StudioFact]
    public async Task PageAsync_OtherShopsProducts_AreShownOnlyWhenAskedFor()
    {
        Assert.Empty((await list.PageAsync(ReadScope.Everything, Query("willow"), cancellation: Stop)).Rows);
        var row = Assert.Single((await list.PageAsync(ReadScope.Everything, Query("willow") with { AllShops = true }, cancellation: Stop)).Rows);
        Assert.Null(row.Product.Price);
        Assert.Null(row.Completeness);
        Assert.DoesNotContain("camera", row.Channels);
    }

    [StudioFact]
    public async Task PageAsync_PastedSkus_AreFoundInTheirOrderWithoutRegardToCase()
    {
        var page = await list.PageAsync(ReadScope.Everything, Query() with { Skus = ["grp-d7", "NO-SUCH", "CAM-D7-BODY"] }, cancellation: Stop);

        Assert.Equal(["GRP-D7", "CAM-D7-BODY"], page.Rows.Select(row => row.Product.Sku));
        Assert.Equal(["NO-SUCH"], page.UnknownSkus);
    }

    [StudioTheory]
    [MemberData(nameof(FixedValues))]
    public async Task FacetsAsync_EachCount_IsTheListThatTheValueGives(string key, string value)
    {
        var facets = await list.FacetsAsync(ReadScope.Everything, Query(), Stop);
        var rows = await AllAsync(Query() with { Filters = [new(key, FacetFilter.Of(value))] });

        Assert.Equal(rows.Count, facets.Count(key, value));
        Assert.True(rows.Count > 0 || value is "archived" or "bundle"); // The camera shop has none of these.
    }

    [StudioFact]
    public async Task FacetsAsync_Categories_HoldWhatIsBelowThem()
    {
        var facets = await list.FacetsAsync(ReadScope.Everything, Query(), Stop);
        var lenses = await AllAsync(Query() with { Filters = [new(FacetKeys.Category, FacetFilter.Of("lenses"))] });

        Assert.All(lenses, row => Assert.Equal("Lenses", row.Product.Category));
        Assert.Equal(lenses.Count, facets.Count(FacetKeys.Category, "lenses"));
        Assert.True(facets.Count(FacetKeys.Category, "photo") > 4 * lenses.Count);
    }

    [StudioFact]
    public async Task FacetsAsync_Attributes_AreThoseOfTheProductsThatAreLeft()
    {
        var lenses = await list.FacetsAsync(ReadScope.Everything, Query() with { Filters = [new(FacetKeys.Category, FacetFilter.Of("lenses"))] }, Stop);

        Assert.Contains(lenses.Facets, facet => facet.Key == "attr.mount" && facet.Values.Count > 1);
        Assert.Contains(lenses.Facets, facet => facet is { Key: "attr.aperture", Kind: FacetKind.Range, Least: > 0 });
        Assert.DoesNotContain(lenses.Facets, facet => facet.Key == "attr.brew");
    }

    [StudioFact]
    public async Task FacetsAsync_Price_HasBandsThatHoldEverything()
    {
        var facets = await list.FacetsAsync(ReadScope.Everything, Query(), Stop);
        var price = facets[FacetKeys.Price]!;

        Assert.InRange(price.Values.Count, 2, 6);
        Assert.Equal(facets.Total, price.Values.Sum(value => value.Count));
        Assert.All(price.Values, value => Assert.True(value.Count > 0));
    }

    [StudioFact]
    public async Task PageAsync_AfterAWrite_ShowsIt()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("HIK-1", channel, name: "Leather hiking boot");
        using var index = new CatalogIndex(studio.Store);
        var fresh = new CatalogList(studio.Store, index);
        var query = new CatalogQuery { ChannelId = channel.Id, Text = "hiking" };
        Assert.Single((await fresh.PageAsync(ReadScope.Everything, query, cancellation: Stop)).Rows);
        var before = index.Version;

        await studio.WriteAsync(async session => (await session.Db.Products.FindAsync(product.Id))!.Set(it => it.Name, "Canvas shoe"));

        Assert.Empty((await fresh.PageAsync(ReadScope.Everything, query, cancellation: Stop)).Rows);
        Assert.Single((await fresh.PageAsync(ReadScope.Everything, query with { Text = "canv" }, cancellation: Stop)).Rows);
        Assert.NotEqual(before, index.Version);
    }

    private static CatalogQuery Query(string text = "") => new() { ChannelId = Camera, Text = text };

    private async Task<List<CatalogRow>> AllAsync(CatalogQuery query, int size = 200)
    {
        var rows = new List<CatalogRow>();
        for (var page = await list.PageAsync(ReadScope.Everything, query, 0, size, Stop); page.Rows.Count > 0; page = await list.PageAsync(
            ReadScope.Everything, query, rows.Count, size, Stop))
        {
            rows.AddRange(page.Rows);
        }

        return rows;
    }
}
