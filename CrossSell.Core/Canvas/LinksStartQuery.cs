using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Canvas;

/// <summary>Reads what the links page begins with: products that are worth linking first.</summary>
public sealed class LinksStartQuery(StudioStore store, TimeProvider time)
{
    /// <summary>How far back revenue is counted.</summary>
    public const int Days = 365;

    /// <summary>Products bought often in the channel that no link starts from, the most bought first; gift cards need none.</summary>
    public async Task<IReadOnlyList<(ProductSummary Product, int Baskets)>> WorthLinkingAsync(
        ReadScope scope, int channelId, int count, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var giftCards = GiftCards.Of(db);
        var anchors = await db.Affinities
            // Every anchor has one best companion, and its own baskets stand in each of its rows.
            .Where(pair => pair.ChannelId == channelId && pair.Rank == 1 && !db.Set<ProductLink>().Any(link => link.SourceId == pair.AnchorId)
                && !giftCards.Contains(pair.AnchorId))
            .Select(pair => new { Id = pair.AnchorId, Baskets = pair.AnchorBaskets + pair.SoldAsSet })
            .OrderByDescending(row => row.Baskets).ThenBy(row => row.Id).Take(count).ToListAsync(cancellation);
        var products = (await ProductSummaries.LoadAsync(db, [.. anchors.Select(row => row.Id)], channelId, cancellation)).ToDictionary(summary => summary.Id);
        return [.. anchors.Where(row => products.ContainsKey(row.Id)).Select(row => (products[row.Id], row.Baskets))];
    }

    /// <summary>What these products, their variants included, have sold for in the channel within <see cref="Days"/>, at the prices of the orders.</summary>
    /// <returns>By product; one that sold nothing is left out, and all are where the shop's orders are not kept here.</returns>
    public async Task<IReadOnlyDictionary<int, Money>> RevenueAsync(
        ReadScope scope, Channel channel, IReadOnlyCollection<int> productIds, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var since = time.GetUtcNow().AddDays(-Days);
        var sold = await (
            from line in db.OrderLines
            join product in db.Products on line.ProductId equals product.Id
            where productIds.Contains(product.ParentId ?? product.Id)
            join order in db.Orders on line.OrderId equals order.Id
            where order.ChannelId == channel.Id && order.Status == OrderStatus.Placed && order.OrderedAt >= since && line.Quantity > line.ReturnedQuantity
            group line.UnitPrice * (line.Quantity - line.ReturnedQuantity) by product.ParentId ?? product.Id into family
            select new { family.Key, Revenue = family.Sum() }).ToDictionaryAsync(row => row.Key, row => row.Revenue, cancellation);
        return sold.ToDictionary(row => row.Key, row => new Money(row.Value, channel.Currency));
    }
}
