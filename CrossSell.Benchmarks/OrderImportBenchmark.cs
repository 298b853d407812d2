using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.Data.Sqlite;

namespace CrossSell.Benchmarks;

/// <summary>
/// How much memory a packed file of orders takes, each with a customer of its own: <c>orders [--count 4000000]</c>. With <c>--lines 3</c> orders have so many
/// lines of products that are there, and are counted twice afterwards; somebody edits a product beside it all, and it is said how long they waited.
/// </summary>
internal static class OrderImportBenchmark
{
    private const int Products = 5_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var (count, lines) = (Number(args, "--count", 4_000_000), Number(args, "--lines", 1));
        var folder = Directory.CreateTempSubdirectory("crosssell-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "orders.csv.gz");
            await WriteFileAsync(file, count, lines);
            var data = new DataDirectory(Path.Combine(folder, "data"));
            var store = StudioStore.OnFile(data.Database, MachineClock.Time, CrossSellCore.FollowUps);
            await store.MigrateAsync();
            await using (var session = await store.WriteAsync(Actor.CommandLine, "Prepared"))
            {
                session.Db.Add(new Channel { Code = "shop", Name = "Shop", CurrencyCode = "EUR" });
                _ = (await session.CommitAsync()).Required;
            }

            await AddProductsAsync(store, lines > 1 ? Products : 0);
            await Editor.BesideAsync(store, "nothing", () => Task.Delay(TimeSpan.FromSeconds(5)));
            var clock = Stopwatch.StartNew();
            var report = await Editor.BesideAsync(store, "the import", async () => (await new OrderImport(store, data)
                .ImportAsync(Actor.CommandLine, File.OpenRead(file), new OrderImportOptions())).Required);
            var seconds = clock.Elapsed.TotalSeconds;
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.OrdersNew:N0} orders of {new FileInfo(file).Length / 1e6:0.0} MB packed: {seconds:0.0} s, peak {process.PeakWorkingSet64 >> 20:N0} MB"));
            for (var run = 1; run <= 2 && lines > 1; run++)
            {
                clock.Restart();
                var mined = await Editor.BesideAsync(
                    store, "mining", async () => (await new MiningService(store, MachineClock.Time).MineAsync(Actor.CommandLine)).Required);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"mining, run {run}: {mined.Sum(one => (long)one.Stored):N0} pairs stored, {clock.Elapsed.TotalSeconds:0.0} s"));
            }

            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Number(string[] args, string option, int usual) =>
        Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length && int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out var number)
            ? number : usual;

    private static async Task AddProductsAsync(StudioStore store, int count)
    {
        await using var session = await store.WriteAsync(Actor.CommandLine, "Prepared");
        session.RunsWriteHooks = false;
        session.Db.Add(new Product { Sku = "EDITED", Name = "Edited by somebody else" });
        session.Db.AddRange(Enumerable.Range(0, count).Select(number => new Product { Sku = $"S-{number}", Name = $"Product {number}" }));
        _ = (await session.CommitAsync()).Required;
    }

    private static async Task WriteFileAsync(string file, int count, int lines)
    {
        await using var writer = new StreamWriter(new GZipStream(File.Create(file), CompressionLevel.Optimal), new UTF8Encoding(false));
        await writer.WriteAsync("order_id,ordered_at,channel,customer,status,sku,quantity,unit_price\n");
#pragma warning disable CA5394 // Made data, no secret.
        var random = new Random(1);
        for (var order = 0; order < count; order++)
        {
            for (var line = 0; line < lines; line++)
            {
                // A few products lie in many baskets, as they do.
                var product = lines == 1 ? order % Products : (int)(Products * Math.Pow(random.NextDouble(), 3));
                await writer.WriteAsync(string
                    .Create(CultureInfo.InvariantCulture, $"{order},2026-01-01 10:00,shop,{order},,S-{product},1,{order % 97}.95\n"));
            }
        }
#pragma warning restore CA5394
    }
}
