using System.Diagnostics;
using System.Globalization;
using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Benchmarks;

/// <summary>
/// The same work on SQLite and on PostgreSQL, in turns within one run, and the ratio of both: <c>side-by-side --postgres CONNECTION [--rows 100000] [--orders
/// FILE]</c>. The account must be able to create databases: one is made on the server, and dropped afterwards. With <c>--orders</c> they are mined, and panels
/// are asked for what they bought. Beside the writes somebody edits another product, and it is said how long they waited at most.
/// </summary>
internal static class SideBySide
{
    private const int Samples = 200;
    private const int Seed = 20261130;

    private static readonly Actor Person = new(ActorKind.Person, "bench", "Bench", [new Grant(Role.Administrator, null)]);

    // Jobs run with the rights that their person has then; this one is in no table.
    private static readonly Actor Worker = Actor.Job("bench");

    public static async Task<int> RunAsync(string[] args)
    {
        if (Option(args, "--postgres") is not { } server || !int.TryParse(Option(args, "--rows") ?? "100000", CultureInfo.InvariantCulture, out var rows))
        {
            await Console.Error.WriteLineAsync(
                "Usage: side-by-side --postgres CONNECTION [--rows 100000] [--orders FILE]   Numbers from a Release build only.");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("crosssell-side-").FullName;
        try
        {
            var file = Path.Combine(folder, "products.csv");
            await MadeCatalog.WriteFileAsync(file, rows);
            await using var sqlite = await BenchmarkSide.OnFileAsync(Path.Combine(folder, "sqlite"), Person);
            await using var postgres = await BenchmarkSide.OnServerAsync(Path.Combine(folder, "postgres"), server, Person);
            var measures = new List<(string Name, Func<BenchmarkSide, Task<IReadOnlyList<Figure>>> Run)>
            {
                ("nothing, for 5 s", side => BesideAsync(side, () => Task.Delay(TimeSpan.FromSeconds(5)))),
                ($"import of {rows:N0} products", side => BesideAsync(side, () => ImportAsync(side, file))),
                ("the file again, nothing changes", side => TimeAsync(() => ImportAsync(side, file))),
                ("bulk edit of their prices", side => BesideAsync(side, () => BulkAsync(side))),
                ("its undo", side => BesideAsync(side, () => UndoAsync(side))),
            };
            if (Option(args, "--orders") is { } orders)
            {
                measures.Add(("import of the orders", side => BesideAsync(side, async () =>
                    _ = (await new OrderImport(side.Store, side.Data).ImportAsync(Person, File.OpenRead(orders), new OrderImportOptions())).Required)));
                measures.Add(("mining of them", side => BesideAsync(side, () => MineAsync(side))));
                measures.Add(("mining again", side => BesideAsync(side, () => MineAsync(side))));
                measures.Add(("panel", PanelsAsync));
            }

            measures.Add(("product list", ListAsync));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, load {Load()}"));
            Console.WriteLine($"{"",-46} {"SQLite",12} {"PostgreSQL",12} {"ratio",7} {"load",6}");
            for (var at = 0; at < measures.Count; at++)
            {
                // Who is first has the emptier caches of the machine, so it is not always the same one.
                var (name, run) = measures[at];
                var turn = at % 2 == 0 ? new[] { sqlite, postgres } : [postgres, sqlite];
                var figures = new Dictionary<BenchmarkSide, IReadOnlyList<Figure>>();
                foreach (var side in turn)
                {
                    figures[side] = await run(side);
                }

                foreach (var (left, right) in figures[sqlite].Zip(figures[postgres]))
                {
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name + left.What,-46} {left.Value,9:0.00} {left.Unit,-2} {right.Value,9:0.00} {right.Unit,-2} {right.Value / left.Value,7:0.00} {Load(),6}"));
                }
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> BesideAsync(BenchmarkSide side, Func<Task> work)
    {
        var measured = await Editor.MeasureAsync(side.Store, async () =>
        {
            await work();
            return 0;
        });
        return
        [
            new("", measured.Took.TotalSeconds, "s"), new(": processor, without the server's", measured.Processor.TotalSeconds, "s"),
            new(": median wait beside", measured.Within(0.5), "ms"),
            new(": longest wait beside", measured.Within(1), "ms"),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.GetTimestamp();
        await work();
        return [new("", Stopwatch.GetElapsedTime(clock).TotalSeconds, "s")];
    }

    private static async Task ImportAsync(BenchmarkSide side, string file) => _ = (await new CatalogImport(side.Store, side.Data, MachineClock.Time)
        .ImportAsync(Person, file, new CatalogImportOptions())).Required;

    private static async Task MineAsync(BenchmarkSide side) => _ = (await new MiningService(side.Store, MachineClock.Time).MineAsync(Person)).Required;

    private static async Task BulkAsync(BenchmarkSide side)
    {
        int[] ids;
        await using (var db = side.Store.Read())
        {
            ids = await db.Listings.Where(listing => listing.ChannelId == 1).Select(listing => listing.ProductId).ToArrayAsync();
        }

        side.Job = (await side.Edits.StartAsync(
            new ProductSelection(new CatalogQuery { ChannelId = 1 }, false, [.. ids]), new PriceFormula(1, PriceRule.Percent, 1_000, PriceRounding.None),
            Worker)).Required;
        await side.RunJobAsync(side.Job);
    }

    private static async Task UndoAsync(BenchmarkSide side) =>
        await side.RunJobAsync((await new JobUndo(side.Store, side.Queue).StartAsync(side.Job, Worker)).Required);

    private static async Task<IReadOnlyList<Figure>> PanelsAsync(BenchmarkSide side)
    {
        List<(string Sku, string Channel)> anchors;
        await using (var db = side.Store.Read())
        {
            anchors = (await (
                from pair in db.Affinities
                where pair.Rank == 1
                join product in db.Products on pair.AnchorId equals product.Id
                join channel in db.Channels on pair.ChannelId equals channel.Id
                orderby product.Sku
                select new { product.Sku, channel.Code }).ToListAsync()).ConvertAll(row => (row.Sku, row.Code));
        }

#pragma warning disable CA5394 // A sample, no secret.
        var random = new Random(Seed);
        var sample = Enumerable.Range(0, Samples + 20).Select(_ => anchors[random.Next(anchors.Count)]).Distinct().ToArray();
#pragma warning restore CA5394
        using var panels = new PanelService(side.Store, MachineClock.Time);
        await panels.RefreshAsync();
        // The first questions pay for compiling.
        foreach (var (sku, channel) in sample.Take(20))
        {
            _ = panels.Resolve(new PanelQuery(sku, channel)).Required;
        }

        var cold = Median(sample.Skip(20), Ask);
        return [new(", cold", cold, "ms"), new(", from memory", Median(sample.Skip(20), Ask), "ms")];

        void Ask((string Sku, string Channel) anchor) => _ = panels.Resolve(new PanelQuery(anchor.Sku, anchor.Channel)).Required;
    }

    private static async Task<IReadOnlyList<Figure>> ListAsync(BenchmarkSide side)
    {
        await side.Store.OptimizeAsync();
        using var index = new CatalogIndex(side.Store);
        var clock = Stopwatch.GetTimestamp();
        await index.RefreshAsync();
        var read = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        var list = new CatalogList(side.Store, index);
        var query = new CatalogQuery { ChannelId = 1 };
        clock = Stopwatch.GetTimestamp();
        var total = (await list.PageAsync(ReadScope.Everything, query)).Total;
        var first = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        var (again, others) = (new double[Samples], new double[Samples]);
        for (var turn = 0; turn < Samples; turn++)
        {
            (again[turn], others[turn]) = (await PageAsync(0), await PageAsync(total / Samples * turn));
        }

        return
        [
            new(": catalogue read into memory", read, "s"), new(": first page, the first time", first, "ms"),
            new(": first page", Middle(again), "ms"), new(": any page", Middle(others), "ms"),
        ];

        async Task<double> PageAsync(int skip)
        {
            var asked = Stopwatch.GetTimestamp();
            await list.PageAsync(ReadScope.Everything, query, skip);
            return Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
        }
    }

    private static double Median<T>(IEnumerable<T> of, Action<T> ask) => Middle([.. of.Select(item =>
    {
        var clock = Stopwatch.GetTimestamp();
        ask(item);
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    })]);

    private static double Middle(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    private sealed record Figure(string What, double Value, string Unit);
}
