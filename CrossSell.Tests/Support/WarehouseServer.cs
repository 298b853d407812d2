using System.Globalization;
using System.Text;
using CrossSell.Core.Warehouse;
using Npgsql;

namespace CrossSell.Tests.Support;

/// <summary>
/// One order line of a shop's warehouse.
/// </summary>
/// <param name="Back">How many were returned.</param>
/// <param name="Price">Minor units.</param>
public sealed record WarehouseLine(
    string Channel, string Order, DateTimeOffset At, string Sku, int Quantity, int Back = 0, long Price = 1000, string? Customer = null, bool Canceled = false,
    bool Test = false);

/// <summary>
/// A table of order lines on a real PostgreSQL or ClickHouse server, as a shop has it. Skipped without a server; in CI there must be one
/// (<c>scripts/postgres</c>, <c>scripts/clickhouse</c>).
/// </summary>
internal sealed class WarehouseServer : IAsyncDisposable
{
    /// <summary>How tests find ClickHouse; <c>scripts/clickhouse start FOLDER</c> starts one and prints what to put there.</summary>
    public const string Variable = "CROSSSELL_TEST_CLICKHOUSE";

    private static readonly HttpClient Http = new();
    private static int made;

    private readonly WarehouseEngine engine;
    private readonly string connection;
    private readonly string table;

    private WarehouseServer(WarehouseEngine engine, string connection, string table) =>
        (this.engine, this.connection, this.table) = (engine, connection, table);

    private static string Server(WarehouseEngine engine)
    {
        var variable = engine == WarehouseEngine.ClickHouse ? Variable : PostgresServer.Variable;
        var named = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(named) && Environment.GetEnvironmentVariable("CI") != "true",
            $"No {engine} server: start one by scripts/{(engine == WarehouseEngine.ClickHouse ? "clickhouse" : "postgres")} start FOLDER and put what it prints into {variable}.");
        return named is { Length: > 0 } ? named : throw new InvalidOperationException($"{variable} names no server: CI needs one (.ci/run starts it).");
    }

    /// <summary>A table with all columns, filled.</summary>
    /// <param name="columns">Others than all, for a view that lacks some.</param>
    public static async Task<WarehouseServer> CreateAsync(WarehouseEngine engine, IEnumerable<WarehouseLine> lines, string? columns = null)
    {
        var server = new WarehouseServer(
            engine, Server(engine), $"lines_{Guid.NewGuid().ToString("N")[..8]}_{Interlocked.Increment(ref made)}");
        await server.RunAsync($"CREATE TABLE {server.table} ({columns ?? (engine == WarehouseEngine.ClickHouse
            ? "channel String, order_number String, ordered_at Int64, sku String, quantity Int32, returned_quantity Int32, unit_price Int64, customer Nullable(String), canceled UInt8, test UInt8"
            : "channel text, order_number text, ordered_at bigint, sku text, quantity int, returned_quantity int, unit_price bigint, customer text, canceled int, test int")}){(
            engine == WarehouseEngine.ClickHouse ? " ENGINE = MergeTree() PARTITION BY tuple() ORDER BY channel" : "")}");
        var rows = new StringBuilder();
        foreach (var line in lines)
        {
            rows.Append(CultureInfo.InvariantCulture,
                $"{Escaped(line.Channel)}\t{Escaped(line.Order)}\t{line.At.ToUnixTimeMilliseconds()}\t{Escaped(line.Sku)}\t{line.Quantity}\t{line.Back}\t{line.Price}\t{(
                line.Customer is { } customer ? Escaped(customer) : "\\N")}\t{(line.Canceled ? 1 : 0)}\t{(line.Test ? 1 : 0)}\n");
        }

        if (rows.Length > 0)
        {
            await server.FillAsync(rows.ToString());
        }

        return server;
    }

    /// <summary>The settings of a studio that has this table for the orders of one shop.</summary>
    public WarehouseSettings Settings(string channel, string called) => new(engine, connection, table, new Dictionary<string, string> { [channel] = called })
    {
        User = engine == WarehouseEngine.ClickHouse ? "reader" : null, Password = engine == WarehouseEngine.ClickHouse ? "reads only" : null,
        Patience = TimeSpan.FromMinutes(5),
    };

    public ShopWarehouse Of(string channel, string called) => ShopWarehouse.Of(Settings(channel, called));

    public async ValueTask DisposeAsync() => await RunAsync($"DROP TABLE {table}");

    // Both read rows with tabs between, and say what is none of them by the same signs.
    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private async Task FillAsync(string rows)
    {
        if (engine == WarehouseEngine.ClickHouse)
        {
            await SendAsync($"INSERT INTO {table} FORMAT TabSeparated", rows);
            return;
        }

        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using (var writer = await open.BeginTextImportAsync($"COPY {table} FROM STDIN"))
        {
            await writer.WriteAsync(rows);
        }

#pragma warning disable CA2100 // A name of this class.
        await using var analyze = new NpgsqlCommand($"ANALYZE {table}", open);
#pragma warning restore CA2100
        await analyze.ExecuteNonQueryAsync();
    }

    private Task RunAsync(string statement) => engine == WarehouseEngine.ClickHouse ? SendAsync(statement, "") : PostgresServer.RunAsync(connection, statement);

    private async Task SendAsync(string statement, string body)
    {
        using var content = new StringContent(body);
        using var answer = await Http.PostAsync(new Uri(new Uri(connection), $"?user=crosssell&query={Uri.EscapeDataString(statement)}"), content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
