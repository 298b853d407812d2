using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Suggestions;

public sealed class SuggestionDetailsTests
{
    [Fact]
    public async Task Details_ShowRealOrders_AndThePanelWithTheLink_WithoutWritingIt()
    {
        await using var shop = await MinedShop.CreateAsync();
        using var panels = new PanelService(shop.Studio.Store, shop.Studio.Time);

        // The strap is not offered with the body: too few baskets.
        var details = await new SuggestionDetailsQuery(shop.Studio.Store, panels)
            .LoadAsync(ReadScope.Everything, shop.Channel.Code, shop.Body.Id, shop.Strap.Id, LinkType.CrossSell, TestContext.Current.CancellationToken);

        Assert.Equal((4, 4), (details.Baskets, details.Newest.Count));
        Assert.Equal([("BODY", 1), ("STRAP", 2)], details.Newest[0].Lines.Select(line => (line.Sku, line.Role)).Order());
        Assert.Equal(4, Assert.Single(details.Months).Baskets);
        Assert.Null(details.Season);
        Assert.DoesNotContain(details.Now!.Companions, companion => companion.Product.Sku == "STRAP");
        Assert.Equal("STRAP", details.With!.Companions[0].Product.Sku);
        await using var db = shop.Studio.Store.Read();
        Assert.Empty(db.Links);
    }
}
