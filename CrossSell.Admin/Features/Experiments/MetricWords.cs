using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Experiments;
using CrossSell.Core.Insights;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>What experiments measure, as merchandisers read it.</summary>
internal static class MetricWords
{
    public static string Name(ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.RevenuePerVisitor => L["Revenue per visitor"],
        ExperimentMetric.AverageOrderValue => L["Average order value"],
        ExperimentMetric.AttachRate => L["Orders with several products"],
        ExperimentMetric.UnitsPerOrder => L["Units per order"],
        ExperimentMetric.MarginPerVisitor => L["Margin per visitor"],
        ExperimentMetric.RepeatWithin30Days => L["Customers who order again"],
        ExperimentMetric.Conversion => L["Visitors who buy"],
        _ => L["Returns"],
    };

    public static string Definition(ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.RevenuePerVisitor => L["kept revenue, divided by all visitors, also those who bought nothing"],
        ExperimentMetric.AverageOrderValue => L["kept revenue, divided by orders"],
        ExperimentMetric.AttachRate => L["share of orders with two different products or more"],
        ExperimentMetric.UnitsPerOrder => L["kept units, divided by orders"],
        ExperimentMetric.MarginPerVisitor => L["revenue without tax less costs, where costs are known"],
        ExperimentMetric.RepeatWithin30Days => L["share of buyers with another order within 30 days"],
        ExperimentMetric.Conversion => L["share of visitors with an order"],
        _ => L["share of the ordered revenue that was returned"],
    };

    /// <summary>"more revenue per visitor", behind a percentage.</summary>
    public static string More(ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.RevenuePerVisitor => L["more revenue per visitor"],
        ExperimentMetric.AverageOrderValue => L["more revenue per order"],
        ExperimentMetric.AttachRate => L["more orders with several products"],
        ExperimentMetric.UnitsPerOrder => L["more units per order"],
        ExperimentMetric.MarginPerVisitor => L["more margin per visitor"],
        ExperimentMetric.RepeatWithin30Days => L["more customers who order again"],
        ExperimentMetric.Conversion => L["more visitors who buy"],
        _ => L["more returns"],
    };

    /// <summary>"less revenue per visitor", behind a percentage.</summary>
    public static string Less(ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.RevenuePerVisitor => L["less revenue per visitor"],
        ExperimentMetric.AverageOrderValue => L["less revenue per order"],
        ExperimentMetric.AttachRate => L["fewer orders with several products"],
        ExperimentMetric.UnitsPerOrder => L["fewer units per order"],
        ExperimentMetric.MarginPerVisitor => L["less margin per visitor"],
        ExperimentMetric.RepeatWithin30Days => L["fewer customers who order again"],
        ExperimentMetric.Conversion => L["fewer visitors who buy"],
        _ => L["fewer returns"],
    };

    /// <summary>"4.12 €", "31.2 %", "2.41".</summary>
    /// <param name="value">In the metric's own unit: minor units, a share from 0 to 1, units.</param>
    public static string Say(ExperimentMetric metric, double value, Currency currency) =>
        metric.IsMoney ? Formats.Amount(InsightsReport.Money(value, currency))
        : metric.IsShare ? Formats.Share(value, Math.Abs(value) < 0.1 ? 2 : 1)
        : Formats.Fixed(value, 2);
}
