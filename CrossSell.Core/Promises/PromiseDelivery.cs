using CrossSell.Core.Bundles;
using CrossSell.Core.Common;

namespace CrossSell.Core.Promises;

/// <summary>One line of an order that counts for a set.</summary>
/// <param name="Quantity">Without what came back.</param>
/// <param name="UnitPrice">Minor units.</param>
/// <param name="UnitMargin">What a unit left without tax, in minor units; null where its cost is unknown.</param>
public readonly record struct DeliveredLine(long OrderId, int FamilyId, int Quantity, long UnitPrice, decimal? UnitMargin = null);

/// <summary>What came of a promise.</summary>
/// <param name="Orders">That held the main product.</param>
/// <param name="Sets">Whole sets in them.</param>
/// <param name="Beside">What those brought beside their main products, in minor units.</param>
/// <param name="Margin">What the sets left without tax, in minor units; null where a cost is unknown.</param>
public readonly record struct Delivered(int Orders, int Sets, long Beside, long? Margin = null);

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
    /// <param name="withMain">Whether the margin is that of the main product too, as of every set but a triggered offer.</param>
    public static Delivered Count(PromisedSet set, IEnumerable<DeliveredLine> lines, bool withMain = true)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(lines);
        var (orders, sets, beside, margin) = (0, 0, 0L, (long?)0);
        foreach (var order in lines.Where(line => line.Quantity > 0).GroupBy(line => line.OrderId))
        {
            var held = order.GroupBy(line => line.FamilyId).ToDictionary(
                family => family.Key,
                family => (
                    Units: family.Sum(line => line.Quantity), Paid: family.Sum(line => line.UnitPrice * line.Quantity),
                    Left: family.Any(line => line.UnitMargin is null) ? (decimal?)null : family.Sum(line => line.UnitMargin!.Value * line.Quantity)));
            if (!held.TryGetValue(set.MainFamilyId, out var main))
            {
                continue;
            }

            orders++;
            var count = main.Units / set.MainQuantity;
            var (paid, left) = (0m, withMain ? main.Left / main.Units * set.MainQuantity : 0);
            foreach (var part in set.Parts)
            {
                // Any of the families fills it, at what was paid for them on average.
                var found = part.FamilyIds.Where(held.ContainsKey).Select(id => held[id]).ToList();
                var units = found.Sum(item => item.Units);
                count = Math.Min(count, units / part.Quantity);
                paid += units == 0 ? 0 : (decimal)found.Sum(item => item.Paid) / units * part.Quantity;
                left += units == 0 ? 0 : found.Exists(item => item.Left is null) ? null : found.Sum(item => item.Left!.Value) / units * part.Quantity;
            }

            sets += count;
            beside += (long)decimal.Round(paid * count, MidpointRounding.AwayFromZero);
            margin = count == 0 ? margin : margin + (left is { } per ? (long)decimal.Round(per * count, MidpointRounding.AwayFromZero) : null);
        }

        return new Delivered(orders, sets, beside, margin);
    }
}
