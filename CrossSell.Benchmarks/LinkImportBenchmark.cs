using System.Diagnostics;
using System.Globalization;
using System.Text;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.Data.Sqlite;

namespace CrossSell.Benchmarks;

/// <summary>
/// How long an import of links keeps others from writing: <c>links [--count 100000]</c>, twenty of each product, with somebody who edits beside it.
/// </summary>
internal static class LinkImportBenchmark
{
    private const int OfAProduct = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        var at = Array.IndexOf(args, "--count");
        var count = at >= 0 && at + 1 < args.Length && int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out var number) ? number : 100_000;
        var folder = Directory.CreateTempSubdirectory("crosssell-bench-").FullName;
        try
        {
            var products = count / OfAProduct;
            var file = Path.Combine(folder, "links.csv");
            await WriteFileAsync(file, products);
            var data = new DataDirectory(Path.Combine(folder, "data"));
            var store = StudioStore.OnFile(data.Database, MachineClock.Time, CrossSellCore.FollowUps);
            await store.MigrateAsync();
            await using (var session = await store.WriteAsync(Actor.CommandLine, "Prepared"))
            {
                session.RunsWriteHooks = false;
                session.Db.Add(new Channel { Code = "shop", Name = "Shop", CurrencyCode = "EUR" });
                session.Db.Add(new Product { Sku = "EDITED", Name = "Edited by somebody else" });
                session.Db.AddRange(Enumerable.Range(0, products).Select(product => new Product { Sku = $"S-{product}", Name = $"Product {product}" }));
                _ = (await session.CommitAsync()).Required;
            }

            await Editor.BesideAsync(store, "nothing", () => Task.Delay(TimeSpan.FromSeconds(5)));
            foreach (var what in new[] { "import, all new", "the same again" })
            {
                var clock = Stopwatch.StartNew();
                var report = await Editor.BesideAsync(
                    store, what, async () => (await new LinkImport(store).ImportAsync(Actor.CommandLine, file, new LinkImportOptions())).Required);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}: {clock.Elapsed.TotalSeconds:0.0} s ({report.New:N0} new, {report.Same:N0} same, {report.Wrong:N0} wrong)"));
            }

            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteFileAsync(string file, int products)
    {
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        await writer.WriteAsync("source_sku,target_sku,type\n");
        for (var source = 0; source < products; source++)
        {
            for (var link = 1; link <= OfAProduct; link++)
            {
                await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"S-{source},S-{(source + (link * 7)) % products},cross-sell\n"));
            }
        }
    }
}
