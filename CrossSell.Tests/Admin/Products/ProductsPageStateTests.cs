using CrossSell.Admin.Features.Products;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using CsCheck;

namespace CrossSell.Tests.Admin.Products;

public sealed class ProductsPageStateTests
{
    private static readonly Channel Euro = new() { Id = 7, Code = "camera", Name = "Camera store", CurrencyCode = "EUR" };

    // Letters that addresses, lists and ranges give a meaning to, among others that they do not.
    private static readonly Gen<string> Words = Gen.Char["ab,\\.0-5 &=+%?#/é漢"].Array[0, 9].Select(letters => new string(letters));

    private static readonly Gen<string> Key = OneOf(
        FacetKeys.Category, FacetKeys.With, FacetKeys.Stock, FacetKeys.Status, FacetKeys.Complete, FacetKeys.Brand, FacetKeys.Type, FacetKeys.Price,
        FacetKeys.Tag,
        FacetKeys.Missing, FacetKeys.Links, FacetKeys.Changed, FacetKeys.ChangedBy, FacetKeys.Channel, "attr.focal", "attr.Colour & more");

    private static readonly Gen<decimal?> Bound = Gen.Int[-5, 100_000].Select(number => number < 0 ? (decimal?)null : number / 100m);

    private static readonly Gen<ProductsPageState> States =
        from text in Words
        from skus in Words.Array[0, 4]
        from values in Gen.Select(Key, Words).Array[0, 6]
        from range in Gen.Select(OneOf(FacetKeys.Price, FacetKeys.Links, "attr.focal"), Bound, Bound)
        from flags in Gen.Bool.Array[5]
        from sort in OneOf([.. CatalogSorts.All])
        from columns in Gen.Shuffle(ProductColumns.All.Select(column => column.Code).ToArray())
        from count in Gen.Int[0, 18]
        from view in OneOf<string?>(null, "12", "no-links")
        select values.Where(pair => pair.Item2.Length > 0).Aggregate(
            new ProductsPageState
            {
                Text = text, Skus = SkuList.Of(skus), EverySku = flags[0], AllShops = flags[1], Dense = flags[2], Cards = flags[3], View = view,
                Sort = sort, Descending = sort != CatalogSorts.Best && flags[4], Columns = [.. columns.Take(count)],
            }.Between(range.Item1, range.Item2, range.Item3),
            (state, pair) => state.Has(pair.Item1, pair.Item2) ? state : state.Toggle(pair.Item1, pair.Item2));

    [Fact]
    public void ToAddress_NoFilters_IsThePageItself() => Assert.Equal("/products", new ProductsPageState().ToAddress());

    [Fact]
    public void Address_AnyState_RoundTrips() => States.Sample(state =>
    {
        var address = new Uri("http://shop.example" + state.ToAddress());

        var read = ProductsPageState.Parse(address.Query);

        // A view under which nothing is left is not kept.
        var expected = state.ToViewQuery().Length == 0 ? state with { View = null } : state;
        Assert.Equal(expected, read);
        Assert.Equal(expected.ToAddress(), read.ToAddress());
    });

    [Fact]
    public void Parse_AddressesOfEarlierVersions_MeanTheSame()
    {
        var state = ProductsPageState.Parse(
            "?q=50%20mm&category=lenses&with=no-links,suggestion&stock=low&status=active,draft&complete=no&rows=sku&shops=all&sort=-price");

        Assert.Equal("50 mm", state.Text);
        Assert.Equal((true, true, "price", true), (state.EverySku, state.AllShops, state.Sort, state.Descending));
        Assert.True(state.Has("category", "lenses") && state.Has("with", "no-links") && state.Has("with", "suggestion") && state.Has("stock", "low"));
        Assert.True(state.Has("status", "active") && state.Has("status", "draft") && state.Has("complete", "no"));
        Assert.Equal(7, state.FilterCount);
        Assert.Equal(
            "/products?q=50%20mm&category=lenses&with=no-links,suggestion&stock=low&status=active,draft&complete=no&rows=sku&shops=all&sort=-price",
            state.ToAddress());
    }

    [Fact]
    public void Parse_ValuesNobodyKnows_StayFilters_SoThatTheListDoesNotSilentlyWiden()
    {
        var state = ProductsPageState.Parse("category=no-such&price=cheap&attr.gone=1");

        Assert.True(state.Has("category", "no-such"));
        Assert.True(state.Has("price", "cheap"));
        Assert.True(state.Has("attr.gone", "1"));
        Assert.Equal("/products?category=no-such&price=cheap&attr.gone=1", state.ToAddress());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("&&=&=x&category=&with=,,&attr.=x")]
    [InlineData("rows=x&shops=y&sort=-nothing&sort=best&cols=nothing&density=huge&as=list&utm_source=mail")]
    public void Parse_NothingInIt_IsThePageAsItOpens(string query) => Assert.Equal(new ProductsPageState(), ProductsPageState.Parse(query));

    [Fact]
    public void Parse_RepeatedParameter_AddsUp() =>
        Assert.Equal(ProductsPageState.Parse("brand=Kite,Lumen"), ProductsPageState.Parse("brand=Lumen&brand=Kite&brand=Lumen"));

    [Theory]
    [InlineData("100..500", 10000, 50000)]
    [InlineData("100..", 10000, -1)]
    [InlineData("..19.99", -1, 1999)]
    [InlineData("5", 500, 500)]
    public void Price_Range_IsReadInWholeUnitsAndAskedInMinor(string text, int from, int to)
    {
        var state = ProductsPageState.Parse("price=" + text);
        var filter = state.Filter("price")!;

        var asked = state.ToRequest(Euro).Filters["price"];
        Assert.Equal((from, to), (asked.From ?? -1, asked.To ?? -1));
        Assert.Equal((asked.From / 100, asked.To / 100), (filter.From, filter.To));
    }

    [Theory]
    [InlineData("0.005..0.019", 1, 1)]
    [InlineData("0..99999999999999999999999", 0, 100_000_000_000_000)]
    public void Price_FinerThanTheCurrencyOrBeyondAll_IsRoundedInwards(string text, long from, long to)
    {
        var asked = ProductsPageState.Parse("price=" + text).ToRequest(Euro).Filters["price"];

        Assert.Equal((from, to), (asked.From, asked.To));
    }

    [Fact]
    public void Between_EndsTheWrongWayRound_AreTurned_AndOpenEndsTakeTheFilterAway()
    {
        var state = new ProductsPageState().Between("price", 500, 100);

        Assert.Equal("/products?price=100..500", state.ToAddress());
        Assert.Equal(new ProductsPageState(), state.Between("price", null, null));
    }

    [Fact]
    public void Toggle_Twice_IsAsBefore_AndTheOrderOfClicksDoesNotMatter()
    {
        var one = new ProductsPageState().Toggle("brand", "Kite").Toggle("brand", "Lumen, Ltd");
        var other = new ProductsPageState().Toggle("brand", "Lumen, Ltd").Toggle("brand", "Kite");

        Assert.Equal(one, other);
        Assert.Equal(new ProductsPageState(), one.Toggle("brand", "Kite").Toggle("brand", "Lumen, Ltd"));
    }

    [Fact]
    public void ToViewQuery_SaysEverythingButTheViewsName()
    {
        var state = ProductsPageState.Parse("q=bag&cols=price&density=compact&view=12");

        Assert.Equal("q=bag&cols=price&density=compact", state.ToViewQuery());
        Assert.Equal("/products?q=bag&cols=price&density=compact&view=12", state.ToAddress());
        Assert.Equal("/products?cols=price&density=compact", state.Cleared().ToAddress());
    }

    [Fact]
    public void By_ThreeTimes_GoesUpDownAndBack()
    {
        var once = new ProductsPageState().By(CatalogSorts.Price);
        var twice = once.By(CatalogSorts.Price);

        Assert.Equal((CatalogSorts.Price, false), (once.Sort, once.Descending));
        Assert.Equal((CatalogSorts.Price, true), (twice.Sort, twice.Descending));
        Assert.Equal(new ProductsPageState(), twice.By(CatalogSorts.Price));
        Assert.True(new ProductsPageState().By(CatalogSorts.Updated).Descending);
        Assert.Equal(new ProductsPageState(), new ProductsPageState().By(CatalogSorts.Updated).By(CatalogSorts.Updated).By(CatalogSorts.Updated));
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void BuiltInView_IsWrittenAsThePageWritesIt(string query)
    {
        Assert.Equal(query, ProductsPageState.Parse(query).ToViewQuery());
        Assert.NotEqual(new ProductsPageState(), ProductsPageState.Parse(query));
    }

    private static Gen<T> OneOf<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(place => items[place]);

    public static TheoryData<string> BuiltIn() => [.. BuiltInView.All.Select(view => view.Query)];
}
