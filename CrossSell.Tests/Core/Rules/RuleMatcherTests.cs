using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using CsCheck;

namespace CrossSell.Tests.Core.Rules;

public sealed class RuleMatcherTests
{
    private static readonly Dictionary<int, AttributeKind> Kinds = new()
    {
        [1] = AttributeKind.Choices, [2] = AttributeKind.Choices, [3] = AttributeKind.Products
    };

    private static readonly Gen<RuleProduct> Products =
        from id in Gen.Int[1, 40]
        from family in Gen.Int[1, 8]
        from brand in Gen.Int[0, 3]
        from category in Gen.Int[0, 3]
        from price in Gen.Int[0, 9]
        from margin in Gen.Int[-1, 4]
        from baskets in Gen.Int[0, 4]
        from day in Gen.Int[0, 3]
        from sellable in Gen.Int[0, 3]
        from mount in Gen.Int[0, 2].Array[0, 2]
        from fits in Gen.Int[0, 2].Array[0, 2]
        select Product(
            id, family, brand == 0 ? null : $"B{brand}", category == 0 ? null : category, price * 100, mount: [.. mount.Select(m => $"M{m}")],
            fits: [.. fits.Select(m => $"M{m}")]) with
        {
            Margin = margin < 0 ? null : margin,
            Baskets = baskets,
            CreatedAt = DateTimeOffset.UnixEpoch.AddDays(day),
            IsSellable = sellable > 0,
        };

    private static readonly Gen<Comparison[]> Comparisons = Gen.OneOf(
        Gen.Const((Comparison)new SameBrand()), Gen.Const((Comparison)new SameCategory()), Gen.Const((Comparison)new OtherCategory()),
        Gen.Const((Comparison)new AttributeMatches(1, 1)),
        Gen.Const((Comparison)new AttributeMatches(1, 2)), Gen.Const((Comparison)new AttributeMatches(1, 3)),
        Gen.Int[1, 3].Select(percent => (Comparison)new PricedAtMost(percent * 60)),
        Gen.Int[1, 3].Select(percent => (Comparison)new PricedAtLeast(percent * 40))).Array[0, 3];

    [Fact]
    public void Best_OfSocksForABoot_TakesThoseThatFitInTheRulesOrder()
    {
        var boot = Product(1, 1, "Cairnfell", 1, 20_000, mount: ["M"]);
        var matcher = new RuleMatcher([new AttributeMatches(1, 1), new PricedAtMost(30), new OtherCategory()], RuleOrder.Bestseller, Kinds,
        [
            Product(2, 2, null, 2, 2_400, mount: ["S", "M"]) with { Baskets = 10 },
            Product(3, 3, null, 2, 6_000, mount: ["M"]) with { Baskets = 20 },
            Product(4, 4, null, 2, 6_001, mount: ["M"]) with { Baskets = 90 },
            Product(5, 5, null, 2, 1_800, mount: ["L"]) with { Baskets = 80 },
            Product(6, 6, null, 1, 1_800, mount: ["M"]) with { Baskets = 70 },
            Product(7, 1, null, 2, 1_800, mount: ["M"]) with { Baskets = 60 },
            Product(8, 8, null, 2, 1_900, mount: ["M"]) with { Baskets = 50, IsSellable = false },
        ]);

        Assert.Equal([8, 3, 2], matcher.Best(boot, 4).Select(product => product.Id));
        Assert.Equal([8, 3], matcher.Best(boot, 1).Select(product => product.Id));
        Assert.Equal(2, matcher.CountFits(boot, 9));
        Assert.Equal((null, 6_000L), matcher.PricesFor(boot));
        Assert.Equal("Size M; 30 % of the price; another category", matcher.Why(boot, matcher.Find(3)!, new Dictionary<int, string> { [1] = "Size" }));
    }

    [Fact]
    public void Best_ByAffinity_PutsTheAnchorsOwnPairsBeforeBestsellers()
    {
        var matcher = new RuleMatcher(
            [], RuleOrder.Affinity, Kinds, [.. Enumerable.Range(2, 4).Select(id => Product(id, id, null, null, 100) with { Baskets = id })]);

        Assert.Equal(
            [3, 2, 5, 4],
            matcher.Best(Product(1, 1, null, null, 100), 9, new Dictionary<int, double> { [2] = 0.1, [3] = 0.2, [99] = 9 }).Select(product => product.Id));
    }

    [Fact]
    public void Attribute_ThatNamesProducts_IsComparedWithTheAnchorsSkus()
    {
        var body = Product(1, 1, null, null, 100) with { Skus = ["cam-d7", "CAM"] };
        var grip = Product(2, 2, null, null, 100) with { Values = new([new(3, ["CAM-D7"])]) };
        var other = Product(3, 3, null, null, 100) with { Values = new([new(3, ["CAM-D9"])]) };

        Assert.Equal([2], new RuleMatcher([new AttributeMatches(1, 3)], RuleOrder.Newest, Kinds, [grip, other]).Best(body, 9).Select(product => product.Id));
        // And the other way round: the anchor names what belongs to it.
        Assert.Equal([1], new RuleMatcher([new AttributeMatches(3, 1)], RuleOrder.Newest, Kinds, [body]).Best(grip, 9).Select(product => product.Id));
    }

    [Fact]
    public void Best_OfAnyCandidates_IsWhatLookingAtAllOfThemFinds() => Gen.Select(
        Products.Array[0, 30], Products, Comparisons, Gen.Int[0, 5], Gen.Int[1, 5]).Sample(
        (made, anchor, comparisons, order, most) =>
        {
            RuleProduct[] candidates = [.. made.DistinctBy(product => product.Id)];
            var matcher = new RuleMatcher(comparisons, (RuleOrder)order, Kinds, candidates);
            var fitting = candidates.Where(candidate => matcher.Fits(anchor, candidate) && candidate.IsSellable);
            var expected = ((RuleOrder)order switch
            {
                RuleOrder.Margin => fitting.OrderByDescending(product => product.Margin ?? -9),
                RuleOrder.Newest => fitting.OrderByDescending(product => product.CreatedAt),
                RuleOrder.PriceLow => fitting.OrderBy(product => product.Price),
                RuleOrder.PriceHigh => fitting.OrderByDescending(product => product.Price),
                _ => fitting.OrderByDescending(product => product.Baskets),
            }).ThenBy(product => product.Id).Take(most).Select(product => product.Id).ToArray();

            var best = matcher.Best(anchor, most);
            Assert.Equal(expected, best.Where(product => product.IsSellable).Select(product => product.Id));
            Assert.All(best, product => Assert.True(matcher.Fits(anchor, product)));
            Assert.Equal(Math.Min(most, fitting.Count()), matcher.CountFits(anchor, most));
            var (from, to) = matcher.PricesFor(anchor);
            Assert.All(best, product => Assert.True(product.Price >= (from ?? 0) && product.Price <= (to ?? long.MaxValue)));
        });

    [Fact]
    public void With_AnyChanges_IsAsIfMadeAgain() => Gen.Select(
        Products.Array[0, 30], Products.Array[0, 8], Gen.Int[1, 40].Array[0, 8], Products.Array[1, 4], Comparisons).Sample(
        (made, changed, gone, anchors, comparisons) =>
        {
            RuleProduct[] before = [.. made.DistinctBy(product => product.Id)];
            RuleProduct[] coming = [.. changed.DistinctBy(product => product.Id).Where(product => !gone.Contains(product.Id))];
            RuleProduct[] after = [.. before.Where(product => !gone.Contains(product.Id) && !coming.Any(other => other.Id == product.Id)), .. coming];
            var matcher = new RuleMatcher(comparisons, RuleOrder.Bestseller, Kinds, before);
            foreach (var anchor in anchors)
            {
                matcher.Best(anchor, 3); // Groups are there before.
            }

            var patched = matcher.With(gone.ToHashSet(), coming);
            var again = new RuleMatcher(comparisons, RuleOrder.Bestseller, Kinds, after);
            Assert.Equal(again.Candidates, patched.Candidates);
            foreach (var anchor in anchors)
            {
                Assert.Equal(again.Best(anchor, 3), patched.Best(anchor, 3));
            }
        });

    [Fact]
    public void Sample_OfManyProducts_SaysTheirSumWithinItsRange()
    {
        int[] numbers = [.. Enumerable.Range(0, 20_000).Select(id => id % 7 == 0 ? 0 : id % 5)];
        var chosen = RuleSampling.Choose([.. Enumerable.Range(0, numbers.Length)], 500);
        Assert.Equal(500, chosen.Count);
        Assert.Equal(chosen, RuleSampling.Choose([.. Enumerable.Range(0, numbers.Length).Reverse()], 500));

        var sum = RuleSampling.Sum([.. chosen.Select(id => numbers[id])], numbers.Length, 4);
        Assert.InRange(numbers.Sum(), sum.Low, sum.High);
        Assert.False(sum.IsExact);
        var none = RuleSampling.Share(chosen.Count(id => numbers[id] == 0), chosen.Count, numbers.Length);
        Assert.InRange(numbers.Count(number => number == 0), none.Low, none.High);
        Assert.Equal(RuleEstimate.Exact(6), RuleSampling.Sum([1, 2, 3], 3, 4));
        Assert.True(RuleSampling.Sum([4, 4, 4, 4], 1_000, 4) is { Low: < 4_000, High: 4_000 });
    }

    private static RuleProduct Product(int id, int family, string? brand, int? category, long price, string[]? mount = null, string[]? fits = null) => new()
    {
        Id = id,
        FamilyId = family,
        Brand = brand,
        CategoryId = category,
        Price = price,
        Values = new(new Dictionary<int, EquatableList<string>> { [1] = [.. mount ?? []], [2] = [.. fits ?? []] }.Where(pair => pair.Value.Count > 0)),
    };
}
