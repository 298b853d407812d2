using System.Diagnostics;
using System.Globalization;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Benchmarks;

/// <summary>
/// Times the product list on a data folder, and the bare SQLite query of the same question beside it: <c>catalog --data FOLDER [--runs 200]</c>.
/// Everything is asked through the service that the page asks, rows loaded from the database included.
/// </summary>
internal static class CatalogBenchmark
{
    private const int Seed = 20261122;

    public static async Task<int> RunAsync(string[] args)
    {
        var folder = Option(args, "--data");
        if (folder is null || !File.Exists(new DataDirectory(folder).Database) || !int.TryParse(Option(args, "--runs") ?? "200", out var runs) || runs < 1)
        {
            await Console.Error.WriteLineAsync(
                "Usage: catalog --data FOLDER [--runs 200]   FOLDER is made by: demo --products N --orders M. Numbers from a Release build only.");
            return 2;
        }

        var path = new DataDirectory(folder).Database;
        var store = StudioStore.OnFile(path, MachineClock.Time, CrossSellCore.FollowUps);
        await store.MigrateAsync();
        var before = Memory();
        using var index = new CatalogIndex(store);
        await index.RefreshAsync();
        var list = new CatalogList(store, index);
        var channel = await LargestChannelAsync(store);
        var everything = new CatalogQuery { ChannelId = channel, EverySku = true };
        var products = (await list.PageAsync(ReadScope.Everything, everything with { AllShops = true })).Total;
        Say(
            $"{products:N0} products, {await ListedAsync(list, everything):N0} of them in the channel asked; {Environment.ProcessorCount} cores, load {Load()}");
        Say($"index read in {index.BuildTime.TotalSeconds:0.0} s; it holds {(Memory() - before) / 1e6:0} MB");

        var questions = new CatalogQuestions(await CatalogQuestions.SampleAsync(store, channel), channel, Seed);
        using var bare = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly }.ConnectionString);
        await bare.OpenAsync();
        Execute(bare, "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;");

        Say($"{"",-34} {"p50",8} {"p95",8} {"bare p50",9} {"ratio",7}");
        await RowAsync("first page", runs, () => list.PageAsync(ReadScope.Everything, questions.Unfiltered()), BareTurn(bare, questions.BareFirstPage));
        await RowAsync(
            "search as you type", runs, Turn(questions.Typed().Take(runs), query => list.PageAsync(ReadScope.Everything, query)),
            BareTurn(bare, questions.BareSearch));
        await RowAsync("  typo", Math.Min(runs, 60), Turn(questions.Typos().Take(60), query => list.PageAsync(ReadScope.Everything, query)), null);
        await RowAsync(
            "  part of a word or SKU", Math.Min(runs, 60), Turn(questions.Parts().Take(60), query => list.PageAsync(ReadScope.Everything, query)), null);
        await RowAsync(
            "facets, any combination", runs, Turn(questions.Combinations().Take(runs), query => list.FacetsAsync(ReadScope.Everything, query)),
            BareTurn(bare, questions.BareFacets), bareRuns: 5);
        await RowAsync(
            "filtered page, any combination", runs, Turn(questions.Combinations().Skip(runs).Take(runs), query => list.PageAsync(ReadScope.Everything, query)),
            null);
        await RowAsync(
            "jump to the last page", runs, Turn(questions.Sorted().Take(runs), query => LastAsync(list, query)), BareTurn(bare, questions.BareLastPage),
            bareRuns: 20);
        Say($"after all of it: {(Memory() - before) / 1e6:0} MB held, {Environment.WorkingSet / 1e6:0} MB working set; load {Load()}");
        return 0;
    }

    private static async Task<CatalogPage> LastAsync(CatalogList list, CatalogQuery query)
    {
        var first = await list.PageAsync(ReadScope.Everything, query, 0, 0);
        return await list.PageAsync(ReadScope.Everything, query, Math.Max(0, first.Total - 50));
    }

    private static async Task<int> ListedAsync(CatalogList list, CatalogQuery query) => (await list.PageAsync(ReadScope.Everything, query, 0, 0)).Total;

    private static async Task<int> LargestChannelAsync(StudioStore store)
    {
        await using var db = store.Read();
        return await db.Listings.GroupBy(listing => listing.ChannelId).OrderByDescending(group => group.Count()).Select(group => group.Key).FirstAsync();
    }

    private static Func<Task> Turn<T>(IEnumerable<CatalogQuery> queries, Func<CatalogQuery, Task<T>> ask)
    {
        var asked = queries.ToArray();
        var at = 0;
        return () => ask(asked[at++ % asked.Length]);
    }

    private static Func<Task> BareTurn(SqliteConnection connection, Func<string> sql) => () =>
    {
        Execute(connection, sql());
        return Task.CompletedTask;
    };

    private static async Task RowAsync(string name, int runs, Func<Task> ask, Func<Task>? bare, int bareRuns = 30)
    {
        var times = await TimesAsync(runs, ask);
        var other = bare is null ? null : await TimesAsync(bareRuns, bare);
        var ratio = other is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{At(other, 0.5) / At(times, 0.5):0.00}");
        Say(
            $"{name,-34} {At(times, 0.5),8:0.00} {At(times, 0.95),8:0.00} {(other is null ? "" : At(other, 0.5).ToString("0.00", CultureInfo.InvariantCulture)),9} {ratio,7}");
    }

    private static async Task<double[]> TimesAsync(int runs, Func<Task> ask)
    {
        // One turn that compiles; every other one counts.
        await ask();
        var times = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var clock = Stopwatch.GetTimestamp();
            await ask();
            times[run] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    // Made of constants and of words from the database under test, which is the benchmark's own.
#pragma warning disable CA2100
    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        do
        {
            while (reader.Read())
            {
                _ = reader.FieldCount;
            }
        }
        while (reader.NextResult());
    }
#pragma warning restore CA2100

    private static long Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
