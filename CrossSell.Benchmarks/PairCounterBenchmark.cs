using BenchmarkDotNet.Attributes;
using CrossSell.Core.Affinity;

namespace CrossSell.Benchmarks;

/// <summary>
/// The pair kernel on made baskets of a fixed seed: 20,000 baskets of 1 to 40 lines over 4,000 products whose popularity falls like 1 / rank.
/// </summary>
[MemoryDiagnoser]
public class PairCounterBenchmark
{
    private BasketMatrix matrix = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [ParamsAllValues]
    public AffinityRank Rank { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        const int products = 4_000;
#pragma warning disable CA5394 // Made data, no secret.
        var random = new Random(1);
        var builder = new BasketMatrix.Builder();
        var basket = new int[40];
        for (var at = 0; at < 20_000; at++)
        {
            var size = random.Next(1, basket.Length + 1);
            for (var line = 0; line < size; line++)
            {
                basket[line] = (int)Math.Pow(products, random.NextDouble());
            }

            builder.Add(basket.AsSpan(0, size));
        }
#pragma warning restore CA5394

        matrix = builder.Build();
    }

    [Benchmark]
    public PairTotals Count() => PairCounter.Count(matrix, new PairCountOptions { Rank = Rank, Threads = Threads }).Totals;
}
