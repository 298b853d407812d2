using CrossSell.Core.Common;

namespace CrossSell.Core.Bundles;

/// <summary>Where something that a check says is corrected.</summary>
public enum BundlePlace
{
    /// <summary>The product with this SKU: its status, prices and stock.</summary>
    Product,

    /// <summary>What the product with this SKU lacks to be complete.</summary>
    Completeness,

    /// <summary>The shops that list the product with this SKU.</summary>
    ProductShops,

    /// <summary>The bundle with this code.</summary>
    Bundle,

    /// <summary>The segments of the shop with this code.</summary>
    Segments,

    /// <summary>The settings of the shop with this code.</summary>
    Shop,
}

/// <summary>One way to correct what a check says: an edit of the draft, which can be undone like any other, or the place where it is corrected.</summary>
/// <param name="Label">What it does, as a button says it.</param>
/// <param name="Content">The draft afterwards; null when it is a place.</param>
/// <param name="Code">What the place is about.</param>
/// <param name="Amount">That the edit sets, for the label; null for none.</param>
public sealed record BundleFix(string Label, BundleContent? Content, BundlePlace? Place = null, string? Code = null, Money? Amount = null)
{
    public static BundleFix Edit(string label, BundleContent content) => new(label, content);

    public static BundleFix At(string label, BundlePlace place, string code) => new(label, null, place, code);
}
