using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CsCheck;

namespace CrossSell.Tests.Core.Bundles;

public sealed class BundlePricingProperties
{
    private static readonly Gen<Currency> Currencies = OneOf(Currency.Of("EUR"), Currency.Of("JPY"), Currency.Of("KWD"));

    private static readonly Gen<BundlePriceRequest> Requests =
        from currency in Currencies
        from lines in LinesIn(currency).Array[1, 7]
        from kind in Gen.Enum<PricingKind>()
        from rounding in Gen.Enum<PriceRounding>()
        from percent in Gen.Int[0, 10_000]
        from part in Gen.Int[0, 10_000]
        from includesTax in Gen.Bool
        let sum = lines.Sum(line => line.UnitPrice.Minor * line.Quantity)
        select new BundlePriceRequest(lines, new BundleTerms(kind, percent, new Money(sum * part / 10_000, currency), rounding), includesTax);

    private static readonly Gen<BundlePrice> Prices =
        Requests.Where(request => BundlePricing.Price(request).IsDone).Select(request => BundlePricing.Price(request).Required);

    [Fact]
    public void Split_OfAnyPrice_AddsUpToTheCent() =>
        Prices.Sample(price =>
            price.Components.Sum(part => part.SetTotal.Minor) == price.SetPrice.Minor
            && price.Components.Sum(part => part.ListTotal.Minor) == price.SumOfParts.Minor
            && price.Components.Sum(part => part.Net.Minor) == price.NetPrice.Minor);

    [Fact]
    public void Share_OfAnyComponent_LiesBetweenNothingAndItsListPrice() =>
        Prices.Sample(price => price.Components.All(part =>
            part.SetTotal.Minor >= 0 && part.SetTotal <= part.ListTotal && part.Net.Minor >= 0 && part.Net <= part.SetTotal));

    [Fact]
    public void SetPrice_OfAnyTerms_LiesBetweenNothingAndTheSumOfParts() =>
        Prices.Sample(price => price.SetPrice.Minor >= 0 && price.SetPrice <= price.SumOfParts && price.Saving == price.SumOfParts - price.SetPrice);

    [Fact]
    public void Rounding_OfAnyPrice_GoesDownByLessThanOneWholeAndNeverToNothing() =>
        Prices.Sample(price =>
            price.SetPrice <= price.Unrounded
            && price.Unrounded.Minor - price.SetPrice.Minor < price.SetPrice.Currency.Scale
            && price.SetPrice.Minor == 0 == (price.Unrounded.Minor == 0));

    [Fact]
    public void Margin_WithEveryCostKnown_IsNetLessCostElseUnknown() =>
        Prices.Sample(price => price.MissingCosts.Count > 0
            ? price.Margin is null && price.BreakEven.Kind == BreakEvenKind.Unknown
            : price.Margin!.Amount == price.NetPrice - price.Cost!.Value && price.Change!.Amount.Minor <= 0);

    [Fact]
    public void BreakEven_WhenReached_EarnsAsMuchAsTheAnchorAlone() =>
        Requests.Select(request => request with { PricesIncludeTax = false }).Sample(request =>
        {
            if (BundlePricing.Price(request).Value is not { BreakEven.Kind: BreakEvenKind.Reached } price)
            {
                return;
            }

            var (set, anchor) = (price.Margin!.Amount.Minor, (price.Components[0].ListTotal - price.Components[0].Cost!.Value).Minor);
            var share = price.BreakEven.Percent / 100m;
            Assert.InRange(share, 0m, 1m);
            Assert.True(share == 0 ? set >= anchor : Math.Abs(set - ((1 - share) * anchor)) < 0.0001m);
        });

    [Fact]
    public void Price_OfTheSameInput_IsTheSame() =>
        Requests.Sample(request =>
        {
            var (first, second) = (BundlePricing.Price(request), BundlePricing.Price(request));
            Assert.Equal(first.Refusal, second.Refusal);
            Assert.Equal(first.Value?.Components, second.Value?.Components);
        });

    [Fact]
    public void Split_OfAnyTotal_IsWithinOneOfTheExactShare() =>
        Gen.Select(Gen.Long[0, 1_000_000_000_000], Gen.Long[0, 1_000_000_000_000].Array[1, 9]).Sample((total, weights) =>
        {
            var shares = BundlePricing.Split(total, weights);
            var sum = weights.Sum(weight => (decimal)weight);
            Assert.Equal(total, shares.Sum());
            if (sum > 0)
            {
                Assert.All(shares.Zip(weights), pair => Assert.InRange(pair.First - (total * (pair.Second / sum)), -1.001m, 1.001m));
            }
        });

    private static Gen<BundleLine> LinesIn(Currency currency) =>
        from id in Gen.Int[1, 50]
        from quantity in Gen.Int[1, 5]
        from price in Gen.OneOf(Gen.Long[0, 300], Gen.Long[0, 500_000])
        from cost in Gen.Long[-30_000, 300_000]
        from tax in OneOf(0, 600, 900, 1900, 2100)
        from discount in Gen.Int[0, 10_000]
        select new BundleLine(id, $"Product {id}", quantity, new Money(price, currency), cost < 0 ? null : new Money(cost, currency), tax, discount);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
