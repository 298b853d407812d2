using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Insights;
using static CrossSell.Admin.Features.Insights.InsightsTexts;

namespace CrossSell.Admin.Features.Insights;

/// <summary>Figures of Insights as merchandisers read them.</summary>
internal static class InsightWords
{
    public static string Of(InsightRange range) => range switch
    {
        InsightRange.Days30 => L["Last 30 days"],
        InsightRange.Days90 => L["Last 90 days"],
        InsightRange.Months12 => L["Last 12 months"],
        _ => L["Custom range"],
    };

    public static string Of(InsightComparison comparison) => comparison switch
    {
        InsightComparison.Year => L["Year before"],
        InsightComparison.Before => L["Period before"],
        _ => L["No comparison"],
    };

    public static string Of(InsightOrigin origin) => origin switch
    {
        InsightOrigin.Bundle => L["Bundles"],
        InsightOrigin.Manual => L["Manual links"],
        InsightOrigin.Rule => L["Rules"],
        InsightOrigin.Orders => L["From orders"],
        _ => L["Category pairs and bestsellers"],
    };

    /// <summary>"1 Sep 2026 to 29 Nov 2026".</summary>
    public static string Of(InsightPeriod period) => L["{0} to {1}", Formats.Day(period.From), Formats.Day(period.To)];

    /// <summary>One point of a chart: its last day, or its month.</summary>
    public static string Of(InsightPeriod part, InsightStep step) => step == InsightStep.Month ? Formats.Month(part.From) : Formats.Day(part.To);

    /// <summary>The same at an axis: without the year of a day.</summary>
    public static string AtAxis(InsightPeriod part, InsightStep step) => step == InsightStep.Month ? Formats.Month(part.From) : Formats.ShortDay(part.To);

    public static string Of(InsightStep step) => step switch
    {
        InsightStep.Day => L["by day"],
        InsightStep.Week => L["by week"],
        _ => L["by month"],
    };

    /// <summary>"38 links, 3 bundles".</summary>
    public static string Of(InsightMark mark) => (mark.Links, mark.Bundles) switch
    {
        (var links, 0) => L.Count(links, "{0} link added", "{0} links added"),
        (0, var bundles) => L.Count(bundles, "{0} bundle approved", "{0} bundles approved"),
        var (links, bundles) => L[
            "{0}, {1}", L.Count(links, "{0} link added", "{0} links added"), L.Count(bundles, "{0} bundle approved", "{0} bundles approved")],
    };

    /// <summary>An amount without its cents, for axes and large sums: "41,200 €".</summary>
    public static string Round(double minor, Currency currency) => Formats.Round(InsightsReport.Money(minor, currency));

    /// <summary>The change as a pill says it: relative for amounts and units, in points for shares.</summary>
    public static string Of(EstimatedChange change, InsightUnit unit) => unit == InsightUnit.Share
        ? L["{0} points", Formats.SignedFixed(change.Value * 100, 1)]
        : change.Before == 0 ? Formats.None : Formats.SignedFixed(change.Value * 100 / change.Before, 1) + " %";

    /// <summary>"95 % interval 91.20 € to 94.80 €".</summary>
    public static string Interval(double low, double high, Func<double, string> say) => L["95 % interval: {0} to {1}", say(low), say(high)];

    /// <summary>What a chart shows, as a sentence.</summary>
    public static string Summary(InsightMetric metric, InsightsFigures figures)
    {
        var name = L[metric.Name].Value;
        var period = Of(figures.Period);
        if (metric.Of(figures.Now) is not { } now)
        {
            return L["{0}, {1}: no orders.", name, period];
        }

        var said = metric.Say(now, figures.Currency);
        return figures is { Before: { } before, Compared: { } compared } && metric.Of(before) is { } past
            ? L["{0}, {1}: {2}; {3}: {4}.", name, period, said, Of(compared), metric.Say(past, figures.Currency)]
            : L["{0}, {1}: {2}.", name, period, said];
    }
}
