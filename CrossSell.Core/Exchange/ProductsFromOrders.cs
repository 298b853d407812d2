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
        using var insertProduct = new BulkInsert(
            session, "Products", nameof(Product.Id), nameof(Product.Sku), nameof(Product.Name), nameof(Product.Kind), nameof(Product.Status),
            nameof(Product.TaxClass),
            nameof(Product.Tags), nameof(Product.Picture), nameof(Product.CreatedAt), nameof(Product.UpdatedAt), nameof(Product.Version));
        using var insertListing = new BulkInsert(
            session, "Listings", nameof(Listing.ProductId), nameof(Listing.ChannelId), nameof(Listing.Price), nameof(Listing.Published),
            nameof(Listing.Completeness),
            nameof(Listing.Version));
        for (var seen = await OrderStage.UnknownAsync(session, 0, cancellation); seen.Count > 0; seen = await OrderStage.UnknownAsync(
            session, seen[^1].Id, cancellation))
        {
            foreach (var product in seen)
            {
                insertProduct.Add(
                    ++nextId, product.Sku, product.Name ?? product.Sku, ProductKind.Simple, ProductStatus.Active, "standard", "[]",
                    ProductSummaries.NeutralPicture, now, now, 0);
                insertListing.Add(nextId, channelId, product.Price, true, 100, 0);
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
