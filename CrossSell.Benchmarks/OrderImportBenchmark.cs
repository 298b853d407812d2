using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.Data.Sqlite;

namespace CrossSell.Benchmarks;

/// <summary>How much memory a packed file of orders takes, each with a customer of its own: <c>orders [--count 4000000]</c>.</summary>
internal static class OrderImportBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var at = Array.IndexOf(args, "--count");
        var count = at >= 0 && at + 1 < args.Length && int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out var number) ? number : 4_000_000;
        var folder = Directory.CreateTempSubdirectory("crosssell-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "orders.csv.gz");
            await WriteFileAsync(file, count);
            var data = new DataDirectory(Path.Combine(folder, "data"));
            var store = StudioStore.OnFile(data.Database, MachineClock.Time, CrossSellCore.FollowUps);
            await store.MigrateAsync();
            await using (var session = await store.WriteAsync(Actor.CommandLine, "Prepared"))
            {
                session.Db.Add(new Channel { Code = "shop", Name = "Shop", CurrencyCode = "EUR" });
                _ = (await session.CommitAsync()).Required;
            }

            var clock = Stopwatch.StartNew();
            var report = (await new OrderImport(store, data)
                .ImportAsync(Actor.CommandLine, File.OpenRead(file), new OrderImportOptions())).Required;
            var seconds = clock.Elapsed.TotalSeconds;
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.OrdersNew:N0} orders of {new FileInfo(file).Length / 1e6:0.0} MB packed: {seconds:0.0} s, peak {process.PeakWorkingSet64 >> 20:N0} MB"));
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteFileAsync(string file, int count)
    {
        await using var writer = new StreamWriter(new GZipStream(File.Create(file), CompressionLevel.Optimal), new UTF8Encoding(false));
        await writer.WriteAsync("order_id,ordered_at,channel,customer,status,sku,quantity,unit_price\n");
        for (var order = 0; order < count; order++)
        {
            await writer.WriteAsync(string
                .Create(CultureInfo.InvariantCulture, $"{order},2026-01-01 10:00,shop,{order},,S-{order % 5000},1,{order % 97}.95\n"));
        }
    }
}
