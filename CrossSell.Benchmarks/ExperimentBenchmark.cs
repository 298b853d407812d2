using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CrossSell.Benchmarks;

/// <summary>
/// Times the sums of an experiment over many events: <c>experiments make|read --data FOLDER [--postgres CONNECTION] [--events N]</c>. <c>make</c> fills a new
/// database (30 days, 20 events a visitor, an order of every 100th event); <c>read</c>, in a process of its own so that its memory is its own, sums up from
/// nothing, then once more with a hundredth more events, and reads what a page does.
/// </summary>
internal static class ExperimentBenchmark
{
    private const int Days = 30;
    private const int EventsOfVisitor = 20;

    private static readonly DateTimeOffset Start = MachineClock.Time.GetUtcNow().AddDays(-Days);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var kind and ("make" or "read"), ..] || Option(args, "--data") is not { } folder
            || !int.TryParse(Option(args, "--events") ?? "10000000", NumberStyles.None, CultureInfo.InvariantCulture, out var events) || events < 1_000)
        {
            await Console.Error.WriteLineAsync(
                "Usage: experiments make|read --data FOLDER [--postgres CONNECTION] [--events 10000000]   Numbers from a Release build only.");
            return 2;
        }

        Directory.CreateDirectory(folder);
        var (data, server) = (new DataDirectory(folder), Option(args, "--postgres"));
        var store = server is null
            ? StudioStore.OnFile(data.Database, MachineClock.Time, CrossSellCore.FollowUps)
            : StudioStore.OnServer(server, MachineClock.Time, CrossSellCore.FollowUps);
        if ((await store.MigrateAsync()).Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }

        await (kind == "make" ? MakeAsync(store, data.Database, server, events) : ReadAsync(store, data, server, events));
        return 0;
    }

    private static async Task ReadAsync(StudioStore store, DataDirectory data, string? server, int events)
    {
        using var sums = new ExperimentSums(store, new VisitorNames(data));
        await TimeAsync(string.Create(CultureInfo.InvariantCulture, $"{events:N0} events from nothing"), () => sums.RefreshAsync());
        var more = events / 100;
        await FillAsync(data.Database, server, await ExperimentAsync(store), events, more, withoutIndexes: false);
        await TimeAsync(string.Create(CultureInfo.InvariantCulture, $"{more:N0} more"), () => sums.RefreshAsync());
        var reader = new ExperimentReader(store);
        var id = (await ExperimentAsync(store)).Id;
        await reader.ReadAsync(ReadScope.Everything, id);
        var reading = default(ExperimentReading);
        await TimeAsync("what a page reads", async () => reading = await reader.ReadAsync(ReadScope.Everything, id));
        Say($"{reading!.Visitors:N0} visitors, {reading.Arms.Sum(arm => arm.Orders):N0} orders, {reading.Verdict}");
        using var process = Process.GetCurrentProcess();
        Say($"peak memory {process.PeakWorkingSet64 / 1e6:N0} MB, {Environment.ProcessorCount} cores");
    }

    private static async Task MakeAsync(StudioStore store, string path, string? server, int events)
    {
        await using (var session = await store.WriteAsync(Actor.CommandLine, "Prepared a benchmark"))
        {
            var channel = new Channel { Code = "bench", Name = "Bench", CurrencyCode = "EUR", TimeZone = "Europe/Amsterdam" };
            session.Db.Add(channel);
            await session.SaveAsync();
            var experiment = Experiment.Draft(channel.Id, "bench", Actor.CommandLine, Start);
            experiment.Edit(new ExperimentTerms(
                "Bench", ExperimentQuestion.AnyPanel, null, null, ExperimentTerms.TwoArms("None", "Panels"), [], null, Experiment.Whole, null, null)
            {
                Mode = ExperimentMode.AlwaysValid,
            });
            experiment.Start("b", subjectWasOff: false, 0, channel, Actor.CommandLine, Start);
            session.Db.Add(experiment);
            await session.CommitAsync();
        }

        var began = Stopwatch.GetTimestamp();
        await FillAsync(path, server, await ExperimentAsync(store), 0, events, withoutIndexes: true);
        Say($"made in {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s");
    }

    private static async Task<Experiment> ExperimentAsync(StudioStore store)
    {
        await using var db = store.Read();
        return await db.Experiments.SingleAsync();
    }

    private static async Task FillAsync(string path, string? server, Experiment experiment, int after, int more, bool withoutIndexes)
    {
        await using DbConnection connection = server is null ? new SqliteConnection($"Data Source={path}") : new NpgsqlConnection(server);
        await connection.OpenAsync();
        if (connection is SqliteConnection lite)
        {
            lite.CreateFunction("hash", (long visitor) => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(visitor))), isDeterministic: true);
        }

        var (hash, numbers) = server is null
            ? ("hash(v)", $"WITH RECURSIVE n(i) AS (SELECT {after + 1} UNION ALL SELECT i + 1 FROM n WHERE i < {after + more})")
            : ("md5(v::text) || md5((v + 1)::text)", $"WITH n(i) AS (SELECT generate_series({after + 1}, {after + more}))");
        var indexes = withoutIndexes ? await IndexesAsync(connection) : [];
        foreach (var (name, _) in indexes)
        {
            await RunAsync(connection, $"DROP INDEX \"{name}\"");
        }

        var (visitors, length) = ((after + more) / EventsOfVisitor, (long)TimeSpan.FromDays(Days).TotalMilliseconds);
        var (at, start) = ($"{Start.ToUnixTimeMilliseconds()} + CAST({length} * (i / {after + more}.0) AS BIGINT)", experiment.ChannelId);
        var rows = $"SELECT i, (i * 7919) % {visitors} AS v, {at} AS at FROM n";
        await RunAsync(
            connection,
            $"""
             {numbers}
             INSERT INTO "ShopEvents"
                 ("ChannelId", "EventId", "Type", "At", "ReceivedAt", "RecommendationId", "PanelVersion", "Placement", "Arm", "Anchor", "Sku", "Position",
                  "Visitor", "Device", "Source")
             SELECT {start}, 'event-' || i, 'Impression', at, at, '0f6c2f1ab34de89071c5', 'c41b7709', 'ProductPage',
                 '{experiment.Id}' || CASE WHEN v % 2 = 0 THEN 'a' ELSE 'b' END, 'CAM-D7-BODY', 'MEM-128-V60', 1, {hash},
                 CASE WHEN v % 3 = 0 THEN 'desktop' ELSE 'phone' END, CASE WHEN v % 5 = 0 THEN 'ad' ELSE 'search' END
             FROM ({rows}) AS made
             """);
        await RunAsync(
            connection,
            $"""
             {numbers}
             INSERT INTO "Orders" ("ChannelId", "ExternalId", "OrderedAt", "Status")
             SELECT {start}, 'bench-' || i, at + 60000, 'Placed' FROM ({rows}) AS made WHERE i % 100 = 0
             """);
        await RunAsync(
            connection,
            $"""
             INSERT INTO "OrderLines" ("OrderId", "Sku", "Quantity", "ReturnedQuantity", "UnitPrice")
             SELECT "Id", 'MEM-128-V60', 1 + "Id" % 2, 0, 2000 + "Id" % 3000 FROM "Orders" AS o
             WHERE NOT EXISTS (SELECT 1 FROM "OrderLines" AS line WHERE line."OrderId" = o."Id")
             """);
        await RunAsync(
            connection,
            $"""
             {numbers}
             INSERT INTO "OrderVisitors" ("ChannelId", "ExternalId", "ReceivedAt", "Visitor")
             SELECT {start}, 'bench-' || i, at + 60000, {hash} FROM ({rows}) AS made WHERE i % 100 = 0
             """);
        foreach (var (_, sql) in indexes)
        {
            await RunAsync(connection, sql);
        }

        await RunAsync(connection, "ANALYZE");
    }

    private static async Task<List<(string Name, string Sql)>> IndexesAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = connection is SqliteConnection
            ? "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'ShopEvents' AND sql IS NOT NULL"
            : "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'ShopEvents' AND indexname NOT LIKE 'PK_%'";
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(string, string)>();
        while (await reader.ReadAsync())
        {
            found.Add((reader.GetString(0), reader.GetString(1)));
        }

        return found;
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // This class's own words only.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task TimeAsync(string what, Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        Say($"{what}: {Stopwatch.GetElapsedTime(began).TotalSeconds:N2} s");
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
