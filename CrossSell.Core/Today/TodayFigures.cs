using CrossSell.Core.Insights;

namespace CrossSell.Core.Today;

/// <summary>What one channel's people should know when they come in.</summary>
/// <param name="DeadLinks">Products of the channel with a link to a product that is archived or out of stock.</param>
/// <param name="Unlinked">Products of the channel without a link.</param>
/// <param name="Weeks">The oldest first; empty without orders.</param>
/// <param name="LastOrder">Null without orders.</param>
public sealed record TodayFigures(
    int DeadLinks, int Unlinked, IReadOnlyList<BrokenBundle> Broken, PanelCoverage Coverage, IReadOnlyList<SalesWeek> Weeks, DateTimeOffset? LastOrder);
