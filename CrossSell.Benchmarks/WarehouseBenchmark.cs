using System.Diagnostics;
using System.Globalization;
using System.Text;
using CrossSell.Core;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Warehouse;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CrossSell.Benchmarks;

/// <summary>
/// The same orders mined by the kernel and by SQL in a warehouse, with all that a run finds: <c>warehouse --postgres CONNECTION --clickhouse ADDRESS
/// [--orders FILE]</c>; without a file a million made baskets. It makes and drops a table of its own there, and says whether the results are the same.
/// </summary>
internal static class WarehouseBenchmark
{
    private const string Table = "crosssell_benchmark_lines";
    private const int Baskets = 1_000_000;
    private const int Products = 50_000;

    public static async Task<int> RunAsync(string[] args)
    {
        string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        var folder = Directory.CreateTempSubdirectory("crosssell-warehouse-").FullName;
        var data = new DataDirectory(folder);
        var store = StudioStore.OnFile(data.Database, MachineClock.Time, CrossSellCore.FollowUps);
        try
        {
            if ((await store.MigrateAsync()).Refusal is { } refusal)
            {
                throw new InvalidOperationException(refusal.Message);
            }

            var orders = Option("--orders") is { } file ? await ReadAsync(file) : Made();
            await FillAsync(store, data.Database, orders);
            var rows = new StringBuilder();
            foreach (var line in orders.SelectMany(order => order.Lines.Select(line => (order, line))))
            {
                rows.Append(CultureInfo.InvariantCulture,
                    $"shop\t{line.order.ExternalId}\t{line.order.OrderedAt.ToUnixTimeMilliseconds()}\t{line.line.Sku}\t{line.line.Quantity}\t{line.line.UnitPrice}\t{line.order.CustomerHash}\t{(int)line.order.Status}\n");
            }

            orders.Clear();
            var (kernel, expected) = await MineAsync(store, null);
            Say($"{expected.Totals}");
            Say($"kernel, with reading the orders and storing the result {kernel.TotalSeconds:0.0} s");
            if (Option("--postgres") is { } postgres)
            {
                await using var open = new NpgsqlConnection(postgres);
                await open.OpenAsync();
                await ExecuteAsync(open, $"DROP TABLE IF EXISTS {Table}");
                await ExecuteAsync(
                    open,
                    $"CREATE TABLE {Table} (channel text, order_number text, ordered_at bigint, sku text, quantity int, unit_price bigint, customer text, canceled int)");
                await using (var writer = await open.BeginTextImportAsync($"COPY {Table} FROM STDIN"))
                {
                    await writer.WriteAsync(rows.ToString());
                }

                await ExecuteAsync(open, $"VACUUM ANALYZE {Table}");
                await CompareAsync(store, WarehouseEngine.PostgreSql, postgres, kernel, expected);
                await ExecuteAsync(open, $"DROP TABLE {Table}");
            }

            if (Option("--clickhouse") is { } address)
            {
                using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
                await PostAsync(client, address, $"DROP TABLE IF EXISTS {Table}", "");
                await PostAsync(
                    client, address,
                    $"CREATE TABLE {Table} (channel String, order_number String, ordered_at Int64, sku String, quantity Int32, unit_price Int64, customer String, canceled UInt8) ENGINE = MergeTree() PARTITION BY tuple() ORDER BY (channel, order_number)",
                    "");
                await PostAsync(client, address, $"INSERT INTO {Table} FORMAT TabSeparated", rows.ToString());
                await CompareAsync(store, WarehouseEngine.ClickHouse, address, kernel, expected);
                await PostAsync(client, address, $"DROP TABLE {Table}", "");
            }

            return 0;
        }
        finally
        {
            StudioStore.CloseConnections(data.Database);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(
        StudioStore store, WarehouseEngine engine, string connection, TimeSpan kernel, (PairTotals Totals, string Sum, long? Source) expected)
    {
        var warehouse = ShopWarehouse.Of(new WarehouseSettings(engine, connection, Table, new Dictionary<string, string> { ["shop"] = "shop" })
        {
            User = engine == WarehouseEngine.ClickHouse ? "crosssell" : null, MemoryMegabytes = 4096,
        });
        var (took, found) = await MineAsync(store, warehouse);
        Say(
            $"{engine}: {took.TotalSeconds:0.0} s, of it counting there {found.Source / 1000d:0.0} s; {took / kernel:0.0} times the kernel's; totals {(found.Totals == expected.Totals ? "the same" : "OTHERS")}, stored rows {(found.Sum == expected.Sum ? "the same" : "OTHERS")}");
    }

    private static async Task<(TimeSpan Took, (PairTotals Totals, string Sum, long? Source) Found)> MineAsync(StudioStore store, ShopWarehouse? warehouse)
    {
        var clock = Stopwatch.GetTimestamp();
        var mined = (await new MiningService(store, MachineClock.Time, null, warehouse).MineAsync(Actor.CommandLine)).Required;
        var took = Stopwatch.GetElapsedTime(clock);
        await using var db = store.Read();
        var sum = new HashCode();
        foreach (var pair in await db.Affinities.OrderBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId).ToListAsync())
        {
            sum.Add((pair.AnchorId, pair.CompanionId, pair.Rank, pair.PairBaskets, pair.AnchorBaskets, pair.CompanionBaskets, pair.Score));
            sum.Add((pair.Lift, pair.LogLikelihood, pair.RecentPairBaskets, pair.EarlierPairBaskets));
        }

        foreach (var pair in await db.PairObservations.OrderBy(pair => pair.Kind).ThenBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId).ToListAsync())
        {
            sum.Add((pair.Kind, pair.Observed));
        }

        foreach (var weight in await db.CartWeights.OrderBy(weight => weight.FromId).ThenBy(weight => weight.ToId).ToListAsync())
        {
            sum.Add((weight.FromId, weight.ToId, weight.Weight));
        }

        var run = await db.MiningRuns.OrderByDescending(run => run.Id).FirstAsync();
        return (took, (mined[0].Totals, sum.ToHashCode().ToString(CultureInfo.InvariantCulture), run.SourceMilliseconds));
    }

    private static async Task<List<Order>> ReadAsync(string file)
    {
        await using var reader = (await OrderFile.OpenAsync(File.OpenRead(file), null, TimeZoneInfo.Utc, default)).Required;
        var orders = new Dictionary<string, Order>(StringComparer.Ordinal);
        await foreach (var row in reader.ReadAsync(default))
        {
            if (!orders.TryGetValue(row.OrderId, out var order))
            {
                orders.Add(row.OrderId, order = new Order
                {
                    ExternalId = row.OrderId, OrderedAt = row.OrderedAt, CustomerHash = row.Customer,
                    Status = row.State is OrderRowState.Cancelled or OrderRowState.Correction ? OrderStatus.Cancelled : OrderStatus.Placed,
                });
            }

            order.Lines.Add(
                new OrderLine { Sku = row.IsProduct ? row.Sku : $"NO {row.Sku}", Quantity = row.Quantity, UnitPrice = (long)(row.UnitPrice * 100) });
        }

        return [.. orders.Values];
    }

    /// <summary>A million baskets of two to eight products in two years, whose popularity falls like 1 / rank, of 200,000 customers and a fixed seed.</summary>
    private static List<Order> Made()
    {
#pragma warning disable CA5394 // Made data, no secret.
        var random = new Random(1);
        var orders = new List<Order>(Baskets);
        for (var at = 0; at < Baskets; at++)
        {
            var order = new Order
            {
                ExternalId = at.ToString(CultureInfo.InvariantCulture), OrderedAt = DateTimeOffset.UnixEpoch.AddSeconds(at * 63L),
                CustomerHash = $"c{random.Next(200_000)}",
            };
            for (var line = random.Next(2, 9); line > 0; line--)
            {
                order.Lines.Add(new OrderLine { Sku = $"P{(int)Math.Pow(Products, random.NextDouble())}", Quantity = 1, UnitPrice = 100 });
            }

            orders.Add(order);
        }
#pragma warning restore CA5394

        return orders;
    }

    private static async Task FillAsync(StudioStore store, string database, List<Order> orders)
    {
        await using var session = await store.WriteAsync(Actor.CommandLine, "Benchmark");
        session.RunsWriteHooks = false;
        var channel = new Channel { Code = "shop", Name = "Shop", CurrencyCode = "EUR", TimeZone = "UTC" };
        session.Db.Add(channel);
        await session.SaveAsync();
        var ids = orders.SelectMany(order => order.Lines).Select(line => line.Sku).Where(sku => !sku.StartsWith("NO ", StringComparison.Ordinal)).Distinct()
            .Order(StringComparer.Ordinal).Select((sku, at) => (sku, at + 1)).ToDictionary(pair => pair.sku, pair => pair.Item2);
        var now = MachineClock.Time.GetUtcNow();
        foreach (var (sku, id) in ids)
        {
            session.Db.Add(new Product { Id = id, Sku = sku, Name = sku, Status = ProductStatus.Active, CreatedAt = now, UpdatedAt = now });
        }

        if ((await session.CommitAsync()).Refusal is { } refusal)
        {
            throw new InvalidOperationException(refusal.Message);
        }

        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database }.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync();
        using var whole = connection.CreateCommand();
        whole.CommandText =
            "INSERT INTO Orders (Id, ChannelId, ExternalId, OrderedAt, CustomerHash, Status) VALUES ($id, $channel, $number, $at, $whose, $status)";
        using var part = connection.CreateCommand();
        part.CommandText =
            "INSERT INTO OrderLines (OrderId, Sku, ProductId, Quantity, ReturnedQuantity, UnitPrice) VALUES ($id, $sku, $product, $quantity, 0, $price)";
        for (var at = 0; at < orders.Count; at++)
        {
            var order = orders[at];
            Run(whole, ("$id", at + 1L), ("$channel", channel.Id), ("$number", order.ExternalId), ("$at", order.OrderedAt.ToUnixTimeMilliseconds()),
                ("$whose", order.CustomerHash), ("$status", (int)order.Status));
            foreach (var line in order.Lines)
            {
                Run(part, ("$id", at + 1L), ("$sku", line.Sku), ("$product", ids.TryGetValue(line.Sku, out var id) ? id : null),
                    ("$quantity", line.Quantity), ("$price", line.UnitPrice));
            }
        }

        await transaction.CommitAsync();

        static void Run(SqliteCommand command, params ReadOnlySpan<(string Name, object? Value)> values)
        {
            command.Parameters.Clear();
            foreach (var (name, value) in values)
            {
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            }

            command.ExecuteNonQuery();
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection open, string statement)
    {
#pragma warning disable CA2100 // Words of this class.
        await using var command = new NpgsqlCommand(statement, open) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task PostAsync(HttpClient client, string address, string statement, string body)
    {
        using var content = new StringContent(body);
        using var answer = await client.PostAsync(new Uri(new Uri(address), $"?user=crosssell&query={Uri.EscapeDataString(statement)}"), content);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
