using Bunit;
using CrossSell.Admin.Features.Products;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;

namespace CrossSell.Tests.Admin.Products;

public sealed class ProductFilterPaneTests : BunitContext
{
    private static readonly Channel Euro = new() { Id = 7, Code = "camera", Name = "Camera store", CurrencyCode = "EUR" };

    private static readonly CatalogFacets Facets = new(10, 20,
    [
        new Facet("attr.colour", "Colour", FacetKind.Values, [new FacetValue("#ff0000", "Red", 4, false, null, "#ff0000")]),
        new Facet("category", "Category", FacetKind.Tree,
        [
            new FacetValue("cameras", "Cameras", 9, false), new FacetValue("slr", "SLR", 4, false, "cameras"), new FacetValue("bags", "Bags", 5, false),
        ]),
        new Facet("brand", "Brand", FacetKind.Values, [.. Enumerable.Range(1, 12)
            .Select(number => new FacetValue($"B{number}", $"Brand {number}", 20 - number, false))], More: 30),
        new Facet("price", "Price", FacetKind.Range, [new FacetValue("0-1999", "Up to 19.99", 3, false)], "EUR", 990, 129_900),
        new Facet("changed", "Changed", FacetKind.Values, [new FacetValue("today", "Today", 1, false), new FacetValue("7d", "In 7 days", 2, false)]),
    ]);

    private readonly Dictionary<string, bool> folded = [];
    private ProductsPageState heard = new();

    [Fact]
    public void Facets_OpenOnes_ShowValuesWithCounts_FoldedOnesDoNot()
    {
        var pane = Pane();

        Assert.Equal(["Category", "Brand", "Price", "Colour", "Changed"], pane.FindAll(".facet-fold .cs-grow").Select(name => name.TextContent));
        Assert.Equal("Cameras9", Row(pane, "Cameras").TextContent.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        Assert.DoesNotContain("Red", pane.Markup, StringComparison.Ordinal);
        Assert.Equal("false", pane.Find("#facet-attr-colour").GetAttribute("aria-expanded"));

        pane.Find("#facet-attr-colour").Click();
        Assert.False(folded["attr.colour"]);
        Assert.Contains("background:#ff0000", Pane().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_Checked_NarrowsByIt_AndAgainTakesItAway()
    {
        Row(Pane(), "SLR").QuerySelector("input")!.Change(true);
        Assert.Equal("category=slr", heard.ToQuery());

        Row(Pane(heard), "SLR").QuerySelector("input")!.Change(false);
        Assert.Equal("", heard.ToQuery());
    }

    [Fact]
    public void Tree_BranchFolded_HidesWhatIsBelow()
    {
        var pane = Pane();
        pane.Find("[aria-label='Subcategories of Cameras']").Click();

        Assert.DoesNotContain(pane.FindAll("label"), label => label.TextContent.Contains("SLR", StringComparison.Ordinal));
    }

    [Fact]
    public void LongFacet_BeginsShort_KeepsWhatIsChosen_AndShowsAll()
    {
        var pane = Pane(ProductsPageState.Parse("brand=B11"));
        Assert.Equal(8, pane.FindAll("label").Count(label => label.TextContent.Contains("Brand", StringComparison.Ordinal)));

        pane.FindAll(".facet-more").Single(button => button.TextContent == "Show all 42").Click();
        Assert.Equal(42, pane.FindAll("label").Count(label => label.TextContent.Contains("Brand", StringComparison.Ordinal)));

        pane.Find("[aria-label='Find in brand']").Input("brand 41");
        Assert.Equal(1, pane.FindAll("label").Count(label => label.TextContent.Contains("Brand", StringComparison.Ordinal)));
    }

    [Fact]
    public void Price_BoundsAndBands_AreInWholeUnits()
    {
        var pane = Pane();
        Assert.Equal("9.9", pane.Find("[aria-label='Price from in EUR']").GetAttribute("placeholder")?.Replace(',', '.'));
        pane.Find("[aria-label='Price to in EUR']").Change("1.299,50");
        Assert.Equal("price=..1299.5", heard.ToQuery().TrimEnd('0'));

        Row(Pane(), "Under 20").QuerySelector("input")!.Change(true);
        Assert.Equal("price=0..19.99", heard.ToQuery());
        Assert.True(Row(Pane(heard), "Under 20").QuerySelector("input")!.HasAttribute("checked"));
    }

    [Fact]
    public void Range_NoNumber_IsSaidAndChangesNothing()
    {
        var pane = Pane();
        pane.Find("[aria-label='Price from in EUR']").Change("cheap");

        Assert.Equal("This is not a number.", pane.Find("[role=alert]").TextContent);
        Assert.Equal(new ProductsPageState(), heard);
    }

    [Fact]
    public void Changed_OneAfterTheOther_ReplacesIt()
    {
        folded["changed"] = false;
        Row(Pane(ProductsPageState.Parse("changed=today")), "In 7 days").QuerySelector("input")!.Change(true);

        Assert.Equal("changed=7d", heard.ToQuery());
    }

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<ProductFilterPane> pane, string label) =>
        pane.FindAll("label").Single(row => row.QuerySelector(".cs-grow")!.TextContent == label);

    private IRenderedComponent<ProductFilterPane> Pane(ProductsPageState? state = null) => Render<ProductFilterPane>(pane => pane
        .Add(item => item.State, state ?? new ProductsPageState())
        .Add(item => item.Facets, Facets)
        .Add(item => item.Channel, Euro)
        .Add(item => item.Folded, folded)
        .Add(item => item.OnFolded, change => folded[change.Key] = change.Folded)
        .Add(item => item.OnChange, wanted => heard = wanted)
        .Add(item => item.Whole, key => Task.FromResult<Facet?>(Facets[key]! with
        {
            Values = [.. Enumerable.Range(1, 42).Select(number => new FacetValue($"B{number}", $"Brand {number}", 50 - number, false))],
            More = 0,
        })));
}
