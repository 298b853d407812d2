using CrossSell.Core.Affinity;
using CsCheck;

namespace CrossSell.Tests.Core.Affinity;

public sealed class CategoryPairsTests
{
    // Cameras are 1 and 2, cards 11 and 12, mugs 21.
    private static readonly Dictionary<int, int> CategoryOf = new() { [1] = 100, [2] = 100, [11] = 200, [12] = 200, [21] = 300 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Find_ACameraNobodyBought_IsOfferedWhatOtherCamerasAreBoughtWith()
    {
        var baskets = new BasketList.Builder();
        for (var at = 0; at < 20; at++)
        {
            baskets.Add([1, 11]).Add([21]).Add([21]);
        }

        var found = CategoryPairs.Find(baskets.Add([2]).Build(), CategoryOf, cancellation: Stop);

        var pair = Assert.Single(found[100]);
        Assert.Equal(new CategoryPair(100, 11, new PairCount(20, 21, 20, 61)), pair);
        Assert.DoesNotContain(300, found.Keys);
    }

    [Fact]
    public void Find_AProductOfACategoryThatGoesTogetherOnlyByChance_IsLeftOut()
    {
        // Mugs lie in every second basket, whatever else does.
        var baskets = new BasketList.Builder();
        for (var at = 0; at < 40; at++)
        {
            baskets.Add(at % 2 == 0 ? [1, 11, 21] : [1, 11]).Add(at % 2 == 0 ? [12, 21] : [12]).Add(at % 2 == 0 ? [99, 21] : [99]);
        }

        var found = CategoryPairs.Find(baskets.Build(), CategoryOf, cancellation: Stop);

        Assert.Equal([11], found[100].Select(pair => pair.CompanionId));
    }

    [Fact]
    public void Find_OfAnyBaskets_CountsAsOneWouldByHandAndNeverOffersTheOwnCategory() =>
        Gen.Select(Gen.Int[1, 14].Array[0, 6].Array[1, 80], Gen.Int[0, 3].Array[14]).Sample((lists, places) =>
        {
            var categoryOf = places.Select((category, at) => (Product: at + 1, category)).Where(item => item.category > 0)
                .ToDictionary(item => item.Product, item => item.category);
            var builder = new BasketList.Builder();
            foreach (var list in lists)
            {
                builder.Add(list).Add(list).Add(list);
            }

            var baskets = builder.Build();
            var sets = lists.SelectMany(list => Enumerable.Repeat(list.ToHashSet(), 3)).Where(set => set.Count > 0).ToList();
            foreach (var (category, pairs) in CategoryPairs.Find(baskets, categoryOf, cancellation: Stop))
            {
                Assert.Equal(pairs.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.CompanionId), pairs);
                foreach (var pair in pairs)
                {
                    var with = sets.Where(set => set.Any(product => categoryOf.GetValueOrDefault(product) == category)).ToList();
                    Assert.NotEqual(category, categoryOf[pair.CompanionId]);
                    Assert.Equal(
                        new PairCount(
                            with.Count(set => set.Contains(pair.CompanionId)), with.Count, sets.Count(set => set.Contains(pair.CompanionId)),
                            sets.Count), pair.Count);
                    Assert.Equal(EvidenceKind.BoughtTogether, AffinityEvidence.KindOf(pair.Count));
                }
            }
        });
}
