using CrossSell.Core.Affinity;
using CsCheck;

namespace CrossSell.Tests.Core.Affinity;

public sealed class PairCounterTests
{
    private const int Boots = 1;
    private const int Socks = 2;
    private const int Bag = 9;

    private static readonly Gen<int[][]> AnyBaskets = Gen.Int[1, 12].Array[0, 9].Array[0, 60];

    /// <summary>Enough products for several chunks, so that threads really share the work.</summary>
    private static readonly Gen<int[][]> WideBaskets = Gen.Int[-60, 60].Array[0, 30].Array[20, 80];

    [Fact]
    public void Count_OfAnyBaskets_EqualsBruteForce() =>
        Gen.Select(AnyBaskets, Gen.Int[1, 4], Gen.Int[1, 5], Gen.Enum<AffinityRank>(), Gen.Int[1, 20]).Sample((some, min, best, rank, times) =>
        {
            // The same baskets over and over make counts large enough for every branch of the scores.
            var baskets = Enumerable.Repeat(some, times).SelectMany(basket => basket).ToArray();
            var result = Count(Matrix(baskets), new PairCountOptions { MinBaskets = min, Best = best, Rank = rank, Threads = 1 });

            var expected = new BruteForce(baskets, min);
            Assert.Equal(expected.Totals with { BestLiftSum = result.Totals.BestLiftSum }, result.Totals);
            Assert.Equal(expected.Totals.BestLiftSum, result.Totals.BestLiftSum, 1e-9);
            foreach (var product in expected.Products)
            {
                Assert.Equal(expected.Companions(product, rank).Take(best), result.CompanionsOf(product));
            }
        });

    [Fact]
    public void Together_OfAnyPair_EqualsBruteForce() => AnyBaskets.Sample(baskets =>
    {
        var matrix = Matrix(baskets);
        for (var one = 0; one <= 12; one++)
        {
            for (var other = 0; other <= 12; other++)
            {
                Assert.Equal(one == other ? 0 : baskets.Count(basket => basket.Contains(one) && basket.Contains(other)), matrix.Together(one, other));
            }
        }
    });

    [Fact]
    public void Count_WithAnyNumberOfThreads_GivesTheSameResult() =>
        Gen.Select(WideBaskets, Gen.Int[2, 8], Gen.Enum<AffinityRank>()).Sample(
            (baskets, threads, rank) =>
            {
                var matrix = Matrix(baskets);
                var options = new PairCountOptions { Best = 3, MinBaskets = 1, Rank = rank };

                var one = Count(matrix, options with { Threads = 1 });
                var many = Count(matrix, options with { Threads = threads });

                Assert.Equal(one.Totals, many.Totals);
                foreach (var product in one.ProductIds)
                {
                    Assert.Equal(one.CompanionsOf(product), many.CompanionsOf(product));
                }
            },
            iter: 300);

    [Fact]
    public void Count_OfShuffledBaskets_GivesTheSameResult() =>
        AnyBaskets.SelectMany(baskets => Gen.Shuffle(baskets).Select(shuffled => (baskets, shuffled))).Sample(pair =>
        {
            var one = Count(Matrix(pair.baskets), new PairCountOptions());
            var other = Count(Matrix(pair.shuffled), new PairCountOptions());

            Assert.Equal(one.Totals, other.Totals);
            Assert.All(one.ProductIds.ToArray(), product => Assert.Equal(one.CompanionsOf(product), other.CompanionsOf(product)));
        });

    [Fact]
    public void Count_OfNothing_IsEmpty()
    {
        var result = Count(Matrix([]), new PairCountOptions());

        Assert.Equal(new PairTotals(0, 0, 0, 0, 0, 0), result.Totals);
        Assert.Empty(result.CompanionsOf(1));
    }

    [Fact]
    public void Count_PairInTooFewBaskets_IsNeitherCountedNorKept()
    {
        var result = Count(Matrix([1, 2], [1, 2], [1, 3]), new PairCountOptions { MinBaskets = 2 });

        Assert.Equal(1, result.Totals.Pairs);
        Assert.Equal(2, result.Totals.CountSum);
        Assert.Equal([2], result.CompanionsOf(1).Select(companion => companion.ProductId));
        Assert.Empty(result.CompanionsOf(3));
    }

    [Fact]
    public void Companions_WithEqualScores_StandByProductId()
    {
        var result = Count(Matrix([5, 9, 3, 7], [5, 9, 3, 7]), new PairCountOptions { Best = 2 });

        Assert.Equal([3, 5], result.CompanionsOf(9).Select(companion => companion.ProductId));
        Assert.Equal([5, 7], result.CompanionsOf(3).Select(companion => companion.ProductId));
    }

    [Fact]
    public void Evidence_OfACompanion_HoldsTheFourCounts()
    {
        var result = Count(Matrix([1, 2], [1, 2, 3], [2, 3], [1]), new PairCountOptions());

        var companion = Assert.Single(result.CompanionsOf(1));
        Assert.Equal(new PairCount(2, 3, 3, 4), result.Evidence(1, companion));
    }

    [Fact]
    public void PopularItem_ThatLiesWithEverything_RanksBehindTheRealCompanion()
    {
        Assert.Equal(Bag, Count(ShopWithAPopularItem(), new PairCountOptions { Rank = AffinityRank.Confidence }).CompanionsOf(Boots)[0].ProductId);
        Assert.Equal(Socks, Count(ShopWithAPopularItem(), new PairCountOptions { Rank = AffinityRank.WilsonDamped }).CompanionsOf(Boots)[0].ProductId);
        Assert.Equal(Socks, Count(ShopWithAPopularItem(), new PairCountOptions { Rank = AffinityRank.DampedConfidence }).CompanionsOf(Boots)[0].ProductId);
    }

    [Fact]
    public void MinLift_KeepsThePopularItemOutButCountsIt()
    {
        var all = Count(ShopWithAPopularItem(), new PairCountOptions());
        var real = Count(ShopWithAPopularItem(), new PairCountOptions { MinLift = AffinityEvidence.DefaultMinLift });

        Assert.Contains(Bag, all.CompanionsOf(Boots).Select(companion => companion.ProductId));
        Assert.DoesNotContain(Bag, real.CompanionsOf(Boots).Select(companion => companion.ProductId));
        Assert.Contains(Socks, real.CompanionsOf(Boots).Select(companion => companion.ProductId));
        Assert.Equal(all.Totals, real.Totals);
    }

    [Fact]
    public void Count_CancelledBefore_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => PairCounter.Count(Matrix([1, 2]), new PairCountOptions(), cancellation: cancelled.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Count_CancelledWhileRunning_EndsAsCancelled(int threads)
    {
        using var source = new CancellationTokenSource();
        var baskets = Enumerable.Range(0, 400).Select(at => Enumerable.Range(at, 40).ToArray()).ToArray();
        var progress = new Told(_ => source.Cancel());

        Assert.ThrowsAny<OperationCanceledException>(() => PairCounter.Count(
            Matrix(baskets), new PairCountOptions { Threads = threads }, progress, source.Token));
    }

    [Fact]
    public void Progress_OfOneThread_RisesToOne()
    {
        var shares = new List<double>();
        var baskets = Enumerable.Range(0, 400).Select(at => Enumerable.Range(at, 40).ToArray()).ToArray();

        PairCounter.Count(Matrix(baskets), new PairCountOptions { Threads = 1 }, new Told(shares.Add), TestContext.Current.CancellationToken);

        Assert.True(shares.Count > 10);
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(shares.Distinct(), shares);
        Assert.Equal(1, shares[^1]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Count_WithSenselessOptions_Throws(int minBaskets, int best) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Count(Matrix([1, 2]), new PairCountOptions { MinBaskets = minBaskets, Best = best }));

    /// <summary>Two in five baskets of every kind hold a carrier bag; one in three with boots holds socks, and hardly another does.</summary>
    private static BasketMatrix ShopWithAPopularItem()
    {
        var builder = new BasketMatrix.Builder();
        for (var at = 0; at < 1_000; at++)
        {
            List<int> basket = [at < 100 ? Boots : 100 + (at % 10)];
            if (at % 5 < 2)
            {
                basket.Add(Bag);
            }

            if (at < 100 ? at % 3 == 0 : at % 30 == 0)
            {
                basket.Add(Socks);
            }

            builder.Add([.. basket]);
        }

        return builder.Build();
    }

    private static PairCountResult Count(BasketMatrix matrix, PairCountOptions options) =>
        PairCounter.Count(matrix, options, cancellation: TestContext.Current.CancellationToken);

    private static BasketMatrix Matrix(params int[][] baskets)
    {
        var builder = new BasketMatrix.Builder();
        foreach (var basket in baskets)
        {
            builder.Add(basket);
        }

        return builder.Build();
    }

    /// <summary>Reports at once, on the thread that counts.</summary>
    private sealed class Told(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }

    /// <summary>The same answers from sets, by the definitions and nothing else.</summary>
    private sealed class BruteForce
    {
        private readonly List<HashSet<int>> baskets;
        private readonly int min;

        public BruteForce(int[][] baskets, int min)
        {
            this.baskets = [.. baskets.Select(basket => basket.ToHashSet()).Where(basket => basket.Count > 0)];
            this.min = min;
            Products = [.. this.baskets.SelectMany(basket => basket).Distinct().Order()];
            var pairs = (from a in Products from b in Products where a < b select Pair(a, b)).Where(pair => pair.Together >= min).ToList();
            var lifts = Products.Select(a => Products.Where(b => b != a).Select(b => Pair(a, b)).Where(pair => pair.Together >= min)
                .Select(AffinityScore.Lift).DefaultIfEmpty(0).Max());
            Totals = new PairTotals(
                this.baskets.Count, Products.Count, this.baskets.Sum(basket => basket.Count), pairs.Count, pairs.Sum(pair => (long)pair.Together), lifts.Sum());
        }

        public List<int> Products { get; }

        public PairTotals Totals { get; }

        public IEnumerable<Companion> Companions(int anchor, AffinityRank rank) =>
            from companion in Products
            where companion != anchor
            let pair = Pair(anchor, companion)
            where pair.Together >= min
            let score = rank switch
            {
                AffinityRank.WilsonDamped => AffinityScore.WilsonDamped(pair),
                AffinityRank.DampedConfidence => AffinityScore.DampedConfidence(pair),
                _ => AffinityScore.Confidence(pair),
            }
            orderby score descending, companion
            select new Companion(companion, pair.Together, score);

        private PairCount Pair(int a, int b) => new(
            baskets.Count(basket => basket.Contains(a) && basket.Contains(b)),
            baskets.Count(basket => basket.Contains(a)),
            baskets.Count(basket => basket.Contains(b)),
            baskets.Count);
    }
}
