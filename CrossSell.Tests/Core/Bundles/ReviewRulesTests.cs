using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Bundles;

/// <summary>What needs a review, who may approve it, and what verdicts come to: by example, and by chance.</summary>
public sealed class ReviewRulesTests
{
    private static readonly Channel Shop = new() { Id = 1, Code = "camera", Name = "Camera shop", CurrencyCode = "EUR", TimeZone = "UTC" };

    public static TheoryData<int, long?, ReviewNeed[]> Examples => new()
    {
        // Discount in basis points, cost of both parts; the parts cost 100.00 together.
        { 0, 4000, [] },
        { 1000, 4000, [] },
        { 1500, 4000, [ReviewNeed.Discount] },
        { 1000, 7500, [ReviewNeed.Margin] },
        { 2000, 7000, [ReviewNeed.Margin, ReviewNeed.Discount] },
        { 0, null, [ReviewNeed.UnknownMargin] },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Needs_AreTheLimitsThatItCrosses(int percentOff, long? cost, ReviewNeed[] expected)
    {
        var policy = new ReviewPolicy { ReviewsAll = false, MarginBelowBasisPoints = 2000, DiscountAboveBasisPoints = 1200, ValueAbove = 10_000 };

        Assert.Equal(expected, ReviewRules.Needs(Quote(percentOff, cost), policy));
        Assert.Equal([ReviewNeed.Everything], ReviewRules.Needs(Quote(percentOff, cost), new ReviewPolicy()));
    }

    [Fact]
    public void Needs_OfAnExpensiveBundle_AndOfOneWithoutAPrice()
    {
        Assert.Equal([ReviewNeed.Value], ReviewRules.Needs(Quote(0, 100), new ReviewPolicy { ReviewsAll = false, ValueAbove = 9_999 }));
        Assert.Empty(ReviewRules.Needs(Quote(0, 100), new ReviewPolicy { ReviewsAll = false, ValueAbove = 10_000 }));
        Assert.Equal(
            [ReviewNeed.NoPrice], ReviewRules.Needs(Quote(0, 100) with { Price = null }, new ReviewPolicy { ReviewsAll = false, ValueAbove = 10_000 }));
    }

    [Fact]
    public void Managers_ApproveUpToTheirLimit_AdministratorsAny()
    {
        var policy = new ReviewPolicy { ManagerDiscountBasisPoints = 2000 };

        Assert.Null(ReviewRules.Deny(Quote(2000, 100), policy, TestStudio.Manager));
        Assert.Equal(
            "Managers approve up to 20 % off in Camera shop. An administrator has to approve this one.",
            ReviewRules.Deny(Quote(2001, 100), policy, TestStudio.Manager)?.Message);
        Assert.Null(ReviewRules.Deny(Quote(9000, 100), policy, TestStudio.Administrator));
        Assert.Equal(Refusal.ForbiddenCode, ReviewRules.Deny(Quote(0, 100), policy, TestStudio.Merchandiser)?.Code);
        Assert.NotNull(ReviewRules.Deny(Quote(0, 100), policy, TestStudio.Person("pim", Role.Administrator, 2)));
    }

    /// <summary>A stricter policy never lets through what a looser one has reviewed.</summary>
    [Fact]
    public void Needs_GrowWithTheStrictnessOfThePolicy()
    {
        var chance = new Random(14);
        for (var run = 0; run < 500; run++)
        {
            var quote = Quote(chance.Next(0, 6000), chance.Next(4) == 0 ? null : chance.Next(0, 12_000));
            var loose = new ReviewPolicy
            {
                ReviewsAll = false, MarginBelowBasisPoints = chance.Next(0, 5000), DiscountAboveBasisPoints = chance.Next(0, 6000),
                ValueAbove = chance.Next(0, 12_000),
            };
            var strict = new ReviewPolicy
            {
                ReviewsAll = false, MarginBelowBasisPoints = loose.MarginBelowBasisPoints + chance.Next(0, 2000),
                DiscountAboveBasisPoints = Math.Max(0, loose.DiscountAboveBasisPoints!.Value - chance.Next(0, 2000)),
                ValueAbove = Math.Max(0, loose.ValueAbove!.Value - chance.Next(0, 3000)),
            };

            Assert.Subset(ReviewRules.Needs(quote, strict).ToHashSet(), ReviewRules.Needs(quote, loose).ToHashSet());
        }
    }

    /// <summary>
    /// Whatever is said, and taken back, in whatever order: approved only where nobody refused and every shop has enough different people, and a verdict
    /// that is taken back leaves what would be there without it.
    /// </summary>
    [Fact]
    public void Stand_FollowsFromTheVerdictsThatCount()
    {
        var chance = new Random(31);
        int[] shops = [1, 2, 3];
        for (var run = 0; run < 1_000; run++)
        {
            var needed = shops.ToDictionary(id => id, _ => chance.Next(1, 3));
            var given = Enumerable.Range(0, chance.Next(0, 6)).Select(_ => Given(chance, shops)).ToList();

            var tally = ReviewRules.Stand(shops, given, id => needed[id]);

            var counted = given.Where(verdict => verdict.TakenBackAt is null).ToList();
            Assert.Equal(tally.State, ReviewRules.Stand(shops, counted, id => needed[id]).State);
            if (counted.Exists(verdict => verdict.Decision != ReviewDecision.Approved))
            {
                Assert.Contains(tally.State, new[] { RevisionState.ChangesRequested, RevisionState.Rejected });
                continue;
            }

            Assert.Equal(
                tally.Shops.All(shop => shop.IsLeftOut || shop.Approvals >= needed[shop.ChannelId]) && tally.Shops.Any(shop => !shop.IsLeftOut),
                tally.State == RevisionState.Approved);
            Assert.All(tally.Shops, shop => Assert.InRange(
                shop.Approvals, 0,
                counted.Where(verdict => verdict.ChannelIds.Contains(shop.ChannelId)).Select(verdict => verdict.ReviewerId).Distinct().Count()));
        }
    }

    private static GivenVerdict Given(Random chance, int[] shops)
    {
        var wanted = shops.Where(_ => chance.Next(2) == 0).ToList();
        return new GivenVerdict
        {
            Decision = chance.Next(8) switch { 0 => ReviewDecision.ChangesRequested, 1 => ReviewDecision.Rejected, _ => ReviewDecision.Approved },
            ChannelIds = wanted,
            LeftOutIds = [.. shops.Except(wanted).Where(_ => chance.Next(3) == 0)],
            ReviewerId = $"r{chance.Next(3)}",
            ReviewerName = "",
            TakenBackAt = chance.Next(4) == 0 ? TestStudio.Start : null,
        };
    }

    private static BundleQuote Quote(int percentOff, long? cost)
    {
        var euro = Shop.Currency;
        BundleLine Line(int id) => new(id, $"P{id}", 1, new Money(5000, euro), cost is { } known ? new Money(known / 2, euro) : null, 0);
        var price = BundlePricing.Price(new BundlePriceRequest([Line(1), Line(2)], BundleTerms.PercentOff(percentOff), true)).Required;
        return new BundleQuote(0, Shop, new BundleContent("Kit", [], [1]), [], price, null, BundleStock.Of([]));
    }
}
