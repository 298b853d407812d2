using CrossSell.Admin.Shared;
using CrossSell.Core.Backtesting;
using CrossSell.Core.Common;
using static CrossSell.Admin.Features.Insights.InsightsTexts;

namespace CrossSell.Admin.Features.Insights;

/// <summary>Scores and their figures as merchandisers read them.</summary>
internal static class BacktestWords
{
    /// <summary>The columns, in the order in which they are read.</summary>
    public static readonly IReadOnlyList<BacktestColumn> Columns =
    [
        new(
            Texts.Key("P@4"), Texts.Key("Share of the four slots on the product page that were in the same basket."),
            score => score.P4, score => score.Errors.P4),
        new(
            Texts.Key("P@4, significant pairs"),
            Texts.Key("The same, counting only pairs bought together in older orders more often than chance."),
            score => score.SignificantP4.Value, score => score.SignificantP4.Error),
        new(
            Texts.Key("any@4"), Texts.Key("Product pages where at least one of the four was in the basket."),
            score => score.Any4, score => score.Errors.Any4),
        new(
            Texts.Key("HR@10"), Texts.Key("One product of the basket is hidden: how often it was in the top ten."),
            score => score.Hr10, score => score.Errors.Hr10),
        new(
            Texts.Key("MRR@10"), Texts.Key("Its rank there: 100 % is always first, 50 % is second."),
            score => score.Mrr10, score => score.Errors.Mrr10),
        new(Texts.Key("Coverage"), Texts.Key("Share of the catalogue that appears in any panel."), score => score.Coverage, null),
        new(Texts.Key("Revenue covered"), Texts.Key("Share of all revenue from those products."), score => score.RevenueCoverage, null),
        new(
            Texts.Key("Cart HR@4"), Texts.Key("As HR@10, given the rest of the basket, in four slots."),
            score => score.CartHr4, score => score.Errors.CartHr4),
        new(Texts.Key("Cart HR@10"), Texts.Key("The same in ten slots."), score => score.CartHr10, score => score.Errors.CartHr10),
        new(Texts.Key("Cart MRR@10"), Texts.Key("Its rank in the cart."), score => score.CartMrr10, score => score.Errors.CartMrr10),
    ];

    public static string Of(string name) => name switch
    {
        PanelBacktest.Now => L["Your panels as they are"].Value,
        PanelBacktest.Mined => L["Panels from orders only"].Value,
        CompanionScorers.Popularity => L["Bestsellers"].Value,
        CompanionScorers.PairCount => L["Most often bought together"].Value,
        CompanionScorers.Lift2 => L["More than expected, from 2 baskets"].Value,
        CompanionScorers.Lift20 => L["More than expected, from 20 baskets"].Value,
        CompanionScorers.LogLikelihood => L["Log-likelihood ratio"].Value,
        CompanionScorers.Cosine => L["Cosine"].Value,
        CompanionScorers.DampedConfidence => L["Share of baskets, damped"].Value,
        CompanionScorers.WilsonDamped => L["Cautious share, damped"].Value,
        CompanionScorers.ConfidenceLogLift => L["Share, weighted by how much more than expected"].Value,
        CompanionScorers.Weighted => L["Weighted share of baskets"].Value,
        CompanionScorers.WeightedMomentum => L["Weighted share, rising products first"].Value,
        CompanionScorers.CoveragePanels => L["Panels chosen together"].Value,
        CompanionScorers.Ease => L["EASE"].Value,
        CompanionScorers.CartRidge => L["A small model for each product"].Value,
        _ => name,
    };

    /// <summary>What the score is for, or where it comes from; null for nothing to add.</summary>
    public static string? Note(string name) => name switch
    {
        PanelBacktest.Now => L["pins, links, rules, orders, limits, stock"].Value,
        PanelBacktest.Mined => L["the same limits, nothing manual"].Value,
        CompanionScorers.WilsonDamped => L["what product pages use"].Value,
        CompanionScorers.Ease => L["what carts use"].Value,
        CompanionScorers.Lift2 => L["never used to rank"].Value,
        CompanionScorers.Weighted => L["small and recent baskets count for more"].Value,
        CompanionScorers.WeightedMomentum => L["the same, boosted by recent sales"].Value,
        CompanionScorers.CoveragePanels => L["the same, spread over the catalogue"].Value,
        CompanionScorers.CartRidge => L["for carts; trained per product"].Value,
        _ => null,
    };

    /// <summary>How far a score is from what product pages or carts use now, with the error of the difference; null where it was not asked beside.</summary>
    public static string? Gain(BacktestScore score) =>
        score.Name is CompanionScorers.Ease or CompanionScorers.CartRidge
            ? score.CartGain is { } cart && score.Name != CompanionScorers.CartDefault ? L["in carts {0}", Signed(cart)].Value : null
            : score.P4Gain is { } page && score.Name != CompanionScorers.PageDefault ? L["on product pages {0}", Signed(page)].Value : null;

    private static string Signed(BacktestValue gain)
    {
        var said = $"{Formats.SignedFixed(gain.Value * 100, 1)} {Error(gain.Error)}";
        return gain.IsClear ? said : L["{0}, may be chance", said].Value;
    }

    /// <summary>"18.4 %".</summary>
    public static string Percent(double share) => Formats.Share(share, 1);

    /// <summary>"± 0.7".</summary>
    public static string Error(double error) => "± " + Formats.Fixed(error * 100, 1);

    /// <summary>What the panels that people made are worth against the mined ones, in a sentence that claims no more than the figures do.</summary>
    public static string Verdict(ManualVsMined hand) => hand.Cases switch
    {
        0 => L["No tested panel has a slot filled manually or by a rule, so there is nothing to compare."].Value,
        < BacktestReport.EnoughCases =>
            L["Only {0} cases had a panel with slots filled manually or by a rule: not enough data to compare.", Formats.Count(hand.Cases)].Value,
        _ when Math.Abs(hand.Difference) <= 2 * hand.Error =>
            L[
                "Where slots are filled manually or by rules, panels score {0}; from orders only they would score {1}. The difference may be chance.",
                Percent(hand.Now), Percent(hand.Mined)].Value,
        _ when hand.Difference > 0 =>
            L[
                "Where slots are filled manually or by rules, panels score {0}; from orders only they would score {1}. Manual links and rules perform better.",
                Percent(hand.Now), Percent(hand.Mined)].Value,
        _ =>
            L[
                "Where slots are filled manually or by rules, panels score {0}; from orders only they would score {1}. From orders only would perform better: see the products below.",
                Percent(hand.Now), Percent(hand.Mined)].Value,
    };
}

/// <summary>One figure of a score.</summary>
/// <param name="Name">A key of the texts, as <paramref name="Meaning"/> is.</param>
/// <param name="Error">Its standard error; null where it is no mean over cases.</param>
internal sealed record BacktestColumn(string Name, string Meaning, Func<BacktestScore, double?> Value, Func<BacktestScore, double>? Error);
