using CrossSell.Core.Affinity;
using CsCheck;

namespace CrossSell.Tests.Core.Affinity;

public sealed class FrequentSetsTests
{
    private static readonly Gen<int[][]> Baskets = Gen.Int[1, 7].Array[0, 5].Array[1, 40];

    [Fact]
    public void Find_AnyBaskets_CountsWhatANaiveCountCounts()
    {
        Baskets.Sample(
            baskets =>
            {
                var found = FrequentSets.Find(baskets, baskets.Length + 5, (_, _) => true, 2, 4, 0);
                var all = Subsets([1, 2, 3, 4, 5, 6, 7]).Where(set => set.Length is 3 or 4)
                    .Select(set => (Set: set, Count: baskets.Count(basket => set.All(basket.Contains)))).Where(set => set.Count >= 2).ToArray();
                var closed = all.Where(set => !all.Any(other =>
                    other.Set.Length > set.Set.Length && other.Count == set.Count && set.Set.All(other.Set.Contains))).ToArray();

                Assert.Equal(
                    closed.Select(set => (string.Join(',', set.Set), set.Count)).Order(),
                    found.Select(set => (string.Join(',', set.ProductIds), set.Count)).Order());
            },
            iter: 300);
    }

    [Fact]
    public void Find_ByHowManyBasketsHoldJustThat_IsWhatTheBasketsSay() => Baskets.Sample(
        baskets => Assert.Equal(
            FrequentSets.Find(baskets, baskets.Length + 5, (_, _) => true, 2, 4, 0).Select(set => (string.Join(',', set.ProductIds), set.Count, set.Lift)),
            FrequentSets.Find(
                baskets.GroupBy(basket => string.Join(',', basket.Distinct().Order()))
                    .Select(same => ((IReadOnlyCollection<int>)same.First(), same.Count())),
                baskets.Length + 5, (_, _) => true, 2, 4, 0).Select(set => (string.Join(',', set.ProductIds), set.Count, set.Lift))),
        iter: 200);

    [Fact]
    public void Find_APairWithSomethingPopular_IsNoSetOfThree()
    {
        // 1 and 2 go together; 9 lies in every basket, with them as with anything.
        int[][] baskets = [.. Enumerable.Repeat<int[]>([1, 2, 9], 20), .. Enumerable.Repeat<int[]>([5, 9], 80)];

        Assert.Empty(FrequentSets.Find(baskets, 100, (_, _) => true, 3, 5, 1.5));
    }

    [Fact]
    public void Find_ThreeThatNeedOneAnother_ComeBeforeWhatIsRarer()
    {
        int[][] baskets =
        [
            .. Enumerable.Repeat<int[]>([1, 2, 3], 20), .. Enumerable.Repeat<int[]>([4, 5, 6], 6), .. Enumerable.Repeat<int[]>([7], 74),
        ];

        var found = FrequentSets.Find(baskets, 100, (_, _) => true, 3, 5, 1.5);

        Assert.Equal(["1,2,3", "4,5,6"], found.Select(set => string.Join(',', set.ProductIds)));
        Assert.Equal((20, 5d), (found[0].Count, found[0].Lift));
    }

    [Fact]
    public void Find_ProductsThatMayNotStandTogether_AreInNoSet() =>
        Assert.Empty(FrequentSets.Find(Enumerable.Repeat<int[]>([1, 2, 3], 10), 100, (low, high) => (low, high) != (1, 3), 3, 5, 1.5));

    private static IEnumerable<int[]> Subsets(int[] all) =>
        Enumerable.Range(0, 1 << all.Length).Select(mask => all.Where((_, index) => (mask & (1 << index)) != 0).ToArray());
}
