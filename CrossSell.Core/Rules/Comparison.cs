using System.Text.Json.Serialization;

namespace CrossSell.Core.Rules;

/// <summary>What a companion must be beside its anchor.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(SameBrand), "same-brand")]
[JsonDerivedType(typeof(SameCategory), "same-category")]
[JsonDerivedType(typeof(OtherCategory), "other-category")]
[JsonDerivedType(typeof(AttributeMatches), "attribute")]
[JsonDerivedType(typeof(PricedAtMost), "price-at-most")]
[JsonDerivedType(typeof(PricedAtLeast), "price-at-least")]
public abstract record Comparison;

/// <summary>Both have the same brand; a product without one matches nothing.</summary>
public sealed record SameBrand : Comparison;

/// <summary>The primary category is the same.</summary>
public sealed record SameCategory : Comparison;

/// <summary>The primary category is another.</summary>
public sealed record OtherCategory : Comparison;

/// <summary>The two share a value: the companion's attribute holds a value that the anchor's holds, or names the anchor when it refers to products.</summary>
/// <param name="CompanionAttributeId">The same as the anchor's for "same value"; another for "compatible", such as mount and fits mount.</param>
public sealed record AttributeMatches(int AnchorAttributeId, int CompanionAttributeId) : Comparison;

/// <param name="Percent">Of the anchor's price.</param>
public sealed record PricedAtMost(int Percent) : Comparison;

/// <param name="Percent">Of the anchor's price.</param>
public sealed record PricedAtLeast(int Percent) : Comparison;
