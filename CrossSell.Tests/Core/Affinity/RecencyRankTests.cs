using CrossSell.Core.Affinity;
using CsCheck;

namespace CrossSell.Tests.Core.Affinity;

public sealed class RecencyRankTests
{
    private const int Anchor = 1;
    private const int Ages = 4;

    private static readonly Gen<int[]> Basket = Gen.Int[1, 6].Array[1, 4].Select(products => products.Distinct().ToArray());

    /// <summary>
    /// Of today two baskets with 1 and 2, one with 1 and one with 9; of one half-life ago three with 1 and 3, and one with 9. By weight 1 lies in
    /// 3 + 3/2 = 4.5 of 4 + 4/2 = 6 baskets, with 2 in 2 and with 3 in 1.5: Wilson's lower end of 2 of 4.5 is 0.13185, over (2/6)^0.3 = 0.71922.
    /// </summary>
    [Fact]
    public void Order_ByExample_IsWhatWasWorkedOutByHand()
    {
        var rank = new RecencyRank([Of([1, 2], [1, 2], [1], [9]), Of([1, 3], [1, 3], [1, 3], [9])]);

        var order = rank.Order(Anchor, [new Companion(3, 3, 0), new Companion(2, 2, 0)], keep: 2);

        // Without ages the one that was bought three times would lead.
        Assert.Equal([2, 3], order.Select(companion => companion.ProductId));
        Assert.Equal([HandTwo, HandThree], order.Select(companion => Math.Round(companion.Score, 5)));
        Assert.Equal([2, 3], order.Select(companion => companion.Together));
    }

    [Fact]
    public void Order_WithBasketsOfOneAge_IsAsWithout() => Basket.Array[1, 30].Sample(baskets =>
    {
        var matrix = Of(baskets);
        var companions = Enumerable.Range(2, 5).Select(id => new Companion(id, matrix.Together(Anchor, id), Score(matrix, id))).ToList();

        var order = new RecencyRank([matrix, .. Enumerable.Repeat(Of(), Ages - 1)]).Order(Anchor, companions, keep: 5);

        Assert.Equal(companions.OrderByDescending(companion => companion.Score).ThenBy(companion => companion.ProductId), order);
    });

    /// <summary>
    /// The baskets that hold both grow older, and all else weighs what it did: as many others, with each of the two alone and with neither, grow younger for
    /// it.
    /// </summary>
    [Fact]
    public void Order_EvidenceThatIsOlder_NeverGains() =>
        Gen.Select(Basket.Array[0, 12].Array[Ages], Gen.Int[0, Ages - 2], Gen.Int[1, Ages - 1], Gen.Int[2, 6])
            .Where((_, young, further, _) => young + further < Ages).Sample((baskets, young, further, companion) =>
            {
                int[][] together = [[Anchor, companion], [8]];
                int[][] apart = [[Anchor], [companion]];

                var before = ScoreOf(companion, baskets, (young, together), (young + further, apart));
                var after = ScoreOf(companion, baskets, (young, apart), (young + further, together));

                Assert.True(after < before, $"{after} is not below {before}");
            });

    private const double HandTwo = 0.18332;
    private const double HandThree = 0.12293;

    private static double ScoreOf(int companion, int[][][] baskets, params (int Age, int[][] Baskets)[] more)
    {
        var byAge = baskets.Select((some, age) => Of([.. some, .. more.Where(item => item.Age == age).SelectMany(item => item.Baskets)])).ToList();
        return new RecencyRank(byAge).Order(Anchor, [new Companion(companion, 0, 0)], keep: 1)[0].Score;
    }

    private static double Score(BasketMatrix matrix, int id) =>
        AffinityScore.WilsonDamped(new PairCount(matrix.Together(Anchor, id), matrix.SupportOf(Anchor), matrix.SupportOf(id), matrix.BasketCount));

    private static BasketMatrix Of(params int[][] baskets)
    {
        var builder = new BasketMatrix.Builder();
        foreach (var basket in baskets)
        {
            builder.Add(basket);
        }

        return builder.Build();
    }
}
