namespace CrossSell.Admin.Features.Conditions;

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
