using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Promises;
using CrossSell.Core.Suggestions;

namespace CrossSell.Core.Insights;

/// <summary>Which days are looked at; all but <see cref="Custom"/> end with the shop's newest order.</summary>
public enum InsightRange
{
    Days30,
    Days90,
    Months12,
    Custom,
}

/// <summary>What a period is compared with.</summary>
public enum InsightComparison
{
    Year,
    Before,
    None,
}

/// <summary>What a page asks of one shop.</summary>
/// <param name="From">First day of a custom range, in the shop's time zone; null is the first order's.</param>
/// <param name="To">Its last day; null is the newest order's.</param>
public sealed record InsightsQuestion(
    int ChannelId, InsightRange Range = InsightRange.Days90, InsightComparison Comparison = InsightComparison.Year, DateOnly? From = null, DateOnly? To = null);

/// <summary>One point of a chart.</summary>
/// <param name="Before">The same part of the period compared with; null where the shop had no orders yet, or nothing is compared.</param>
public sealed record InsightPoint(InsightPeriod Part, SalesSums Now, SalesSums? Before, InsightMark Mark);

/// <summary>One main product and its panel over a period.</summary>
/// <param name="Attach">Share of its orders that hold at least one product that its panel recommends.</param>
/// <param name="Missed">Minor units: what would have been bought beside it, had its panel earned as much for each unit of its revenue as the shop's full panels
/// do, less what was; 0 where it earned that.</param>
public sealed record PanelFigure(int FamilyId, MainPanel Panel, ProductSums Sums, Estimate Attach, long Missed);

/// <summary>Customers over twelve months after their first order, of the cohorts for which they are over.</summary>
/// <param name="Value">Minor units a customer.</param>
/// <param name="CameBack">Share of customers with a second order.</param>
/// <param name="CompleteCohorts">How many months of first orders that is.</param>
/// <param name="Curve">Value of a customer up to the end of each month since the first order, in minor units; empty without a complete cohort.</param>
public sealed record CustomerFigures(
    Estimate Value, Estimate CameBack, int CompleteCohorts, IReadOnlyList<double> Curve, IReadOnlyList<CustomerCohort> Cohorts);

/// <summary>A bundle that was approved, and how often it was bought since.</summary>
/// <param name="ApprovedAt">Null where no verdict tells.</param>
/// <param name="Sold">Within the period and since the approval: orders that hold all of its products.</param>
public sealed record BundleFigure(string Code, string Name, DateTimeOffset? ApprovedAt, BundleSums Sold)
{
    /// <summary>What it was expected to bring, frozen with its newest verdict; null where none was kept.</summary>
    public BundlePromise? Promise { get; init; }
}

/// <summary>What one shop's orders say of a period. Money is minor units of <see cref="Currency"/>.</summary>
public sealed record InsightsFigures
{
    public required Currency Currency { get; init; }

    public required InsightPeriod Period { get; init; }

    /// <summary>Null when nothing is compared.</summary>
    public required InsightPeriod? Compared { get; init; }

    /// <summary>Whether the shop had orders from the first day compared with on: else no change is said.</summary>
    public required bool IsComparable { get; init; }

    /// <summary>Of the shop's oldest and newest order; null without orders.</summary>
    public required InsightPeriod? History { get; init; }

    /// <summary>When the orders were summed up.</summary>
    public required DateTimeOffset At { get; init; }

    public required SalesSums Now { get; init; }

    /// <summary>Of the period compared with; null where it is not comparable.</summary>
    public required SalesSums? Before { get; init; }

    /// <summary>Companions of a full panel.</summary>
    public required int Slots { get; init; }

    public required InsightStep Step { get; init; }

    /// <summary>The oldest first.</summary>
    public required IReadOnlyList<InsightPoint> Points { get; init; }

    /// <summary>By revenue of the main product, the most first.</summary>
    public required IReadOnlyList<PanelFigure> Panels { get; init; }

    public required CustomerFigures Customers { get; init; }

    public IReadOnlyList<BundleFigure> Bundles { get; init; } = [];

    /// <summary>What accepted suggestions promised and what came, whatever the period.</summary>
    public SuggestionOutcome Suggestions { get; init; } = SuggestionOutcome.None;

    /// <summary>Of <see cref="Panels"/>, by family.</summary>
    public IReadOnlyDictionary<int, ProductSummary> Products { get; init; } = new Dictionary<int, ProductSummary>();

    /// <summary>Average order value in minor units: revenue after returns over orders.</summary>
    public Estimate Aov => InsightsReport.Aov(Now);

    public EstimatedChange? AovChange => Before is { } before ? InsightsReport.AovChange(Now, before) : null;

    /// <summary>Units of an order.</summary>
    public Estimate Upt => Estimates.Mean(Now.UnitsMeasured);

    public EstimatedChange? UptChange => Before is { } before ? Estimates.MeanChange(Now.UnitsMeasured, before.UnitsMeasured) : null;

    /// <summary>Share of the orders with a main product that also hold a product that its panel recommends.</summary>
    public Estimate Attach => InsightsReport.Attach(Now);

    public EstimatedChange? AttachChange => Before is { } before ? Estimates.RateChange(Attach, InsightsReport.Attach(before)) : null;

    /// <summary>Share of the revenue of main products whose panel is full now; null without revenue. Counted whole, so without an interval.</summary>
    public double? Full => InsightsReport.Full(Now);

    /// <summary>Share of the orders of named customers that are by customers who had ordered before.</summary>
    public Estimate Returning => Estimates.Rate(Now.Returning, Now.Known);
}

/// <summary>A product that earned money and has fewer companions than its panel has places.</summary>
/// <param name="Companions">How many its panel shows now.</param>
public sealed record CoverageGap(ProductSummary Product, Money Revenue, int Companions);

/// <summary>Which share of the revenue comes from products whose panel is full.</summary>
/// <param name="Revenue">Of the products looked at, over the last <see cref="Days"/> days of orders, returned units taken off.</param>
/// <param name="Full">Of products whose panel has all its companions.</param>
/// <param name="Some">Of products whose panel is shown, but not full.</param>
/// <param name="Slots">Companions of a full panel.</param>
/// <param name="Gaps">The most revenue first.</param>
public sealed record PanelCoverage(int Days, Money Revenue, Money Full, Money Some, int Slots, IReadOnlyList<CoverageGap> Gaps)
{
    public int FullBasisPoints => Share(Full);

    public int SomeBasisPoints => Share(Some);

    private int Share(Money part) => Revenue.Minor == 0 ? 0 : (int)(part.Minor * 10_000 / Revenue.Minor);
}

/// <summary>One week of orders.</summary>
public sealed record SalesWeek(InsightPeriod Days, SalesSums Sums, Currency Currency)
{
    public int Orders => Sums.Orders;

    /// <summary>Average order value; null without orders.</summary>
    public Money? Aov => InsightsReport.Aov(Sums).Value is { } value ? InsightsReport.Money(value, Currency) : null;

    /// <summary>Attach rate in basis points; null without an order of a main product.</summary>
    public int? AttachBasisPoints => InsightsReport.Attach(Sums).Value is { } value ? (int)Math.Round(value * 10_000) : null;
}
