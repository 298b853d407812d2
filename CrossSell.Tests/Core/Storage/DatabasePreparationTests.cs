using CrossSell.Core;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrossSell.Tests.Core.Storage;

/// <summary>A start that was killed at any moment, or that meets another, never keeps the next one from starting.</summary>
public sealed class DatabasePreparationTests
{
    private const int HangMilliseconds = 60_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = HangMilliseconds)]
    public async Task Start_AfterOneThatWasKilledWhileItMigrated_DoesNotWaitForIt()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var studio = await TestStudio.CreateAsync();
        await LeaveLockAsync(studio.Data.Database);

        Assert.True((await studio.Store.MigrateAsync(cancellation: stop)).IsDone);
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Upgrade_AfterOneThatWasKilled_ClearsItsLock_AndMigrates()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var studio = await TestStudio.CreateAsync();
        var path = Path.Combine(studio.Data.Root, "older.db");
        await using (var db = new SqliteStudioDb(SqliteStudioDb.Options(path, create: true)))
        {
            await db.GetService<IMigrator>().MigrateAsync(Migration.InitialDatabase, stop);
        }

        await LeaveLockAsync(path);
        var store = StudioStore.OnFile(path, studio.Time, CrossSellCore.FollowUps);

        Assert.True((await store.MigrateAsync(cancellation: stop)).IsDone);

        await using var upgraded = store.Read();
        Assert.Empty(await upgraded.Database.GetPendingMigrationsAsync(stop));
        Assert.Equal(0, await upgraded.Database.SqlQueryRaw<int>("SELECT count(*) AS Value FROM __EFMigrationsLock").SingleAsync(stop));
        StudioStore.CloseConnections(path);
    }

    [Fact]
    public async Task Database_OfAnotherVersion_IsLeftAlone_AndTheReasonSaysWhatToDo()
    {
        await using var studio = await TestStudio.CreateAsync();
        var path = Path.Combine(studio.Data.Root, "other.db");
        var store = StudioStore.OnFile(path, studio.Time, CrossSellCore.FollowUps);
        Assert.True((await store.MigrateAsync(cancellation: Stop)).IsDone);
        await using (var db = new SqliteStudioDb(SqliteStudioDb.Options(path)))
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsHistory VALUES ('20990101000000_Later_Needs_Itself', '99.0.0')", Stop);
        }

        var refusal = (await store.MigrateAsync(cancellation: Stop)).Refusal;

        Assert.Equal("database.version", refusal?.Code);
        Assert.Contains("20990101000000_Later_Needs_Itself", refusal!.Message, StringComparison.Ordinal);
        StudioStore.CloseConnections(path);
    }

    [Fact]
    public async Task Start_WhileAnotherPrepares_SaysThatItWaits_AndEndsWithAReason()
    {
        await using var studio = await TestStudio.CreateAsync();
        var path = Path.Combine(studio.Data.Root, "new.db");
        var said = new List<string>();
        var store = StudioStore.OnFile(path, studio.Time, CrossSellCore.FollowUps);
        await using var other = new FileStream(DatabasePreparation.LockFileOf(path), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var start = store.MigrateAsync(new Relay<string>(said.Add), Stop);
        studio.Time.Advance(DatabasePreparation.TimeLimit);

        Assert.Equal(DatabasePreparation.StillPrepared, (await start).Refusal);
        Assert.Equal([DatabasePreparation.Waiting], said);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Start_AfterAFirstOneThatWasKilled_MakesTheDatabaseFromTheBeginning()
    {
        await using var studio = await TestStudio.CreateAsync();
        var path = Path.Combine(studio.Data.Root, "new.db");
        await File.WriteAllTextAsync(path + ".new", "half a database", Stop);
        await File.WriteAllTextAsync(path + ".new-wal", "half a log", Stop);
        var store = StudioStore.OnFile(path, studio.Time, CrossSellCore.FollowUps);

        Assert.True((await store.MigrateAsync(cancellation: Stop)).IsDone);

        await using var db = store.Read();
        Assert.Equal(5, await db.LinkTypes.CountAsync(Stop));
        Assert.False(File.Exists(path + ".new"));
        StudioStore.CloseConnections(path);
    }

    [Fact]
    public async Task EmptyFile_IsNoNewStudio_AndIsLeftAlone()
    {
        await using var studio = await TestStudio.CreateAsync();
        var path = Path.Combine(studio.Data.Root, "new.db");
        await File.WriteAllTextAsync(path, "", Stop);

        Assert.Equal(
            StorageTrouble.EmptyCode, (await StudioStore.OnFile(path, studio.Time, CrossSellCore.FollowUps).MigrateAsync(cancellation: Stop)).Refusal?.Code);
        Assert.Equal(0, new FileInfo(path).Length);
    }

    [Fact]
    public async Task LogWithoutItsDatabase_IsNoNewStudio()
    {
        await using var studio = await TestStudio.CreateAsync();
        var path = Path.Combine(studio.Data.Root, "new.db");
        await File.WriteAllTextAsync(path + "-wal", "what was written last", Stop);

        Assert.Equal(
            StorageTrouble.MissingCode, (await StudioStore.OnFile(path, studio.Time, CrossSellCore.FollowUps).MigrateAsync(cancellation: Stop)).Refusal?.Code);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task FileThatIsNoDatabase_IsRefusedAsDamaged()
    {
        await using var studio = await TestStudio.CreateAsync();
        var path = Path.Combine(studio.Data.Root, "new.db");
        await File.WriteAllTextAsync(path, new string('x', 10_000), Stop);

        Assert.Equal(
            StorageTrouble.DamagedCode, (await StudioStore.OnFile(path, studio.Time, CrossSellCore.FollowUps).MigrateAsync(cancellation: Stop)).Refusal?.Code);
    }

    private static async Task LeaveLockAsync(string path)
    {
        await using var db = new SqliteStudioDb(SqliteStudioDb.Options(path));
        await db.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsLock VALUES (1, 'x')", Stop);
    }
}
