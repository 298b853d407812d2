namespace CrossSell.Core.Insights;

/// <summary>
/// Where a recommendation comes from, in the order in which layers fill a panel: of two that apply to one order line the earlier takes it.
/// </summary>
public enum InsightOrigin
{
    Bundle,

    /// <summary>Pins and links, accepted suggestions among them: a person decided on the pair.</summary>
    Manual,

    Rule,

    /// <summary>From orders, without a person.</summary>
    Orders,

    /// <summary>Category pairs and bestsellers: nothing speaks for the very pair.</summary>
    Fallback,
}

/// <summary>Revenue of recommended products of one origin.</summary>
/// <param name="Revenue">Minor units, returned units taken off.</param>
/// <param name="Orders">That hold at least one line of it.</param>
public readonly record struct OriginSums(long Revenue, int Orders)
{
    public static OriginSums operator +(OriginSums left, OriginSums right) => new(left.Revenue + right.Revenue, left.Orders + right.Orders);
}

/// <summary>What the orders of some days sum up to. Money is minor units of the shop's currency.</summary>
public sealed class SalesSums
{
    private readonly OriginSums[] origins = new OriginSums[Enum.GetValues<InsightOrigin>().Length];

    /// <summary>Orders in which something was bought.</summary>
    public int Orders { get; private set; }

    /// <summary>What they kept: price paid times units, returned ones taken off.</summary>
    public long Value { get; private set; }

    /// <summary>What orders took back in which nothing was bought: zero or less.</summary>
    public long TakenBack { get; private set; }

    /// <summary>Value of an order, by orders.</summary>
    public Measured ValueMeasured => new(Orders, Value, valueSquares);

    /// <summary>Units of products in an order, by orders; returned ones and what is no product (postage) are left out.</summary>
    public Measured UnitsMeasured => new(Orders, Units, unitSquares);

    /// <inheritdoc cref="UnitsMeasured"/>
    public long Units { get; private set; }

    /// <summary>Orders with at least one main product: one whose panel recommends something.</summary>
    public int WithMain { get; private set; }

    /// <summary>Those of them that hold a product that the panel of one of their main products recommends.</summary>
    public int Attached { get; private set; }

    /// <summary>Revenue of products looked at for coverage.</summary>
    public long MainRevenue { get; private set; }

    /// <summary>Of those with a full panel.</summary>
    public long FullRevenue { get; private set; }

    /// <summary>Of those whose panel shows something and is not full.</summary>
    public long SomeRevenue { get; private set; }

    /// <summary>Orders of a customer that the shop named.</summary>
    public int Known { get; private set; }

    /// <summary>Those of them by customers who had ordered before.</summary>
    public int Returning { get; private set; }

    /// <summary>Sold as recommended, by origin; each order line stands under one at most.</summary>
    public OriginSums this[InsightOrigin origin] => origins[(int)origin];

    /// <summary>Of all origins.</summary>
    public long RecommendedRevenue => origins.Sum(origin => origin.Revenue);

    /// <summary>Revenue after returns, as average order value divides it.</summary>
    public long Revenue => Value + TakenBack;

    private double valueSquares;
    private double unitSquares;

    /// <summary>Those of many days together.</summary>
    public static SalesSums Of(IEnumerable<SalesSums> days)
    {
        var all = new SalesSums();
        foreach (var day in days)
        {
            all.Add(day);
        }

        return all;
    }

    internal void AddOrder(long value, long units, bool withMain, bool attached)
    {
        Orders++;
        Value += value;
        valueSquares += (double)value * value;
        Units += units;
        unitSquares += (double)units * units;
        WithMain += withMain ? 1 : 0;
        Attached += attached ? 1 : 0;
    }

    internal void TakeBack(long value) => TakenBack += value;

    internal void AddCustomer(bool isReturning)
    {
        Known++;
        Returning += isReturning ? 1 : 0;
    }

    internal void AddMain(long revenue, bool full, bool some)
    {
        MainRevenue += revenue;
        FullRevenue += full ? revenue : 0;
        SomeRevenue += some ? revenue : 0;
    }

    internal void AddRecommended(InsightOrigin origin, long revenue, bool isNewOrder) =>
        origins[(int)origin] += new OriginSums(revenue, isNewOrder ? 1 : 0);

    private void Add(SalesSums other)
    {
        Orders += other.Orders;
        Value += other.Value;
        valueSquares += other.valueSquares;
        TakenBack += other.TakenBack;
        Units += other.Units;
        unitSquares += other.unitSquares;
        WithMain += other.WithMain;
        Attached += other.Attached;
        MainRevenue += other.MainRevenue;
        FullRevenue += other.FullRevenue;
        SomeRevenue += other.SomeRevenue;
        Known += other.Known;
        Returning += other.Returning;
        for (var at = 0; at < origins.Length; at++)
        {
            origins[at] += other.origins[at];
        }
    }
}
