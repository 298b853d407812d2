namespace CrossSell.Core.Bundles;

/// <summary>What one component needs and has.</summary>
/// <param name="Stock">Units on hand; null when not tracked, which never limits. Below zero counts as zero.</param>
/// <param name="IsRequired">False for a component the set can go without.</param>
public readonly record struct BundleStockLine(int ProductId, int Quantity, int? Stock, bool IsRequired = true);

/// <summary>How many sets can be sold: as many as the scarcest required component allows.</summary>
/// <param name="Sets">Whole sets; null when no required component is tracked.</param>
/// <param name="LimitedBy">Product that runs out first, the earlier line on a tie; null when nothing limits.</param>
public readonly record struct BundleStock(int? Sets, int? LimitedBy)
{
    public bool IsAvailable => Sets is null or > 0;

    /// <summary>min over required products of floor(stock / units in the set); a product on two lines counts with both.</summary>
    public static BundleStock Of(IEnumerable<BundleStockLine> lines)
    {
        var scarcest = default(BundleStock);
        foreach (var product in lines.Where(line => line.IsRequired && line.Quantity > 0).GroupBy(line => line.ProductId))
        {
            var stock = product.Min(line => line.Stock);
            if (stock is null)
            {
                continue;
            }

            var sets = (int)(Math.Max(stock.Value, 0) / product.Sum(line => (long)line.Quantity));
            if (scarcest.Sets is null || sets < scarcest.Sets)
            {
                scarcest = new BundleStock(sets, product.Key);
            }
        }

        return scarcest;
    }
}
