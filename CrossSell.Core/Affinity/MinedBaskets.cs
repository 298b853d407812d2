using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Affinity;

/// <summary>The baskets that a channel's stored orders make: per SKU as ordered, per family as offered, and of the two latest quarters for the trend.</summary>
internal sealed record MinedBaskets(BasketMatrix Skus, BasketMatrix Families, BasketMatrix Recent, BasketMatrix Earlier, bool HasVariants)
{
    /// <summary>The trend compares this many days before the last order with as many before those.</summary>
    public const int TrendDays = 90;

    public static async Task<MinedBaskets> LoadAsync(StudioDb db, int channelId, CancellationToken cancellation)
    {
        var familyOf = await db.Products.Where(product => product.ParentId != null)
            .ToDictionaryAsync(product => product.Id, product => product.ParentId!.Value, cancellation);
        var placed = db.Orders.Where(order => order.ChannelId == channelId);
        var last = await placed.MaxAsync(order => (DateTimeOffset?)order.OrderedAt, cancellation) ?? default;
        var recentFrom = last == default ? default : last.AddDays(-TrendDays);
        var earlierFrom = last == default ? default : last.AddDays(-2 * TrendDays);

        var skus = new BasketMatrix.Builder();
        var families = new BasketMatrix.Builder();
        var recent = new BasketMatrix.Builder();
        var earlier = new BasketMatrix.Builder();
        var hasVariants = false;
        var current = (Id: 0L, At: default(DateTimeOffset));
        var basket = new List<int>();
        var lines = (
            from order in placed
            from line in order.Lines
            orderby order.Id
            select new { order.Id, order.OrderedAt, order.Status, line.ProductId, line.Quantity, line.UnitPrice }).AsNoTracking().AsAsyncEnumerable();
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            if (line.Id != current.Id)
            {
                Close();
                current = (line.Id, line.OrderedAt);
            }

            var flaw = MiningFilter.FlawOf(line.Status == OrderStatus.Cancelled, correction: false, line.ProductId is not null, line.Quantity, line.UnitPrice);
            if (flaw == LineFlaw.None)
            {
                basket.Add(line.ProductId!.Value);
            }
        }

        Close();
        return new MinedBaskets(skus.Build(), families.Build(), recent.Build(), earlier.Build(), hasVariants);

        void Close()
        {
            var products = basket.ToArray();
            skus.Add(products);
            for (var at = 0; at < products.Length; at++)
            {
                if (familyOf.TryGetValue(products[at], out var family))
                {
                    products[at] = family;
                    hasVariants = true;
                }
            }

            families.Add(products);
            if (current.At > recentFrom)
            {
                recent.Add(products);
            }
            else if (current.At > earlierFrom)
            {
                earlier.Add(products);
            }

            basket.Clear();
        }
    }
}
