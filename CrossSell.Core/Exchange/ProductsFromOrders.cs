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
    /// <param name="seen">Codes that are no product while the session holds the lock.</param>
    public static async Task CreateAsync(WriteSession session, IReadOnlyList<SeenProduct> seen, int channelId, CancellationToken cancellation)
    {
        var id = await session.Db.Products.MaxAsync(product => (int?)product.Id, cancellation) ?? 0;
        using (var products = new EntityInsert<Product>(session))
        using (var listings = new EntityInsert<Listing>(session))
        {
            foreach (var product in seen)
            {
                products.Add(
                    new Product
                    {
                        Id = ++id, Sku = product.Sku, Name = product.Name ?? product.Sku, Status = ProductStatus.Active,
                        Picture = ProductSummaries.NeutralPicture, CreatedAt = session.Now, UpdatedAt = session.Now,
                    });
                listings.Add(new Listing { ProductId = id, ChannelId = channelId, Price = product.Price, Published = true, Completeness = 100 });
            }
        }

        await BulkSql.RunAsync(session, session.Sql.SetLastId("Products", id), cancellation);
    }

    /// <summary>Gives lines that are stored without a product the one that has their code by now.</summary>
    public static Task GiveAsync(WriteSession session, IReadOnlyCollection<long> lines, CancellationToken cancellation) =>
        session.Db.OrderLines.Where(line => lines.Contains(line.Id) && line.ProductId == null).ExecuteUpdateAsync(
            update => update.SetProperty(
                line => line.ProductId,
                line => session.Db.Set<Product>().Where(product => product.Sku == line.Sku).Select(product => (int?)product.Id).FirstOrDefault()),
            cancellation);
}
