namespace CrossSell.Core.Insights;

/// <summary>A product that a panel recommends.</summary>
/// <param name="Position">In the panel; 0 of a bundle that leads it.</param>
public readonly record struct RecommendedFamily(int FamilyId, InsightOrigin Origin, int Position);

/// <summary>What the panel of one main product shows now.</summary>
/// <param name="FamilyId">The product, or its family.</param>
/// <param name="Companions">How many its slots show.</param>
/// <param name="IsFull">Whether that is all of them.</param>
public sealed record MainPanel(int FamilyId, int Companions, bool IsFull, IReadOnlyList<RecommendedFamily> Recommended);

/// <summary>What an order must hold to hold a bundle: so many units of each family. The first is its main product.</summary>
public sealed record BundleParts(int BundleId, IReadOnlyList<(int FamilyId, int Quantity)> Parts);

/// <summary>Sums of one main product over some days.</summary>
/// <param name="Orders">With it.</param>
/// <param name="Attached">That hold at least one product that its panel recommends.</param>
/// <param name="Revenue">Its own, in minor units.</param>
/// <param name="Beside">Of order lines that were bought with it and are counted here and nowhere else, in minor units.</param>
public readonly record struct ProductSums(int Orders, int Attached, long Revenue, long Beside)
{
    public static ProductSums operator +(ProductSums left, ProductSums right) =>
        new(left.Orders + right.Orders, left.Attached + right.Attached, left.Revenue + right.Revenue, left.Beside + right.Beside);
}

/// <summary>How often a bundle was bought. Sets of which a part came back are no whole sets, but what was kept of them is revenue.</summary>
/// <param name="Sets">Whole sets that orders held, sold as the bundle or not.</param>
/// <param name="Revenue">Of the units in them, in minor units, at the prices paid.</param>
public readonly record struct BundleSums(int Sets, long Revenue)
{
    /// <summary>Of <see cref="Sets"/> those that were sold as the bundle: the orders say so.</summary>
    public int SoldSets { get; init; }

    /// <summary>Of <see cref="Revenue"/> what was paid for those.</summary>
    public long SoldRevenue { get; init; }

    /// <summary>Units of products that were kept of them.</summary>
    public int SoldUnits { get; init; }

    public static BundleSums operator +(BundleSums left, BundleSums right) => new(left.Sets + right.Sets, left.Revenue + right.Revenue)
    {
        SoldSets = left.SoldSets + right.SoldSets, SoldRevenue = left.SoldRevenue + right.SoldRevenue, SoldUnits = left.SoldUnits + right.SoldUnits,
    };
}

/// <summary>Customers whose first order lies in one calendar month, and what they bought in the twelve months after it.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Value">Minor units by months since the first order, 12 of them: each is what was bought within that month alone.</param>
/// <param name="Ordered">Customers who ordered again in that month since their first order; the first is of those who did so within a month.</param>
/// <param name="CameBack">Customers with a second order within twelve months.</param>
/// <param name="YearValue">Of a customer in twelve months, in minor units.</param>
/// <param name="Complete">How many of the months are over for every one of them, 0 to 12: later ones are parts.</param>
public sealed record CustomerCohort(
    DateOnly Month, int Customers, IReadOnlyList<long> Value, IReadOnlyList<int> Ordered, int CameBack, Measured YearValue, int Complete)
{
    /// <summary>Months that are looked at after a first order.</summary>
    public const int Months = 12;

    public bool IsComplete => Complete == Months;

    /// <summary>Value of a customer up to the end of a month since the first order, in minor units.</summary>
    /// <param name="months">1 to 12.</param>
    public double ValueUpTo(int months) => Customers == 0 ? 0 : (double)Value.Take(months).Sum() / Customers;
}

/// <summary>What was done on one day that orders may show later.</summary>
public readonly record struct InsightMark(int Links, int Bundles)
{
    public static InsightMark operator +(InsightMark left, InsightMark right) => new(left.Links + right.Links, left.Bundles + right.Bundles);
}

/// <summary>
/// The orders of one shop as sums by day, with its panels as they are now. A period is a sum of days, so that no visit reads an order. Never changed.
/// </summary>
public sealed class InsightsBook
{
    private readonly SalesSums?[] days;
    private readonly IReadOnlyDictionary<int, IReadOnlyList<(DateOnly Day, ProductSums Sums)>> products;
    private readonly IReadOnlyDictionary<int, IReadOnlyList<(DateOnly Day, BundleSums Sums)>> bundles;

    internal InsightsBook(
        DateOnly? firstDay,
        SalesSums?[] days,
        IReadOnlyDictionary<int, MainPanel> panels,
        IReadOnlyDictionary<int, IReadOnlyList<(DateOnly Day, ProductSums Sums)>> products,
        IReadOnlyDictionary<int, IReadOnlyList<(DateOnly Day, BundleSums Sums)>> bundles,
        IReadOnlyList<CustomerCohort> cohorts)
    {
        (FirstDay, this.days, Panels, this.products, this.bundles, Cohorts) = (firstDay, days, panels, products, bundles, cohorts);
        Orders = days.Sum(day => (long)(day?.Orders ?? 0));
    }

    /// <summary>Of the oldest order; null without orders.</summary>
    public DateOnly? FirstDay { get; }

    /// <summary>Of the newest order; null without orders.</summary>
    public DateOnly? LastDay => FirstDay?.AddDays(days.Length - 1);

    /// <summary>All there are.</summary>
    public long Orders { get; }

    /// <summary>Of the products with the most revenue, by family.</summary>
    public IReadOnlyDictionary<int, MainPanel> Panels { get; }

    /// <summary>The oldest month first; empty where no order names a customer.</summary>
    public IReadOnlyList<CustomerCohort> Cohorts { get; }

    /// <summary>Links made and bundles approved, by day.</summary>
    public IReadOnlyDictionary<DateOnly, InsightMark> Marks { get; internal init; } = new Dictionary<DateOnly, InsightMark>();

    /// <summary>When it was summed up.</summary>
    public DateTimeOffset At { get; internal init; }

    /// <summary>Companions of a full panel.</summary>
    public int Slots { get; internal init; }

    public SalesSums Sum(InsightPeriod period) => SalesSums.Of(Within(period).OfType<SalesSums>());

    /// <summary>By family; what had no order in the period is left out.</summary>
    public IReadOnlyDictionary<int, ProductSums> ProductsIn(InsightPeriod period) => Summed(products, period, (left, right) => left + right);

    /// <summary>How often a bundle was bought.</summary>
    public BundleSums BundleIn(int bundleId, InsightPeriod period) =>
        bundles.TryGetValue(bundleId, out var list) && Summed(list, period, (left, right) => left + right) is { } sold ? sold : default;

    public InsightMark MarksIn(InsightPeriod period) => Marks.Where(mark => mark.Key >= period.From && mark.Key <= period.To)
        .Aggregate(default(InsightMark), (sum, mark) => sum + mark.Value);

    private ReadOnlySpan<SalesSums?> Range(InsightPeriod period)
    {
        if (FirstDay is not { } first)
        {
            return [];
        }

        var from = Math.Max(0, period.From.DayNumber - first.DayNumber);
        var to = Math.Min(days.Length, period.To.DayNumber - first.DayNumber + 1);
        return from >= to ? [] : days.AsSpan(from, to - from);
    }

    private SalesSums?[] Within(InsightPeriod period) => Range(period).ToArray();

    private static Dictionary<int, TSums> Summed<TSums>(
        IReadOnlyDictionary<int, IReadOnlyList<(DateOnly Day, TSums Sums)>> all, InsightPeriod period, Func<TSums, TSums, TSums> plus)
        where TSums : struct
    {
        var found = new Dictionary<int, TSums>();
        foreach (var (id, list) in all)
        {
            if (Summed(list, period, plus) is { } sum)
            {
                found[id] = sum;
            }
        }

        return found;
    }

    private static TSums? Summed<TSums>(IReadOnlyList<(DateOnly Day, TSums Sums)> list, InsightPeriod period, Func<TSums, TSums, TSums> plus)
        where TSums : struct
    {
        TSums? sum = null;
        // Few of the days of a long history are asked for: they stand in order.
        for (var at = FirstFrom(list, period.From); at < list.Count && list[at].Day <= period.To; at++)
        {
            sum = sum is { } before ? plus(before, list[at].Sums) : list[at].Sums;
        }

        return sum;
    }

    private static int FirstFrom<TSums>(IReadOnlyList<(DateOnly Day, TSums Sums)> list, DateOnly from)
    {
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = list[middle].Day < from ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
