using CrossSell.Admin.Features.Products;
using CrossSell.Core.Browse;
using CrossSell.Core.Catalog;

namespace CrossSell.Tests.Admin.Products;

public sealed class ProductsPageStateTests
{
    [Fact]
    public void ToAddress_NoFilters_IsThePageItself() => Assert.Equal("/products", new ProductsPageState().ToAddress());

    [Fact]
    public void Address_EveryFilter_RoundTrips()
    {
        var state = new ProductsPageState
        {
            Text = "50 mm & more", Category = "lenses", CrossSell = [CrossSellFacet.NoLinks, CrossSellFacet.HasSuggestion], Stock = [StockFacet.Low],
            Status = [ProductStatus.Active, ProductStatus.Draft], Ready = false, EverySku = true, AllShops = true, Sort = ProductSort.Price, Descending = true,
        };
        var query = System.Web.HttpUtility.ParseQueryString(new Uri("http://x" + state.ToAddress()).Query);

        var read = ProductsPageState.Parse(
            query["q"], query["category"], query["with"], query["stock"], query["status"], query["complete"], query["rows"], query["shops"], query["sort"]);

        Assert.Equal(state, read);
        Assert.Equal(7, state.Filters);
    }

    [Fact]
    public void Parse_Nonsense_IsLeftOut()
    {
        var state = ProductsPageState.Parse(crossSell: "no-links,drop table,", stock: "lots", status: ",,", complete: "maybe", rows: "x", shops: "y", sort: "-nothing");

        Assert.Equal(new ProductsPageState { CrossSell = [CrossSellFacet.NoLinks] }, state);
    }

    [Fact]
    public void By_ThreeTimes_GoesUpDownAndBack()
    {
        var once = new ProductsPageState().By(ProductSort.Price);
        var twice = once.By(ProductSort.Price);

        Assert.Equal((ProductSort.Price, false), (once.Sort, once.Descending));
        Assert.Equal((ProductSort.Price, true), (twice.Sort, twice.Descending));
        Assert.Equal(new ProductsPageState(), twice.By(ProductSort.Price));
    }
}
