using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Orders;

/// <summary>What a load of orders means for those that are stored: which are new, which differ, and how many stand there already word for word.</summary>
/// <param name="ReplacedIds">The stored orders whose place the changed ones take.</param>
public sealed record OrderPlan(IReadOnlyList<StagedOrder> New, IReadOnlyList<StagedOrder> Changed, IReadOnlyList<long> ReplacedIds, int Same);

/// <summary>Brings orders into the database in bulk. An order is known by its channel and the shop's number: the same one twice changes nothing, another content replaces it.</summary>
public static class OrderWriter
{
    private const int IdsAtOnce = 500;

    /// <summary>Compares with what is stored; writes nothing. Each order may come once.</summary>
    public static async Task<OrderPlan> PlanAsync(StudioDb db, IReadOnlyCollection<StagedOrder> orders, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(orders);
        var open = orders.ToDictionary(order => (order.ChannelId, order.ExternalId));
        var changed = new List<StagedOrder>();
        var replaced = new List<long>();
        var same = 0;
        foreach (var channelId in orders.Select(order => order.ChannelId).Distinct().ToList())
        {
            var stored = db.Orders.Where(order => order.ChannelId == channelId).OrderBy(order => order.Id)
                .Select(order => new
                {
                    order.Id,
                    order.ExternalId,
                    order.OrderedAt,
                    order.CustomerHash,
                    order.Status,
                    Lines = order.Lines.OrderBy(line => line.Id).Select(line => new StagedLine(line.Sku, line.Quantity, line.ReturnedQuantity, line.UnitPrice)).ToList(),
                })
                .AsNoTracking().AsAsyncEnumerable();
            await foreach (var old in stored.WithCancellation(cancellation))
            {
                if (!open.Remove((channelId, old.ExternalId), out var order))
                {
                    continue;
                }

                if (order.OrderedAt.ToUnixTimeMilliseconds() == old.OrderedAt.ToUnixTimeMilliseconds() && order.CustomerHash == old.CustomerHash
                    && order.Status == old.Status && order.Lines.SequenceEqual(old.Lines))
                {
                    same++;
                }
                else
                {
                    changed.Add(order);
                    replaced.Add(old.Id);
                }
            }
        }

        // What is left was not found; in the order in which it came.
        return new OrderPlan([.. orders.Where(order => open.ContainsKey((order.ChannelId, order.ExternalId)))], changed, replaced, same);
    }

    /// <summary>Writes what the plan, made in the same session, found new or changed.</summary>
    /// <param name="productIds">By SKU; a line whose SKU is not there is stored without a product.</param>
    public static async Task ApplyAsync(
        WriteSession session, OrderPlan plan, IReadOnlyDictionary<string, int> productIds, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(productIds);
        foreach (var ids in plan.ReplacedIds.Chunk(IdsAtOnce))
        {
            await session.Db.Orders.Where(order => ids.Contains(order.Id)).ExecuteDeleteAsync(cancellation);
        }

        // The session holds the writer lock, so that nobody else takes the next id.
        var nextId = await session.Db.Orders.MaxAsync(order => (long?)order.Id, cancellation) ?? 0;
        using var insertOrder = new BulkInsert(
            session, "Orders", nameof(Order.Id), nameof(Order.ChannelId), nameof(Order.ExternalId), nameof(Order.OrderedAt), nameof(Order.CustomerHash), nameof(Order.Status));
        using var insertLine = new BulkInsert(
            session, "OrderLines", nameof(OrderLine.OrderId), nameof(OrderLine.Sku), nameof(OrderLine.ProductId), nameof(OrderLine.Quantity),
            nameof(OrderLine.ReturnedQuantity), nameof(OrderLine.UnitPrice));
        var total = plan.New.Count + plan.Changed.Count;
        var done = 0;
        foreach (var order in plan.New.Concat(plan.Changed))
        {
            cancellation.ThrowIfCancellationRequested();
            insertOrder.Add(++nextId, order.ChannelId, order.ExternalId, order.OrderedAt, order.CustomerHash, order.Status);
            foreach (var line in order.Lines)
            {
                insertLine.Add(
                    nextId, line.Sku, productIds.TryGetValue(line.Sku, out var product) ? product : null, line.Quantity, line.ReturnedQuantity, line.UnitPrice);
            }

            if (++done % 1_000 == 0)
            {
                progress?.Report((double)done / total);
            }
        }
    }
}
