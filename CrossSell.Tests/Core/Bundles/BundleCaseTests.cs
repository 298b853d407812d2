using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using CrossSell.Tests.Support;
using static CrossSell.Tests.Core.Bundles.QuoteScene;

namespace CrossSell.Tests.Core.Bundles;

/// <summary>
/// The cases that break other systems, by their number in the list of the design; those that need the database stand in <see cref="BundleCaseStudioTests"/>.
/// </summary>
public sealed class BundleCaseTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Case01_PartsOfDifferentTaxRates_AreSplitByStandalonePrice_ByCostWhereTheShopSaysSo_OrTaxedAsOne()
    {
        var scene = new QuoteScene().With(1, 10_000, 2_000, tax: 2100).With(2, 10_000, 8_000, tax: 900);
        var content = Content(PricingKind.PercentOff, 1_000, new(1), new(2));

        var standalone = scene.Quote(content).Price!;
        Assert.Equal([9_000, 9_000], standalone.Components.Select(part => part.SetTotal.Minor));
        Assert.Equal([7_438, 8_257], standalone.Components.Select(part => part.Net.Minor));
        Assert.Equal([2100, 900], standalone.Components.Select(part => part.TaxBasisPoints));

        Assert.Equal([3_600, 14_400], scene.Quote(content, SplitBasis.Cost).Price!.Components.Select(part => part.SetTotal.Minor));

        // One supply: 180.00 / 1.21 at the rate of the main product.
        var composite = scene.Quote(content with { IsComposite = true }).Price!;
        Assert.Equal((14_876, 2100), (composite.NetPrice.Minor, composite.Components[1].TaxBasisPoints));
    }

    [Fact]
    public void Case02_ElevenNinetyFiveAndSixFortyFive_AtNinetyPercent_IsTheSameToTheCentWhoeverAsks()
    {
        var scene = new QuoteScene().With(1, 1_195).With(2, 645);
        var quote = scene.Quote(Content(PricingKind.PercentOff, 1_000, new(1), new(2)));

        // 18.40 at 90 %, and not 10.76 + 5.81 of parts rounded one by one.
        Assert.Equal(1_656, quote.Price!.SetPrice.Minor);
        Assert.Equal(1_656, quote.Price.Components.Sum(part => part.SetTotal.Minor));
        Assert.Equal(quote.Price.SetPrice, quote.PriceOf(BundleChoices.Usual(quote.Parts)).Required.SetPrice);
    }

    [Theory]
    [InlineData("JPY", 1_000, 333, 1_200)]
    [InlineData("KWD", 10_000, 3_333, 12_000)]
    public void Case03_CurrenciesWithOtherDecimals_ArePricedInTheirMinorUnit_AndNeverMixed(string code, long first, long second, long expected)
    {
        var quote = new QuoteScene(code).With(1, first).With(2, second).Quote(Content(PricingKind.PercentOff, 1_000, new(1), new(2)));

        Assert.Equal(Math.Truncate((first + second) * 0.9m), quote.Price!.SetPrice.Minor);
        Assert.True(quote.Price.SetPrice.Minor < expected);
        var lines = new[] { Line(1, 1_000, code), Line(2, 1_000, "EUR") };
        Assert.Equal("bundle.currency", BundlePricing.Price(new BundlePriceRequest(lines, BundleTerms.SumOfParts, true)).Refusal!.Code);

        static BundleLine Line(int id, long price, string code) => new(id, $"Product {id}", 1, new Money(price, Currency.Of(code)), null, 0);
    }

    [Fact]
    public void Case04_ThePartsOwnSalePriceComesFirst_AndTheSetsDiscountOffIt()
    {
        // 100.00, on sale for 80.00, is in the set for 72.00: 10 % of what is asked now, never 10 % of what was.
        var price = new QuoteScene().With(1, 8_000).With(2, 2_000).Quote(Content(PricingKind.PercentOff, 1_000, new(1), new(2))).Price!;

        Assert.Equal((8_000, 7_200), (price.Components[0].UnitPrice.Minor, price.Components[0].SetTotal.Minor));
    }

    [Fact]
    public void Case05_TheWorstCase_HasTheDeepestCodeThatFires_AndOnlyWhereTheOfferStacks()
    {
        var scene = new QuoteScene(pricesIncludeTax: false)
        {
            Settings = new BundleSettings
            {
                Codes = [new("TEN", 1_000), new("OVER", 9_000, Until: Now), new("LATER", 5_000, From: Now.AddDays(9)), new("FIVER", Amount: 500)],
            },
        }.With(1, 8_000, 4_000).With(2, 2_000, 1_000);
        var content = Content(PricingKind.PercentOff, 1_000, new(1), new(2));

        Assert.Null(scene.Quote(content).WithCodes(Now));
        var worst = scene.Quote(content with { StacksWithCodes = true }).WithCodes(Now, Now.AddDays(1))!;
        Assert.Equal(("TEN", 8_100, 3_100), (worst.Code.Code, worst.Price.Minor, worst.Margin!.Amount.Minor));
        Assert.Equal("LATER", scene.Quote(content with { StacksWithCodes = true }).WithCodes(Now)!.Code.Code);
    }

    [Theory]
    [InlineData(new[] { 40, 10_000, 20, 9_000, 10, 8_000 }, 8_000L)] // Prices that held within the 30 days before: the lowest counts, also one of before that.
    [InlineData(new[] { 45, 5_000 }, 10_000L)] // Gone before the 30 days began.
    [InlineData(new[] { 20, 7_000 }, 7_000L)] // What held until 20 days ago.
    [InlineData(new int[0], 10_000L)] // Never changed.
    public void Case06_AReductionIsSaidAgainstTheLowestPriceOfThirtyDaysBeforeItBegan(int[] former, long expected)
    {
        var prices = former.Chunk(2).Select(pair => new FormerPrice(Now.AddDays(-pair[0]), pair[1])).ToArray();

        Assert.Equal(expected, LowestPrice.Before(new PriceHistory(prices, Now.AddDays(-400)), 10_000, Now));
    }

    [Fact]
    public void Case06_WithoutAWholeHistoryNothingIsSaid_AndAPriceLoweredAfterItBeganDoesNotCount()
    {
        Assert.Null(LowestPrice.Before(new PriceHistory([], Now.AddDays(-29)), 10_000, Now));
        Assert.Equal(10_000, LowestPrice.Before(new PriceHistory([new(Now.AddHours(1), 10_000)], Now.AddDays(-90)), 4_000, Now));

        var scene = new QuoteScene { Settings = new BundleSettings { LowestPriceRule = true, LowestPriceForOffers = true } }.With(1, 10_000).With(2, 10_000);
        scene.Histories[1] = new PriceHistory([new(Now.AddDays(-3), 8_500)], Now.AddDays(-90));
        var content = Content(PricingKind.PercentOff, 1_000, new(1), new(2));
        Assert.Equal([2], scene.Quote(content).SavingSince(Now).WithoutHistory);
        Assert.Null(scene.Quote(content).SavingSince(Now).Percent);

        scene.Histories[2] = new PriceHistory([], Now.AddDays(-90));
        Assert.Equal((18_500L, 500L), (scene.Quote(content).SavingSince(Now).Was!.Value.Minor, scene.Quote(content).SavingSince(Now).Saving!.Value.Minor));
    }

    [Fact]
    public void Case07_WhatIsOptional_IsNeitherInThePriceNorTakenUntilTheShopperChooses()
    {
        var quote = new QuoteScene().With(1, 8_000).With(2, 2_000).With(3, 1_000)
            .Quote(Content(PricingKind.PercentOff, 1_000, new(1), new(2), new(3) { IsRequired = false }));

        Assert.Equal([1, 2], quote.Lines.Select(line => line.Product.Id));
        Assert.Equal(9_000, quote.Price!.SetPrice.Minor);
        Assert.Equal((9_000, 9_900), (quote.Worst!.Price.SetPrice.Minor, quote.Best!.Price.SetPrice.Minor));
    }

    [Fact]
    public void Case13_SetsAvailable_AreThoseOfTheScarcestRequiredPart_AndUntrackedOnesDoNotLimit()
    {
        var scene = new QuoteScene().With(1, 100, stock: 9).With(2, 100, stock: null).With(3, 100, stock: 1);

        Assert.Equal(new BundleStock(4, 1), scene.Quote(Content(default, 0, new(1, 2), new(2, 50), new(3) { IsRequired = false })).Stock);
    }

    [Fact]
    public void Case14_OneUnitIsNotSoldTwice_DirectlyAndInAChoice()
    {
        var slot = new SlotContent("more", "One more");
        var content = Content(default, 0, new(1), new(1) { SlotKey = "more" }, new(2) { SlotKey = "more" }) with { Kind = BundleKind.Choice, Slots = [slot] };

        // 5 + 0: two of the same in each set. 5 + 1: one set takes the other product.
        Assert.Equal(2, new QuoteScene().With(1, 100, stock: 5).With(2, 100, stock: 0).Quote(content).Stock.Sets);
        Assert.Equal(3, new QuoteScene().With(1, 100, stock: 5).With(2, 100, stock: 1).Quote(content).Stock.Sets);
        Assert.Equal(5, new QuoteScene().With(1, 100, stock: 5).With(2, 100, stock: 9).Quote(content).Stock.Sets);
    }

    [Fact]
    public void Case15_APartInTheCart_LeavesTheSetWhatIsLeft() =>
        Assert.Equal(new BundleStock(2, 1), BundleStock.Of([new(1, 1, 3), new(2, 1, 9)], [], new Dictionary<int, int> { [1] = 1 }));

    [Fact]
    public void Case16_AReplacementStepsInInOrderAndIsNamed_ARequiredSlotThatIsEmptyNamesItself_AnOptionalOneIsHidden()
    {
        var scene = new QuoteScene().With(1, 8_000).With(2, 2_000, stock: 0).With(3, 2_500, stock: 0).With(4, 3_000);
        var replaced = scene.Quote(Content(PricingKind.PercentOff, 1_000, new(1), new(2) { Replacements = [3, 4] }));
        Assert.Equal([1, 4], replaced.Lines.Select(line => line.Product.Id));
        Assert.Equal("Product 2", replaced.Lines[1].Replaces!.Name);
        Assert.True(replaced.IsSellable);

        var belt = new SlotContent("belt", "Belt");
        var dress = Content(default, 0, new(1), new(2) { SlotKey = "belt" }, new(3) { SlotKey = "belt" }) with { Kind = BundleKind.Choice, Slots = [belt] };
        var empty = scene.Quote(dress);
        Assert.False(empty.IsSellable);
        Assert.Equal("Belt", Assert.Single(empty.EmptySlots).Slot.Title);
        Assert.Equal(("belt", 0), (empty.Stock.LimitedBySlot, empty.Stock.Sets));

        var optional = scene.Quote(dress with { Slots = [belt with { IsRequired = false }] });
        Assert.True(optional.IsSellable);
        Assert.True(optional.Parts.Slots[0].IsHidden);
    }

    [Fact]
    public void Case17_PriceAndStock_FollowTheVariantThatIsPicked_WithItsDifference()
    {
        var scene = new QuoteScene().With(1, 10_000).With(5, 4_000)
            .With(6, 4_000, stock: 3, parent: 5).With(7, 4_400, stock: 0, parent: 5).With(8, 4_800, parent: 5);
        var quote = scene.Quote(Content(
            PricingKind.PercentOff, 1_000, new(1), new(5) { Variants = [new(8, 200), new(6), new(7)] }));

        Assert.Equal([6, 8, 7], quote.Parts.Always[1].Options.Select(option => option.Product.Id));
        Assert.Equal((6, 12_600), (quote.Lines[1].Product.Id, quote.Price!.SetPrice.Minor));
        Assert.Equal(new BundleStock(3, 6), quote.Stock);
        var picked = quote.PriceOf([new(quote.Parts.Always[0].Options[0], 1), new(quote.Parts.Always[1].Options[1], 1)]).Required;
        Assert.Equal((13_520, 13_520), (picked.SetPrice.Minor, picked.Components.Sum(part => part.SetTotal.Minor)));
    }

    [Fact]
    public void Case18_ABundleInABundle_IsFlattenedWithItsQuantities_AndNeverHoldsItself()
    {
        var inner = Content(default, 0, new(2, 2), new(3));
        var outer = Content(default, 0, new(1), new(2));

        var whole = BundleNesting.Include(outer, 10, inner, 11, quantity: 3).Required;
        Assert.Equal([(1, 1, null), (2, 7, null), (3, 3, (int?)11)], whole.Components.Select(part => (part.ProductId, part.Quantity, part.IncludedBundleId)));
        Assert.Equal("bundle.cycle", BundleNesting.Include(inner, 11, whole, 10).Refusal!.Code);
        Assert.Equal("bundle.cycle", BundleNesting.Include(outer, 10, outer, 10).Refusal!.Code);
    }

    [Theory]
    [InlineData("gift-card", "Product 2 is a gift card. Shops refuse them in bundles.")]
    [InlineData("subscription", "Product 2 is a subscription. Shops refuse them in bundles.")]
    [InlineData("Download", "Product 2 is a digital product. Shops refuse them in bundles.")]
    public void Case19_WhatOtherSystemsRefuse_IsWarnedOf(string type, string sentence)
    {
        var content = Content(PricingKind.PercentOff, 1_000, new(1), new(2));
        var quote = new QuoteScene().With(1, 8_000, 100).With(2, 2_000, 100, type: type).Quote(content);

        Assert.Contains(new BundleCheck(sentence, Blocks: false), BundleReadiness.Check(content, [quote], Now, []));
    }

    [Fact]
    public void BuyThreePayTwo_TheCheapestOfEveryThreeIsFree_ByHandAndByARule()
    {
        var slot = new SlotContent("bags", "Three bags", 3, 3, Condition: new InCategory([1])) { MayRepeat = true };
        var content = Content(PricingKind.BuyNPayM, 0) with { Kind = BundleKind.Choice, Slots = [slot], BuyQuantity = 3, PayQuantity = 2 };

        var quote = new QuoteScene().With(1, 1_000).With(2, 1_200).With(3, 900).Fill(slot, 1, 2, 3).Quote(content);
        Assert.Equal((2_200, 0), (quote.Price!.SetPrice.Minor, quote.Price.Components[2].SetTotal.Minor));
        // Three of the dearest, and three of the cheapest.
        Assert.Equal((2_400, 1_800), (quote.Best!.Price.SetPrice.Minor, quote.Worst!.Price.SetPrice.Minor));

        var seven = new QuoteScene().With(1, 1_000)
            .Quote(Content(PricingKind.BuyNPayM, 0, new ComponentContent(1, 7)) with { BuyQuantity = 3, PayQuantity = 2 });
        Assert.Equal(5_000, seven.Price!.SetPrice.Minor);
        Assert.Equal("bundle.units", new QuoteScene().With(1, 1_000).Quote(
            Content(PricingKind.BuyNPayM, 0, new ComponentContent(1, 2)) with { BuyQuantity = 3, PayQuantity = 2 }).Refusal!.Code);
    }

    [Fact]
    public void TriggeredOffer_CostsWhatIsOffered_AndItsTriggerIsPaidAsEver()
    {
        var offer = Content(PricingKind.PerComponent, 0, new ComponentContent(1) { Role = ComponentRole.Trigger }, new(2, DiscountBasisPoints: 4_000)) with
        {
            Kind = BundleKind.TriggeredOffer,
        };
        var quote = new QuoteScene().With(1, 1_450).With(2, 9_900).Quote(offer);

        Assert.Equal((5_940, 2), (quote.Price!.SetPrice.Minor, Assert.Single(quote.Lines).Product.Id));
        Assert.True(offer.LeadsOn(1));
        Assert.False(offer.LeadsOn(2));
        Assert.DoesNotContain(BundleReadiness.Check(offer, [quote], Now, []), check => check.Blocks);
        Assert.Contains(BundleReadiness.Check(offer with { Components = [new(2)] }, [quote], Now, []), check => check.Blocks);
    }

    [Fact]
    public void WhatNoDraftMayHold_IsRefusedWithWhatToCorrect()
    {
        var good = Content(default, 0, new(1), new(2) { SlotKey = "a" }) with { Kind = BundleKind.Choice, Slots = [new("a", "A")] };
        var none = new InCategory([1]);
        (BundleContent Content, string Field)[] wrong =
        [
            (good with { Kind = BundleKind.FixedSet }, "kind"),
            (good with { Slots = [] }, "slot"),
            (good with { Slots = [new("a", "A"), new("a", "B")] }, "slots"),
            (good with { Slots = [new("A b", "A")] }, "slot"),
            (good with { Slots = [new("a", " ")] }, "slotTitle"),
            (good with { Slots = [new("a", "A", 2, 1)] }, "choose"),
            (good with { Slots = [new("a", "A", Condition: none)] }, "slot"),
            (good with { Components = [new(1)], Slots = [new("a", "A", Condition: none, Limit: 0)] }, "slotLimit"),
            (good with { Components = [new(1)], Slots = [new("a", "A", Condition: new AllOf([]))] }, "condition"),
            (good with { Components = [new(1) { Role = ComponentRole.Trigger }, new(2) { SlotKey = "a" }] }, "kind"),
            (good with { Components = [new(1) { Replacements = [1] }, new(2) { SlotKey = "a" }] }, "replacements"),
            (good with { Components = [new(1) { Replacements = [3, 4, 5, 6] }, new(2) { SlotKey = "a" }] }, "replacements"),
            (good with { Components = [new(1, 2) { MinQuantity = 3 }, new(2) { SlotKey = "a" }] }, "quantity"),
            (good with { Pricing = PricingKind.BuyNPayM, BuyQuantity = 3, PayQuantity = 3 }, "pay"),
            (good with { Locales = [new("de", "Satz"), new("DE", "Set")] }, "locale"),
        ];

        Assert.Null(Refused(good));
        Assert.All(wrong, item => Assert.Equal(item.Field, Refused(item.Content)?.Field));

        static Refusal? Refused(BundleContent content) => new BundleRevision { Name = "Set" }.Edit(content, TestStudio.Merchandiser, Now).Refusal;
    }
}
