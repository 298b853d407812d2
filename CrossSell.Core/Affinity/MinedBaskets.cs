using System.Globalization;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Affinity;

/// <summary>The baskets that a channel's stored orders make: per SKU as ordered, per family as offered, and of the two latest quarters for the trend.</summary>
/// <param name="LeftOut">What did not count, by reason in words.</param>
/// <param name="LastOrderId">The newest order that was there; 0 for none.</param>
internal sealed record MinedBaskets(
    BasketMatrix Skus, BasketMatrix Families, BasketMatrix Recent, BasketMatrix Earlier, bool HasVariants, IReadOnlyDictionary<string, long> LeftOut, long LastOrderId)
{
    /// <summary>The trend compares this many days before the last order with as many before those.</summary>
    public const int TrendDays = 90;

    public static async Task<MinedBaskets> LoadAsync(StudioDb db, int channelId, MiningSettings settings, CancellationToken cancellation)
    {
        var familyOf = await db.Products.Where(product => product.ParentId != null)
            .ToDictionaryAsync(product => product.Id, product => product.ParentId!.Value, cancellation);
        var placed = db.Orders.Where(order => order.ChannelId == channelId);
        var last = await placed.MaxAsync(order => (DateTimeOffset?)order.OrderedAt, cancellation) ?? default;
        var lastId = await placed.MaxAsync(order => (long?)order.Id, cancellation) ?? 0;
        var leftOut = new LeftOutTally();
        if (settings.WindowDays is { } days && last != default)
        {
            var from = last.AddDays(-days);
            leftOut.Add(string.Create(CultureInfo.InvariantCulture, $"orders more than {days:N0} days before the newest one"), await placed.CountAsync(order => order.OrderedAt <= from, cancellation));
            placed = placed.Where(order => order.OrderedAt > from);
        }

        if (settings.TestOrders is { Length: > 0 } tests)
        {
            leftOut.Add($"test orders, whose number begins with {tests}", await placed.CountAsync(order => order.ExternalId.StartsWith(tests), cancellation));
            placed = placed.Where(order => !order.ExternalId.StartsWith(tests));
        }

        var collector = new Collector(familyOf, last, settings.MostProducts, leftOut);
        var lines = (
            from order in placed
            from line in order.Lines
            orderby order.Id
            select new { order.Id, order.OrderedAt, order.Status, line.ProductId, line.Quantity, line.ReturnedQuantity, line.UnitPrice }).AsNoTracking().AsAsyncEnumerable();
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            collector.Open(line.Id, line.OrderedAt);
            var flaw = MiningFilter.FlawOf(
                line.Status == OrderStatus.Cancelled, correction: false, line.ProductId is not null, line.Quantity, line.UnitPrice, line.ReturnedQuantity);
            collector.Add(line.ProductId ?? 0, flaw);
        }

        return collector.Build(lastId);
    }

    /// <summary>Puts the lines of the orders together, one order after the other.</summary>
    private sealed class Collector(Dictionary<int, int> familyOf, DateTimeOffset last, int? mostProducts, LeftOutTally leftOut)
    {
        private readonly DateTimeOffset recentFrom = last == default ? default : last.AddDays(-TrendDays);
        private readonly DateTimeOffset earlierFrom = last == default ? default : last.AddDays(-2 * TrendDays);
        private readonly BasketMatrix.Builder skus = new();
        private readonly BasketMatrix.Builder families = new();
        private readonly BasketMatrix.Builder recent = new();
        private readonly BasketMatrix.Builder earlier = new();
        private readonly List<int> basket = [];
        private readonly long[] flawed = new long[Enum.GetValues<LineFlaw>().Length];
        private (long Id, DateTimeOffset At) current;
        private bool hasVariants;
        private long giants;

        public void Open(long orderId, DateTimeOffset at)
        {
            if (orderId != current.Id)
            {
                Close();
                current = (orderId, at);
            }
        }

        public void Add(int productId, LineFlaw flaw)
        {
            flawed[(int)flaw]++;
            if (flaw == LineFlaw.None)
            {
                basket.Add(productId);
            }
        }

        public MinedBaskets Build(long lastOrderId)
        {
            Close();
            foreach (var flaw in Enum.GetValues<LineFlaw>().Where(flaw => flaw != LineFlaw.None))
            {
                leftOut.Add($"lines {MiningFilter.InWords(flaw)}", flawed[(int)flaw]);
            }

            leftOut.Add(string.Create(CultureInfo.InvariantCulture, $"baskets of more than {mostProducts:N0} products"), giants);
            return new MinedBaskets(skus.Build(), families.Build(), recent.Build(), earlier.Build(), hasVariants, leftOut.Reasons, lastOrderId);
        }

        private void Close()
        {
            if (mostProducts is { } most && basket.Count > most && basket.Distinct().Count() > most)
            {
                giants++;
                basket.Clear();
                return;
            }

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

    private sealed class LeftOutTally
    {
        private readonly Dictionary<string, long> reasons = [];

        public IReadOnlyDictionary<string, long> Reasons => reasons;

        public void Add(string reason, long count)
        {
            if (count > 0)
            {
                reasons[reason] = count;
            }
        }
    }
}
