using CrossSell.Admin.Shared;
using CrossSell.Core.Backtesting;

namespace CrossSell.Admin.Features.Insights;

/// <summary>Scores and their figures as merchandisers read them.</summary>
internal static class BacktestWords
{
    /// <summary>The columns, in the order in which they are read.</summary>
    public static readonly IReadOnlyList<BacktestColumn> Columns =
    [
        new("P@4", "Share of the four slots on the product page that were in the same basket.", score => score.P4, score => score.Errors.P4),
        new(
            "P@4, significant pairs", "The same, counting only pairs bought together in older orders more often than chance.", score => score.SignificantP4.Value,
            score => score.SignificantP4.Error),
        new("any@4", "Product pages where at least one of the four was in the basket.", score => score.Any4, score => score.Errors.Any4),
        new("HR@10", "One product of the basket is hidden: how often it was in the top ten.", score => score.Hr10, score => score.Errors.Hr10),
        new("MRR@10", "Its rank there: 100 % is always first, 50 % is second.", score => score.Mrr10, score => score.Errors.Mrr10),
        new("Coverage", "Share of the catalogue that appears in any panel.", score => score.Coverage, null),
        new("Revenue covered", "Share of all revenue from those products.", score => score.RevenueCoverage, null),
        new("Cart HR@4", "As HR@10, given the rest of the basket, in four slots.", score => score.CartHr4, score => score.Errors.CartHr4),
        new("Cart HR@10", "The same in ten slots.", score => score.CartHr10, score => score.Errors.CartHr10),
        new("Cart MRR@10", "Its rank in the cart.", score => score.CartMrr10, score => score.Errors.CartMrr10),
    ];

    public static string Of(string name) => name switch
    {
        PanelBacktest.Now => "Your panels as they are",
        PanelBacktest.Mined => "Panels from orders only",
        CompanionScorers.Popularity => "Bestsellers",
        CompanionScorers.PairCount => "Most often bought together",
        CompanionScorers.Lift2 => "Lift, from 2 baskets",
        CompanionScorers.Lift20 => "Lift, from 20 baskets",
        CompanionScorers.LogLikelihood => "Log-likelihood ratio",
        CompanionScorers.Cosine => "Cosine",
        CompanionScorers.DampedConfidence => "Share of baskets, damped",
        CompanionScorers.WilsonDamped => "Cautious share, damped",
        CompanionScorers.ConfidenceLogLift => "Share times log of lift",
        CompanionScorers.Weighted => "Weighted share of baskets",
        CompanionScorers.WeightedMomentum => "Weighted share, rising products first",
        CompanionScorers.CoveragePanels => "Panels chosen together",
        CompanionScorers.Ease => "EASE",
        CompanionScorers.CartRidge => "A small model for each product",
        _ => name,
    };

    /// <summary>What the score is for, or where it comes from; null for nothing to add.</summary>
    public static string? Note(string name) => name switch
    {
        PanelBacktest.Now => "pins, links, rules, orders, limits, stock",
        PanelBacktest.Mined => "the same limits, nothing manual",
        CompanionScorers.WilsonDamped => "what product pages use",
        CompanionScorers.Ease => "what carts use",
        CompanionScorers.Lift2 => "never used to rank",
        CompanionScorers.Weighted => "small and recent baskets count for more",
        CompanionScorers.WeightedMomentum => "the same, boosted by recent sales",
        CompanionScorers.CoveragePanels => "the same, spread over the catalogue",
        CompanionScorers.CartRidge => "for carts; trained per product",
        _ => null,
    };

    /// <summary>How far a score is from what product pages or carts use now, with the error of the difference; null where it was not asked beside.</summary>
    public static string? Gain(BacktestScore score) =>
        score.Name is CompanionScorers.Ease or CompanionScorers.CartRidge
            ? score.CartGain is { } cart && score.Name != CompanionScorers.CartDefault ? $"in carts {Signed(cart)}" : null
            : score.P4Gain is { } page && score.Name != CompanionScorers.PageDefault ? $"on product pages {Signed(page)}" : null;

    private static string Signed(BacktestValue gain) =>
        $"{Formats.SignedFixed(gain.Value * 100, 1)} {Error(gain.Error)}{(gain.IsClear ? "" : ", may be chance")}";

    /// <summary>"18.4 %".</summary>
    public static string Percent(double share) => Formats.Share(share, 1);

    /// <summary>"± 0.7".</summary>
    public static string Error(double error) => "± " + Formats.Fixed(error * 100, 1);

    /// <summary>What the panels that people made are worth against the mined ones, in a sentence that claims no more than the figures do.</summary>
    public static string Verdict(ManualVsMined hand) => hand.Cases switch
    {
        0 => "No tested panel has a slot filled manually or by a rule, so there is nothing to compare.",
        < BacktestReport.EnoughCases =>
            $"Only {Formats.Count(hand.Cases)} cases had a panel with slots filled manually or by a rule: not enough data to compare.",
        _ when Math.Abs(hand.Difference) <= 2 * hand.Error =>
            $"Where slots are filled manually or by rules, panels score {Percent(hand.Now)}; from orders only they would score {Percent(hand.Mined)}. The difference may be chance.",
        _ when hand.Difference > 0 =>
            $"Where slots are filled manually or by rules, panels score {Percent(hand.Now)}; from orders only they would score {Percent(hand.Mined)}. Manual links and rules perform better.",
        _ =>
            $"Where slots are filled manually or by rules, panels score {Percent(hand.Now)}; from orders only they would score {Percent(hand.Mined)}. From orders only would perform better: see the products below.",
    };
}

/// <summary>One figure of a score.</summary>
/// <param name="Error">Its standard error; null where it is no mean over cases.</param>
internal sealed record BacktestColumn(string Name, string Meaning, Func<BacktestScore, double?> Value, Func<BacktestScore, double>? Error);
