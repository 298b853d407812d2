using CrossSell.Admin.Features.Bundles;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Today;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Bundles;

public sealed class BundlesViewTests
{
    private static readonly Channel Shop = new() { Id = 1, Code = "camera", Name = "Camera store", CurrencyCode = "EUR", TimeZone = "UTC" };

    [Fact]
    public void Address_OfAnyView_IsReadBackAsTheSame()
    {
        foreach (var view in new BundlesView[]
        {
            new(), new() { Text = "d7 & co", State = BundleStatus.Draft, AllShops = true, Shop = "camera" }, new() { NeedsAttention = true },
            new() { Kind = BundleKind.Choice, WithProblems = true, Sort = BundlesSort.Margin, Descending = true },
        })
        {
            var address = view.ToAddress();
            Assert.Equal(view, BundlesView.Parse(address.Contains('?') ? address[address.IndexOf('?')..] : ""));
        }

        Assert.Equal("/bundles", new BundlesView().ToAddress());
        Assert.Equal(new BundlesView(), BundlesView.Parse("?state=nonsense&sort=colour&kind=7"));
    }

    [Fact]
    public void By_ASecondTime_TurnsTheOrderRound_AndAmountsBeginWithTheMost()
    {
        var view = new BundlesView().By(BundlesSort.Price);
        Assert.True(view.Descending);
        Assert.False(view.By(BundlesSort.Price).Descending);
        Assert.False(view.By(BundlesSort.Name).Descending);
    }

    [Fact]
    public void List_Narrowed_CountsWhatItWouldShow_AndWhatIsUnknownComesLast()
    {
        var state = BundlesPageState.Of(
            [Row(1, "Alpha", BundleStatus.Live, 900), Row(2, "Beta", BundleStatus.Draft, 100), Row(3, "Gamma", BundleStatus.Draft, null)],
            [new BrokenBundle("b-1", "Alpha", [new BundleProblem("Bag is out of stock", "Add stock.", "BAG")])], BundleAround.Nothing, TestClock.Now, []);

        Assert.Equal(["Beta", "Alpha", "Gamma"], Names(new() { Sort = BundlesSort.Price }));
        Assert.Equal(["Alpha", "Beta", "Gamma"], Names(new() { Sort = BundlesSort.Price, Descending = true }));
        Assert.Equal(["Alpha"], Names(new() { NeedsAttention = true }));
        Assert.Equal(2, state.Count(new() { State = BundleStatus.Draft }));
        Assert.Equal(["Beta"], Names(new() { Text = "p-20" })); // Found by a product.
        Assert.Equal(["Alpha", "Beta"], Names(new() { WithProblems = true, Sort = BundlesSort.Name }));
        Assert.Empty(Names(new() { AllShops = true, Shop = "coffee" }));

        IEnumerable<string> Names(BundlesView view) => state.Shown(view).Select(bundle => bundle.Row.Name);
    }

    private static BundleRow Row(int id, string name, BundleStatus status, long? price)
    {
        var content = new BundleContent(name, price is null ? [] : [new(id * 10), new((id * 10) + 1)], [1], PricingKind.PercentOff);
        var known = new[] { id * 10, (id * 10) + 1 }.ToDictionary(product => product, product => new QuoteProduct(
            new ProductSummary(
                product, $"P-{product}", $"Product {product}", null, ProductKind.Simple, null, ProductStatus.Active, "camera.indigo", null, null,
                new Money(price ?? 0, Currency.Of("EUR")), new Money(1, Currency.Of("EUR")), 3, true), 2100));
        var quote = price is null ? null : BundleQuotes.Of(content, Shop, known);
        return new BundleRow(id, $"b-{id}", name, id, 1, status, status == BundleStatus.Live, [Shop], quote, TestClock.Now.AddDays(-id))
        {
            Quotes = quote is null ? [] : [quote],
        };
    }
}
