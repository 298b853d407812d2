using CrossSell.Core.Affinity;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Bundles;

/// <summary>Sets of three from the orders, and who buys a set's parts without it.</summary>
public sealed class MinedSetsTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel shop = null!;
    private Product body = null!;
    private Product card = null!;
    private Product bag = null!;
    private Product other = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        shop = await studio.ChannelAsync();
        (body, card, bag, other) = (
            await studio.ProductAsync("BODY", shop, 90_000), await studio.ProductAsync("CARD", shop, 5_000), await studio.ProductAsync("BAG", shop, 8_000),
            await studio.ProductAsync("OTHER", shop, 700));
        for (var order = 0; order < 6; order++)
        {
            await studio.OrderAsync(shop, body, card, bag);
        }

        await studio.OrderAsync(shop, body, card);
        await studio.OrderAsync(shop, body, other);
        for (var order = 0; order < 20; order++)
        {
            await studio.OrderAsync(shop, other);
        }

        await studio.AddAsync(new MiningRun { ChannelId = shop.Id, Baskets = 28, MinBaskets = 2, FinishedAt = TestClock.Now, StartedAt = TestClock.Now });
        await studio.AddAsync([.. Pairs((body, card, 7), (body, bag, 6), (card, bag, 6))]);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Sets_OfClearPairs_AreCountedInTheOrders_TheDearestPartFirst()
    {
        // What does not count: a cancelled order, and one that came back whole.
        await studio.OrderAsync(shop, [Line(body), Line(card), Line(bag)], OrderStatus.Cancelled);
        await studio.OrderAsync(shop, [Line(body), Line(card), Line(bag, returned: 1)]);

        var set = Assert.Single(await new MinedSets(studio.Store).LoadAsync(ReadScope.Everything, shop.Id, null, 5, Stop));

        Assert.Equal(["BODY", "BAG", "CARD"], set.Products.Select(product => product.Sku));
        Assert.Equal((6, true, (string?)null), (set.Baskets, set.IsExact, set.BundleCode));
        Assert.True(set.Lift > 2);
        Assert.Empty(await new MinedSets(studio.Store).LoadAsync(ReadScope.Everything, shop.Id, other.Id, 5, Stop));
        Assert.Single(await new MinedSets(studio.Store).LoadAsync(ReadScope.Everything, shop.Id, card.Id, 5, Stop));
    }

    [StudioFact]
    public async Task Set_ThatIsABundleAlready_NamesIt_AndSubstitutesAreNone()
    {
        var code = (await new BundleService(studio.Store).CreateAsync("Kit", shop.Id, [bag.Id, body.Id, card.Id], TestStudio.Merchandiser, Stop)).Required;
        Assert.Equal(code, Assert.Single(await new MinedSets(studio.Store).LoadAsync(ReadScope.Everything, shop.Id, null, 5, Stop)).BundleCode);

        await studio.AddAsync(new ProductLink
        {
            SourceId = card.Id, TargetId = bag.Id, TypeId = (await studio.LinkTypeAsync(LinkType.Substitute)).Id, CreatedBy = "eva",
        });
        Assert.Empty(await new MinedSets(studio.Store).LoadAsync(ReadScope.Everything, shop.Id, null, 5, Stop));
    }

    [StudioFact]
    public async Task BoughtAnyway_CountsBasketsWithEveryPart_AndFamiliesAsOne()
    {
        var variant = await studio.ProductAsync("BAG-RED", shop, 8_000, parent: bag);
        await studio.OrderAsync(shop, body, card, variant);
        var baskets = new BundleBaskets(studio.Store);

        var anyway = await baskets.LoadAsync(ReadScope.Everything, shop.Id, [body.Id, card.Id, bag.Id], Stop);

        Assert.Equal(new BoughtAnyway(9, 7, true), anyway);
        Assert.Null(await baskets.LoadAsync(ReadScope.Everything, shop.Id, [body.Id], Stop));
        Assert.Null(await baskets.LoadAsync(ReadScope.Only(), shop.Id, [body.Id, card.Id], Stop));
    }

    [StudioFact]
    public async Task ShopWhoseOrdersAreElsewhere_IsBoundedByItsPairs()
    {
        var away = await studio.ChannelAsync("away");
        foreach (var product in new[] { body, card, bag })
        {
            await studio.AddAsync(new Listing { ProductId = product.Id, ChannelId = away.Id, Price = 1000, Published = true });
        }

        await studio.AddAsync(new MiningRun { ChannelId = away.Id, Baskets = 500, MinBaskets = 2, FinishedAt = TestClock.Now, StartedAt = TestClock.Now });
        await studio.AddAsync([.. Pairs(away, 2, (body, card, 40), (body, bag, 30), (card, bag, 20))]);

        Assert.Equal(
            new BoughtAnyway(100, 30, false),
            await new BundleBaskets(studio.Store).LoadAsync(ReadScope.Everything, away.Id, [body.Id, card.Id, bag.Id], Stop));
        var set = Assert.Single(await new MinedSets(studio.Store).LoadAsync(ReadScope.Everything, away.Id, null, 5, Stop));
        Assert.Equal((20, false), (set.Baskets, set.IsExact));
    }

    private IEnumerable<object> Pairs(params (Product Anchor, Product Companion, int Together)[] pairs) => Pairs(shop, 1, pairs);

    private static IEnumerable<object> Pairs(Channel channel, int run, params (Product Anchor, Product Companion, int Together)[] pairs) =>
        pairs.SelectMany(pair => new[] { (pair.Anchor, pair.Companion, pair.Together), (pair.Companion, pair.Anchor, pair.Together) })
            .Select(pair => new ProductAffinity
            {
                ChannelId = channel.Id, RunId = run, AnchorId = pair.Item1.Id, CompanionId = pair.Item2.Id, PairBaskets = pair.Together, AnchorBaskets = 100,
                CompanionBaskets = 100, Baskets = 500, Rank = 1, Score = pair.Together, Lift = 4, LogLikelihood = AffinityEvidence.SureLogLikelihoodRatio + 1,
            });

    private static OrderLine Line(Product product, int returned = 0) =>
        new() { Sku = product.Sku, ProductId = product.Id, Quantity = 1, UnitPrice = 1000, ReturnedQuantity = returned };
}
