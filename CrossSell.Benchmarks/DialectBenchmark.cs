using System.Diagnostics;
using System.Globalization;
using System.Text;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Benchmarks;

/// <summary>
/// Imports a made file of each system into an empty studio, and writes its products out again:
/// <c>dialects [--rows 100000] [--orders 2000000] [--only NAME]</c>. Each step has a process of its own, so that its peak of memory is its own, and says the
/// processor seconds beside those of a plain read of the same file line by line.
/// </summary>
internal static class DialectBenchmark
{
    private static readonly string[] Steps = ["none", "read", "products", "links", "orders", "again", "export"];

    public static async Task<int> RunAsync(string[] args)
    {
        if (Said(args, "--step") is { } one)
        {
            return await StepAsync(one, Said(args, "--file")!, Said(args, "--data")!, Said(args, "--name")!);
        }

        var (rows, orders) = (Number(args, "--rows", 100_000), Number(args, "--orders", 2_000_000));
        var only = Said(args, "--only");
        var steps = Said(args, "--steps")?.Split(',') ?? Steps;
        var root = Directory.CreateTempSubdirectory("crosssell-bench-").FullName;
        try
        {
            foreach (var sample in DialectSamples.All.Where(sample => only is null || only.Split(',').Contains(sample.Name)))
            {
                var folder = Directory.CreateDirectory(Path.Combine(root, sample.Name)).FullName;
                var path = Path.Combine(folder, $"{sample.Name}.csv");
                var count = sample.IsOrders ? orders : rows;
                await sample.WriteAsync(path, count);
                Say($"{sample.Name}, {count:N0} rows, {new FileInfo(path).Length / 1e6:0} MB");
                foreach (var step in steps.Where(step => (step is "orders" || !sample.IsOrders || step is "none" or "read" or "again")
                    && (step != "orders" || sample.IsOrders)))
                {
                    await ChildAsync(step, path, Path.Combine(folder, "data"), sample.Name);
                }

                Directory.Delete(folder, recursive: true);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task ChildAsync(string step, string path, string data, string name)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        // As it was started: by its own name, or by that of its library.
        string[] own = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(DialectBenchmark).Assembly.Location] : [];
        foreach (var argument in (string[])[.. own, "dialects", "--step", step, "--file", path, "--data", data, "--name", name])
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start)!;
        await child.WaitForExitAsync();
    }

    private static async Task<int> StepAsync(string step, string path, string folder, string name)
    {
        var data = new DataDirectory(folder);
        var store = StudioStore.OnFile(data.Database, MachineClock.Time, CrossSellCore.FollowUps);
        await PrepareAsync(store);
        using var process = Process.GetCurrentProcess();
        var plain = await PlainAsync(process, path);
        var (before, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var said = await DoAsync(step, store, data, path, name);
        clock.Stop();
        process.Refresh();
        var used = (process.TotalProcessorTime - before).TotalSeconds;
        var collector = GC.GetGCMemoryInfo(GCKind.Any);
        Say(
            $"  {step,-9}{used,6:0.0} s of processor ({used / plain:0} plain reads), {clock.Elapsed.TotalSeconds,5:0.0} s, peak {process.PeakWorkingSet64 / 1e6:0} MB, heap {collector.HeapSizeBytes / 1e6:0} MB, made {GC.GetTotalAllocatedBytes() / 1e6:N0} MB: {said}");
        SqliteConnection.ClearAllPools();
        return 0;
    }

    private static async Task<string> DoAsync(string step, StudioStore store, DataDirectory data, string path, string name)
    {
        switch (step)
        {
            case "read":
                await using (var stream = File.OpenRead(path))
                {
                    var file = (await FileSniffer.SniffAsync(stream)).Required;
                    var facts = (await DialectFile.CountAsync(stream, file, Path.GetFileName(path))).Required.Facts;
                    return Line(
                        $"{facts.ProductCount:N0} products, {facts.SellableCount:N0} sellable, {facts.Links.Count:N0} links, {facts.OrderCount:N0} orders, {facts.Refused.Count:N0} refused");
                }

            case "products" or "again" when !name.EndsWith("-orders", StringComparison.Ordinal):
                var products = (await new CatalogImport(store, data, MachineClock.Time).ImportAsync(
                    Actor.CommandLine, path, new CatalogImportOptions { ChannelCode = MadeCatalog.Channel })).Required;
                return Line(
                    $"{products.New:N0} new, {products.Changed:N0} changed, {products.Same:N0} same, {products.Wrong:N0} wrong of {products.Rows:N0} rows");
            case "links":
                var links = (await new LinkImport(store).ImportAsync(Actor.CommandLine, path, new LinkImportOptions())).Required;
                return Line($"{links.New:N0} new, {links.Same:N0} same, {links.Wrong:N0} wrong");
            case "orders" or "again":
                var orders = (await new OrderImport(store, data).ImportAsync(
                    Actor.CommandLine, File.OpenRead(path), new OrderImportOptions { ChannelCode = MadeCatalog.Channel })).Required;
                return Line(
                    $"{orders.OrdersNew:N0} new, {orders.OrdersSame:N0} same, {orders.Tally.Unreadable:N0} wrong of {orders.Tally.Rows:N0} rows");
            case "export":
                if (SystemOf(name) is not { } system)
                {
                    return "there is none";
                }

                await using (var writer = new StreamWriter($"{path}.out"))
                {
                    var report = (await new DialectExport(store).WriteAsync(
                        ReadScope.Everything, new ExportRequest(ExportContent.Products, system), writer)).Required;
                    return Line($"{report.Rows:N0} rows, {report.Products:N0} products");
                }

            default:
                return "";
        }
    }

    private static ExportSystem? SystemOf(string name) => name switch
    {
        "shopify-current" or "shopify-legacy" => ExportSystem.Shopify,
        "woocommerce" => ExportSystem.WooCommerce,
        "magento" => ExportSystem.Magento,
        "akeneo" => ExportSystem.Akeneo,
        "google" => ExportSystem.Google,
        _ => null,
    };

    /// <summary>A shop in euros with two languages, as the files say; nothing when it is there.</summary>
    private static async Task PrepareAsync(StudioStore store)
    {
        await store.MigrateAsync();
        await using var session = await store.WriteAsync(Actor.CommandLine, "Prepared");
        if (!await session.Db.Channels.AnyAsync())
        {
            session.Db.Add(new Channel { Code = MadeCatalog.Channel, Name = "Shop", CurrencyCode = "EUR", Locales = ["en", "de"] });
            session.Db.AddRange(
                new AttributeDefinition { Code = "size", Name = "Size" }, new AttributeDefinition { Code = "color", Name = "Color" },
                new AttributeDefinition { Code = "material", Name = "Material" });
            _ = (await session.CommitAsync()).Required;
        }
    }

    /// <summary>What a program must do at least to have seen every row.</summary>
    /// <returns>Its processor seconds.</returns>
    private static async Task<double> PlainAsync(Process process, string path)
    {
        var before = process.TotalProcessorTime;
        using (var text = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16))
        {
            while (await text.ReadLineAsync() is not null)
            {
                // Nothing is done with it.
            }
        }

        process.Refresh();
        return Math.Max(0.01, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static string Line(FormattableString row) => row.ToString(CultureInfo.InvariantCulture);

    private static void Say(FormattableString line) => Console.WriteLine(Line(line));

    private static string? Said(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static int Number(string[] args, string name, int usual) =>
        int.TryParse(Said(args, name), CultureInfo.InvariantCulture, out var number) ? number : usual;
}
