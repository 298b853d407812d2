using System.Globalization;
using CrossSell.Admin.Api;
using CrossSell.Core.Common;
using CrossSell.Core.Demo;
using CrossSell.Core.Exchange;

namespace CrossSell.Admin.Features.DemoShop;

/// <summary>What the page of a sample shop orders.</summary>
/// <param name="Visitor">The page's pseudonym of the shopper, as in its panels and events; null for nobody.</param>
internal sealed record SampleOrder(IReadOnlyList<SampleOrderLine?>? Items, string? Visitor = null)
{
    private const int MostLines = 40;

    /// <summary>As the studio takes them, at the shop's own prices; refused when the page asks for what the shop does not sell.</summary>
    public async Task<Outcome<IReadOnlyList<SentOrderLine?>>> LinesAsync(DemoStorefront front, SampleShop shop, CancellationToken cancellation)
    {
        if (Items is not { Count: > 0 and <= MostLines } items)
        {
            return Wrong(string.Create(CultureInfo.InvariantCulture, $"An order has 1 to {MostLines} lines."));
        }

        var lines = new List<SentOrderLine?>();
        foreach (var item in items)
        {
            if (item?.Sku is not { Length: > 0 } sku || item.Quantity is < 1 or > 99 || item.Times is < 1 or > 99
                || await front.ProductAsync(shop, sku, cancellation) is not { } page)
            {
                return Wrong("A line names a product of the shop, and how many of it.");
            }

            var price = page.Chosen?.Price ?? page.Product.Price;
            var units = item.Quantity * item.Times;
            var asked = item.Bundle is null ? null : Minor(item.Total);
            lines.AddRange(Split(Math.Min(price.Minor * units, (asked * item.Times) ?? long.MaxValue), units).Select(part => new SentOrderLine(
                sku, part.Units, MoneyJson.Of(new Money(part.Each, price.Currency)).Amount, price.Currency.Code, item.Bundle, null, item.Attribution)));
        }

        return lines;
    }

    /// <summary>A total over units, to the cent: where it does not divide, some units are a cent dearer.</summary>
    private static IEnumerable<(int Units, long Each)> Split(long total, int units)
    {
        var dearer = (int)(total % units);
        return new[] { (Units: dearer, Each: (total / units) + 1), (Units: units - dearer, Each: total / units) }.Where(part => part.Units > 0);
    }

    private static long? Minor(string? amount) =>
        long.TryParse(amount?.Replace(".", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : null;

    private static Refusal Wrong(string sentence) => new("sample.order", sentence, "items");
}

/// <param name="Quantity">Of it in one set, or 1.</param>
/// <param name="Times">How many sets, or products.</param>
/// <param name="Bundle">Code of the bundle that it was sold in; null for none.</param>
/// <param name="Attribution">What the panel's answer gave it on its way; null for what the shopper found alone.</param>
/// <param name="Total">Its share of one set, as a decimal.</param>
internal sealed record SampleOrderLine(string? Sku, int Quantity, int Times, string? Bundle, string? Attribution, string? Total);
