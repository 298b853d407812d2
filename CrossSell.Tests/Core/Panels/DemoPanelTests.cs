using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;
using CrossSell.Core.Panels;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Panels;

/// <summary>The demo's panels as its shops are set: nearly all show something, and nothing is called a finding that is none.</summary>
public sealed class DemoPanelTests(DemoStudio demo) : IClassFixture<DemoStudio>
{
    [Fact]
    public async Task Panels_OfTheDemo_AreFilledWithoutPopularItemsOrAccidents()
    {
        var stop = TestContext.Current.CancellationToken;
        var truth = DemoCatalog.Create(DemoStudio.Today).Truth;
        var popularItems = truth.PopularItems.Select(popularItem => (popularItem.ChannelCode, popularItem.Sku)).ToHashSet();
        await using var db = demo.Studio.Store.Read();
        var channels = await db.Channels.ToListAsync(stop);
        using var panels = new PanelService(demo.Studio.Store, demo.Studio.Time);
        await panels.RefreshAsync(stop);
        var (asked, empty, mined) = (0, 0, 0);
        foreach (var channel in channels)
        {
            var skus = await db.Listings.Where(listing => listing.ChannelId == channel.Id && listing.Published)
                .Join(db.Products.Where(product => product.Status == ProductStatus.Active
                    && product.ParentId == null), listing => listing.ProductId, product => product.Id, (_, product) => product.Sku)
                .ToListAsync(stop);
            foreach (var sku in skus)
            {
                var companions = panels.Resolve(new PanelQuery(sku, channel.Code)).Required.Panel.Companions;
                (asked, empty) = (asked + 1, empty + (companions.Count == 0 ? 1 : 0));
                foreach (var companion in companions.Where(companion => companion.Layer.Name == "Mined"))
                {
                    mined++;
                    Assert.DoesNotContain((channel.Code, companion.Product.Sku), popularItems);
                    Assert.True(companion.Evidence!.IsClear
                        && companion.Evidence.PairBaskets >= SuggestionRules.MinBaskets, $"{sku} with {companion.Product.Sku}: {companion.Evidence}");
                }
            }
        }

        Assert.True(asked > 200 && mined > 200, $"{asked} panels, {mined} mined slots");
        // PopularItems and the seldom bought have nothing of their own, and no bestsellers fill in for it.
        Assert.True(empty * 3 < asked, $"{empty} of {asked} panels show nothing.");
    }
}
