using CrossSell.Core.Common;
using CrossSell.Core.Warehouse;
using static CrossSell.Core.Mining.MiningTexts;

namespace CrossSell.Core.Mining;

/// <summary>What the items of a basket are counted by.</summary>
internal enum WarehouseLevel
{
    Products,
    Families,
    Categories,
}

/// <summary>
/// The questions of a run as the engine of a warehouse takes them. All stand on one relation, a row an order with what counts of it by
/// <see cref="MiningFilter"/>: the same rules as the kernel's, in the same order. Columns are 64-bit whole numbers.
/// </summary>
/// <param name="columns">Of the view, with their types.</param>
/// <param name="halfLives">Of how many ages a pair is counted beside the two quarters; 0 where all orders weigh alike.</param>
internal abstract class WarehouseSql(string view, IReadOnlyDictionary<string, string> columns, int halfLives)
{
    /// <summary>The columns that a view must have.</summary>
    public static readonly string[] Needed = ["channel", "order_number", "ordered_at", "sku", "quantity"];

    /// <summary>Counts by period that come with each row: the latest quarter, the one before, and each age in half-lives.</summary>
    public int Periods => 2 + halfLives;

    protected string View => view;

    public static WarehouseSql Of(WarehouseSettings settings, IReadOnlyDictionary<string, string> columns, int halfLives) =>
        settings.Engine == WarehouseEngine.ClickHouse
            ? new ClickHouseSql(settings.View, columns, halfLives)
            : new PostgresSql(settings.View, columns, halfLives);

    /// <summary>What the view lacks; null when it can be asked.</summary>
    public Refusal? Wrong()
    {
        var missing = Needed.Where(column => !columns.ContainsKey(column)).ToArray();
        return missing.Length > 0
            ? new Refusal(
                "warehouse.column",
                L["The view {0} of the warehouse lacks {1}. docs/operations.md says which columns it has.", view, Texts.And(missing)])
            : Instant is null
                ? new Refusal(
                    "warehouse.instant",
                    L[
                        "The column ordered_at of the view {0} is of the type {1}. {2}, or give milliseconds since 1970 as a whole number.", view,
                        columns["ordered_at"], InstantTypes])
                : null;
    }

    /// <summary>How many orders the channel has, and the instant of the newest.</summary>
    public string Newest() =>
        $"SELECT {Whole("count(*)")}, {Whole("coalesce(max(at), 0)")} FROM (SELECT o, min(line_at) AS at FROM ({Lines()}) AS every_line GROUP BY o) AS placed";

    /// <summary>Each code as it is written there, with its lines.</summary>
    public string Codes() => $"SELECT sku, {Whole("count(*)")} FROM ({Lines()}) AS every_line GROUP BY sku";

    /// <summary>
    /// One row: orders that are too old, tests, oversized baskets, baskets, baskets with any category, the newest instant of those of a usual size, the lines
    /// by each flaw but none, and the baskets of each period.
    /// </summary>
    public abstract string Overview();

    /// <summary>How many columns <see cref="Overview"/> has before its periods.</summary>
    public static int OverviewColumns => 6 + Flaws;

    /// <summary>Item, its baskets, and those of each period.</summary>
    public abstract string Supports(WarehouseLevel level);

    /// <summary>Two items, the lower id first, the baskets of both, and those of each period: at least <c>@least</c>, fewer of two in the table top.</summary>
    public abstract string Pairs(WarehouseLevel level, bool withTop);

    /// <summary>Category, family, baskets with both: at least <c>@least</c>.</summary>
    public abstract string CategoryFamilies();

    /// <summary>Family and customers who bought it first early enough to come back within <c>@window</c> milliseconds before <c>@latest</c>.</summary>
    public abstract string FirstPurchases();

    /// <summary>Family, and how often any other's customer came back for it or had it already.</summary>
    public abstract string CameBackFor();

    /// <summary>Anchor, companion, how many came back, how many had it already; at least <c>@least</c> that came back.</summary>
    public abstract string CameBack();

    /// <summary>Family, the orders with it, those in which it was returned.</summary>
    public abstract string Returned();

    /// <summary>
    /// Anchor, companion, orders with both in which the anchor was returned, those in which the companion was too; at least <c>@least</c> of those.
    /// </summary>
    public abstract string ReturnedTogether();

    /// <summary>How many flaws a line may have.</summary>
    protected static int Flaws => Enum.GetValues<LineFlaw>().Length - 1;

    /// <summary>Milliseconds of an order line; null where nobody knows how to read the column.</summary>
    protected abstract string? Instant { get; }

    protected abstract string InstantTypes { get; }

    protected string TypeOf(string column) => columns.GetValueOrDefault(column, "");

    protected bool Knows(string column) => columns.ContainsKey(column);

    /// <summary>The order lines of the channel, in the words that all questions use.</summary>
    protected string Lines() =>
        $"SELECT {Text("order_number")} AS o, {Instant} AS line_at, {Text("sku")} AS sku, {Number("quantity", "0")} AS quantity, {Number("returned_quantity", "0")} AS back, {Number("unit_price", "1")} AS price, {Text("customer")} AS whose, {Flag("canceled")} AS gone, {Flag("test")} AS trial FROM {View} WHERE {Text("channel")} = @channel";

    protected static string ItemsOf(WarehouseLevel level) => level switch
    {
        WarehouseLevel.Products => "products",
        WarehouseLevel.Families => "families",
        _ => "categories",
    };

    protected abstract string Whole(string number);

    /// <summary>A column as a text, empty where it is null or there is none.</summary>
    protected abstract string Text(string column);

    /// <summary>A column as a number.</summary>
    /// <param name="otherwise">Where the view has no such column.</param>
    protected abstract string Number(string column, string otherwise);

    /// <summary>A column as 1 or 0.</summary>
    protected abstract string Flag(string column);
}
