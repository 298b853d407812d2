using CrossSell.Core.Common;
using static CrossSell.Core.Mining.MiningTexts;

namespace CrossSell.Core.Mining;

/// <summary>What to count; the defaults cut nothing by size or age. Kept with the run.</summary>
public sealed record MiningSettings
{
    /// <summary>Pairs in fewer baskets are accidents. At least 1.</summary>
    public int MinBaskets { get; init; } = 2;

    /// <summary>Companions stored of each anchor; at least 1. More than a panel shows, because its filters drop some.</summary>
    public int Keep { get; init; } = 30;

    /// <summary>Days before the newest order; null counts all.</summary>
    public int? WindowDays { get; init; }

    /// <summary>Days in which an order loses half its weight in the ranking; null weighs all alike.</summary>
    public int? HalfLifeDays { get; init; }

    /// <summary>Baskets with more distinct products are left out; null keeps all.</summary>
    public int? MostProducts { get; init; }

    /// <summary>Orders whose number begins so are left out.</summary>
    public string? TestOrders { get; init; }

    /// <summary>Days within which a customer comes back.</summary>
    public int RepeatPurchaseDays { get; init; } = 30;

    public static MiningSettings Of(MiningPolicy? policy) => policy is null ? new MiningSettings() : new MiningSettings
    {
        MinBaskets = policy.MinBaskets,
        WindowDays = policy.WindowDays,
        HalfLifeDays = policy.HalfLifeDays,
        MostProducts = policy.MostProducts,
        TestOrders = policy.TestOrders,
        RepeatPurchaseDays = policy.RepeatPurchaseDays,
    };

    /// <summary>What cannot be, with the field that says so; null for nothing.</summary>
    public Refusal? Wrong() => this switch
    {
        { MinBaskets: < 1 } or { Keep: < 1 } =>
            new Refusal("mining.settings", L["A pair needs at least one basket, and a product at least one recommendation."], "minBaskets"),
        { WindowDays: < 1 or > 3650 } => new Refusal("mining.window", L["Use the orders of 1 to 3,650 days, or leave it empty for all."], "windowDays"),
        { HalfLifeDays: < 1 or > 3650 } =>
            new Refusal("mining.half-life", L["An order weighs half after 1 to 3,650 days; empty weighs all orders equally."], "halfLifeDays"),
        { MostProducts: < 2 } =>
            new Refusal("mining.most", L["A basket of fewer than two products has no pairs. Leave it empty to include all."], "mostProducts"),
        { TestOrders.Length: > 40 } => new Refusal("mining.tests", L["The start of a test order number has at most 40 characters."], "testOrders"),
        { RepeatPurchaseDays: < 1 or > 365 } => new Refusal("mining.repeat-days", L["The repeat purchase window is 1 to 365 days."], "repeatPurchaseDays"),
        _ => null,
    };
}
