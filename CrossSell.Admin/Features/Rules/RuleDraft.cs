using CrossSell.Admin.Features.Conditions;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;

namespace CrossSell.Admin.Features.Rules;

/// <summary>A rule as somebody edits it, letters as they were typed. Two drafts are equal when nothing is different on screen.</summary>
/// <param name="ChannelIds">Empty means every shop.</param>
/// <param name="From">Wall time of the shop, as a date field writes it; empty is open.</param>
/// <param name="To">Exclusive, likewise.</param>
public sealed record RuleDraft(
    string Name,
    string Note,
    TreeGroup Anchors,
    TreeGroup Companions,
    EquatableList<ComparisonRow> Comparisons,
    RuleOrder Order,
    string Limit,
    EquatableList<int> ChannelIds,
    string Segment,
    string From,
    string To,
    bool Enabled);
