using System.Runtime.InteropServices;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Mining.MiningTexts;

namespace CrossSell.Core.Mining;

/// <summary>The baskets of a channel's orders, oldest first, and what each product of them earned in minor units, by families.</summary>
public sealed record OrderHistory(Channel Channel, BasketList Baskets, IReadOnlyDictionary<int, long> Revenue);

/// <summary>
/// The baskets of one channel's stored orders in the order of time, rolled up to families as the panel offers them. A set that was sold lies in them as its
/// main product alone: that the others lie beside it is the set's doing, which no score learns from and none is praised for.
/// </summary>
public sealed class OrderBaskets(StudioStore store)
{
    /// <summary>By the channel's id, which stays when its code changes.</summary>
    public async Task<Outcome<OrderHistory>> LoadAsync(int channelId, CancellationToken cancellation = default)
    {
        string? code;
        await using (var db = store.Read())
        {
            code = await db.Channels.Where(channel => channel.Id == channelId).Select(channel => channel.Code).SingleOrDefaultAsync(cancellation);
        }

        return code is null ? Refusal.NotFound(L["This shop no longer exists."], "channel") : await LoadAsync(code, cancellation);
    }

    /// <param name="channelCode">Null takes the only channel that has orders.</param>
    public async Task<Outcome<OrderHistory>> LoadAsync(string? channelCode, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        if ((await ChannelAsync(db, channelCode, cancellation)).IsRefused(out var refusal, out var channel))
        {
            return refusal;
        }

        var familyOf = await db.Products.Where(product => product.ParentId != null)
            .Select(product => new { product.Id, ParentId = product.ParentId!.Value }) // Whole products of a large catalogue take a minute.
            .ToDictionaryAsync(product => product.Id, product => product.ParentId, cancellation);
        var baskets = new BasketList.Builder();
        var basket = new List<int>();
        var revenue = new Dictionary<int, long>();
        var sets = new HashSet<string>(StringComparer.Ordinal);
        var (current, at) = (0L, default(DateTimeOffset));
        var lines = (
            from order in db.Orders
            from line in order.Lines
            where order.ChannelId == channel.Id
            orderby order.OrderedAt, order.Id
            select new { order.Id, order.OrderedAt, order.Status, line.ProductId, line.Quantity, line.ReturnedQuantity, line.UnitPrice, line.BundleCode })
            .AsAsyncEnumerable();
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            if (line.Id != current)
            {
                baskets.Add(CollectionsMarshal.AsSpan(basket), at);
                basket.Clear();
                sets.Clear();
                (current, at) = (line.Id, line.OrderedAt);
            }

            if (MiningFilter.FlawOf(
                line.Status == OrderStatus.Cancelled, correction: false, line.ProductId is not null, line.Quantity, line.UnitPrice,
                line.ReturnedQuantity) == LineFlaw.None)
            {
                var family = familyOf.GetValueOrDefault(line.ProductId!.Value, line.ProductId.Value);
                if (line.BundleCode is null || sets.Add(line.BundleCode))
                {
                    basket.Add(family);
                }

                CollectionsMarshal.GetValueRefOrAddDefault(revenue, family, out _) += (line.Quantity - line.ReturnedQuantity) * line.UnitPrice;
            }
        }

        return new OrderHistory(channel, baskets.Add(CollectionsMarshal.AsSpan(basket), at).Build(), revenue);
    }

    /// <summary>The primary category of each simple product and family that has one, by product.</summary>
    internal static Task<Dictionary<int, int>> CategoriesAsync(StudioDb db, CancellationToken cancellation) =>
        db.Products.Where(product => product.ParentId == null && product.CategoryId != null)
            .Select(product => new { product.Id, CategoryId = product.CategoryId!.Value }) // Whole products of a large catalogue take a minute.
            .ToDictionaryAsync(product => product.Id, product => product.CategoryId, cancellation);

    private static async Task<Outcome<Channel>> ChannelAsync(StudioDb db, string? code, CancellationToken cancellation)
    {
        if (code is not null)
        {
            return await Channels.FindAsync(db, code, cancellation);
        }

        var selling = await db.Channels.Where(channel => db.Set<Order>().Any(order => order.ChannelId == channel.Id)).OrderBy(channel => channel.Code)
            .ToListAsync(cancellation);
        return selling switch
        {
            [var only] => only,
            [] => new Refusal("backtest.no-orders", "There are no orders to test. Import some first, or pass a file with --from."),
            _ => new Refusal("backtest.channel", $"Name the channel with --channel: {string.Join(", ", selling.Select(channel => channel.Code))} have orders."),
        };
    }
}
