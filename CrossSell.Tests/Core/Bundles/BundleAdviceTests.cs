using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Bundles;

/// <summary>What is said of a set before it is sold, and that each correction corrects it.</summary>
public sealed class BundleAdviceTests
{
    private readonly Channel shop = ShopOf(1, "camera", "EUR");
    private static readonly BundleContent Kit = new("Kit", [new(1), new(2), new(3)], [1], PricingKind.PercentOff, 1000);

    private readonly Dictionary<int, QuoteProduct> products = new()
    {
        [1] = Known(1, 100_000, 60_000), [2] = Known(2, 5_000, 2_000), [3] = Known(3, 10_000, 4_000),
    };

    [Fact]
    public void SoundSet_AloneInItsShop_HasNothingToSay() => Assert.Empty(Check(Kit));

    [Theory]
    [InlineData(ProductStatus.Archived, true, 5, true)]
    [InlineData(ProductStatus.Active, false, 5, true)]
    [InlineData(ProductStatus.Active, true, 0, false)]
    public void PartThatCannotBeBought_CanBeTakenOutOrOpened(ProductStatus status, bool published, int stock, bool blocks)
    {
        products[2] = Known(2, 5_000, 2_000) with { Summary = Known(2, 5_000, 2_000).Summary with { Status = status, Published = published, Stock = stock } };

        var check = Assert.Single(Check(Kit));

        Assert.Equal(blocks, check.Blocks);
        Assert.Equal(["Take Product 2 out", "Open P-2"], check.Fixes.Select(fix => fix.Label));
        Assert.Empty(Check(check.Fixes[0].Content!));
    }

    [Fact]
    public void PartWithASuccessor_IsReplacedByItInItsPlace()
    {
        products[2] = Known(2, 5_000, 2_000) with { Summary = Known(2, 5_000, 2_000).Summary with { Status = ProductStatus.Archived } };
        products[4] = Known(4, 6_000, 2_000);
        var around = BundleAround.Nothing with { Successors = new Dictionary<int, ProductSummary> { [2] = products[4].Summary } };

        var fix = Assert.Single(Check(Kit, around)).Fixes[0];

        Assert.Equal("Replace it by Product 4", fix.Label);
        Assert.Equal([1, 4, 3], fix.Content!.Components.Select(part => part.ProductId));
        Assert.Empty(Check(fix.Content, around));
    }

    [Fact]
    public void MarginUnderTheFloor_IsCorrectedByTheLowestPriceThatKeepsIt()
    {
        var content = Kit with { PercentBasisPoints = 2500 };
        shop.MarginFloorBasisPoints = 2000;

        var check = Assert.Single(Check(content));

        var fix = check.Fixes[0];
        Assert.Equal("Raise the price to the minimum margin", fix.Label);
        Assert.Empty(Check(fix.Content!));
        Assert.Equal(fix.Amount!.Value.Minor, fix.Content!.Amount);
        Assert.Single(Check(fix.Content with { Amount = fix.Content.Amount - 2 }));
        Assert.Contains(check.Fixes, other => (other.Place, other.Code) == (BundlePlace.Shop, "camera"));
    }

    [Fact]
    public void PriceAboveTheSum_SavingNothing_AndAPastEnd_AreCorrected()
    {
        foreach (var content in new[]
        {
            Kit with { Pricing = PricingKind.FixedPrice, Amount = 200_000 }, Kit with { PercentBasisPoints = 0 },
            Kit with { EndsAt = new DateTime(2020, 1, 1) }, Kit with { StartsAt = new DateTime(2020, 1, 1) },
        })
        {
            var check = Assert.Single(Check(content));
            Assert.Empty(Check(check.Fixes[^1].Content!));
        }
    }

    [Fact]
    public void ShopsOfTwoCurrencies_AreCutDownToOne()
    {
        var content = Kit with { ChannelIds = [1, 2] };

        var check = Check(content).First(check => check.Sentence.StartsWith("Its shops have different currencies", StringComparison.Ordinal));

        Assert.Equal(["Only sell it in camera", "Only sell it in tokyo"], check.Fixes.Select(fix => fix.Label));
        Assert.Equal([2], check.Fixes[1].Content!.ChannelIds);
    }

    [Fact]
    public void SubstitutesAndGaps_AreSaidWithWhereTheyAreCorrected()
    {
        var checks = Check(Kit, BundleAround.Nothing with { Substitutes = [(2, 3)], Incomplete = [new IncompletePart(1, 1, 40)] });

        Assert.All(checks, check => Assert.False(check.Blocks));
        Assert.Equal("Product 2 and Product 3 are substitutes: few shoppers want both.", checks[0].Sentence);
        Assert.Equal([1, 3], checks[0].Fixes[0].Content!.Components.Select(part => part.ProductId));
        Assert.Equal("Product 1 is 40 % complete in camera, which asks for 80 %.", checks[1].Sentence);
        Assert.Equal((BundlePlace.Completeness, "P-1"), (checks[1].Fixes[0].Place, checks[1].Fixes[0].Code));
    }

    [Theory]
    [InlineData(new[] { 3, 1, 2 }, false, 1, null, "“Other” has the same products.")]
    [InlineData(new[] { 3, 1, 2 }, true, 1, null, "“Other” sells the same products already.")]
    [InlineData(new[] { 2, 3 }, true, 1, null, "All of “Other” is part of this bundle.")]
    [InlineData(new[] { 1, 2, 3, 4 }, true, 1, null, "“Other” has all of these products and more.")]
    [InlineData(new[] { 1, 2, 9 }, true, 1, null, "“Other” has 2 of these products, with the same main product. The one that saves more is shown.")]
    [InlineData(new[] { 9, 1, 2 }, true, 1, null, null)] // Another main product: another page.
    [InlineData(new[] { 1, 2, 9 }, false, 1, null, null)] // Nobody sees a draft.
    [InlineData(new[] { 3, 1, 2 }, true, 2, null, null)] // Another shop.
    [InlineData(new[] { 3, 1, 2 }, true, 1, "pro", "“Other” sells the same products already.")] // Who is a pro sees both.
    public void OtherBundles_AreNamedWhereTheyMeet(int[] parts, bool isLive, int shop, string? segment, string? sentence)
    {
        var checks = Check(Kit, BundleAround.Nothing with { Others = [new OtherBundle(7, "other", "Other", isLive, parts, [shop], segment)] });

        Assert.Equal(sentence, checks.SingleOrDefault()?.Sentence);
        Assert.All(checks, check => Assert.Equal((BundlePlace.Bundle, "other"), (check.Fixes[0].Place, check.Fixes[0].Code)));
    }

    private IReadOnlyList<BundleCheck> Check(BundleContent content, BundleAround? around = null) => BundleAdvice.Check(
        content, [.. content.ChannelIds.Select(id => BundleQuotes.Of(content, id == 1 ? shop : ShopOf(2, "tokyo", "JPY"), products))], TestClock.Now, [],
        around ?? BundleAround.Nothing);

    private static Channel ShopOf(int id, string code, string currency) => new()
    {
        Id = id, Code = code, Name = code, CurrencyCode = currency, TimeZone = "Europe/Amsterdam", CompletenessThreshold = 80,
        TaxRates = { new TaxRate { TaxClass = "standard", BasisPoints = 2100 } },
    };

    private static QuoteProduct Known(int id, long price, long cost) => new(
        new ProductSummary(
            id, $"P-{id}", $"Product {id}", null, ProductKind.Simple, null, ProductStatus.Active, "camera.indigo", null, null,
            new Money(price, Currency.Of("EUR")), new Money(cost, Currency.Of("EUR")), 5, true), 2100);
}
