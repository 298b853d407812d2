using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Insights;

namespace CrossSell.Admin.Features.Insights;

/// <summary>A figure that the chart can show over time.</summary>
/// <param name="Code">In addresses.</param>
/// <param name="Name">A key of the texts, as <paramref name="Definition"/> is.</param>
/// <param name="Definition">One sentence, with the unit.</param>
/// <param name="Of">Its value for some days; null where there is nothing to say.</param>
/// <param name="Unit">How it is written.</param>
internal sealed record InsightMetric(string Code, string Name, string Definition, Func<SalesSums, double?> Of, InsightUnit Unit)
{
    public static readonly IReadOnlyList<InsightMetric> All =
    [
        new(
            "aov", Texts.Key("Average order value"), Texts.Key("Revenue after returns divided by the number of orders, in the shop's currency."),
            sums => InsightsReport.Aov(sums).Value, InsightUnit.Money),
        new(
            "upt", Texts.Key("Units per order"), Texts.Key("Units of products that were kept, divided by the number of orders."),
            sums => sums.UnitsMeasured.Mean, InsightUnit.Units),
        new(
            "attach", Texts.Key("Attach rate"),
            Texts.Key("Share of the orders with a main product that also hold a product that its panel recommends now, in %."),
            sums => InsightsReport.Attach(sums).Value, InsightUnit.Share),
        new(
            "panel", Texts.Key("Revenue with a full panel"),
            Texts.Key("Share of the revenue of main products whose panel has all of its products now, in %; gift cards are left out."),
            InsightsReport.Full, InsightUnit.Share),
        new(
            "recommended", Texts.Key("Revenue of recommended products"),
            Texts.Key("Revenue of products that were bought in one order with a dearer main product whose panel recommends them now, in the shop's currency."),
            sums => sums.Orders == 0 ? null : sums.RecommendedRevenue, InsightUnit.Sum),
    ];

    /// <summary>The one of a code; the first for one that is none.</summary>
    public static InsightMetric Find(string? code) => All.FirstOrDefault(metric => metric.Code == code) ?? All[0];

    /// <summary>With all its decimals: "96.40 €", "1.84", "31.2 %".</summary>
    public string Say(double value, Currency currency) => Unit switch
    {
        InsightUnit.Share => Formats.Share(value, 1),
        InsightUnit.Units => Formats.Fixed(value, 2),
        _ => Formats.Amount(InsightsReport.Money(value, currency)),
    };

    /// <summary>Of the ends of an interval: amounts of a hundred or more without their cents.</summary>
    public string SayShort(double value, Currency currency) =>
        Unit is InsightUnit.Money or InsightUnit.Sum && Math.Abs(value) >= 100 * currency.Scale ? InsightWords.Round(value, currency) : Say(value, currency);

    /// <summary>At an axis: whole amounts where they are whole.</summary>
    public string SayTick(double value, Currency currency) => Unit switch
    {
        InsightUnit.Share => Formats.Share(value),
        InsightUnit.Units => Formats.Number(value, 2),
        _ => Math.Abs(value) < 20 * currency.Scale ? Formats.Amount(InsightsReport.Money(value, currency)) : InsightWords.Round(value, currency),
    };
}

/// <summary>What a metric counts.</summary>
internal enum InsightUnit
{
    /// <summary>Minor units a piece: a mean.</summary>
    Money,

    /// <summary>Minor units: a sum, read from zero.</summary>
    Sum,

    Units,

    /// <summary>0 to 1.</summary>
    Share,
}
