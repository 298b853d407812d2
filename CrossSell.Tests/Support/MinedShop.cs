using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.Suggestions;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Support;

/// <summary>A camera shop with mined orders: bodies go with cards in 30 baskets, the bag lies in many baskets of everything, the strap in few.</summary>
internal sealed class MinedShop : IAsyncDisposable
{
    private MinedShop(TestStudio studio, Channel channel, Product body, Product card, Product bag, Product strap)
    {
        (Studio, Channel, Body, Card, Bag, Strap) = (studio, channel, body, card, bag, strap);
        Service = new SuggestionService(studio.Store);
        Inbox = new SuggestionInbox(studio.Store, studio.Time);
    }

    public TestStudio Studio { get; }

    public Channel Channel { get; }

    public Product Body { get; }

    public Product Card { get; }

    /// <summary>The popular item.</summary>
    public Product Bag { get; }

    public Product Strap { get; }

    public SuggestionService Service { get; }

    public SuggestionInbox Inbox { get; }

    /// <summary>Body and card, the way that waits.</summary>
    public (int, int) Pair => (Body.Id, Card.Id);

    public static async Task<MinedShop> CreateAsync()
    {
        var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var shop = new MinedShop(
            studio, channel,
            await studio.ProductAsync("BODY", channel, price: 129_900, name: "Body"),
            await studio.ProductAsync("CARD", channel, price: 4_990, name: "Card"),
            await studio.ProductAsync("BAG", channel, price: 1_990, name: "Bag"),
            await studio.ProductAsync("STRAP", channel, price: 2_990, name: "Strap"));
        await shop.SellAsync(15, shop.Body, shop.Card, shop.Bag);
        await shop.SellAsync(15, shop.Body, shop.Card);
        await shop.SellAsync(4, shop.Body, shop.Strap);
        await shop.SellAsync(6, shop.Body, shop.Bag);
        await shop.SellAsync(3, shop.Card);
        await shop.SellAsync(30, shop.Strap);
        await shop.SellAsync(27, shop.Bag);
        await shop.MineAsync();
        return shop;
    }

    public Task SellAsync(int times, params Product[] products) => Studio.WriteAsync(session =>
    {
        for (var at = 0; at < times; at++)
        {
            var order = new Order { ChannelId = Channel.Id, ExternalId = Guid.NewGuid().ToString(), OrderedAt = TestStudio.Start.AddDays(-1) };
            order.Lines.AddRange(products.Select(product => new OrderLine { Sku = product.Sku, ProductId = product.Id, Quantity = 1, UnitPrice = 1_000 }));
            session.Db.Add(order);
        }

        return Task.CompletedTask;
    });

    /// <summary>What the newest run saw customers do; the next run forgets it.</summary>
    public Task ObserveAsync(
        ObservationKind kind, Product anchor, Product companion, int count, int of, int baseCount, int baseOf) => Studio.WriteAsync(async session =>
    {
        var run = await session.Db.MiningRuns.MaxAsync(item => item.Id);
        session.Db.Add(new PairObservation
        {
            ChannelId = Channel.Id, Kind = kind, AnchorId = anchor.Id, CompanionId = companion.Id, RunId = run, Count = count, Of = of, BaseCount = baseCount,
            BaseOf = baseOf,
        });
    });

    public async Task MineAsync() =>
        Assert.True((await new MiningService(Studio.Store, Studio.Time)
            .MineAsync(TestStudio.Administrator, cancellation: TestContext.Current.CancellationToken)).IsDone);

    public Task<Outcome<long>> RejectAsync() =>
        Service.RejectAsync(TestStudio.Merchandiser, Channel.Id, Body.Id, Card.Id, "Not a fit", cancellation: TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<Suggestion>> AllAsync() => Inbox.AllAsync(Channel.Id, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<(int, int)>> WaitingAsync() => [.. (await AllAsync()).Select(item => (item.Anchor.Id, item.Companion.Id))];

    public ValueTask DisposeAsync() => Studio.DisposeAsync();
}
