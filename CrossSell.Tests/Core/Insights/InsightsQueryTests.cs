using CrossSell.Core.Catalog;
using CrossSell.Core.Insights;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Insights;

public sealed class InsightsQueryTests
{
    [StudioFact]
    public async Task LoadAsync_Figures_AreOfTheOrdersThatCount()
    {
        await using var shop = await Shop.CreateAsync();
        await shop.SellAsync(TestStudio.Start.AddDays(-1), (shop.Body, 100_000, 1, 0), (shop.Card, 2_000, 2, 1));
        await shop.SellAsync(TestStudio.Start, (shop.Bag, 5_000, 1, 0));
        await shop.Studio.OrderAsync(shop.Channel, [Shop.Line(shop.Body, 100_000, 1, 0)], OrderStatus.Cancelled, TestStudio.Start);
        await shop.Studio.AddAsync(new MiningPolicy { ChannelId = shop.Channel.Id, TestOrders = "T-" });
        var test = new Order { ChannelId = shop.Channel.Id, ExternalId = "T-1", OrderedAt = TestStudio.Start };
        test.Lines.Add(Shop.Line(shop.Body, 100_000, 1, 0));
        await shop.Studio.AddAsync(test);

        var figures = await shop.LoadAsync();

        Assert.Equal((2, 107_000), (figures.Now.Orders, figures.Now.Revenue));
        Assert.Equal(53_500, figures.Aov.Value);
        Assert.Equal((1, 1), (figures.Now.WithMain, figures.Now.Attached));
        Assert.Equal(new OriginSums(2_000, 1), figures.Now[InsightOrigin.Manual]);
        Assert.Equal(new DateOnly(2026, 11, 20), figures.Period.To);
        Assert.False(figures.IsComparable);
        Assert.Null(figures.AovChange);
    }

    [StudioFact]
    public async Task LoadAsync_Days_AreThoseOfTheShop()
    {
        await using var shop = await Shop.CreateAsync();
        // In Amsterdam it is the next day already.
        await shop.SellAsync(new DateTimeOffset(2026, 11, 18, 23, 30, 0, TimeSpan.Zero), (shop.Body, 100, 1, 0));

        Assert.Equal(new DateOnly(2026, 11, 19), (await shop.LoadAsync()).Period.To);
    }

    [StudioFact]
    public async Task LoadAsync_AfterAWrite_SaysWhatIsSoNow()
    {
        await using var shop = await Shop.CreateAsync();
        await shop.SellAsync(TestStudio.Start, (shop.Body, 100_000, 1, 0));
        Assert.Equal(1, (await shop.LoadAsync()).Now.Orders);

        await shop.SellAsync(TestStudio.Start, (shop.Body, 100_000, 1, 0));

        Assert.Equal(2, (await shop.LoadAsync()).Now.Orders);
    }

    [StudioFact]
    public async Task LoadAsync_OfAShopThatTheReaderMayNotSee_IsNothing()
    {
        await using var shop = await Shop.CreateAsync();
        var other = await shop.Studio.ChannelAsync("coffee");
        using var panels = new PanelService(shop.Studio.Store, shop.Studio.Time);
        var query = new InsightsQuery(shop.Studio.Store, panels, shop.Studio.Time);

        Assert.Null(await query.LoadAsync(ReadScope.Only(other.Id), new InsightsQuestion(shop.Channel.Id), Stop));
        Assert.Null(await query.CoverageAsync(ReadScope.Only(other.Id), shop.Channel.Id, 90, 6, Stop));
        Assert.Empty(await query.WeeksAsync(ReadScope.Only(other.Id), shop.Channel.Id, 12, Stop));
        Assert.Null(await query.LoadAsync(ReadScope.Everything, new InsightsQuestion(12_345), Stop));
        Assert.Null((await query.LoadAsync(ReadScope.Only(other.Id), new InsightsQuestion(other.Id), Stop))!.History);
    }

    [StudioFact]
    public async Task CoverageAsync_LeavesGiftCardsOut()
    {
        await using var shop = await Shop.CreateAsync();
        var type = new ProductType { Code = "gift-card", Name = "Gift card" };
        await shop.Studio.AddAsync(type);
        var card = await shop.Studio.ProductAsync("GIFT", shop.Channel, price: 5_000);
        await shop.Studio.WriteAsync(async session => (await session.Db.Products.FindAsync([card.Id], Stop))!.ChangeType(type.Id));
        await shop.SellAsync(TestStudio.Start, (card, 500_000, 1, 0));
        await shop.SellAsync(TestStudio.Start, (shop.Body, 100_000, 1, 0));
        using var panels = new PanelService(shop.Studio.Store, shop.Studio.Time);

        var coverage = await new InsightsQuery(shop.Studio.Store, panels, shop.Studio.Time)
            .CoverageAsync(ReadScope.Everything, shop.Channel.Id, 90, 6, Stop);

        Assert.Equal(100_000, coverage!.Revenue.Minor);
        Assert.Equal("BODY", Assert.Single(coverage.Gaps).Product.Sku);
    }

    [StudioFact]
    public async Task LoadAsync_Marks_CountLinksByTheDayOfTheShop()
    {
        await using var shop = await Shop.CreateAsync();
        await shop.SellAsync(TestStudio.Start, (shop.Body, 100_000, 1, 0));

        var figures = await shop.LoadAsync(InsightRange.Days30);

        Assert.Equal(new InsightMark(1, 0), Assert.Single(figures.Points, point => point.Mark != default).Mark);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A body linked to a card, and a bag without a panel.</summary>
    private sealed class Shop : IAsyncDisposable
    {
        private Shop(TestStudio studio, Channel channel, Product body, Product card, Product bag)
        {
            (Studio, Channel, Body, Card, Bag) = (studio, channel, body, card, bag);
            panels = new PanelService(studio.Store, studio.Time);
            query = new InsightsQuery(studio.Store, panels, studio.Time);
        }

        private readonly PanelService panels;
        private readonly InsightsQuery query;

        public TestStudio Studio { get; }

        public Channel Channel { get; }

        public Product Body { get; }

        public Product Card { get; }

        public Product Bag { get; }

        public static async Task<Shop> CreateAsync()
        {
            var studio = await TestStudio.CreateAsync();
            var channel = await studio.ChannelAsync();
            var shop = new Shop(
                studio, channel, await studio.ProductAsync("BODY", channel, price: 100_000), await studio.ProductAsync("CARD", channel, price: 2_000),
                await studio.ProductAsync("BAG", channel, price: 5_000));
            await studio.AddAsync(new ProductLink
            {
                SourceId = shop.Body.Id, TargetId = shop.Card.Id, TypeId = (await studio.LinkTypeAsync("cross-sell")).Id, Origin = LinkOrigin.Manual,
                CreatedBy = "Eva", CreatedAt = TestStudio.Start.AddDays(-3),
            });
            return shop;
        }

        public static OrderLine Line(Product product, long price, int quantity, int returned) =>
            new() { Sku = product.Sku, ProductId = product.Id, UnitPrice = price, Quantity = quantity, ReturnedQuantity = returned };

        public Task<Order> SellAsync(DateTimeOffset at, params (Product Product, long Price, int Quantity, int Returned)[] lines) => Studio.OrderAsync(
            Channel, lines.Select(line => Line(line.Product, line.Price, line.Quantity, line.Returned)), at: at, customer: "c1");

        public async Task<InsightsFigures> LoadAsync(InsightRange range = InsightRange.Days90) =>
            (await query.LoadAsync(ReadScope.Everything, new InsightsQuestion(Channel.Id, range), Stop))!;

        public async ValueTask DisposeAsync()
        {
            panels.Dispose();
            await Studio.DisposeAsync();
        }
    }
}
