using CrossSell.Core.Common;
using CrossSell.Core.Experiments;

namespace CrossSell.Core.Insights;

/// <summary>An amount that panels brought, with its interval at the level of the hold-out (95 %).</summary>
/// <param name="Value">Negative where shoppers bought less with panels.</param>
public readonly record struct BroughtAmount(Money Value, Money Low, Money High);

/// <summary>What cross-selling brought a shop, from its hold-out alone: everything else that is said of panels is attributed.</summary>
/// <param name="ExperimentId">Of the hold-out.</param>
/// <param name="Period">Of the last year the days on which the hold-out was on.</param>
/// <param name="Reading">What the hold-out says; null where nothing was counted yet.</param>
/// <param name="Amount">Null while the hold-out says nothing beyond chance.</param>
public sealed record CrossSellingFigure(int ExperimentId, InsightPeriod Period, ExperimentReading? Reading, BroughtAmount? Amount);

/// <summary>What panels brought, from what a hold-out found.</summary>
[Engine]
public static class CrossSelling
{
    /// <summary>
    /// Minor units of a shop's revenue that are there because of panels. With N visitors of whom the share h sees none, who bring m each, and the relative
    /// effect r, the revenue is R = N m (h + (1 - h)(1 + r)), of which N m (1 - h) r was brought: R (1 - h) r / (1 + (1 - h) r).
    /// </summary>
    /// <param name="revenue">R, of all visitors, in minor units.</param>
    /// <param name="heldOut">h, from 0 to 1.</param>
    /// <param name="effect">r: 0.04 for 4 % more revenue per visitor with panels.</param>
    public static double Brought(double revenue, double heldOut, double effect)
    {
        // An effect of -1 is nothing sold at all: below it no revenue could be there.
        var share = (1 - heldOut) * Math.Max(effect, -0.99);
        return revenue * share / (1 + share);
    }

    /// <summary>The amount with its interval: the same of both ends, for it grows with the effect.</summary>
    /// <returns>Null unless the hold-out found something beyond chance that can be trusted.</returns>
    public static BroughtAmount? Of(ExperimentReading? reading, long revenue, double heldOut, Currency currency)
    {
        if (reading is not { Verdict: ExperimentVerdict.Better or ExperimentVerdict.Worse, First: { Relative: { } effect } first }
            || first.Metric != ExperimentMetric.RevenuePerVisitor)
        {
            return null;
        }

        Money Say(double relative) => InsightsReport.Money(Brought(revenue, heldOut, relative), currency);
        return new BroughtAmount(Say(effect.Value), Say(effect.Low), Say(effect.High));
    }
}
