using System.Collections.Concurrent;
using CrossSell.Core;
using CrossSell.Core.Storage;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace CrossSell.Tests.Support;

/// <summary>
/// Databases of a real PostgreSQL server, one for each studio of a test: made from a template that was migrated once, and emptied and used again afterwards,
/// because making one takes longer than most tests.
/// </summary>
internal static class PostgresServer
{
    /// <summary>How tests find the server; <c>scripts/postgres start FOLDER</c> starts one and prints what to put there.</summary>
    public const string Variable = "CROSSSELL_TEST_POSTGRES";

    private const string TemplateName = "crosssell_template";

    private static readonly string Run = Guid.NewGuid().ToString("N")[..8];
    private static readonly ConcurrentBag<string> Free = [];
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);
    private static readonly SemaphoreSlim Copying = new(1);
    private static int made;

    /// <summary>Whether the test that runs now is to use it.</summary>
    public static AsyncLocal<bool> IsAsked { get; } = new();

    /// <summary>Why tests on PostgreSQL are left out; null where they run, and in CI, where they must.</summary>
    public static string? WhyNot { get; } = Connection is null && Environment.GetEnvironmentVariable("CI") != "true"
        ? $"No PostgreSQL server: start one by scripts/postgres start FOLDER and put what it prints into {Variable}."
        : null;

    private static string? Connection => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;

    /// <summary>Those of a test, and that it runs on PostgreSQL: <c>-trait "Database=PostgreSQL"</c>.</summary>
    public static Dictionary<string, HashSet<string>> Traits(Dictionary<string, HashSet<string>> traits) =>
        new(traits) { ["Database"] = ["PostgreSQL"] };

    /// <summary>The connection string of a migrated, empty database that nobody else uses until it is given back.</summary>
    public static async Task<string> TakeAsync()
    {
        var template = await Template.Value;
        if (Free.TryTake(out var known))
        {
            return known;
        }

        var name = $"crosssell_{Run}_{Interlocked.Increment(ref made)}";
        await Copying.WaitAsync();
        try
        {
            await RunAsync(Of("postgres"), $"CREATE DATABASE {name} TEMPLATE {template}");
        }
        finally
        {
            Copying.Release();
        }

        return Of(name);
    }

    /// <summary>Lets ids go on behind those that a test wrote itself.</summary>
    public static Task FollowAsync(string connection) => RunAsync(connection, "SELECT seed.follow()");

    /// <summary>Empties the database for the next test.</summary>
    public static async Task GiveBackAsync(string connection)
    {
        await RunAsync(connection, "SELECT seed.reset()");
        Free.Add(connection);
    }

    /// <summary>The connection string of a database that does not exist yet.</summary>
    public static string Missing() => Of($"crosssell_{Run}_new_{Interlocked.Increment(ref made)}");

    /// <summary>And of one that has no tables.</summary>
    public static async Task<string> EmptyAsync()
    {
        var missing = Missing();
        await RunAsync(Of("postgres"), $"CREATE DATABASE {new NpgsqlConnectionStringBuilder(missing).Database}");
        return missing;
    }

    private static string Of(string database) => new NpgsqlConnectionStringBuilder(
        Connection ?? throw new InvalidOperationException($"{Variable} names no server: tests on PostgreSQL need one in CI (.ci/run starts it)."))
    {
        Database = database,
        // Many studios, each with a pool of its own.
        MaxPoolSize = 20,
        ConnectionIdleLifetime = 20,
    }.ConnectionString;

    private static async Task<string> MakeTemplateAsync()
    {
        var name = $"{TemplateName}_{Run}";
        var connection = new NpgsqlConnectionStringBuilder(Of(name)) { Pooling = false }.ConnectionString;
        Assert.Null((await StudioStore.OnServer(connection, new FakeTimeProvider(TestStudio.Start), CrossSellCore.FollowUps).MigrateAsync()).Refusal);
        await RunAsync(connection, Reset);
        return name;
    }

    /// <summary>A database of its own that begins with what another one holds, which nobody uses.</summary>
    public static async Task<string> CopyAsync(string connection)
    {
        var (copy, original) = (Missing(), new NpgsqlConnectionStringBuilder(connection).Database);
        await Copying.WaitAsync();
        try
        {
            // A pool keeps its connections after the host that used it is gone.
            await RunAsync(Of("postgres"), $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{original}'");
            await RunAsync(Of("postgres"), $"CREATE DATABASE {new NpgsqlConnectionStringBuilder(copy).Database} TEMPLATE {original}");
        }
        finally
        {
            Copying.Release();
        }

        return copy;
    }

    /// <summary>Runs a statement of the test itself.</summary>
    public static async Task RunAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = open.CreateCommand();
#pragma warning disable CA2100 // Words of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    // What the migrations left in tables stands in the schema beside, so that a test may change it.
    private const string Reset =
        """
        CREATE SCHEMA seed;
        DO $$
        DECLARE t text; has boolean;
        BEGIN
            FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory' LOOP
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', t) INTO has;
                IF has THEN EXECUTE format('CREATE TABLE seed.%I AS TABLE public.%I', t, t); END IF;
            END LOOP;
        END $$;
        CREATE FUNCTION seed.follow() RETURNS void LANGUAGE plpgsql AS $$
        DECLARE t text;
        BEGIN
            FOR t IN SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'Id' AND a.attidentity <> '' LOOP
                EXECUTE format('SELECT setval(pg_get_serial_sequence(''public.%I'', ''Id''), coalesce((SELECT max("Id") FROM public.%I), 0) + 1, false)', t, t);
            END LOOP;
        END $$;
        CREATE FUNCTION seed.reset() RETURNS void LANGUAGE plpgsql AS $$
        DECLARE t text; has boolean;
        BEGIN
            SET LOCAL session_replication_role = replica;
            FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory' LOOP
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', t) INTO has;
                IF has THEN EXECUTE format('DELETE FROM public.%I', t); END IF;
            END LOOP;
            PERFORM setval(format('public.%I', sequencename)::regclass, start_value, false) FROM pg_sequences WHERE schemaname = 'public';
            FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'seed' LOOP
                EXECUTE format('INSERT INTO public.%I SELECT * FROM seed.%I', t, t);
                EXECUTE format('SELECT setval(pg_get_serial_sequence(''public.%I'', ''Id''), (SELECT max("Id") FROM public.%I))', t, t);
            END LOOP;
        END $$;
        """;
}
