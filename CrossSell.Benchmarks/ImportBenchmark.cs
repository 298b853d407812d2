using System.Diagnostics;
using System.Globalization;
using CrossSell.Core;
using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Benchmarks;

/// <summary>
/// Imports a made file of products into an empty studio and compares with bare prepared INSERTs of the same rows:
/// <c>import [--rows 100000] [--postgres CONNECTION]</c>, the server's database being made for it and empty. Beside everything that writes somebody edits
/// another product, and it is said how long they waited.
/// </summary>
internal static class ImportBenchmark
{
    private static readonly Actor Person = new(ActorKind.Person, "bench", "Bench", [new Grant(Role.Administrator, null)]);

    public static async Task<int> RunAsync(string[] args)
    {
        var at = Array.IndexOf(args, "--rows");
        var rows = at >= 0 && at + 1 < args.Length && int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out var number) ? number : 100_000;
        var folder = Directory.CreateTempSubdirectory("crosssell-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "products.csv");
            await MadeCatalog.WriteFileAsync(file, rows);
            Say(
                $"{rows:N0} products, {new FileInfo(file).Length / 1e6:0.0} MB: 16 columns, 3 attributes, 2 categories, price, cost and stock in one shop; {Environment.ProcessorCount} cores");
            var data = new DataDirectory(Path.Combine(folder, "data"));
            var server = Array.IndexOf(args, "--postgres") is >= 0 and var named ? args[named + 1] : null;
            var store = server is null ? StudioStore.OnFile(data.Database, MachineClock.Time, CrossSellCore.FollowUps)
                : StudioStore.OnServer(server, MachineClock.Time, CrossSellCore.FollowUps);
            await MadeCatalog.PrepareAsync(store, Person);
            var import = new CatalogImport(store, data, MachineClock.Time);
            await Editor.BesideAsync(store, "nothing", () => Task.Delay(TimeSpan.FromSeconds(5)));

            var first = await Editor.BesideAsync(
                store, "import, all new", () => TimeAsync("import, all new", rows, () => import.ImportAsync(Person, file, new CatalogImportOptions())));
            await TimeAsync("the same again, nothing changes", rows, () => import.ImportAsync(Person, file, new CatalogImportOptions()));
            await MadeCatalog.WriteFileAsync(file, rows, dearer: true);
            await Editor.BesideAsync(
                store, "import, prices", () => TimeAsync("every price changed", rows, () => import.ImportAsync(Person, file, new CatalogImportOptions())));

            await BulkAsync(store, rows);
            await UndoAsync(store, data, file, rows);
            if (server is null)
            {
                var bare = Bare(data.Database, Path.Combine(folder, "bare.db"));
                Say(
                    $"bare prepared INSERTs of the same rows into the same tables: {bare:0.00} s; the import takes {first.Seconds / bare:0.0} times as long, with reading, comparing, history, completeness");
            }

            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, CatalogImportReport Report)> TimeAsync(
        string what, int rows, Func<Task<Core.Common.Outcome<CatalogImportReport>>> run)
    {
        var clock = Stopwatch.StartNew();
        var report = (await run()).Required;
        var seconds = clock.Elapsed.TotalSeconds;
        Say(
            $"{what}: {seconds:0.00} s, {rows / seconds:N0} rows/s ({report.New:N0} new, {report.Changed:N0} changed, {report.Same:N0} same, {report.Wrong:N0} wrong; {report.ChangeSets.Count:N0} steps, the longest {report.Locked.TotalSeconds:0.00} s)");
        return (seconds, report);
    }

    /// <summary>All of them archived by one bulk job, and that taken back.</summary>
    private static async Task BulkAsync(StudioStore store, int rows)
    {
        int[] ids;
        await using (var db = store.Read())
        {
            ids = await db.Products.Select(product => product.Id).ToArrayAsync();
        }

        var queue = new JobQueue(store, MachineClock.Time);
        var service = new BulkEditService(store, null!, queue);
        var actor = Actor.Job("bench");
        var undo = new JobUndo(store, queue);
        var execution = new JobExecution(
            store, queue, [new BulkEditWork(store, service, new BundleService(store)), new JobUndoWork(store, new UndoService(store, CrossSellCore.UndoRules))],
            MachineClock.Time);
        var clock = Stopwatch.StartNew();
        var job = (await service.StartAsync(
            new ProductSelection(new CatalogQuery { ChannelId = 1 }, false, [.. ids]), new SetStatus(ProductStatus.Archived), actor)).Required;
        await Editor.BesideAsync(store, "bulk job", () => execution.RunNextAsync());
        var seconds = clock.Elapsed.TotalSeconds;
        Say($"bulk job, status of {rows:N0}: {seconds:0.00} s, {rows / seconds:N0} products/s ({(await queue.FindAsync(job, Actor.CommandLine))!.State})");
        clock.Restart();
        _ = (await undo.StartAsync(job, actor)).Required;
        await Editor.BesideAsync(store, "undo of it", () => execution.RunNextAsync());
        Say($"its undo: {clock.Elapsed.TotalSeconds:0.00} s");
    }

    /// <summary>An import of as many new products as a job, and that taken back.</summary>
    private static async Task UndoAsync(StudioStore store, DataDirectory data, string file, int rows)
    {
        var brought = Path.Combine(data.Exchange, "more.csv");
        await File.WriteAllTextAsync(brought, (await File.ReadAllTextAsync(file)).Replace("SKU-", "MORE-", StringComparison.Ordinal));
        var queue = new JobQueue(store, MachineClock.Time);
        var actor = Actor.Job("bench");
        var execution = new JobExecution(
            store, queue,
            [
                new ImportWork(
                    data, new CatalogImport(store, data, MachineClock.Time), new OrderImport(store, data), queue, new LinkImport(store),
                    new BundleImport(store)),
                new JobUndoWork(store, new UndoService(store, CrossSellCore.UndoRules)),
            ],
            MachineClock.Time);
        var input = new ImportInput("more.csv", "more.csv", ExchangeKind.Products, DryRun: false);
        var job = (await new ImportJobs(data, queue).StartAsync(input, actor)).Required;
        var clock = Stopwatch.StartNew();
        await execution.RunNextAsync();
        Say(
            $"import of {rows:N0} more as a job: {clock.Elapsed.TotalSeconds:0.00} s ({JobReport.Of((await queue.FindAsync(job, Actor.CommandLine))!)!.Summary})");
        _ = (await new JobUndo(store, queue).StartAsync(job, actor)).Required;
        clock.Restart();
        await Editor.BesideAsync(store, "undo of an import", () => execution.RunNextAsync());
        Say($"its undo: {clock.Elapsed.TotalSeconds:0.00} s");
    }

    /// <summary>
    /// The floor: the rows that the import wrote, read into memory and inserted by prepared statements into an empty studio, in one transaction, without
    /// history.
    /// </summary>
    private static double Bare(string full, string path)
    {
        StudioStore.OnFile(path, MachineClock.Time, CrossSellCore.FollowUps).MigrateAsync().GetAwaiter().GetResult();
        using var source = new SqliteConnection($"Data Source={full}");
        source.Open();
        using var target = new SqliteConnection($"Data Source={path};Foreign Keys=False");
        target.Open();
        Execute(target, "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;");
        var seconds = 0.0;
        using var transaction = target.BeginTransaction();
        foreach (var table in new[] { "Products", "ProductCategories", "AttributeValues", "Listings" })
        {
            using var select = source.CreateCommand();
            select.CommandText = $"SELECT * FROM \"{table}\"";
            using var reader = select.ExecuteReader();
            var rows = new List<object[]>();
            while (reader.Read())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                rows.Add(values);
            }

            using var insert = target.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText =
                $"INSERT INTO \"{table}\" ({string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(column => $"\"{reader.GetName(column)}\""))}) VALUES ({string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(column => $"$p{column}"))})";
            for (var column = 0; column < reader.FieldCount; column++)
            {
                insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{column}" });
            }

            var clock = Stopwatch.StartNew();
            foreach (var row in rows)
            {
                for (var column = 0; column < row.Length; column++)
                {
                    insert.Parameters[column].Value = row[column];
                }

                insert.ExecuteNonQuery();
            }

            seconds += clock.Elapsed.TotalSeconds;
        }

        var commit = Stopwatch.StartNew();
        transaction.Commit();
        return seconds + commit.Elapsed.TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
