using CrossSell.Core.Catalog;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Makes products of codes that orders know and the catalogue does not: the most frequent description as name, the latest price, untracked stock. Products that
/// exist are left as they are.
/// </summary>
internal static class ProductsFromOrders
{
    /// <param name="session">One that sees the stage of the orders.</param>
    /// <returns>How many were made.</returns>
    public static async Task<int> CreateAsync(WriteSession session, int channelId, DateTimeOffset now, CancellationToken cancellation)
    {
        var last = await session.Db.Products.MaxAsync(product => (int?)product.Id, cancellation) ?? 0;
        var nextId = last;
        using (var products = new EntityInsert<Product>(session))
        using (var listings = new EntityInsert<Listing>(session))
        {
            for (var seen = await OrderStage.UnknownAsync(session, 0, cancellation); seen.Count > 0; seen = await OrderStage.UnknownAsync(
                session, seen[^1].Id, cancellation))
            {
                foreach (var product in seen)
                {
                    products.Add(
                        new Product
                        {
                            Id = ++nextId, Sku = product.Sku, Name = product.Name ?? product.Sku, Status = ProductStatus.Active,
                            Picture = ProductSummaries.NeutralPicture, CreatedAt = now, UpdatedAt = now,
                        });
                    listings.Add(new Listing { ProductId = nextId, ChannelId = channelId, Price = product.Price, Published = true, Completeness = 100 });
                }
            }

        }

        // Lines of earlier files may have waited for these products, which are those behind the last of before.
        if (nextId > last)
        {
            await session.Db.OrderLines
                .Where(line => line.ProductId == null && session.Db.Set<Order>().Any(order => order.Id == line.OrderId && order.ChannelId == channelId))
                .ExecuteUpdateAsync(
                    update => update.SetProperty(
                        line => line.ProductId,
                        line => session.Db.Set<Product>().Where(product => product.Sku == line.Sku && product.Id > last).Select(product => (int?)product.Id)
                            .FirstOrDefault()),
                    cancellation);
        }

        return nextId - last;
    }
}
