using CrossSell.Core.Common;

namespace CrossSell.Core.Bundles;

/// <summary>The price rule of a set. What the kind does not need is ignored.</summary>
/// <param name="PercentBasisPoints">For percent off: 1000 is 10 %.</param>
/// <param name="Amount">For amount off what is taken off, for a fixed price the price; in the channel's currency, with tax where its prices include
/// tax.</param>
/// <param name="Rounding">Applies to every kind except sum of parts and fixed price, which say their price themselves.</param>
public sealed record BundleTerms(PricingKind Kind, int PercentBasisPoints = 0, Money? Amount = null, PriceRounding Rounding = PriceRounding.None)
{
    /// <summary>For buy n, pay m: of so many units …</summary>
    public int BuyQuantity { get; init; }

    /// <summary>… so many are paid.</summary>
    public int PayQuantity { get; init; }

    public static BundleTerms SumOfParts { get; } = new(PricingKind.SumOfParts);

    public static BundleTerms PerComponent(PriceRounding rounding = PriceRounding.None) => new(PricingKind.PerComponent, Rounding: rounding);

    public static BundleTerms CheapestFree(PriceRounding rounding = PriceRounding.None) => new(PricingKind.CheapestFree, Rounding: rounding);

    public static BundleTerms PercentOff(int basisPoints, PriceRounding rounding = PriceRounding.None) =>
        new(PricingKind.PercentOff, basisPoints, Rounding: rounding);

    public static BundleTerms AmountOff(Money amount, PriceRounding rounding = PriceRounding.None) =>
        new(PricingKind.AmountOff, Amount: amount, Rounding: rounding);

    public static BundleTerms FixedPrice(Money price) => new(PricingKind.FixedPrice, Amount: price);
}

/// <summary>One component of a set with today's figures of one channel.</summary>
/// <param name="Quantity">Units in one set, 1 to <see cref="BundlePricing.MaxQuantity"/>.</param>
/// <param name="UnitPrice">List price of one unit, with tax where the channel's prices include tax.</param>
/// <param name="UnitCost">Cost of one unit without tax; null when nobody entered one, which makes the margin unknown and never 0.</param>
/// <param name="TaxBasisPoints">Tax rate of the component's tax class: 2100 is 21 %.</param>
/// <param name="DiscountBasisPoints">Discount of this component, read by <see cref="PricingKind.PerComponent"/> only.</param>
public sealed record BundleLine(int ProductId, string Name, int Quantity, Money UnitPrice, Money? UnitCost, int TaxBasisPoints, int DiscountBasisPoints = 0)
{
    /// <summary>What the set costs more, or less, with one unit of it, in minor units.</summary>
    public long PriceDelta { get; init; }
}

/// <summary>The least margin a set may earn.</summary>
/// <param name="BasisPoints">Of the net price: 1500 is 15 %.</param>
/// <param name="Blocks">True when a set under the floor may not be submitted, false when it only warns.</param>
public sealed record MarginFloor(int BasisPoints, bool Blocks = false);

/// <summary>Everything the price of a set depends on.</summary>
/// <param name="AnchorIndex">The line whose page the set is offered on; the break-even attach rate compares with it.</param>
public sealed record BundlePriceRequest(
    IReadOnlyList<BundleLine> Lines,
    BundleTerms Terms,
    bool PricesIncludeTax,
    MarginFloor? Floor = null,
    int AnchorIndex = 0)
{
    /// <summary>By what the price is split over the lines.</summary>
    public SplitBasis Basis { get; init; }

    /// <summary>One supply at the anchor's tax rate.</summary>
    public bool IsComposite { get; init; }
}
