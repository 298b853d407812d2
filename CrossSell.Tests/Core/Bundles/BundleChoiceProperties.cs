using CrossSell.Core.Bundles;
using CsCheck;

namespace CrossSell.Tests.Core.Bundles;

/// <summary>What holds for every price of every choice, whatever the bundle.</summary>
public sealed class BundleChoiceProperties
{
    private static readonly Gen<(string Currency, long Price, long Cost, int Quantity, int Tax, int Discount, int Delta)[]> Products =
        Gen.Select(
            OneOf("EUR", "JPY", "KWD"),
            Gen.Select(
                Gen.Long[1, 50_000], Gen.Long[0, 40_000], Gen.Int[1, 4], OneOf(0, 900, 2100), Gen.Int[0, 10_000], Gen.Int[-500, 500]).Array[2, 6],
            (currency, parts) => parts.Select(part => (currency, part.Item1, part.Item2, part.Item3, part.Item4, part.Item5, part.Item6)).ToArray());

    private static readonly Gen<BundleContent> Terms =
        from kind in Gen.Enum<PricingKind>()
        from rounding in Gen.Enum<PriceRounding>()
        from percent in Gen.Int[0, 10_000]
        from amount in Gen.Long[0, 30_000]
        from buy in Gen.Int[2, 5]
        from pay in Gen.Int[1, 4]
        from composite in Gen.Bool
        select new BundleContent("Set", [], [1], kind, percent, amount, rounding) { BuyQuantity = buy, PayQuantity = pay, IsComposite = composite };

    /// <summary>Every second product is a choice of one slot, every third may be left out.</summary>
    private static readonly Gen<BundleQuote> Quotes = Gen.Select(Products, Terms, Gen.Enum<SplitBasis>(), Quote);

    [Fact]
    public void Price_OfAnyChoice_IsSplitToTheCentWithoutANegativeLine() => Quotes.Sample(quote =>
    {
        foreach (var price in new[] { quote.Price, quote.Best?.Price, quote.Worst?.Price }.OfType<BundlePrice>())
        {
            Assert.Equal(price.SetPrice.Minor, price.Components.Sum(part => part.SetTotal.Minor));
            Assert.Equal(price.NetPrice.Minor, price.Components.Sum(part => part.Net.Minor));
            Assert.All(price.Components, part => Assert.True(part.SetTotal.Minor >= 0 && part.Net.Minor >= 0 && part.Net <= part.SetTotal));
            Assert.True(price.SetPrice <= price.SumOfParts);
        }
    });

    [Fact]
    public void Usual_IsNeverBetterThanTheBestChoice_NorWorseThanTheWorst() => Quotes.Sample(quote =>
    {
        if (quote.Price?.Margin is { } margin)
        {
            Assert.True(margin.Amount <= quote.Best!.Price.Margin!.Amount && margin.Amount >= quote.Worst!.Price.Margin!.Amount);
        }
    });

    [Fact]
    public void Price_OfPartsInAnotherOrder_IsTheSame() => Gen.Select(Products, Terms).Sample((products, terms) =>
    {
        var quote = Quote([.. products.Select(part => part with { Tax = 2100 })], terms, SplitBasis.StandalonePrice);
        var picks = BundleChoices.Usual(quote.Parts);
        var there = quote.PriceOf(picks);
        var back = quote.PriceOf([.. picks.Reverse()]);

        Assert.Equal(there.Refusal?.Code, back.Refusal?.Code);
        Assert.Equal(there.Value?.SetPrice, back.Value?.SetPrice);
        Assert.Equal(there.Value?.NetPrice, back.Value?.NetPrice);
    });

    [Fact]
    public void Price_WithMoreDiscount_IsNeverHigher() => Gen.Select(Products, Terms, Gen.Int[0, 10_000]).Sample((products, terms, more) =>
    {
        var less = Quote(products, terms, default).Price;
        var deeper = Quote(
            [.. products.Select(part => part with { Discount = Math.Max(part.Discount, more) })],
            terms with { PercentBasisPoints = Math.Max(terms.PercentBasisPoints, more), BuyQuantity = terms.BuyQuantity, PayQuantity = terms.PayQuantity },
            default).Price;
        if (less is not null && deeper is not null)
        {
            Assert.True(deeper.SetPrice <= less.SetPrice);
        }
    });

    [Fact]
    public void Price_InEveryCurrency_IsTheSameInMinorUnits_WhereNothingIsRounded() => Gen.Select(Products, Terms).Sample((products, terms) =>
    {
        var prices = new[] { "EUR", "JPY", "KWD" }
            .Select(code => Quote([.. products.Select(part => part with { Currency = code })], terms with { Rounding = PriceRounding.None }, default).Price)
            .Select(price => price is null ? [] : price.Components.Select(part => (part.SetTotal.Minor, part.Net.Minor)).ToArray()).ToArray();

        Assert.Equal(prices[0], prices[1]);
        Assert.Equal(prices[0], prices[2]);
    });

    private static BundleQuote Quote(
        (string Currency, long Price, long Cost, int Quantity, int Tax, int Discount, int Delta)[] products, BundleContent terms, SplitBasis basis)
    {
        var scene = new QuoteScene(products[0].Currency);
        foreach (var (part, index) in products.Select((part, index) => (part, index)))
        {
            scene.With(index + 1, part.Price, part.Cost, tax: part.Tax);
        }

        var components = products.Select((part, index) => new ComponentContent(index + 1, part.Quantity, part.Discount)
        {
            PriceDelta = part.Delta, SlotKey = index % 2 == 1 ? "slot" : null, IsRequired = index == 0 || index % 3 != 0,
        });
        return scene.Quote(terms with { Kind = BundleKind.Choice, Slots = [new SlotContent("slot", "Slot")], Components = [.. components] }, basis);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
