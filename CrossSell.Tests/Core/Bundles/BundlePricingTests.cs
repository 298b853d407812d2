using CrossSell.Core.Bundles;
using CrossSell.Core.Common;

namespace CrossSell.Tests.Core.Bundles;

public sealed class BundlePricingTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    private static readonly BundleLine Body = Line(1, "Lumen D7 DSLR body", 129900, 78000);
    private static readonly BundleLine Card = Line(2, "Kite SDXC 128 GB", 4990, 1600);
    private static readonly BundleLine Bag = Line(3, "Carry All 15", 13900, 4400);

    [Fact]
    public void CameraKit_TenPercentOffTo95_HasTheFiguresOfTheDrawing()
    {
        var price = Kit(BundleTerms.PercentOff(1000, PriceRounding.To95));

        Assert.Equal(Euro(148790), price.SumOfParts);
        Assert.Equal(Euro(133911), price.Unrounded);
        Assert.Equal(Euro(133895), price.SetPrice);
        Assert.Equal(Euro(14895), price.Saving);
        Assert.Equal(10.01m, decimal.Round(price.SavingPercent, 2));
        Assert.Equal(Euro(110657), price.NetPrice);
        Assert.Equal(Euro(84000), price.Cost);
        Assert.Equal(Euro(26657), price.Margin!.Amount);
        Assert.Equal(24.09m, decimal.Round(price.Margin.Percent!.Value, 2));
        Assert.Equal([116896, 4490, 12509], price.Components.Select(part => part.SetTotal.Minor));
        Assert.Empty(price.Warnings);
    }

    [Fact]
    public void CameraKit_AgainstItsPartsBoughtSeparately_ShowsTheChange()
    {
        var price = Kit(BundleTerms.PercentOff(1000, PriceRounding.To95));

        // 1487.90 / 1.21 = 1229.67 net; less 840.00 cost.
        Assert.Equal(Euro(38967), price.Separately!.Amount);
        Assert.Equal(Euro(26657 - 38967), price.Change!.Amount);
        Assert.Equal(-7.6m, decimal.Round(price.Change.PercentPoints!.Value, 1));
    }

    [Fact]
    public void BreakEven_SetEarnsLessThanTheAnchorAlone_IsTheShareOfNewBuyersNeeded()
    {
        // Body alone: 1299.00 / 1.21 - 780.00 = 293.55. Set: 266.57. 1 - 266.57 / 293.55 = 9.19 %.
        var even = Kit(BundleTerms.PercentOff(1000, PriceRounding.To95)).BreakEven;

        Assert.Equal(BreakEvenKind.Reached, even.Kind);
        Assert.Equal(9.19m, decimal.Round(even.Percent, 2));
    }

    [Fact]
    public void BreakEven_SetEarnsAtLeastAsMuchAsTheAnchorAlone_NeedsNobodyNew() =>
        Assert.Equal(new BreakEven(BreakEvenKind.Reached, 0), Kit(BundleTerms.PercentOff(100)).BreakEven);

    [Fact]
    public void BreakEven_SetAtALoss_IsNeverReached() =>
        Assert.Equal(BreakEvenKind.Never, Kit(BundleTerms.FixedPrice(Euro(90000))).BreakEven.Kind);

    [Fact]
    public void BreakEven_OfAnotherAnchor_ComparesWithThatLine() =>
        Assert.Equal(BreakEvenKind.Reached, Priced(new([Body, Card], BundleTerms.PercentOff(2000), true, AnchorIndex: 1)).BreakEven.Kind);

    [Fact]
    public void Cost_OfOneComponentMissing_LeavesEveryMarginUnknownNeverZero()
    {
        var price = Priced(new([Body, Card with { UnitCost = null }, Bag], BundleTerms.PercentOff(1000), true, new MarginFloor(1500, Blocks: true)));

        Assert.Null(price.Cost);
        Assert.Null(price.Margin);
        Assert.Null(price.Separately);
        Assert.Null(price.Change);
        Assert.Equal(BreakEvenKind.Unknown, price.BreakEven.Kind);
        Assert.Equal([1], price.MissingCosts);
        Assert.Equal("The margin is unknown: Kite SDXC 128 GB has no cost.", Assert.Single(price.Warnings).Message);
        Assert.False(price.IsBlocked);
    }

    [Theory]
    [InlineData(PricingKind.SumOfParts, 148790)]
    [InlineData(PricingKind.PercentOff, 126471)]
    [InlineData(PricingKind.AmountOff, 146290)]
    [InlineData(PricingKind.FixedPrice, 2500)]
    [InlineData(PricingKind.PerComponent, 145794)]
    [InlineData(PricingKind.CheapestFree, 143800)]
    public void EachKind_OfTheCameraKit_HasItsPrice(PricingKind kind, long expected)
    {
        var terms = new BundleTerms(kind, PercentBasisPoints: 1500, Amount: Euro(2500));

        var price = Priced(new([Body, Card with { DiscountBasisPoints = 5000 }, Bag with { DiscountBasisPoints = 360 }], terms, true));

        Assert.Equal(Euro(expected), price.SetPrice);
    }

    [Fact]
    public void PerComponent_WithoutRounding_KeepsEachDiscountWithItsComponent()
    {
        var price = Priced(new([Body, Card with { DiscountBasisPoints = 5000 }, Bag], BundleTerms.PerComponent(), true));

        Assert.Equal([129900, 2495, 13900], price.Components.Select(part => part.SetTotal.Minor));
    }

    [Fact]
    public void CheapestFree_WithTwoOfTheCheapest_FreesOneUnitOnly()
    {
        var price = Priced(new([Body, Card with { Quantity = 2 }], BundleTerms.CheapestFree(), true));

        Assert.Equal([129900, 4990], price.Components.Select(part => part.SetTotal.Minor));
    }

    [Fact]
    public void Split_WithEqualRemainders_GivesTheCentToTheEarlierLine() =>
        Assert.Equal([34, 33, 33], BundlePricing.Split(100, [50, 50, 50]));

    [Fact]
    public void MixedTax_WithTaxIncluded_NetsEachComponentByItsOwnRate()
    {
        var price = Priced(new([Line(1, "Grinder", 12100, 5000), Line(2, "Coffee", 1090, 400) with { TaxBasisPoints = 900 }], BundleTerms.SumOfParts, true));

        Assert.Equal([10000, 1000], price.Components.Select(part => part.Net.Minor));
        Assert.Contains(price.Warnings, warning => warning.Kind == BundleWarningKind.MixedTax);
    }

    [Fact]
    public void PricesWithoutTax_AreTheirOwnNet() =>
        Assert.Equal(Euro(148790), Priced(new([Body, Card, Bag], BundleTerms.SumOfParts, PricesIncludeTax: false)).NetPrice);

    [Theory]
    [InlineData(PriceRounding.None, 133911, "EUR", 133911)]
    [InlineData(PriceRounding.Whole, 133911, "EUR", 133900)]
    [InlineData(PriceRounding.To95, 133911, "EUR", 133895)]
    [InlineData(PriceRounding.To95, 133995, "EUR", 133995)]
    [InlineData(PriceRounding.To99, 133998, "EUR", 133899)]
    [InlineData(PriceRounding.To95, 94, "EUR", 94)]
    [InlineData(PriceRounding.Whole, 94, "EUR", 94)]
    [InlineData(PriceRounding.To99, 0, "EUR", 0)]
    [InlineData(PriceRounding.To95, 1339, "JPY", 1339)]
    [InlineData(PriceRounding.To99, 12345, "KWD", 11990)]
    public void RoundDown_ToAnEnding_NeverGoesUpNorToNothing(PriceRounding rounding, long minor, string currency, long expected) =>
        Assert.Equal(expected, BundlePricing.RoundDown(minor, rounding, Currency.Of(currency)));

    [Theory]
    [InlineData(PriceRounding.To95)]
    [InlineData(PriceRounding.Whole)]
    public void Rounding_OfAPriceThatAPersonSaid_IsLeftAlone(PriceRounding rounding)
    {
        Assert.Equal(Euro(148790), Kit(BundleTerms.SumOfParts with { Rounding = rounding }).SetPrice);
        Assert.Equal(Euro(133333), Kit(BundleTerms.FixedPrice(Euro(133333)) with { Rounding = rounding }).SetPrice);
    }

    [Fact]
    public void Floor_ThatBlocks_BlocksAndSaysWhichFloor()
    {
        var price = Priced(new([Body, Card, Bag], BundleTerms.PercentOff(1000), true, new MarginFloor(2450, Blocks: true)));

        var warning = Assert.Single(price.Warnings);
        Assert.True(price.IsBlocked);
        Assert.Equal("The margin is below the minimum of 24.5 %.", warning.Message);
    }

    [Fact]
    public void Floor_MetExactly_DoesNotWarn()
    {
        var price = Priced(new([Line(1, "Sock", 1000, 850) with { TaxBasisPoints = 0 }], BundleTerms.SumOfParts, true, new MarginFloor(1500)));

        Assert.DoesNotContain(price.Warnings, warning => warning.Kind == BundleWarningKind.UnderFloor);
    }

    [Theory]
    [InlineData(90000, BundleWarningKind.BelowCost)]
    [InlineData(0, BundleWarningKind.GivenAway)]
    [InlineData(148790, BundleWarningKind.NoSaving)]
    public void Warning_OfAFixedPrice_IsGiven(long fixedPrice, BundleWarningKind expected) =>
        Assert.Contains(Kit(BundleTerms.FixedPrice(Euro(fixedPrice))).Warnings, warning => warning.Kind == expected);

    [Fact]
    public void MarginPercent_OfASetThatIsGivenAway_IsNull() =>
        Assert.Null(Kit(BundleTerms.PercentOff(10000)).Margin!.Percent);

    public static TheoryData<string, BundlePriceRequest> Refused() => new()
    {
        { "bundle.empty", new([], BundleTerms.SumOfParts, true) },
        { "bundle.quantity", new([Body with { Quantity = 0 }], BundleTerms.SumOfParts, true) },
        { "bundle.quantity", new([Body with { Quantity = int.MaxValue }], BundleTerms.SumOfParts, true) },
        { "bundle.currency", new([Body, Card with { UnitPrice = new Money(4990, Currency.Of("USD")) }], BundleTerms.SumOfParts, true) },
        { "bundle.currency", new([Body with { UnitCost = new Money(4990, Currency.Of("USD")) }], BundleTerms.SumOfParts, true) },
        { "bundle.currency", new([Body], BundleTerms.FixedPrice(new Money(1, Currency.Of("USD"))), true) },
        { "bundle.negative", new([Body with { UnitPrice = Euro(-1) }], BundleTerms.SumOfParts, true) },
        { "bundle.negative", new([Body with { UnitCost = Euro(-1) }], BundleTerms.SumOfParts, true) },
        { "bundle.negative", new([Body], BundleTerms.AmountOff(Euro(-1)), true) },
        { "bundle.percent", new([Body], BundleTerms.PercentOff(10001), true) },
        { "bundle.percent", new([Body], BundleTerms.PercentOff(-1), true) },
        { "bundle.percent", new([Body with { DiscountBasisPoints = 10001 }], BundleTerms.PerComponent(), true) },
        { "bundle.amount", new([Body], new BundleTerms(PricingKind.AmountOff), true) },
        { "bundle.amount", new([Body], BundleTerms.AmountOff(Euro(129901)), true) },
        { "bundle.dearer", new([Body], BundleTerms.FixedPrice(Euro(129901)), true) },
        { "bundle.tax", new([Body with { TaxBasisPoints = -1 }], BundleTerms.SumOfParts, true) },
        { "bundle.one-unit", new([Body], BundleTerms.CheapestFree(), true) },
        { "bundle.too-large", new([Body with { UnitPrice = Euro(long.MaxValue), Quantity = 3 }], BundleTerms.SumOfParts, true) },
        { "bundle.anchor", new([Body], BundleTerms.SumOfParts, true, AnchorIndex: 1) },
        { "bundle.floor", new([Body], BundleTerms.SumOfParts, true, new MarginFloor(10001)) },
        { "bundle.pricing", new([Body], new BundleTerms((PricingKind)99), true) },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void BadInput_IsRefusedWithItsCodeAndASentence(string code, BundlePriceRequest request)
    {
        Assert.True(BundlePricing.Price(request).IsRefused(out var refusal, out _));
        Assert.Equal(code, refusal.Code);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    private static BundlePrice Kit(BundleTerms terms) => Priced(new([Body, Card, Bag], terms, PricesIncludeTax: true));

    private static BundlePrice Priced(BundlePriceRequest request) => BundlePricing.Price(request).Required;

    private static BundleLine Line(int id, string name, long price, long? cost) =>
        new(id, name, 1, Euro(price), cost is { } known ? Euro(known) : null, 2100);

    private static Money Euro(long minor) => new(minor, Eur);
}
