using CrossSell.Core.Common;
using CrossSell.Core.Rules;

namespace CrossSell.Admin.Features.Rules;

/// <summary>What an offer must be beside the product.</summary>
public enum ComparisonKind
{
    SameBrand,
    SameCategory,
    OtherCategory,
    SameAttribute,
    AtMost,
    AtLeast,
}

/// <summary>One line under "Compared with the product", perhaps not finished.</summary>
/// <param name="AnchorAttributeId">Of an attribute's line only.</param>
/// <param name="CompanionAttributeId">Null: the same one.</param>
/// <param name="Percent">Of the product's price, as typed.</param>
public sealed record ComparisonRow(int Id, ComparisonKind Kind, int? AnchorAttributeId = null, int? CompanionAttributeId = null, string Percent = "");

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
