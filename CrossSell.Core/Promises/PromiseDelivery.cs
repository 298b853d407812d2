using CrossSell.Core.Bundles;
using CrossSell.Core.Common;

namespace CrossSell.Core.Promises;

/// <summary>One line of an order that counts for a set.</summary>
/// <param name="Quantity">Without what came back.</param>
/// <param name="UnitPrice">Minor units.</param>
public readonly record struct DeliveredLine(long OrderId, int FamilyId, int Quantity, long UnitPrice);

/// <summary>What came of a promise.</summary>
/// <param name="Orders">That held the main product.</param>
/// <param name="Sets">Whole sets in them.</param>
/// <param name="Beside">What those brought beside their main products, in minor units.</param>
public readonly record struct Delivered(int Orders, int Sets, long Beside);

/// <summary>Compares a promise with orders: a set was bought where an order holds all of it, as often as it holds all of it.</summary>
[Engine]
public static class PromiseDelivery
{
    /// <summary>The parts of a promise's time in which its revision was on sale; both ends are known.</summary>
    /// <param name="sales">When the shop sold which revision of the bundle.</param>
    /// <param name="pausedAt">Since when no panel shows it; null for not paused.</param>
    public static IReadOnlyList<SaleWindow> OnSale(BundlePromise promise, IEnumerable<SaleTime> sales, DateTimeOffset? pausedAt)
    {
        ArgumentNullException.ThrowIfNull(promise);
        var end = pausedAt is { } paused && paused < promise.Until ? paused : promise.Until;
        return [.. sales.Where(time => time.RevisionId == promise.RevisionId)
            .Select(time => new SaleWindow(
                time.Window.From > promise.From ? time.Window.From : promise.From, time.Window.Until < end ? time.Window.Until : end))
            .Where(time => !time.IsEmpty).OrderBy(time => time.From)];
    }

    /// <param name="lines">Of the orders within the time, of the set's families alone.</param>
    public static Delivered Count(PromisedSet set, IEnumerable<DeliveredLine> lines)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(lines);
        var (orders, sets, beside) = (0, 0, 0L);
        foreach (var order in lines.Where(line => line.Quantity > 0).GroupBy(line => line.OrderId))
        {
            var held = order.GroupBy(line => line.FamilyId).ToDictionary(
                family => family.Key, family => (Units: family.Sum(line => line.Quantity), Paid: family.Sum(line => line.UnitPrice * line.Quantity)));
            if (!held.TryGetValue(set.MainFamilyId, out var main))
            {
                continue;
            }

            orders++;
            var count = main.Units / set.MainQuantity;
            var paid = 0m;
            foreach (var part in set.Parts)
            {
                // Any of the families fills it, at what was paid for them on average.
                var found = part.FamilyIds.Where(held.ContainsKey).Select(id => held[id]).ToList();
                var units = found.Sum(item => item.Units);
                count = Math.Min(count, units / part.Quantity);
                paid += units == 0 ? 0 : (decimal)found.Sum(item => item.Paid) / units * part.Quantity;
            }

            sets += count;
            beside += (long)decimal.Round(paid * count, MidpointRounding.AwayFromZero);
        }

        return new Delivered(orders, sets, beside);
    }
}
