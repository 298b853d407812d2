using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Orders;

namespace CrossSell.Core.Exchange;

/// <summary>A row of an order file on its way, as the stage keeps it.</summary>
/// <param name="Sku">Upper case.</param>
/// <param name="UnitPrice">Minor units.</param>
public sealed record StagedRow(string Sku, int Quantity, int Returned, long UnitPrice)
{
    /// <summary>Milliseconds since 1970.</summary>
    public long OrderedAt { get; init; }

    /// <summary>False for a row of a cancelled order.</summary>
    public bool Stands { get; init; } = true;

    public string? CustomerHash { get; init; }

    /// <summary>Whether the row may say what a product of its code is called and costs; never one of a set.</summary>
    public bool Tells { get; init; }

    public string? Name { get; init; }

    /// <summary>Code of the set that it is a part of, or is.</summary>
    public string? Bundle { get; init; }

    /// <summary>How many of those the order sold; null until it was looked at.</summary>
    public int? Sets { get; init; }

    public long Amount => UnitPrice * Quantity;
}

/// <summary>One product of a set and its share of what a set costs.</summary>
/// <param name="Sku">Upper case.</param>
/// <param name="Quantity">Units in one set.</param>
/// <param name="Weight">In proportion to the other products', not negative; all of them zero share by units.</param>
public sealed record SetShare(string Sku, int Quantity, long Weight);

/// <summary>
/// Finds the sets among the rows of one order, however the shop writes them: the set alone, its parts alone, or both, and makes parts of them that are tagged
/// with the set and cost together what was paid, once. What was paid is what stands on the set's own row; without one, or where that costs nothing, what
/// stands on the parts. It is shared over the parts by what they cost there; where they say nothing, by what the set is made of (<see cref="SetShare"/>),
/// a set at a time by <see cref="BundlePricing.Split"/>.
/// </summary>
[Engine]
public static class SoldSets
{
    /// <param name="rows">Of one order, in the order of the file. Rows without a set stay as they are.</param>
    /// <param name="sharesOf">What a set is made of, by its code; empty for a set that nobody knows.</param>
    public static IReadOnlyList<StagedRow> Resolve(IReadOnlyList<StagedRow> rows, Func<string, IReadOnlyList<SetShare>> sharesOf)
    {
        var made = rows.Select(row => (IReadOnlyList<StagedRow>)[row]).ToArray();
        var isTaken = rows.Select(row => row.Bundle is not null).ToArray();
        foreach (var set in Enumerable.Range(0, rows.Count).Where(at => rows[at].Bundle is not null).ToLookup(at => rows[at].Bundle!, StringComparer.Ordinal))
        {
            var shares = sharesOf(set.Key);
            var wholes = set.Where(at => IsWhole(rows[at])).ToList();
            var parts = set.Where(at => !IsWhole(rows[at])).ToList();
            if (wholes.Count == 0)
            {
                var sets = SetsOf(parts.Select(at => rows[at]), shares);
                Tag(rows, made, parts, sets);
                continue;
            }

            var sold = Together(rows, wholes.Where(at => rows[at].Quantity > 0));
            if (sold is { } some)
            {
                wholes.RemoveAll(at => rows[at].Quantity > 0);
                if (parts.Count == 0)
                {
                    parts = Beside(rows, isTaken, shares, some);
                    parts.ForEach(at => isTaken[at] = true);
                }

                if (parts.Count > 0)
                {
                    some.At.ForEach(at => made[at] = []);
                    Share(rows, made, some, parts, shares);
                }
                else if (shares.Count > 0)
                {
                    some.At.ForEach(at => made[at] = []);
                    made[some.At[0]] = Alone(rows[some.At[0]], shares, some);
                }
                else
                {
                    // A set that nobody knows stays as it came.
                    Tag(rows, made, some.At, some.Count);
                }
            }

            // What takes a whole set back, or gives it away: each row by itself.
            foreach (var at in wholes)
            {
                made[at] = Alone(rows[at], shares, Together(rows, [at])!.Value);
            }
        }

        return [.. made.SelectMany(all => all)];
    }

    /// <summary>Rows of one set that are sold together: sets of one order are worth the same each, on however many rows they stand.</summary>
    /// <param name="At">Where they stand.</param>
    /// <param name="Count">How many sets.</param>
    /// <param name="Paid">For all of them; negative where the rows say so.</param>
    /// <param name="Back">How many of them came back.</param>
    private readonly record struct Sold(List<int> At, int Count, long Paid, int Back)
    {
        /// <summary>Shared a set at a time where that comes out even, else all at once.</summary>
        public int Lots => Paid % Count == 0 ? Count : 1;
    }

    private static Sold? Together(IReadOnlyList<StagedRow> rows, IEnumerable<int> at)
    {
        var all = at.ToList();
        var count = Math.Abs(all.Sum(one => rows[one].Quantity));
        return all.Count == 0 ? null : new Sold(all, Math.Max(1, count), all.Sum(one => rows[one].Amount), all.Sum(one => rows[one].Returned));
    }

    private static bool IsWhole(StagedRow row) => row.Sku.Equals(row.Bundle, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// How many sets the parts make: as many as the scarcest allows; of a set that nobody knows, the most that all quantities are a multiple of.
    /// </summary>
    private static int SetsOf(IEnumerable<StagedRow> parts, IReadOnlyList<SetShare> shares)
    {
        var units = parts.Where(part => part.Quantity > 0).GroupBy(part => part.Sku, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.Sum(part => part.Quantity), StringComparer.OrdinalIgnoreCase);
        var known = shares.Where(share => units.ContainsKey(share.Sku)).Select(share => units[share.Sku] / share.Quantity).ToArray();
        return Math.Max(1, known.Length > 0 ? known.Min() : units.Values.Aggregate(0, Divisor));
    }

    private static int Divisor(int one, int other) => other == 0 ? one : Divisor(other, one % other);

    /// <summary>
    /// The parts that a shop writes beside the set without saying so: each product of the set in just its quantity, all for nothing, all for together what the
    /// set costs, or at any price beside a set that costs nothing. Else the shopper bought them besides.
    /// </summary>
    private static List<int> Beside(IReadOnlyList<StagedRow> rows, bool[] isTaken, IReadOnlyList<SetShare> shares, Sold sold)
    {
        var found = new List<int>();
        foreach (var share in shares)
        {
            // What costs nothing is a part rather than something that was bought besides.
            var at = Enumerable.Range(0, rows.Count)
                .Where(at => !isTaken[at] && !found.Contains(at) && rows[at].Quantity == share.Quantity * sold.Count
                    && rows[at].Sku.Equals(share.Sku, StringComparison.OrdinalIgnoreCase))
                .OrderBy(at => rows[at].UnitPrice == 0 ? 0 : 1).Cast<int?>().FirstOrDefault();
            if (at is not { } part)
            {
                return [];
            }

            found.Add(part);
        }

        var cost = found.Sum(at => rows[at].Amount);
        return cost == 0 || cost == sold.Paid || sold.Paid == 0 ? found : [];
    }

    private static void Tag(IReadOnlyList<StagedRow> rows, IReadOnlyList<StagedRow>[] made, List<int> parts, int sets)
    {
        foreach (var at in parts)
        {
            made[at] = [rows[at] with { Sets = sets, Tells = false, Name = null }];
        }
    }

    /// <summary>The set and its parts are both there: the set's row goes, and the parts get what stood on it.</summary>
    private static void Share(
        IReadOnlyList<StagedRow> rows, IReadOnlyList<StagedRow>[] made, Sold sold, List<int> parts, IReadOnlyList<SetShare> shares)
    {
        var code = rows[sold.At[0]].Bundle;
        foreach (var at in parts)
        {
            made[at] = [rows[at] with { Bundle = code, Sets = sold.Count, Tells = false, Name = null }];
        }

        var products = parts.Where(at => rows[at].Quantity > 0).GroupBy(at => rows[at].Sku, StringComparer.OrdinalIgnoreCase)
            .Select(same => (Rows: same.ToList(), Units: same.Sum(at => rows[at].Quantity), Cost: same.Sum(at => rows[at].Amount))).ToList();
        if (products.Count == 0)
        {
            return;
        }

        long[] weights = [.. products.Select(product => Math.Max(0, product.Cost))];
        if (weights.All(weight => weight == 0))
        {
            weights = [.. products.Select(product => shares.FirstOrDefault(
                share => share.Sku.Equals(rows[product.Rows[0]].Sku, StringComparison.OrdinalIgnoreCase))?.Weight ?? 0)];
            weights = weights.All(weight => weight == 0) ? [.. products.Select(product => (long)product.Units)] : weights;
        }

        // A row of less than nothing is what the set takes off its parts.
        var paid = sold.Paid < 0 ? Math.Max(0, products.Sum(product => product.Cost) + sold.Paid) : sold.Paid;
        var lots = paid % sold.Count == 0 && products.TrueForAll(product => product.Units % sold.Count == 0) ? sold.Count : 1;
        var amounts = sold.Paid == 0 ? null : BundlePricing.Split(paid / lots, weights);
        for (var index = 0; index < products.Count; index++)
        {
            var (same, units, _) = products[index];
            var returned = Math.Max(same.Sum(at => rows[at].Returned), (int)Math.Min(units, (long)sold.Back * units / sold.Count));
            var part = amounts is null ? (SetPart?)null : new SetPart(lots, units / lots, amounts[index]);
            var before = 0;

            // What came back goes first, so that it is worth the parts of whole sets.
            foreach (var at in same.OrderByDescending(at => rows[at].Returned))
            {
                var (like, back) = (made[at][0], Math.Min(returned, rows[at].Quantity));
                returned -= back;
                made[at] = part is { } worth ? Lines(like, worth, ref before, back, like.Quantity - back) : [like with { Returned = back }];
            }
        }
    }

    /// <summary>A set that stands alone becomes its parts; one that nobody knows stays as it came.</summary>
    private static IReadOnlyList<StagedRow> Alone(StagedRow row, IReadOnlyList<SetShare> shares, Sold sold)
    {
        var like = row with { Sets = sold.Count, Tells = false, Name = null };
        if (shares.Count == 0 || row.Quantity == 0)
        {
            return [like];
        }

        long[] weights = [.. shares.Select(share => share.Weight)];
        weights = weights.All(weight => weight == 0) ? [.. shares.Select(share => (long)share.Quantity)] : weights;
        var amounts = BundlePricing.Split(Math.Abs(sold.Paid) / sold.Lots, weights);
        var made = new List<StagedRow>(shares.Count);
        for (var index = 0; index < shares.Count; index++)
        {
            var part = new SetPart(sold.Lots, shares[index].Quantity * sold.Count / sold.Lots, amounts[index]);
            var (before, back) = (0, Math.Min(sold.Back, sold.Count) * shares[index].Quantity);
            made.AddRange(Lines(like with { Sku = shares[index].Sku }, part, ref before, back, part.Units - back));
        }

        return
        [
            .. made.Select(line => line with
            {
                Quantity = row.Quantity < 0 ? -line.Quantity : line.Quantity, UnitPrice = row.UnitPrice < 0 ? -line.UnitPrice : line.UnitPrice,
            }),
        ];
    }

    /// <summary>The next units of a part as lines: those that came back, then those that were kept.</summary>
    private static List<StagedRow> Lines(StagedRow like, SetPart part, ref int before, int back, int kept)
    {
        var lines = new List<StagedRow>();
        foreach (var (units, isBack) in new[] { (back, true), (kept, false) })
        {
            lines.AddRange(part.Priced(before, units).Select(some => like with
            {
                Quantity = some.Units,
                Returned = isBack ? some.Units : 0,
                UnitPrice = some.UnitPrice,
            }));
            before += units;
        }

        return lines;
    }
}
