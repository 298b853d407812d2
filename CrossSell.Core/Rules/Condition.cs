using System.Text.Json.Serialization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Rules;

/// <summary>
/// What a product must be, as one tree. It becomes one LINQ expression, which the database evaluates; amounts, stock and completeness are those of the
/// channel in which it is asked.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(AllOf), "all")]
[JsonDerivedType(typeof(AnyOf), "any")]
[JsonDerivedType(typeof(NoneOf), "none")]
[JsonDerivedType(typeof(InCategory), "category")]
[JsonDerivedType(typeof(OfBrand), "brand")]
[JsonDerivedType(typeof(OfType), "type")]
[JsonDerivedType(typeof(Tagged), "tag")]
[JsonDerivedType(typeof(HasSku), "sku")]
[JsonDerivedType(typeof(AttributeIs), "attribute")]
[JsonDerivedType(typeof(AttributeBetween), "number")]
[JsonDerivedType(typeof(PriceBetween), "price")]
[JsonDerivedType(typeof(MarginBetween), "margin")]
[JsonDerivedType(typeof(StockBetween), "stock")]
[JsonDerivedType(typeof(CompleteBetween), "complete")]
[JsonDerivedType(typeof(InBundle), "bundle")]
public abstract record Condition;

/// <summary>True when every part is; an empty one is true of all products.</summary>
public sealed record AllOf(EquatableList<Condition> Parts) : Condition;

/// <summary>True when a part is; an empty one is true of all products.</summary>
public sealed record AnyOf(EquatableList<Condition> Parts) : Condition;

/// <summary>True when no part is.</summary>
public sealed record NoneOf(EquatableList<Condition> Parts) : Condition;

/// <summary>In one of the categories or below it, as its primary or a further one.</summary>
public sealed record InCategory(EquatableList<int> CategoryIds) : Condition;

/// <summary>Written exactly so. A variant without a brand has its family's.</summary>
public sealed record OfBrand(EquatableList<string> Brands) : Condition;

/// <summary>Of one of the product types.</summary>
public sealed record OfType(EquatableList<int> ProductTypeIds) : Condition;

/// <summary>It or its family has one of the tags.</summary>
public sealed record Tagged(EquatableList<string> Tags) : Condition;

/// <summary>One of these products, or a variant of one.</summary>
public sealed record HasSku(EquatableList<string> Skus) : Condition;

/// <summary>One of its values of the attribute is one of these; without values: it has any. A variant has its family's
/// values where it has none; a family has those of all its variants.</summary>
public sealed record AttributeIs(int AttributeId, EquatableList<string> Values) : Condition;

/// <param name="From">In the attribute's unit, inclusive; null is open.</param>
/// <param name="To">Inclusive; null is open.</param>
public sealed record AttributeBetween(int AttributeId, double? From, double? To) : Condition;

/// <param name="From">In the currency of the channel, inclusive; null is open.</param>
/// <param name="To">Inclusive; null is open.</param>
public sealed record PriceBetween(decimal? From, decimal? To) : Condition;

/// <summary>A product without a known cost has no margin and is in no range.</summary>
/// <param name="From">Percent of the net price, inclusive; null is open.</param>
/// <param name="To">Inclusive; null is open.</param>
public sealed record MarginBetween(double? From, double? To) : Condition;

/// <summary>Stock that is not tracked is in stock and above every number.</summary>
/// <param name="From">Pieces, inclusive; null is open.</param>
/// <param name="To">Inclusive; null is open.</param>
public sealed record StockBetween(int? From, int? To) : Condition;

/// <param name="From">Percent, inclusive; null is open.</param>
/// <param name="To">Inclusive; null is open.</param>
public sealed record CompleteBetween(int? From, int? To) : Condition;

/// <summary>
/// It, its family or a variant of it is part of an approved bundle of the channel that is not retired, whenever that is on sale; what a rule puts into a
/// bundle's slot is not.
/// </summary>
/// <param name="AsMain">As the main product of one: the one whose page it leads.</param>
public sealed record InBundle(bool AsMain = false) : Condition;
