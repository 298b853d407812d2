using System.Diagnostics;
using System.Globalization;
using CrossSell.Core;
using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Benchmarks;

/// <summary>
/// Times mining from the database to the stored result on a copy of a real studio, part by part: <c>mine --data FOLDER</c> (it writes to it), and the
/// counting alone on made baskets: <c>kernel</c>.
/// </summary>
internal static class MiningBenchmark
{
    private const int Baskets = 1_000_000;
    private const int Products = 50_000;

    public static async Task<int> MineAsync(string[] args)
    {
        var at = Array.IndexOf(args, "--data");
        var folder = at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        if (folder is null || !File.Exists(new DataDirectory(folder).Database))
        {
            await Console.Error.WriteLineAsync(
                "Usage: mine --data FOLDER   FOLDER is a copy of a data folder, migrated; every channel is mined again. Numbers from a Release build only.");
            return 2;
        }

        var store = StudioStore.OnFile(new DataDirectory(folder).Database, MachineClock.Time, CrossSellCore.FollowUps);
        await using (var db = store.Read())
        {
            Say($"{await db.Orders.CountAsync():N0} orders, {await db.OrderLines.CountAsync():N0} lines; {Environment.ProcessorCount} cores");
        }

        var parts = new Dictionary<string, (TimeSpan Clock, TimeSpan Busy)>();
        var (step, clock, whole, busy) = ("", Stopwatch.StartNew(), Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var since = busy;
        var progress = new Relay<MiningProgress>(told =>
        {
            if (told.Step != step)
            {
                Next(told.Step);
            }
        });
        if ((await new MiningService(store, MachineClock.Time).MineAsync(Actor.CommandLine, progress: progress)).IsRefused(out var refusal, out var mined))
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }

        Next("");
        var spent = Environment.CpuUsage.TotalTime - busy;
        foreach (var (name, time) in parts.Where(part => part.Key.Length > 0))
        {
            Say($"{name,-34} {time.Clock.TotalSeconds,8:0.0} s   processor {time.Busy.TotalSeconds,8:0.0} s");
        }

        Say(
            $"{mined.Sum(one => (long)one.Totals.Baskets):N0} baskets, {mined.Sum(one => one.Totals.Pairs):N0} pairs, {mined.Sum(one => (long)one.Stored):N0} best pairs stored");
        Say(
            $"in all {whole.Elapsed.TotalSeconds:0.0} s, processor {spent.TotalSeconds:0.0} s, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MB");
        return 0;

        void Next(string told)
        {
            var (known, now) = (parts.GetValueOrDefault(step), Environment.CpuUsage.TotalTime);
            parts[step] = (known.Clock + clock.Elapsed, known.Busy + now - since);
            (step, clock, since) = (told, Stopwatch.StartNew(), now);
        }
    }

    /// <summary>A million made baskets of two to eight products, whose popularity falls like 1 / rank, of a fixed seed.</summary>
    public static int Kernel()
    {
#pragma warning disable CA5394 // Made data, no secret.
        var random = new Random(1);
        var builder = new BasketList.Builder();
        Span<int> basket = stackalloc int[8];
        for (var at = 0; at < Baskets; at++)
        {
            var size = random.Next(2, basket.Length + 1);
            for (var line = 0; line < size; line++)
            {
                basket[line] = (int)Math.Pow(Products, random.NextDouble());
            }

            builder.Add(basket[..size]);
        }
#pragma warning restore CA5394

        var baskets = builder.Build();
        var (best, all) = (double.MaxValue, new List<double>());
        PairTotals? totals = null;
        for (var run = 0; run < 5; run++)
        {
            var clock = Stopwatch.GetTimestamp();
            totals = PairCounter.Count(BasketMatrix.Of(baskets), new PairCountOptions()).Totals;
            all.Add(Stopwatch.GetElapsedTime(clock).TotalSeconds);
            best = Math.Min(best, all[^1]);
        }

        Say($"{totals!.Baskets:N0} baskets, {totals.Products:N0} products, {totals.Lines:N0} lines, {totals.Pairs:N0} pairs");
        Say($"arranged and counted in {best:0.00} s at best, first {all[0]:0.00} s; peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MB");
        return 0;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
