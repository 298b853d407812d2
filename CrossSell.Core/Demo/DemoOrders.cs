namespace CrossSell.Core.Demo;

/// <summary>An order of the demo.</summary>
/// <param name="CustomerId">Opaque id of who bought; null for a guest.</param>
public sealed record DemoOrder(
    string Number, string ChannelCode, DateTimeOffset PlacedAt, string? CustomerId, bool Cancelled, IReadOnlyList<DemoOrderLine> Lines);

/// <summary>One line; a basket holds each SKU once.</summary>
/// <param name="ReturnedQuantity">How many of them were returned later.</param>
/// <param name="UnitPriceMinor">As paid, in minor units of the shop's currency.</param>
public sealed record DemoOrderLine(string Sku, int Quantity, int ReturnedQuantity, long UnitPriceMinor);

/// <summary>
/// Streams the orders of the 18 months before a catalogue's today, in order of time within each shop. Seasons follow the calendar, so another today
/// moves the dates and, with the months they fall in, the mix of what is bought; the number of orders stays.
/// </summary>
public static class DemoOrders
{
    /// <summary>Orders of all shops together.</summary>
    public const int Count = 40_000;

    /// <summary>18 months.</summary>
    public const int Days = 548;

    private static readonly Dictionary<string, double> Shares = new(StringComparer.Ordinal)
    {
        ["camera"] = 0.29, ["fashion"] = 0.28, ["coffee"] = 0.23, ["outdoor"] = 0.20,
    };

    /// <param name="count">Orders of all shops together; each shop keeps its share.</param>
    public static IEnumerable<DemoOrder> Stream(DemoCatalog catalog, int count = Count) =>
        catalog.Shops.SelectMany(shop => new DemoOrderBook(catalog, shop, (int)(count * Shares[shop.Channel.Code])).Write());
}
