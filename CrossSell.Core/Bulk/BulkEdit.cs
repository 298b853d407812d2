using System.Text.Json.Serialization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Search;

namespace CrossSell.Core.Bulk;

/// <summary>One thing done to many products at once. Kept as the input of a job, so names of kinds and fields stay.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "edit")]
[JsonDerivedType(typeof(SetStatus), "status")]
[JsonDerivedType(typeof(ListIn), "list")]
[JsonDerivedType(typeof(UnlistFrom), "unlist")]
[JsonDerivedType(typeof(Publish), "publish")]
[JsonDerivedType(typeof(Unpublish), "unpublish")]
[JsonDerivedType(typeof(AddCategory), "add-category")]
[JsonDerivedType(typeof(RemoveCategory), "remove-category")]
[JsonDerivedType(typeof(MoveToCategory), "move-to-category")]
[JsonDerivedType(typeof(SetAttribute), "attribute")]
[JsonDerivedType(typeof(AddTag), "add-tag")]
[JsonDerivedType(typeof(RemoveTag), "remove-tag")]
[JsonDerivedType(typeof(PriceFormula), "price")]
[JsonDerivedType(typeof(SetStock), "stock")]
[JsonDerivedType(typeof(LinkTo), "link")]
[JsonDerivedType(typeof(AddToBundle), "bundle")]
public abstract record BulkEdit;

/// <param name="SuccessorId">For archiving: what takes the products' place; null leaves what is said there.</param>
public sealed record SetStatus(ProductStatus Status, int? SuccessorId = null) : BulkEdit;

/// <summary>Lists the products in a channel, unpublished.</summary>
/// <param name="PricesOf">A channel of the same currency whose prices and costs are taken over; null lists them without a price.</param>
public sealed record ListIn(int ChannelId, int? PricesOf = null) : BulkEdit;

/// <summary>Takes the products out of a channel, with their prices there.</summary>
public sealed record UnlistFrom(int ChannelId) : BulkEdit;

public sealed record Publish(int ChannelId) : BulkEdit;

public sealed record Unpublish(int ChannelId) : BulkEdit;

/// <summary>Places the products in a category besides those they have; it becomes the primary one of products that have none.</summary>
public sealed record AddCategory(int CategoryId) : BulkEdit;

/// <summary>Takes the products out of a category; where it was the primary one, another that they are in takes its place.</summary>
public sealed record RemoveCategory(int CategoryId) : BulkEdit;

/// <summary>Makes a category the primary one, in place of what was.</summary>
public sealed record MoveToCategory(int CategoryId) : BulkEdit;

/// <param name="Value">As typed, checked by the attribute's kind; null takes the value away.</param>
public sealed record SetAttribute(int AttributeId, string? Value) : BulkEdit;

public sealed record AddTag(string Tag) : BulkEdit;

public sealed record RemoveTag(string Tag) : BulkEdit;

public enum PriceRule
{
    /// <summary><see cref="PriceFormula.Number"/> is the price, in minor units.</summary>
    Set,

    /// <summary>Minor units more, or less when negative.</summary>
    Amount,

    /// <summary>Basis points more, or less when negative: -1000 is 10 % off.</summary>
    Percent,

    /// <summary>The price that earns a net margin of so many basis points on the cost; products without a cost are left out.</summary>
    MarginOnCost,
}

/// <summary>Changes prices in one channel.</summary>
/// <param name="Number">Means what <paramref name="Rule"/> says.</param>
/// <param name="Rounding">Always downwards.</param>
/// <param name="KeepOldAsCompareAt">A price that falls leaves the old one as the price to compare with.</param>
public sealed record PriceFormula(
    int ChannelId, PriceRule Rule, long Number, PriceRounding Rounding = PriceRounding.None, bool KeepOldAsCompareAt = false) : BulkEdit;

/// <param name="Stock">Null means not tracked.</param>
public sealed record SetStock(int ChannelId, int? Stock) : BulkEdit;

/// <summary>Links every product to each of the targets.</summary>
public sealed record LinkTo(EquatableList<int> TargetIds, string TypeCode) : BulkEdit;

/// <summary>Adds the products to the open draft of a bundle.</summary>
public sealed record AddToBundle(string Code) : BulkEdit;

/// <summary>What a bulk job is given.</summary>
public sealed record BulkEditInput(ProductSelection Selection, BulkEdit Edit);

/// <summary>What an edit would do, counted before it is done.</summary>
/// <param name="Selected">Products that were picked.</param>
/// <param name="Unchanged">Are as wanted already.</param>
/// <param name="Sample">The first that would change.</param>
/// <param name="Sentence">What is done, as the job will be called: "Archive 1,204 products".</param>
public sealed record BulkPreview(
    int Selected, int Changing, int Unchanged, IReadOnlyList<JobProblem> Refused, IReadOnlyList<BulkSample> Sample, string Sentence);

/// <summary>One product before and after, in words.</summary>
/// <param name="Prices">For a change of prices, which each shop writes its own way; null for others.</param>
public sealed record BulkSample(string Sku, string Name, string Before, string After, BulkPrices? Prices = null);

/// <summary>A price before and after.</summary>
public sealed record BulkPrices(Money Before, Money After);
