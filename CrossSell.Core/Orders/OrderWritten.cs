using CrossSell.Core.Audit;

namespace CrossSell.Core.Orders;

/// <summary>How a change set tells that orders were written, which is done without a row for each.</summary>
public static class OrderWritten
{
    /// <summary>In place of an entity's name.</summary>
    public const string Told = "OrderImport";

    internal const string ToldProducts = "Products";

    /// <summary>Whether products of unknown codes were made with the orders. Orders alone change nothing that shoppers see before they are mined.</summary>
    public static bool MadeProducts(Change change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Change.Value<string>(change.After, ToldProducts) is not (null or "0");
    }
}
