using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Today;

/// <summary>A product that earned money and has fewer companions than its panel has places.</summary>
/// <param name="Companions">How many its panel shows now.</param>
public sealed record CoverageGap(ProductSummary Product, Money Revenue, int Companions);

/// <summary>Which share of the revenue comes from products whose panel is full.</summary>
/// <param name="Revenue">Of the products looked at, over the last <see cref="Days"/> days of orders.</param>
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

/// <summary>One week of orders, cancelled ones left out.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="Revenue">Units sold at the price paid, returns not taken off.</param>
/// <param name="WithCompanion">Orders that hold at least two different families.</param>
public sealed record SalesWeek(DateTimeOffset From, int Orders, Money Revenue, int WithCompanion)
{
    /// <summary>Average order value; null without orders.</summary>
    public Money? Aov => Orders == 0 ? null : new Money(Revenue.Minor / Orders, Revenue.Currency);

    /// <summary>Share of orders with at least two different families, in basis points; null without orders.</summary>
    public int? AttachBasisPoints => Orders == 0 ? null : (int)(WithCompanion * 10_000L / Orders);
}

/// <summary>What one channel's people should know when they come in.</summary>
/// <param name="DeadLinks">Products of the channel with a link to a product that is archived or out of stock.</param>
/// <param name="Unlinked">Products of the channel without a link.</param>
/// <param name="Weeks">The oldest first; empty without orders.</param>
/// <param name="LastOrder">Null without orders.</param>
public sealed record TodayFigures(
    int DeadLinks, int Unlinked, IReadOnlyList<BrokenBundle> Broken, PanelCoverage Coverage, IReadOnlyList<SalesWeek> Weeks, DateTimeOffset? LastOrder);
