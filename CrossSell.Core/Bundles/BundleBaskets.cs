using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>How many shoppers buy the parts of a set together without any set: to them its saving is a gift.</summary>
/// <param name="MainBaskets">Baskets with the main product.</param>
/// <param name="AllBaskets">Of these, baskets that hold every other part too; at most so many when not <paramref name="IsExact"/>.</param>
/// <param name="IsExact">Counted in the stored orders; else bounded by the mined pairs, for a shop whose orders live in a warehouse.</param>
public sealed record BoughtAnyway(int MainBaskets, int AllBaskets, bool IsExact)
{
    /// <summary>Of the main product's baskets, in percent, unrounded; null when it was never bought.</summary>
    public decimal? Percent => MainBaskets == 0 ? null : AllBaskets * 100m / MainBaskets;
}

/// <summary>Counts baskets that hold a set's parts, rolled up to families as the panel offers them.</summary>
public sealed class BundleBaskets(StudioStore store)
{
    /// <summary>Null for fewer than two products, or where nothing is known of the orders.</summary>
    /// <param name="productIds">The main product first.</param>
    public async Task<BoughtAnyway?> LoadAsync(
        ReadScope scope, int channelId, IReadOnlyList<int> productIds, CancellationToken cancellation = default)
    {
        if (productIds.Count < 2 || !scope.Includes(channelId))
        {
            return null;
        }

        await using var db = store.Read(scope);
        var families = await FamiliesAsync(db, productIds, cancellation);
        var orders = await CountedOrders.OfAsync(db, channelId, cancellation);
        var lines = CountedOrders.Lines(db);
        int[]? main = null;
        foreach (var family in productIds.Select(id => families[id]))
        {
            main ??= family;
            orders = orders.Where(order => lines.Any(line => line.OrderId == order.Id && family.Contains(line.ProductId!.Value)));
        }

        var withMain = (await CountedOrders.OfAsync(db, channelId, cancellation))
            .Where(order => lines.Any(line => line.OrderId == order.Id && main!.Contains(line.ProductId!.Value)));
        if (await withMain.CountAsync(cancellation) is var mainBaskets and > 0)
        {
            return new BoughtAnyway(mainBaskets, await orders.CountAsync(cancellation), IsExact: true);
        }

        var (anchor, others) = (HeadOf(families[productIds[0]]), productIds.Skip(1).Select(id => HeadOf(families[id])).ToArray());
        var pairs = await db.Affinities
            .Where(pair => pair.ChannelId == channelId && pair.AnchorId == anchor && others.Contains(pair.CompanionId))
            .Select(pair => new { pair.AnchorBaskets, pair.PairBaskets }).ToListAsync(cancellation);
        return pairs.Count < others.Length ? null : new BoughtAnyway(pairs[0].AnchorBaskets, pairs.Min(pair => pair.PairBaskets), IsExact: false);
    }

    private static int HeadOf(int[] family) => family[0];

    /// <summary>
    /// The family of each product, its head first. Products of one family that stand in the set beside one another mean themselves alone.
    /// </summary>
    private static async Task<Dictionary<int, int[]>> FamiliesAsync(StudioDb db, IReadOnlyList<int> productIds, CancellationToken cancellation)
    {
        var ids = productIds.ToArray();
        var parents = await db.Products.Where(product => ids.Contains(product.Id))
            .Select(product => new { product.Id, Head = product.ParentId ?? product.Id }).ToDictionaryAsync(row => row.Id, row => row.Head, cancellation);
        var heads = parents.Values.Distinct().ToArray();
        var variants = (await db.Products.Where(product => product.ParentId != null && heads.Contains(product.ParentId.Value))
            .Select(product => new { product.Id, Head = product.ParentId!.Value }).ToListAsync(cancellation)).ToLookup(row => row.Head, row => row.Id);
        return ids.Distinct().ToDictionary(id => id, id =>
        {
            var head = parents.GetValueOrDefault(id, id);
            return parents.Values.Count(other => other == head) > 1 ? [id] : (int[])[head, .. variants[head]];
        });
    }
}
