using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>Makes products of codes that orders know and the catalogue does not: the most frequent description as name, the latest price, untracked stock. Products that exist are left as they are.</summary>
internal static class ProductsFromOrders
{
    /// <param name="known">Those of the seen codes that are products already.</param>
    /// <returns>How many were made.</returns>
    public static async Task<int> CreateAsync(
        WriteSession session,
        int channelId,
        IReadOnlyDictionary<string, OrderStaging.SeenProduct> seen,
        Dictionary<string, int> known,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        var nextId = await session.Db.Products.MaxAsync(product => (int?)product.Id, cancellation) ?? 0;
        using var insertProduct = new BulkInsert(
            session, "Products", nameof(Product.Id), nameof(Product.Sku), nameof(Product.Name), nameof(Product.Kind), nameof(Product.Status), nameof(Product.TaxClass),
            nameof(Product.Tags), nameof(Product.Picture), nameof(Product.CreatedAt), nameof(Product.UpdatedAt), nameof(Product.Version));
        using var insertListing = new BulkInsert(
            session, "Listings", nameof(Listing.ProductId), nameof(Listing.ChannelId), nameof(Listing.Price), nameof(Listing.Published), nameof(Listing.Completeness),
            nameof(Listing.Version));
        var created = new List<int>();
        foreach (var (sku, facts) in seen.Where(pair => !known.ContainsKey(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            insertProduct.Add(
                ++nextId, sku, facts.Name ?? sku, ProductKind.Simple, ProductStatus.Active, "standard", "[]", ProductSummaries.NeutralPicture, now, now, 0);
            insertListing.Add(nextId, channelId, facts.Price, true, 100, 0);
            created.Add(nextId);
        }

        // Lines of earlier files may have waited for this product.
        if (created.Count > 0)
        {
            await session.Db.OrderLines.Where(line => line.ProductId == null && session.Db.Orders.Any(order => order.Id == line.OrderId && order.ChannelId == channelId))
                .ExecuteUpdateAsync(
                    update => update.SetProperty(
                        line => line.ProductId,
                        line => session.Db.Products.Where(product => product.Sku == line.Sku && created.Contains(product.Id)).Select(product => (int?)product.Id).FirstOrDefault()),
                    cancellation);
        }

        return created.Count;
    }
}
