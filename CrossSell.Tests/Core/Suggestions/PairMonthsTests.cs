using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Suggestions;

/// <summary>What the links pages read from orders: how a pair goes by month, and what products have sold for.</summary>
public sealed class PairMonthsTests
{
    [StudioFact]
    public async Task Months_AreCountedFromTheFirstToTheLastOrder_FamiliesTogether_WithReturnsAndCancelledOrdersAside()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var body = await studio.ProductAsync("BODY", channel);
        var red = await studio.ProductAsync("BODY-RED", channel, parent: body);
        var lens = await studio.ProductAsync("LENS", channel);
        var stop = TestContext.Current.CancellationToken;
        await OrderAsync(studio, channel, 70, [body, lens]);
        await OrderAsync(studio, channel, 2, [red, lens]);
        await OrderAsync(studio, channel, 2, [body]);
        await OrderAsync(studio, channel, 35, [body, lens], OrderStatus.Cancelled);
        await OrderAsync(studio, channel, 35, [body, lens], returned: 1);

        var months = await new PairMonthsQuery(studio.Store).LoadAsync(ReadScope.Everything, channel, red.Id, lens.Id, stop);

        Assert.InRange(months.Count, 3, 4);
        Assert.Equal((1, 1, 2), (months[0].Baskets, months[^1].Baskets, months.Sum(month => month.Baskets)));
        Assert.All(months.Zip(months.Skip(1)), pair => Assert.Equal(pair.First.Month.AddMonths(1), pair.Second.Month));
        Assert.Empty(await new PairMonthsQuery(studio.Store).LoadAsync(ReadScope.Only(channel.Id + 1), channel, body.Id, lens.Id, stop));
    }

    [StudioFact]
    public async Task Revenue_IsOfAYear_AtThePricesOfTheOrders_VariantsWithTheirFamily()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var body = await studio.ProductAsync("BODY", channel);
        var red = await studio.ProductAsync("BODY-RED", channel, parent: body);
        var lens = await studio.ProductAsync("LENS", channel);
        var unsold = await studio.ProductAsync("BAG", channel);
        await OrderAsync(studio, channel, 2, [red, lens]);
        await OrderAsync(studio, channel, 300, [body]);
        await OrderAsync(studio, channel, 400, [body]);
        await OrderAsync(studio, channel, 5, [body], OrderStatus.Cancelled);
        await OrderAsync(studio, channel, 5, [body], returned: 1);

        var revenue = await new LinksStartQuery(studio.Store, studio.Time)
            .RevenueAsync(ReadScope.Everything, channel, [body.Id, lens.Id, unsold.Id], TestContext.Current.CancellationToken);

        Assert.Equal(
            [(body.Id, new Money(2_000, channel.Currency)), (lens.Id, new Money(1_000, channel.Currency))],
            revenue.OrderBy(row => row.Key).Select(row => (row.Key, row.Value)));
    }

    private static Task OrderAsync(
        TestStudio studio, Channel channel, int daysAgo, Product[] products, OrderStatus status = OrderStatus.Placed, int returned = 0) =>
        studio.WriteAsync(session =>
        {
            var order = new Order
            {
                ChannelId = channel.Id, ExternalId = Guid.NewGuid().ToString(), OrderedAt = TestStudio.Start.AddDays(-daysAgo), Status = status,
            };
            order.Lines.AddRange(products.Select(product => new OrderLine
            {
                Sku = product.Sku, ProductId = product.Id, Quantity = 1, ReturnedQuantity = returned, UnitPrice = 1_000,
            }));
            session.Db.Add(order);
            return Task.CompletedTask;
        });
}
