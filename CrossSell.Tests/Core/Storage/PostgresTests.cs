using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using CrossSell.Core.Workbench;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace CrossSell.Tests.Core.Storage;

/// <summary>What a server can do to a studio that a file cannot; all else is proved on both (<see cref="StudioFactAttribute"/>).</summary>
public sealed class PostgresTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [PostgresFact]
    public async Task Start_OfSeveralAtOnce_OnADatabaseThatIsMissing_MakesItOnce()
    {
        var connection = PostgresServer.Missing();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Store(connection).MigrateAsync(cancellation: Stop)));

        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
        await using var db = Store(connection).Read();
        Assert.Equal(5, await db.LinkTypes.CountAsync(Stop));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Stop));
    }

    [Theory]
    [InlineData("Host=db", 200)]
    [InlineData("Host=db;Max Auto Prepare=0", 0)]
    public void Statements_ThatComeAgain_ArePrepared_UnlessTheConnectionStringSaysOtherwise(string connection, int expected)
    {
        using var db = new PostgresStudioDb(PostgresStudioDb.Options(connection));

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()).MaxAutoPrepare);
    }

    [PostgresFact]
    public async Task WriteOutsideOfAWriteSession_WaitsNoLongerThanOneInIt_AndLeavesThePoolAsItWas()
    {
        await using var studio = await TestStudio.CreateAsync();

        Assert.Equal("5s", await WaitOfAsync(studio.Store.OpenForIdentity()));
        Assert.Equal("0", await WaitOfAsync(studio.Store.Read()));

        static async Task<string> WaitOfAsync(StudioDb opened)
        {
            await using var db = opened;
            return await db.Database.SqlQueryRaw<string>("SELECT current_setting('lock_timeout') AS \"Value\"").SingleAsync(Stop);
        }
    }

    [PostgresFact]
    public async Task StudioThatIsServed_StillSaysSo_AfterTheServerEndedTheSessionThatSaidIt()
    {
        await using var studio = await TestStudio.CreateAsync();
        await using (var serving = (await studio.Store.ServeAsync(Stop)).Required)
        {
            await using var db = studio.Store.Read();
            var first = Assert.Single(await SessionsAsync(db));

            // As a restart does to every session.
            await db.Database.SqlQueryRaw<bool>("SELECT pg_terminate_backend({0}) AS \"Value\"", first).SingleAsync(Stop);

            int[] sessions;
            do
            {
                sessions = await SessionsAsync(db);
            }
            while (sessions is [] || sessions[0] == first);
        }

        // Who holds a lock of the studio in this database.
        static Task<int[]> SessionsAsync(StudioDb db) => db.Database.SqlQueryRaw<int>(
            """
            SELECT l.pid AS "Value" FROM pg_locks l JOIN pg_database d ON d.oid = l.database
            WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.mode = 'ShareLock' AND l.granted
            """).ToArrayAsync(Stop);
    }

    [Fact]
    public void Question_ThatWasCalledOff_IsNoTrouble_AndOneThatTookTooLongIsBusy()
    {
        var limit = new PostgresException("canceling statement", "ERROR", "ERROR", "57014");

        Assert.Null(StorageTrouble.Of(new OperationCanceledException("Query was cancelled", limit)));
        Assert.Equal(StorageTrouble.BusyCode, StorageTrouble.Of(limit)?.Code);
    }

    [PostgresFact]
    public async Task Server_ThatIsGone_IsARefusal_AndWorkGoesOnWhenItIsBack()
    {
        await using var studio = await TestStudio.CreateAsync();
        var gone = new NpgsqlConnectionStringBuilder(PostgresServer.Missing()) { Port = 1, Timeout = 2 }.ConnectionString;

        Assert.Equal(StorageTrouble.UnreachableCode, (await Store(gone).MigrateAsync(cancellation: Stop)).Refusal?.Code);
        Assert.Equal(StorageTrouble.UnreachableCode, (await Store(gone).CheckAsync(Stop))?.Code);
        var problem = await Assert.ThrowsAsync<StorageException>(() => Store(gone).WriteAsync(TestStudio.Merchandiser, "Renamed a product", Stop));
        Assert.Equal(StorageTrouble.UnreachableCode, problem.Refusal.Code);

        // What a restart of the server does to the connections of a pool.
        var product = await studio.ProductAsync("A");
        await using (var session = await studio.Store.WriteAsync(TestStudio.Merchandiser, "Renamed a product", Stop))
        {
            (await session.Db.Products.SingleAsync(Stop)).Set(it => it.Name, "Lost");
            await studio.RunOnServerAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            Assert.Equal(StorageTrouble.UnreachableCode, (await session.CommitAsync(Stop)).Refusal?.Code);
        }

        await studio.WriteAsync(async session => (await session.Db.Products.SingleAsync(Stop)).Set(it => it.Name, "Renamed"));
        await using var db = studio.Store.Read();
        Assert.Equal("Renamed", (await db.Products.SingleAsync(item => item.Id == product.Id, Stop)).Name);
    }

    [PostgresFact]
    public async Task ReadOnlyServer_RefusesWrites_AndSaysSo()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ProductAsync("A");
        var readOnly = studio.OtherProcess("-c default_transaction_read_only=on");

        Assert.Equal(StorageTrouble.ReadOnly, await readOnly.CheckAsync(Stop));
        await using var session = await readOnly.WriteAsync(TestStudio.Merchandiser, "Renamed a product", Stop);
        (await session.Db.Products.SingleAsync(Stop)).Set(it => it.Name, "Renamed");
        Assert.Equal(StorageTrouble.ReadOnlyCode, (await session.CommitAsync(Stop)).Refusal?.Code);
    }

    [PostgresFact]
    public async Task History_OfWhatIsGone_IsFoundByIndex()
    {
        // One that no other test used: what the server has learnt of its tables decides between indexes that cost the same.
        var connection = await PostgresServer.EmptyAsync();
        Assert.True((await Store(connection).MigrateAsync(cancellation: Stop)).IsDone);
        await using var db = Store(connection).Read();
        await db.Database.OpenConnectionAsync(Stop);
        foreach (var (sql, index) in new[] { (RemovedRows.BySource(db), "Source"), (RemovedRows.ByTarget(db), "Target"), (RemovedRows.ByProduct(db), "Media") })
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100
            command.CommandText = "SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN "
                + string.Format(System.Globalization.CultureInfo.InvariantCulture, sql.Replace(" ORDER BY \"Id\" DESC", "", StringComparison.Ordinal), 7, 500);
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(Stop);
            var plan = "";
            while (await reader.ReadAsync(Stop))
            {
                plan += reader.GetString(0);
            }

            Assert.Contains($"IX_Changes_Removed{index}", plan, StringComparison.Ordinal);
        }
    }

    [StudioFact]
    public async Task Sku_IsOneWhateverItsCase_AndNamesSortByTheirBytes()
    {
        await using var studio = await TestStudio.CreateAsync();
        foreach (var sku in new[] { "b-1", "A-1", "a-2", "\u00e9-1", "B-2" })
        {
            await studio.ProductAsync(sku);
        }

        await using var db = studio.Store.Read();
        Assert.Equal("A-1", (await db.Products.SingleAsync(product => product.Sku == "a-1", Stop)).Sku);
        Assert.Equal(
            ["A-1", "a-2", "b-1", "B-2", "\u00e9-1"], await db.Products.OrderBy(product => product.Sku).Select(product => product.Sku).ToListAsync(Stop));
        await using var session = await studio.Store.WriteAsync(TestStudio.Merchandiser, "Made a product", Stop);
        session.Db.Add(new Product { Sku = "B-1", Name = "Twice", CreatedAt = studio.Time.GetUtcNow(), UpdatedAt = studio.Time.GetUtcNow() });
        Assert.Equal("stale", (await session.CommitAsync(Stop)).Refusal?.Code);
    }

    private static StudioStore Store(string connection) => StudioStore.OnServer(connection, new FakeTimeProvider(TestStudio.Start), CrossSellCore.FollowUps);
}
