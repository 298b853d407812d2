using System.Diagnostics;
using System.Globalization;
using CrossSell.Core.Affinity;
using CrossSell.Core.Exchange;

namespace CrossSell.Benchmarks;

/// <summary>
/// Times the pair kernel and the SQL self-join on the same baskets in one run and prints the ratio: <c>affinity --from FILE [--runs 9] [--no-sql]</c>.
/// </summary>
internal static class AffinityComparison
{
    private const int MinBaskets = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var from = Option(args, "--from");
        if (from is null || !File.Exists(from) || !int.TryParse(Option(args, "--runs") ?? "9", out var runs) || runs < 1)
        {
            await Console.Error.WriteLineAsync("Usage: affinity --from FILE [--runs 9] [--no-sql]   FILE is an order file; numbers from a Release build only.");
            return 2;
        }

        var clock = Stopwatch.StartNew();
        var baskets = (await BasketReader.ReadAsync(from)).Required.Baskets;
        Say($"read {baskets.Count:N0} baskets in {clock.Elapsed.TotalSeconds:0.000} s; {Environment.ProcessorCount} cores");

        clock.Restart();
        var matrix = BasketMatrix.Of(baskets);
        Say(
            $"matrix: {matrix.ProductCount:N0} products, {matrix.LineCount:N0} lines, {matrix.PairIncrements:N0} pair increments; built in {clock.Elapsed.TotalMilliseconds:0} ms");

        PairTotals? totals = null;
        var best = double.MaxValue;
        foreach (var rank in Enum.GetValues<AffinityRank>())
        {
            var options = new PairCountOptions { MinBaskets = MinBaskets, Rank = rank };
            var times = Times(runs, () => totals = PairCounter.Count(matrix, options).Totals);
            best = rank == default ? times[0] : best;
            Say($"kernel, {rank}: best {times[0] * 1000:0.0} ms, median {times[times.Length / 2] * 1000:0.0} ms of {runs} runs");
        }

        var single = Times(runs, () => PairCounter.Count(matrix, new PairCountOptions { MinBaskets = MinBaskets, Threads = 1 }));
        Say($"kernel, {default(AffinityRank)}, one thread: best {single[0] * 1000:0.0} ms");
        Say($"totals: {totals!.Pairs:N0} pairs in {MinBaskets} baskets or more, sum of counts {totals.CountSum:N0}, best lifts {totals.BestLiftSum:0.000}");
        if (args.Contains("--no-sql"))
        {
            return 0;
        }

        using var sql = new SqlSelfJoin(baskets);
        clock.Restart();
        var (pairs, countSum) = sql.Count(MinBaskets);
        var seconds = clock.Elapsed.TotalSeconds;
        Say($"SQL self-join (SQLite, in memory): {seconds:0.0} s, {pairs:N0} pairs, sum of counts {countSum:N0}");
        if (pairs != totals.Pairs || countSum != totals.CountSum)
        {
            await Console.Error.WriteLineAsync("The two disagree.");
            return 1;
        }

        Say($"ratio: the kernel is {seconds / best:N0} times as fast as the self-join");
        return 0;
    }

    private static double[] Times(int runs, Action action)
    {
        // The compiler improves hot code while it runs; five turns see it settled.
        for (var turn = 0; turn < 5; turn++)
        {
            action();
        }

        var times = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var clock = Stopwatch.GetTimestamp();
            action();
            times[run] = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        }

        Array.Sort(times);
        return times;
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
