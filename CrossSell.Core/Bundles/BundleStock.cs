namespace CrossSell.Core.Bundles;

/// <summary>What one component needs and has.</summary>
/// <param name="Stock">Units on hand; null when not tracked or sold on without stock, which never limits. Below zero counts as zero.</param>
/// <param name="IsRequired">False for a component the set can go without.</param>
public readonly record struct BundleStockLine(int ProductId, int Quantity, int? Stock, bool IsRequired = true);

/// <summary>What a slot needs and may be filled with.</summary>
/// <param name="Units">Units that one set takes from it.</param>
/// <param name="MayRepeat">Whether one set may take the same product more than once.</param>
public sealed record BundleStockSlot(string Key, int Units, IReadOnlyList<BundleStockLine> Options, bool IsRequired = true, bool MayRepeat = false);

/// <summary>How many sets can be sold: as many as the scarcest required component or slot allows.</summary>
/// <param name="Sets">Whole sets; null when nothing required is tracked.</param>
/// <param name="LimitedBy">Product that runs out first, the earlier line on a tie; null when nothing limits, or a slot of several products does.</param>
public readonly record struct BundleStock(int? Sets, int? LimitedBy)
{
    private const int MostSlots = 10;

    public bool IsAvailable => Sets is null or > 0;

    /// <summary>Key of the slot whose products run out first; null where a single product does.</summary>
    public string? LimitedBySlot { get; init; }

    /// <summary>min over required products of floor(stock / units in the set); a product on two lines counts with both.</summary>
    public static BundleStock Of(IEnumerable<BundleStockLine> lines) => Of(lines, []);

    /// <summary>
    /// The same with slots, none of whose products is sold twice: sets can be made exactly when for every group of slots the stock of all their products
    /// covers what these slots and the fixed lines of the same products need (Gale's condition for a flow from products to needs, of 1957). Exact where a
    /// choice is one unit and may repeat; else it errs on the side of too few.
    /// </summary>
    /// <param name="inCart">Units by product that lie in the shopper's cart already: a set counts what is left.</param>
    public static BundleStock Of(
        IEnumerable<BundleStockLine> lines, IReadOnlyList<BundleStockSlot> slots, IReadOnlyDictionary<int, int>? inCart = null)
    {
        int? Left(BundleStockLine line) => line.Stock is { } stock ? Math.Max(stock - (inCart?.GetValueOrDefault(line.ProductId) ?? 0), 0) : null;
        var fixedLines = lines.Where(line => line.IsRequired && line.Quantity > 0).ToArray();
        var scarcest = default(BundleStock);
        foreach (var product in fixedLines.GroupBy(line => line.ProductId))
        {
            if (product.Min(Left) is { } stock)
            {
                scarcest = Fewer(scarcest, (int)(stock / product.Sum(line => (long)line.Quantity)), new BundleStock(null, product.Key));
            }
        }

        var needed = fixedLines.GroupBy(line => line.ProductId).ToDictionary(product => product.Key, product => product.Sum(line => (long)line.Quantity));
        var required = slots.Where(slot => slot.IsRequired && slot.Units > 0).Take(MostSlots).ToArray();
        for (var group = 1; group < 1 << required.Length; group++)
        {
            var members = required.Where((_, index) => (group & (1 << index)) != 0).ToArray();
            var products = members.SelectMany(slot => slot.Options).GroupBy(option => option.ProductId)
                .Select(product => (Id: product.Key, Stock: product.Min(Left))).ToArray();
            if (Array.Exists(products, product => product.Stock is null))
            {
                continue;
            }

            var need = members.Sum(slot => slot.Units * (long)slot.Options.Select(option => option.Quantity).DefaultIfEmpty(1).Max())
                + products.Sum(product => needed.GetValueOrDefault(product.Id));
            scarcest = Fewer(scarcest, (int)Math.Min(products.Sum(product => (long)product.Stock!.Value) / need, int.MaxValue), By(members, products));
        }

        foreach (var slot in required.Where(slot => !slot.MayRepeat && slot.Units > 1))
        {
            if (Distinct(slot, [.. slot.Options.Select(option => Left(option) is { } left
                ? (left - needed.GetValueOrDefault(option.ProductId)) / Math.Max(option.Quantity, 1) : (long?)null)]) is { } sets)
            {
                scarcest = Fewer(scarcest, sets, new BundleStock(null, null) { LimitedBySlot = slot.Key });
            }
        }

        return scarcest;
    }

    private static BundleStock By(BundleStockSlot[] members, (int Id, int? Stock)[] products) => members.Length == 1 && products.Length == 1
        ? new BundleStock(null, products[0].Id) { LimitedBySlot = members[0].Key }
        : new BundleStock(null, null) { LimitedBySlot = members[0].Key };

    private static BundleStock Fewer(BundleStock known, int sets, BundleStock by) => known.Sets is { } least && least <= sets ? known : by with { Sets = sets };

    /// <summary>Sets of which each takes different products: the most s with sum of min(stock, s) &gt;= s * units; null where nothing limits.</summary>
    private static int? Distinct(BundleStockSlot slot, IReadOnlyList<long?> stocks)
    {
        if (stocks.Count(stock => stock is null) >= slot.Units)
        {
            return null;
        }

        var (from, to) = (0L, stocks.Sum(stock => Math.Max(stock ?? 0, 0)) + 1);
        while (from < to)
        {
            var middle = (from + to + 1) / 2;
            if (stocks.Sum(stock => Math.Min(Math.Max(stock ?? middle, 0), middle)) >= middle * slot.Units)
            {
                from = middle;
            }
            else
            {
                to = middle - 1;
            }
        }

        return (int)Math.Min(from, int.MaxValue);
    }
}
