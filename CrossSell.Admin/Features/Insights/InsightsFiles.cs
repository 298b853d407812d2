using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.Insights;

namespace CrossSell.Admin.Features.Insights;

/// <summary>What the page shows as rows of a file: invariant, amounts with their currency, shares from 0 to 1.</summary>
internal static class InsightsFiles
{
    /// <summary>Figures that there are files of.</summary>
    public static readonly IReadOnlyList<string> Names = ["orders", "origins", "panels", "bundles", "suggestions", "customers"];

    /// <summary>Rows with their head; null for a figure that there is none of.</summary>
    public static IEnumerable<IReadOnlyList<string?>>? Of(string figure, InsightsFigures figures) => figure switch
    {
        "orders" => Orders(figures),
        "origins" => Origins(figures),
        "panels" => Panels(figures),
        "bundles" => Bundles(figures),
        "suggestions" => Suggestions(figures),
        "customers" => Customers(figures),
        _ => null,
    };

    private static IEnumerable<IReadOnlyList<string?>> Orders(InsightsFigures figures)
    {
        yield return
        [
            "from", "to", "orders", "revenue", "currency", "average_order_value", "units", "units_per_order", "orders_with_main_product",
            "orders_with_recommended_product", "attach_rate", "revenue_of_main_products", "revenue_with_full_panel", "revenue_of_recommended_products",
            "links_added", "bundles_approved", "average_order_value_before",
        ];
        foreach (var point in figures.Points)
        {
            var now = point.Now;
            yield return
            [
                Day(point.Part.From), Day(point.Part.To), Whole(now.Orders), Amount(now.Revenue, figures), figures.Currency.Code,
                Mean(InsightsReport.Aov(now).Value, figures), Whole(now.Units), Number(now.UnitsMeasured.Mean), Whole(now.WithMain), Whole(now.Attached),
                Number(InsightsReport.Attach(now).Value), Amount(now.MainRevenue, figures), Amount(now.FullRevenue, figures),
                Amount(now.RecommendedRevenue, figures), Whole(point.Mark.Links), Whole(point.Mark.Bundles),
                point.Before is { } before ? Mean(InsightsReport.Aov(before).Value, figures) : null,
            ];
        }
    }

    private static IEnumerable<IReadOnlyList<string?>> Origins(InsightsFigures figures)
    {
        yield return ["from", "to", "origin", "revenue", "currency", "orders", "revenue_before", "orders_before"];
        foreach (var origin in Enum.GetValues<InsightOrigin>())
        {
            var (now, before) = (figures.Now[origin], figures.Before?[origin]);
            yield return
            [
                Day(figures.Period.From), Day(figures.Period.To), origin.ToString().ToLowerInvariant(), Amount(now.Revenue, figures), figures.Currency.Code,
                Whole(now.Orders), before is { } past ? Amount(past.Revenue, figures) : null, before is { } other ? Whole(other.Orders) : null,
            ];
        }
    }

    private static IEnumerable<IReadOnlyList<string?>> Panels(InsightsFigures figures)
    {
        yield return
        [
            "from", "to", "sku", "name", "orders", "orders_with_recommended_product", "attach_rate", "attach_rate_low", "attach_rate_high", "revenue",
            "revenue_beside", "missed", "currency", "recommended", "slots",
        ];
        foreach (var panel in figures.Panels)
        {
            var product = figures.Products.GetValueOrDefault(panel.FamilyId);
            yield return
            [
                Day(figures.Period.From), Day(figures.Period.To), product?.Sku, product?.Name, Whole(panel.Sums.Orders), Whole(panel.Sums.Attached),
                Number(panel.Attach.Value), Number(panel.Attach.Value is null ? null : panel.Attach.Low),
                Number(panel.Attach.Value is null ? null : panel.Attach.High), Amount(panel.Sums.Revenue, figures), Amount(panel.Sums.Beside, figures),
                Amount(panel.Missed, figures), figures.Currency.Code, Whole(panel.Panel.Companions), Whole(figures.Slots),
            ];
        }
    }

    private static IEnumerable<IReadOnlyList<string?>> Bundles(InsightsFigures figures)
    {
        yield return
        [
            "from", "to", "code", "name", "approved", "promised", "sets_sold", "revenue", "currency", "sold_as_bundle", "units_as_bundle",
            "revenue_as_bundle",
        ];
        foreach (var bundle in figures.Bundles)
        {
            yield return
            [
                Day(figures.Period.From), Day(figures.Period.To), bundle.Code, bundle.Name,
                bundle.ApprovedAt?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), "no forecast",
                Whole(bundle.Sold.Sets), Amount(bundle.Sold.Revenue, figures), figures.Currency.Code, Whole(bundle.Sold.SoldSets),
                Whole(bundle.Sold.SoldUnits), Amount(bundle.Sold.SoldRevenue, figures),
            ];
        }
    }

    private static IEnumerable<IReadOnlyList<string?>> Suggestions(InsightsFigures figures)
    {
        yield return
        [
            "main_sku", "main_name", "recommended_sku", "recommended_name", "accepted", "accepted_by", "orders_with_both_promised", "revenue_promised",
            "revenue_promised_low", "revenue_promised_high", "currency", "orders_with_both_delivered", "revenue_attributed",
        ];
        foreach (var (main, recommended, promise) in figures.Suggestions.Newest)
        {
            yield return
            [
                main.Sku, main.Name, recommended.Sku, recommended.Name,
                promise.From.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), promise.AcceptedBy,
                Number(promise.Together), Amount(promise.Revenue, figures), Amount(promise.RevenueLow, figures), Amount(promise.RevenueHigh, figures),
                figures.Currency.Code, promise.DeliveredTogether is { } together ? Whole(together) : null,
                promise.DeliveredRevenue is { } revenue ? Amount(revenue, figures) : null,
            ];
        }
    }

    private static IEnumerable<IReadOnlyList<string?>> Customers(InsightsFigures figures)
    {
        yield return
        [
            "first_order", "customers", "came_back_within_12_months", "complete_months", "currency",
            .. Enumerable.Range(1, CustomerCohort.Months).Select(month => $"value_after_{month.ToString(CultureInfo.InvariantCulture)}_months"),
        ];
        foreach (var cohort in figures.Customers.Cohorts)
        {
            yield return
            [
                cohort.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), Whole(cohort.Customers), cohort.IsComplete ? Whole(cohort.CameBack) : null,
                Whole(cohort.Complete), figures.Currency.Code,
                .. Enumerable.Range(1, CustomerCohort.Months).Select(month => month <= cohort.Complete ? Mean(cohort.ValueUpTo(month), figures) : null),
            ];
        }
    }

    private static string Day(DateOnly day) => InsightsPageState.Text(day)!;

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Number(double? number) => number?.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Amount(long minor, InsightsFigures figures) => new Money(minor, figures.Currency).Amount
        .ToString("F" + figures.Currency.Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string? Mean(double? minor, InsightsFigures figures) =>
        minor is { } value ? Amount(InsightsReport.Money(value, figures.Currency).Minor, figures) : null;
}
