using CrossSell.Admin.Features.Products;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;

namespace CrossSell.Tests.Admin.Products;

public sealed class FilterChipTests
{
    private static readonly Channel Euro = new() { Id = 7, Code = "camera", Name = "Camera store", CurrencyCode = "EUR", Locales = ["nl"] };

    private static readonly CatalogFacets Facets = new(10, 20,
    [
        new Facet("category", "Category", FacetKind.Tree, [new FacetValue("lenses", "Lenses", 4, true)]),
        new Facet("with", "Cross-selling", FacetKind.Values, [new FacetValue("no-links", "No links", 3, true)]),
        new Facet("attr.focal", "Focal length", FacetKind.Range, [], "mm"),
    ]);

    [Theory]
    [InlineData("category=lenses", "Category: Lenses", false)]
    [InlineData("with=no-links", "No links", false)]
    [InlineData("category=lamps", "no such category: lamps", true)]
    [InlineData("attr.gone=x", "no such gone: x", true)]
    [InlineData("complete=50-80", "Completeness: 50-80", false)]
    [InlineData("attr.focal=50..85", "Focal length: 50 mm to 85 mm", false)]
    [InlineData("attr.focal=50..50", "Focal length: 50 mm", false)]
    [InlineData("links=..3", "Number of links: up to 3", false)]
    [InlineData("price=100..", "Price: from 100.00 €", false)]
    [InlineData("sku=A-1", "SKU: A-1", false)]
    [InlineData("sku=A-1,B-2", "2 SKUs", false)]
    public void Of_OneFilter_SaysItInWordsAndTakesItAway(string query, string words, bool isUnknown)
    {
        var chip = Assert.Single(FilterChip.Of(ProductsPageState.Parse(query), Facets, Euro));

        Assert.Equal((words, isUnknown), (chip.Words, chip.IsUnknown));
        Assert.Equal(new ProductsPageState(), chip.Without);
    }

    [Fact]
    public void Of_WhileCounting_CallsNothingUnknown() =>
        Assert.All(FilterChip.Of(ProductsPageState.Parse("category=lamps&brand=x"), Facets, Euro, isCounting: true), chip => Assert.False(chip.IsUnknown));

    [Fact]
    public void Of_SeveralValues_EachGoesAlone()
    {
        var state = ProductsPageState.Parse("category=lamps,lenses&price=1..2");

        var chips = FilterChip.Of(state, Facets, Euro);

        Assert.Equal(["category=lenses&price=1..2", "category=lamps&price=1..2", "category=lamps,lenses"], chips.Select(chip => chip.Without.ToQuery()));
    }
}
