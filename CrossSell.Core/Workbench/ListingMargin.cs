using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Workbench;

/// <summary>
/// Net margin of a listing: (net price - cost) / net price, where the net price is the price without the channel's tax of the product's class.
/// </summary>
[Engine]
public static class ListingMargin
{
    /// <summary>
    /// Basis points, rounded towards zero; null when cost or price is not known, which is never taken as 0. The channel needs its tax rates loaded.
    /// </summary>
    public static int? BasisPoints(long price, long? cost, Channel channel, string taxClass)
    {
        if (cost is not { } spent || price <= 0)
        {
            return null;
        }

        var rate = channel.PricesIncludeTax ? channel.TaxRates.FirstOrDefault(tax => tax.TaxClass == taxClass)?.BasisPoints ?? 0 : 0;
        return (int)(((price * 10_000m) - (spent * (10_000m + rate))) / price);
    }
}
