using System.Diagnostics;
using System.Globalization;
using System.Text;
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
/// Imports a made file of products into an empty studio and compares with bare prepared INSERTs of the same rows: <c>import [--rows 100000]</c>.
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
            await WriteFileAsync(file, rows);
            Say(
                $"{rows:N0} products, {new FileInfo(file).Length / 1e6:0.0} MB: 16 columns, 3 attributes, 2 categories, price, cost and stock in one shop; {Environment.ProcessorCount} cores");
            var data = new DataDirectory(Path.Combine(folder, "data"));
            var store = StudioStore.OnFile(data.Database, MachineClock.Time, CrossSellCore.FollowUps);
            await PrepareAsync(store);
            var import = new CatalogImport(store, data, MachineClock.Time);

            var longest = TimeSpan.Zero;
            using var stop = new CancellationTokenSource();
            var editor = EditAsync(store, wait => longest = wait > longest ? wait : longest, stop.Token);
            var before = GC.GetTotalAllocatedBytes();
            var first = await TimeAsync("import, all new", rows, () => import.ImportAsync(Person, file, new CatalogImportOptions()));
            await stop.CancelAsync();
            var edits = await editor;
            Say(
                $"  writer lock held {first.Report.Locked.TotalSeconds:0.00} s; an editor beside it made {edits:N0} edits, none failed, the longest waited {longest.TotalSeconds:0.00} s; {(GC.GetTotalAllocatedBytes() - before) / 1e6:N0} MB allocated");
            await TimeAsync("the same again, nothing changes", rows, () => import.ImportAsync(Person, file, new CatalogImportOptions()));
            await WriteFileAsync(file, rows, dearer: true);
            await TimeAsync("every price changed", rows, () => import.ImportAsync(Person, file, new CatalogImportOptions()));

            await BulkAsync(store, rows);
            var bare = Bare(data.Database, Path.Combine(folder, "bare.db"));
            Say(
                $"bare prepared INSERTs of the same rows into the same tables: {bare:0.00} s; the import takes {first.Seconds / bare:0.0} times as long, with reading, comparing, history, completeness");
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
            $"{what}: {seconds:0.00} s, {rows / seconds:N0} rows/s ({report.New:N0} new, {report.Changed:N0} changed, {report.Same:N0} same, {report.Wrong:N0} wrong; lock {report.Locked.TotalSeconds:0.00} s)");
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
        await execution.RunNextAsync();
        var seconds = clock.Elapsed.TotalSeconds;
        Say($"bulk job, status of {rows:N0}: {seconds:0.00} s, {rows / seconds:N0} products/s ({(await queue.FindAsync(job, Actor.CommandLine))!.State})");
        clock.Restart();
        _ = (await undo.StartAsync(job, actor)).Required;
        await execution.RunNextAsync();
        Say($"its undo: {clock.Elapsed.TotalSeconds:0.00} s");
    }

    private static async Task PrepareAsync(StudioStore store)
    {
        await store.MigrateAsync();
        await using var session = await store.WriteAsync(Person, "Prepared");
        session.Db.Add(
            new Channel { Code = "shop", Name = "Shop", CurrencyCode = "EUR", RequiredFields = ["name", "brand", "description", "price", "category"] });
        var type = new ProductType { Code = "thing", Name = "Thing" };
        AttributeDefinition[] attributes =
        [
            new() { Code = "weight", Name = "Weight", Kind = AttributeKind.Number, Unit = "g" },
            new() { Code = "color", Name = "Colour", Kind = AttributeKind.Choice, Options = ["red", "green", "blue"] },
            new() { Code = "material", Name = "Material", Kind = AttributeKind.Text },
        ];
        session.Db.Add(type);
        session.Db.AddRange(attributes);
        session.Db.Add(new Product { Sku = "EDITED", Name = "Edited by somebody else" });
        await session.SaveAsync();
        session.Db.AddRange(attributes.Select((attribute, position) => new ProductTypeAttribute
        {
            ProductTypeId = type.Id, AttributeId = attribute.Id, Position = position, Required = position == 0
        }));
        _ = (await session.CommitAsync()).Required;
    }

    /// <summary>Somebody who edits a product of another kind every 50 ms all the while.</summary>
    private static async Task<int> EditAsync(StudioStore store, Action<TimeSpan> waited, CancellationToken stop)
    {
        await Task.Yield();
        var edits = 0;
        while (!stop.IsCancellationRequested)
        {
            var clock = Stopwatch.StartNew();
            await using (var session = await store.WriteAsync(Person, "Edited beside", CancellationToken.None))
            {
                var product = await session.Db.Products.SingleAsync(product => product.Sku == "EDITED", CancellationToken.None);
                var edit = new ProductEdit(product.Version, product.Name, null, null, $"Edit {edits++}", product.Status);
                if (product.Edit(edit, session.Now).IsRefused(out var refusal))
                {
                    throw new InvalidOperationException(refusal.Message);
                }

                _ = (await session.CommitAsync(CancellationToken.None)).Required;
            }

            waited(clock.Elapsed);
            await Task.Delay(50, CancellationToken.None);
        }

        return edits;
    }

    private static async Task WriteFileAsync(string file, int rows, bool dearer = false)
    {
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        await writer.WriteAsync(
            "sku,name,brand,status,product_type,categories,tax_class,gtin,description,tags,attr:weight,attr:color,attr:material,channel,price,cost,stock\n");
        string[] colors = ["red", "green", "blue"];
        for (var row = 1; row <= rows; row++)
        {
            await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture,
                $"SKU-{row:0000000},Thing number {row} of the catalogue,Brand {row % 97},active,thing,Department {row % 12} > Shelf {row % 300}|New,standard,{Gtin(row)},\"A thing that somebody may need, number {row}, well made and not too dear\",tag{row % 7}|tag{row % 11},{row % 5000}.5,{colors[row % 3]},Material {row % 40},shop,{(row % 900) + (dearer ? 2 : 1)}.95,{row % 400}.10,{row % 90}\n"));
        }
    }

    private static string Gtin(int row)
    {
        var digits = (200_000_000_000L + row).ToString(CultureInfo.InvariantCulture);
        var sum = digits.Reverse().Select((digit, index) => (digit - '0') * (index % 2 == 0 ? 3 : 1)).Sum();
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
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
