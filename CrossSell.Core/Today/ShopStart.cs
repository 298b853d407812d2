using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Today;

/// <summary>How far the setting up of a shop has come, read from what is there: anyone who goes away finds it again as it is.</summary>
/// <param name="Products">Listed in the shop, counted up to <see cref="ShopStartQuery.Most"/>.</param>
/// <param name="Orders">Likewise.</param>
/// <param name="IsMined">Whether orders were calculated, with all that follows.</param>
/// <param name="BestSeller">SKU of what brings most of the newest orders' revenue and is still sold: a family, or a product without one. Not what is in most
/// baskets: that is often a small thing which goes with everything, and has no panel. Null before there is any.</param>
public sealed record ShopStart(int Products, int Orders, bool IsMined, string? BestSeller);

/// <summary>Reads how far the setting up of a shop has come. Its cost does not grow with the shop.</summary>
public sealed class ShopStartQuery(StudioStore store)
{
    /// <summary>Nobody who has so many needs to know how many it is here.</summary>
    public const int Most = 10_000;

    private const int NewestOrders = 2_000;

    public async Task<ShopStart> LoadAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var products = await db.Listings.Where(listing => listing.ChannelId == channelId).Take(Most).CountAsync(cancellation);
        var orders = await db.Orders.Where(order => order.ChannelId == channelId).Take(Most).CountAsync(cancellation);
        var isMined = await db.MiningRuns.AnyAsync(run => run.ChannelId == channelId && run.CompletedAt != null, cancellation);
        return new ShopStart(products, orders, isMined, orders == 0 ? null : await BestSellerAsync(db, channelId, cancellation));
    }

    private static async Task<string?> BestSellerAsync(StudioDb db, int channelId, CancellationToken cancellation)
    {
        var newest = await db.Orders.Where(order => order.ChannelId == channelId && order.Status == OrderStatus.Placed)
            .OrderByDescending(order => order.OrderedAt).Take(NewestOrders).Select(order => order.Id).ToArrayAsync(cancellation);
        var sold = await db.OrderLines.Where(line => newest.Contains(line.OrderId) && line.ProductId != null)
            .GroupBy(line => line.ProductId!.Value)
            .Select(group => new { Id = group.Key, Revenue = group.Sum(line => line.UnitPrice * line.Quantity) }).ToListAsync(cancellation);
        var ids = sold.ConvertAll(line => line.Id);
        var families = await db.Products.Where(product => ids.Contains(product.Id))
            .Select(product => new { product.Id, Family = product.ParentId ?? product.Id }).ToDictionaryAsync(row => row.Id, row => row.Family, cancellation);
        var ranked = sold.Where(line => families.ContainsKey(line.Id)).GroupBy(line => families[line.Id])
            .OrderByDescending(group => group.Sum(line => line.Revenue)).ThenBy(group => group.Key).Select(group => group.Key).Take(20).ToArray();
        var sells = await db.Products.Where(product => ranked.Contains(product.Id) && product.Status == ProductStatus.Active
                && db.Set<Listing>().Any(listing => listing.ProductId == product.Id && listing.ChannelId == channelId && listing.Published))
            .ToDictionaryAsync(product => product.Id, product => product.Sku, cancellation);
        return ranked.Where(sells.ContainsKey).Select(id => sells[id]).FirstOrDefault();
    }
}
