using Bunit;
using CrossSell.Admin.Features.Bundles;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Tests.Admin.Bundles;

/// <summary>Where the builder says on whose pages, and to whom, a bundle is offered.</summary>
public sealed class BundleAudienceTests : BunitContext
{
    private static readonly Channel Shop = new()
    {
        Id = 1, Code = "coffee", Name = "Coffee", CurrencyCode = "EUR", TaxRates = { new TaxRate { TaxClass = "standard", BasisPoints = 2100 } }
    };

    [Fact]
    public void Components_SayThatTheFirstLeads_AndGiveTheOthersAChoice()
    {
        var state = State();
        state.SetLeads(new(3), true);
        var view = Render<BundleComponents>(parameters => parameters.Add(item => item.State, state).Add(item => item.Quote, state.Quote(Shop)));

        Assert.Equal("Main product: the bundle is shown on its page", view.Find("span.component-leads").TextContent);
        Assert.Equal(
            [("Also show on the page of Product 2", false), ("Also show on the page of Product 3", true)],
            view.FindAll(".component-leads input").Select(box => (box.GetAttribute("aria-label")!, box.HasAttribute("checked"))));
    }

    [Fact]
    public async Task Segment_IsChosenFromThoseOfTheBundlesShops()
    {
        var state = State();
        state.Segments =
        [
            new Segment { Id = 1, ChannelId = 1, Code = "new-subscriber", Name = "New subscribers" },
            new Segment { Id = 2, ChannelId = 2, Code = "elsewhere", Name = "Of another shop" },
        ];
        var edited = 0;
        this.UseKit();
        var view = Render<BundlePlaces>(parameters => parameters.Add(item => item.State, state).Add(item => item.CanEdit, true)
            .Add(item => item.OnEdited, changed => edited += changed ? 1 : 0));

        Assert.Equal(["Everyone", "New subscribers"], view.LinesOf("bundle-segment"));
        await view.ChooseAsync("bundle-segment", "New subscribers");

        Assert.Equal(("new-subscriber", 1), (state.Content.Segment, edited));
    }

    private static BundlePageState State()
    {
        var revision = new BundleRevision { Name = "First cup set", Number = 1 };
        revision.Components.AddRange(Enumerable.Range(1, 3).Select(id => new BundleComponent { ProductId = id, Position = id - 1 }));
        revision.Channels.Add(new BundleChannel { ChannelId = 1 });
        var bundle = new Bundle { Code = "first-cup", OwnerId = "eva" };
        bundle.Revisions.Add(revision);
        var state = new BundlePageState(bundle, [Shop]);
        state.Know(1, Enumerable.Range(1, 3).ToDictionary(id => id, id => new QuoteProduct(
            new ProductSummary(
                id, $"P-{id}", $"Product {id}", null, ProductKind.Simple, null, ProductStatus.Active, "coffee-bag.rust", null, null,
                new Money(1000, Currency.Of("EUR")), new Money(500, Currency.Of("EUR")), 5, true), 2100)));
        return state;
    }
}
