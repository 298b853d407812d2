using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Affinity;

public sealed class MiningServiceTests
{
    [StudioFact]
    public async Task Mine_StoredOrders_KeepsTheTotalsAndTheBestCompanions()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (body, card,
            bag) = (await studio.ProductAsync("BODY", channel), await studio.ProductAsync("CARD", channel), await studio.ProductAsync("BAG", channel));
        await studio.OrderAsync(channel, body, card);
        await studio.OrderAsync(channel, body, card);
        await studio.OrderAsync(channel, body, bag);
        await studio.OrderAsync(channel, bag);

        var mined = Assert.Single((await MineAsync(studio)).Required);

        Assert.Equal(new MinedChannel("camera", new PairTotals(4, 3, 7, 1, 2, 2 * (2 * 4 / (3.0 * 2))), 2), mined);
        await using var db = studio.Store.Read();
        var pairs = await db.Affinities.OrderBy(pair => pair.AnchorId).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(body.Id, card.Id), (card.Id, body.Id)], pairs.Select(pair => (pair.AnchorId, pair.CompanionId)));
        var first = pairs[0];
        Assert.Equal((1, 2, 3, 2, 4), (first.Rank, first.PairBaskets, first.AnchorBaskets, first.CompanionBaskets, first.Baskets));
        var counts = new PairCount(2, 3, 2, 4);
        Assert.Equal(
            (AffinityScore.WilsonDamped(counts), AffinityScore.Lift(counts), AffinityScore.LogLikelihoodRatio(counts)),
            (first.Score, first.Lift, first.LogLikelihood));
        var run = await db.MiningRuns.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((run.Id, channel.Id, 2, 4, 1L), (first.RunId, run.ChannelId, run.MinBaskets, run.Baskets, run.Pairs));
    }

    [StudioFact]
    public async Task Mine_WhatDoesNotCount_IsLeftOut()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (body, card) = (await studio.ProductAsync("BODY", channel), await studio.ProductAsync("CARD", channel));
        await studio.OrderAsync(channel, Lines(1, 1000, 1, 1000));
        await studio.OrderAsync(channel, Lines(1, 1000, 1, 1000), OrderStatus.Cancelled);
        await studio.OrderAsync(channel, Lines(1, 1000, -1, 1000));
        await studio.OrderAsync(channel, Lines(1, 1000, 1, 0));
        await studio.OrderAsync(channel, [new OrderLine { Sku = "POST", Quantity = 1, UnitPrice = 500 }]);

        var totals = (await MineAsync(studio, new MiningSettings { MinBaskets = 1 })).Required[0].Totals;

        Assert.Equal((3, 2, 4, 1L, 1L), (totals.Baskets, totals.Products, totals.Lines, totals.Pairs, totals.CountSum));

        OrderLine[] Lines(int bodies, long bodyPrice, int cards, long cardPrice) =>
        [
            new() { Sku = body.Sku, ProductId = body.Id, Quantity = bodies, UnitPrice = bodyPrice },
            new() { Sku = card.Sku, ProductId = card.Id, Quantity = cards, UnitPrice = cardPrice },
        ];
    }

    [StudioFact]
    public async Task Mine_Variants_AreCountedAsOrderedAndOfferedAsFamilies()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync("fashion");
        var dress = await studio.ProductAsync("DRESS", kind: ProductKind.Parent);
        var (red, blue) = (await studio.ProductAsync("DRESS-R", channel, parent: dress), await studio.ProductAsync("DRESS-B", channel, parent: dress));
        var belt = await studio.ProductAsync("BELT", channel);
        await studio.OrderAsync(channel, red, belt);
        await studio.OrderAsync(channel, blue, belt);
        await studio.OrderAsync(channel, red, blue);

        var mined = (await MineAsync(studio)).Required[0];

        // No pair of SKUs was bought together twice, but dress and belt were.
        Assert.Equal((3, 0L), (mined.Totals.Products, mined.Totals.Pairs));
        await using var db = studio.Store.Read();
        var pairs = await db.Affinities.OrderBy(pair => pair.AnchorId).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [(dress.Id, belt.Id, 2, 3), (belt.Id, dress.Id, 2, 2)],
            pairs.Select(pair => (pair.AnchorId, pair.CompanionId, pair.PairBaskets, pair.AnchorBaskets)));
    }

    [StudioFact]
    public async Task Mine_Again_ReplacesTheOldPairsAndLeavesOtherChannelsAlone()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (camera, coffee) = (await studio.ChannelAsync(), await studio.ChannelAsync("coffee"));
        var (a, b) = (await studio.ProductAsync(), await studio.ProductAsync());
        foreach (var channel in new[] { camera, camera, coffee, coffee })
        {
            await studio.OrderAsync(channel, a, b);
        }

        await MineAsync(studio);
        await studio.WriteAsync(session => session.Db.Orders.Where(order => order.ChannelId == camera.Id)
            .ExecuteDeleteAsync(TestContext.Current.CancellationToken));
        var again = (await MineAsync(studio)).Required;

        Assert.Equal([("camera", 0), ("coffee", 2)], again.Select(mined => (mined.Channel, mined.Totals.Baskets)));
        await using var db = studio.Store.Read();
        var pairs = await db.Affinities.ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal(coffee.Id, pair.ChannelId));
        Assert.Equal(4, await db.MiningRuns.CountAsync(TestContext.Current.CancellationToken));
    }

    [StudioFact]
    public async Task Mine_TheLastTwoQuarters_AreCountedForTheTrend()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (a, b) = (await studio.ProductAsync(), await studio.ProductAsync());
        foreach (var daysAgo in new[] { 0, 30, 89, 100, 179, 181, 400 })
        {
            await studio.OrderAsync(
                channel,
                [
                    new OrderLine { Sku = a.Sku, ProductId = a.Id, Quantity = 1, UnitPrice = 1 },
                    new OrderLine { Sku = b.Sku, ProductId = b.Id, Quantity = 1, UnitPrice = 1 }],
                at: TestStudio.Start.AddDays(-daysAgo));
        }

        await MineAsync(studio);

        await using var db = studio.Store.Read();
        var pair = await db.Affinities.SingleAsync(item => item.AnchorId == a.Id, TestContext.Current.CancellationToken);
        Assert.Equal((7, 3, 2), (pair.PairBaskets, pair.RecentPairBaskets, pair.EarlierPairBaskets));
    }

    [StudioFact]
    public async Task Mine_WithoutTheRight_IsRefusedAndChangesNothing()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();

        var refused = await new MiningService(studio.Store, studio.Time).MineAsync(TestStudio.Viewer, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(Refusal.ForbiddenCode, refused.Refusal?.Code);
        await using var db = studio.Store.Read();
        Assert.False(await db.MiningRuns.AnyAsync(TestContext.Current.CancellationToken));
    }

    [StudioFact]
    public async Task Mine_AnUnknownChannel_IsRefused()
    {
        await using var studio = await TestStudio.CreateAsync();

        var refused = await new MiningService(studio.Store, studio.Time)
            .MineAsync(Actor.CommandLine, "nowhere", cancellation: TestContext.Current.CancellationToken);

        Assert.Equal("There is no channel \"nowhere\".", refused.Refusal?.Message);
    }

    [StudioFact]
    public async Task Mine_AnEmptyStudio_GivesNothing()
    {
        await using var studio = await TestStudio.CreateAsync();

        Assert.Empty((await MineAsync(studio)).Required);
    }

    [StudioFact]
    public async Task Mine_ByAPolicy_LeavesOutAndCounts()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var products = new List<Product>();
        for (var number = 0; number < 4; number++)
        {
            products.Add(await studio.ProductAsync($"P{number}", channel));
        }

        await studio.OrderAsync(channel, products[0], products[1]);
        await studio.OrderAsync(channel, products[0], products[1]);
        await studio.OrderAsync(channel, [.. products]);
        await studio.OrderAsync(channel, [
            new OrderLine { Sku = "P0", ProductId = products[0].Id, Quantity = 2, ReturnedQuantity = 2, UnitPrice = 100 },
            new OrderLine { Sku = "P1", ProductId = products[1].Id, Quantity = 2, ReturnedQuantity = 1, UnitPrice = 100 }]);
        await studio.WriteAsync(session =>
        {
            session.Db.Add(new MiningPolicy { ChannelId = channel.Id, MostProducts = 3 });
            return Task.CompletedTask;
        });

        var totals = (await MineAsync(studio)).Required[0].Totals;

        Assert.Equal((3, 2, 5, 1L, 2L), (totals.Baskets, totals.Products, totals.Lines, totals.Pairs, totals.CountSum));
        await using var db = studio.Store.Read();
        var run = await db.MiningRuns.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(new Dictionary<string, long> { ["lines fully returned"] = 1, ["baskets of more than 3 products"] = 1 }, run.LeftOut);
        Assert.Equal((2, 0, Actor.CommandLine.Name), (run.PairsNew, run.PairsGone, run.StartedBy));
        Assert.Equal(await db.Orders.MaxAsync(order => order.Id, TestContext.Current.CancellationToken), run.LastOrderId);
    }

    [StudioFact]
    public async Task Mine_Again_SaysWhichPairsCameAndWent()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (body, card,
            bag) = (await studio.ProductAsync("BODY", channel), await studio.ProductAsync("CARD", channel), await studio.ProductAsync("BAG", channel));
        await studio.OrderAsync(channel, body, card);
        await studio.OrderAsync(channel, body, card);
        await MineAsync(studio);
        await studio.OrderAsync(channel, body, bag);
        await studio.OrderAsync(channel, body, bag);

        await MineAsync(studio, new MiningSettings { MinBaskets = 2, TestOrders = "none" });

        await using var db = studio.Store.Read();
        var run = await db.MiningRuns.OrderBy(run => run.Id).LastAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, 0), (run.PairsNew, run.PairsGone));
        Assert.Empty(run.LeftOut);
    }

    [StudioFact]
    public async Task Mine_ProductWithoutOrders_IsGuessedFromItsLike()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (cameras, cards, bags) = (
            new Category { Code = "cameras", Name = "Cameras" }, new Category { Code = "cards", Name = "Memory cards" },
            new Category { Code = "bags", Name = "Bags" });
        await studio.WriteAsync(session =>
        {
            session.Db.AddRange(cameras, cards, bags);
            return Task.CompletedTask;
        });
        var (body, fresh) = (await InAsync("BODY", cameras, "Lumen"), await InAsync("FRESH", cameras, "Lumen"));
        var (card, other, bag) = (await InAsync("CARD", cards, "Lumen"), await InAsync("OTHER", cards, "Orbis"), await InAsync("BAG", bags, "Lumen"));
        for (var order = 0; order < 30; order++)
        {
            await studio.OrderAsync(channel, order % 2 == 0 ? [body, card] : order % 3 == 0 ? [body, other] : [bag]);
        }

        await MineAsync(studio);

        await using var db = studio.Store.Read();
        var contentSuggestions = await db.ContentCompanions.OrderBy(pair => pair.Rank).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(fresh.Id, card.Id), (fresh.Id, other.Id)], contentSuggestions.Select(pair => (pair.AnchorId, pair.CompanionId)));
        Assert.Equal("Cameras are often bought with Memory cards; same brand", contentSuggestions[0].Why);

        async Task<Product> InAsync(string sku, Category category, string brand)
        {
            var product = await studio.ProductAsync(sku, channel);
            await studio.WriteAsync(async session =>
            {
                var stored = await session.Db.Products.SingleAsync(item => item.Id == product.Id);
                stored.Set(it => it.CategoryId, category.Id).Set(it => it.Brand, brand);
            });
            return product;
        }
    }

    [StudioFact]
    public async Task Mine_CategoriesThatGoTogether_GiveAProductWithoutOrdersACompanion()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (cameras, cards) = (new Category { Code = "cameras", Name = "Cameras" }, new Category { Code = "cards", Name = "Memory cards" });
        await studio.AddAsync(cameras);
        await studio.AddAsync(cards);
        var body = await studio.ProductAsync("BODY", channel, price: 90_000, category: cameras);
        var (fresh, card) = (
            await studio.ProductAsync("FRESH", channel, price: 90_000, category: cameras), await studio.ProductAsync("CARD", channel, category: cards));
        var mug = await studio.ProductAsync("MUG", channel);
        for (var order = 0; order < 60; order++)
        {
            await studio.OrderAsync(channel, order % 3 == 0 ? [body, card] : [mug]);
        }

        await MineAsync(studio);

        await using var db = studio.Store.Read();
        var stored = Assert.Single(await db.CategoryAffinities.Where(pair => pair.CategoryId == cameras.Id).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal((card.Id, 20, 20, 20, 60), (stored.CompanionId, stored.PairBaskets, stored.CategoryBaskets, stored.CompanionBaskets, stored.Baskets));
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync(TestContext.Current.CancellationToken);
        var companion = Assert.Single(panels.Resolve(new PanelQuery("FRESH")).Required.Panel.Companions);
        Assert.Equal(("CARD", "Bought with Cameras in 20 of 20 baskets, 3.0x more than expected."), (companion.Product.Sku, companion.Reason));

        // A second run replaces what the first one found.
        await MineAsync(studio);
        Assert.Equal(2, await db.CategoryAffinities.CountAsync(TestContext.Current.CancellationToken));
    }

    private static Task<Outcome<IReadOnlyList<MinedChannel>>> MineAsync(TestStudio studio, MiningSettings? settings = null) =>
        new MiningService(studio.Store, studio.Time).MineAsync(Actor.CommandLine, settings: settings, cancellation: TestContext.Current.CancellationToken);
}
