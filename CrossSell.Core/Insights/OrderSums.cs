using System.Runtime.InteropServices;
using CrossSell.Core.Common;

namespace CrossSell.Core.Insights;

/// <summary>One line of an order.</summary>
/// <param name="FamilyId">The product, or its family; 0 for what is no product.</param>
/// <param name="UnitPrice">Paid, in minor units.</param>
/// <param name="Quantity">Negative on a line that takes goods back.</param>
/// <param name="Returned">How many of them came back later.</param>
public readonly record struct SoldLine(int FamilyId, long UnitPrice, int Quantity, int Returned)
{
    /// <summary>The bundle that it was sold in; 0 for none, or for one that is none of ours.</summary>
    public int BundleId { get; init; }

    /// <summary>How many of those the order sold.</summary>
    public int Sets { get; init; }

    internal int Kept => Quantity > 0 ? Math.Max(0, Quantity - Returned) : Quantity;
}

/// <summary>
/// Sums orders up by day, each line once. What counts: the units that were kept. An order without a bought line is no order; what it takes back is taken off
/// the revenue of its day. A line counts as sold by a recommendation when the same order holds a main product, dearer a unit than it, whose panel recommends
/// it now; of several the earliest origin takes it, then the earliest position, then the dearest main product. So the dearest line of an order is never
/// counted, and of two products that recommend each other only one is. What was sold in a bundle, as the order says, counts for bundles, whatever panels show
/// now: all of it but the bundle's dearest product.
/// </summary>
[Engine]
public sealed class OrderSums
{
    private readonly IReadOnlyDictionary<int, MainPanel> panels;
    private readonly ILookup<int, BundleParts> bundlesByMain;
    private readonly List<(DateOnly Day, SalesSums Sums)> days = [];
    private readonly Dictionary<int, List<(DateOnly Day, ProductSums Sums)>> products = [];
    private readonly Dictionary<int, List<(DateOnly Day, BundleSums Sums)>> bundles = [];
    private readonly CustomerSums customers = new();

    // Of the order that is summed up.
    private readonly Dictionary<int, Held> held = [];
    private readonly bool[] credited = new bool[Enum.GetValues<InsightOrigin>().Length];
    private readonly Dictionary<int, Held> loose = [];
    private readonly Dictionary<int, long> inSets = [];

    /// <param name="panels">By family.</param>
    public OrderSums(IReadOnlyDictionary<int, MainPanel> panels, IReadOnlyCollection<BundleParts> bundles)
    {
        this.panels = panels;
        bundlesByMain = bundles.Where(bundle => bundle.Parts.Count > 0).ToLookup(bundle => bundle.Parts[0].FamilyId);
    }

    /// <summary>The next order; they come in the order of time.</summary>
    /// <param name="customer">Stands for the customer; null when the shop named none.</param>
    public void Add(DateOnly day, ulong? customer, ReadOnlySpan<SoldLine> lines)
    {
        var (value, units, isBought) = (0L, 0L, false);
        held.Clear();
        foreach (var line in lines)
        {
            var kept = line.Kept;
            value += line.UnitPrice * kept;
            isBought |= line.Quantity > 0;
            if (line.FamilyId != 0 && kept > 0)
            {
                units += kept;
                ref var family = ref CollectionsMarshal.GetValueRefOrAddDefault(held, line.FamilyId, out _);
                family = new Held(family.Units + kept, family.Revenue + (line.UnitPrice * kept), Math.Max(family.UnitPrice, line.UnitPrice));
            }
        }

        var sums = Of(day);
        if (!isBought)
        {
            sums.TakeBack(value);
            return;
        }

        var (withMain, attached) = AddProducts(day, sums);
        Array.Clear(credited);
        var isOfSets = AddSets(day, sums, lines);
        AddRecommended(day, sums);
        AddBundles(day, isOfSets ? loose : held);
        sums.AddOrder(value, units, withMain, attached);
        if (customer is { } known)
        {
            sums.AddCustomer(customers.Add(known, day, value));
        }
    }

    /// <param name="marks">What was done, by day.</param>
    /// <param name="slots">Companions of a full panel.</param>
    /// <param name="at">When the orders were read.</param>
    public InsightsBook Build(IReadOnlyDictionary<DateOnly, InsightMark> marks, int slots, DateTimeOffset at)
    {
        DateOnly? first = days.Count == 0 ? null : days[0].Day;
        var all = first is { } from ? new SalesSums?[days[^1].Day.DayNumber - from.DayNumber + 1] : [];
        foreach (var (day, sums) in days)
        {
            all[day.DayNumber - first!.Value.DayNumber] = sums;
        }

        return new InsightsBook(
            first, all, panels,
            products.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<(DateOnly Day, ProductSums Sums)>)pair.Value),
            bundles.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<(DateOnly Day, BundleSums Sums)>)pair.Value),
            days.Count == 0 ? [] : customers.Build(days[^1].Day))
        {
            Marks = marks, Slots = slots, At = at,
        };
    }

    private SalesSums Of(DateOnly day)
    {
        if (days.Count == 0 || days[^1].Day < day)
        {
            days.Add((day, new SalesSums()));
        }

        // Clocks that are set back give an order of the hour before the day of the one before it.
        return days[^1].Sums;
    }

    /// <summary>Each main product of the order with its own revenue, and whether the order holds one that its panel recommends.</summary>
    private (bool WithMain, bool Attached) AddProducts(DateOnly day, SalesSums sums)
    {
        var (withMain, attached) = (false, false);
        foreach (var (id, family) in held)
        {
            if (!panels.TryGetValue(id, out var panel))
            {
                continue;
            }

            var holds = panel.Recommended.Any(item => held.ContainsKey(item.FamilyId));
            withMain |= panel.Recommended.Count > 0;
            attached |= holds;
            sums.AddMain(family.Revenue, panel.IsFull, !panel.IsFull && panel.Companions > 0);
            Add(products, id, day, new ProductSums(1, holds ? 1 : 0, family.Revenue, 0), (left, right) => left + right);
        }

        return (withMain, attached);
    }

    /// <summary>What the order sold in bundles.</summary>
    /// <returns>Whether there was any; then what is left of the order stands aside.</returns>
    private bool AddSets(DateOnly day, SalesSums sums, ReadOnlySpan<SoldLine> lines)
    {
        inSets.Clear();
        List<SoldLine>? parts = null;
        foreach (var line in lines)
        {
            if (line is { BundleId: not 0, Quantity: > 0, FamilyId: not 0 })
            {
                (parts ??= []).Add(line);
            }
        }

        if (parts is null)
        {
            return false;
        }

        foreach (var set in parts.GroupBy(line => line.BundleId))
        {
            var sets = Math.Max(1, set.Max(line => line.Sets));
            var products = set.GroupBy(line => line.FamilyId).Select(same => (
                Id: same.Key, Units: same.Sum(line => line.Quantity), Kept: same.Sum(line => line.Kept), Price: same.Max(line => line.UnitPrice),
                Revenue: same.Sum(line => line.UnitPrice * line.Kept))).ToList();
            var whole = products.Min(product => (int)((long)product.Kept * sets / product.Units));
            var revenue = products.Sum(product => product.Revenue);
            var sold = new BundleSums(whole, revenue) { SoldSets = whole, SoldRevenue = revenue, SoldUnits = products.Sum(product => product.Kept) };
            Add(bundles, set.Key, day, sold, (left, right) => left + right);

            var main = products.OrderByDescending(product => product.Price).ThenBy(product => product.Id).First().Id;
            foreach (var product in products)
            {
                inSets[product.Id] = inSets.GetValueOrDefault(product.Id) + product.Revenue;
                if (product.Id == main || product.Revenue == 0)
                {
                    continue;
                }

                sums.AddRecommended(InsightOrigin.Bundle, product.Revenue, !credited[(int)InsightOrigin.Bundle]);
                credited[(int)InsightOrigin.Bundle] = true;
                if (panels.ContainsKey(main))
                {
                    Add(this.products, main, day, new ProductSums(0, 0, 0, product.Revenue), (left, right) => left + right);
                }
            }
        }

        loose.Clear();
        foreach (var (id, family) in held)
        {
            var units = family.Units - parts.Where(line => line.FamilyId == id).Sum(line => line.Kept);
            if (units > 0)
            {
                loose[id] = family with { Units = units, Revenue = family.Revenue - inSets.GetValueOrDefault(id) };
            }
        }

        return true;
    }

    private void AddRecommended(DateOnly day, SalesSums sums)
    {
        foreach (var (id, whole) in held)
        {
            // What was sold in a bundle has its origin.
            var family = whole with { Revenue = whole.Revenue - inSets.GetValueOrDefault(id) };
            if (family.Revenue == 0 && inSets.ContainsKey(id))
            {
                continue;
            }

            var best = default((RecommendedFamily Item, int Main, long Price)?);
            foreach (var (mainId, main) in held)
            {
                // Of the same price the older product is the main one.
                var isDearer = main.UnitPrice > family.UnitPrice || (main.UnitPrice == family.UnitPrice && mainId < id);
                if (!isDearer || !panels.TryGetValue(mainId, out var panel))
                {
                    continue;
                }

                foreach (var item in panel.Recommended)
                {
                    if (item.FamilyId == id && (best is not { } other || IsBetter((item, mainId, main.UnitPrice), other)))
                    {
                        best = (item, mainId, main.UnitPrice);
                    }
                }
            }

            if (best is { } found)
            {
                sums.AddRecommended(found.Item.Origin, family.Revenue, !credited[(int)found.Item.Origin]);
                credited[(int)found.Item.Origin] = true;
                Add(products, found.Main, day, new ProductSums(0, 0, 0, family.Revenue), (left, right) => left + right);
            }
        }
    }

    private static bool IsBetter((RecommendedFamily Item, int Main, long Price) one, (RecommendedFamily Item, int Main, long Price) other) =>
        (one.Item.Origin, one.Item.Position, -one.Price, one.Main).CompareTo((other.Item.Origin, other.Item.Position, -other.Price, other.Main)) < 0;

    /// <summary>Orders that hold all of a bundle without saying that it was sold so.</summary>
    private void AddBundles(DateOnly day, Dictionary<int, Held> kept)
    {
        foreach (var id in kept.Keys)
        {
            foreach (var bundle in bundlesByMain[id])
            {
                var sets = bundle.Parts.Min(part => kept.TryGetValue(part.FamilyId, out var family) ? family.Units / part.Quantity : 0);
                if (sets > 0)
                {
                    var revenue = bundle.Parts.Sum(part =>
                        (long)((decimal)kept[part.FamilyId].Revenue * sets * part.Quantity / kept[part.FamilyId].Units));
                    Add(bundles, bundle.BundleId, day, new BundleSums(sets, revenue), (left, right) => left + right);
                }
            }
        }
    }

    private static void Add<TSums>(
        Dictionary<int, List<(DateOnly Day, TSums Sums)>> all, int id, DateOnly day, TSums more, Func<TSums, TSums, TSums> plus)
    {
        if (!all.TryGetValue(id, out var list))
        {
            all[id] = list = [];
        }

        if (list.Count > 0 && list[^1].Day >= day)
        {
            list[^1] = (list[^1].Day, plus(list[^1].Sums, more));
        }
        else
        {
            list.Add((day, more));
        }
    }

    /// <summary>What the order keeps of one family.</summary>
    private readonly record struct Held(int Units, long Revenue, long UnitPrice);
}
