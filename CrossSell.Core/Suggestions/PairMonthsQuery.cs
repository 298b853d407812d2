using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>
/// Counts the orders with both products of a pair, month by month: how it goes, for a small chart. Asked only when a person looks at the pair.
/// </summary>
public sealed class PairMonthsQuery(StudioStore store)
{
    /// <summary>The newest months that are counted.</summary>
    public const int Months = 24;

    /// <param name="scope">The channels that the reader may look into.</param>
    /// <param name="channel">Whose orders are counted, in months of its time zone.</param>
    /// <param name="anchorId">The anchor, or any product of its family.</param>
    /// <param name="companionId">The companion, or any product of its family.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The oldest month first, none left out; empty when the shop's orders are not kept here, or hold the pair in none of the months.</returns>
    public async Task<IReadOnlyList<PairMonth>> LoadAsync(
        ReadScope scope, Channel channel, int anchorId, int companionId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        await db.Database.OpenConnectionAsync(cancellation);
        var (anchors, companions) = (await FamilyAsync(db, anchorId, cancellation), await FamilyAsync(db, companionId, cancellation));
        var orders = await PairOrders.Of(db, channel.Id, anchors, companions).Select(order => order.OrderedAt).ToListAsync(cancellation);
        return orders.Count == 0 ? []
            : (await PairOrders.MonthsAsync(db, channel.Id, channel.Zone, orders, cancellation)).TakeLast(Months).ToList() is var months
                && months.Exists(month => month.Baskets > 0) ? months : [];
    }

    private static async Task<int[]> FamilyAsync(StudioDb db, int productId, CancellationToken cancellation)
    {
        var family = await db.Products.Where(product => product.Id == productId).Select(product => product.ParentId ?? product.Id)
            .SingleOrDefaultAsync(cancellation);
        return await db.Products.Where(product => product.Id == family || product.ParentId == family).Select(product => product.Id).ToArrayAsync(cancellation);
    }
}
