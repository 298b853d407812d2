using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Storage;

/// <summary>Which migrations of a newer version this one works beside, on a database that really has them.</summary>
public sealed class SchemaNeedsTests
{
    private const string Added = "20990101000000_LaterNotes";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("20990101000000_LaterNotes", true)]
    [InlineData("20990101000000_DropNotes_Needs_MiningBeside", true)]
    [InlineData("20990101000000_DropNotes_Needs_LaterNotes", false)]
    [InlineData("20990101000000_NotesAfresh_Needs_Itself", false)]
    [InlineData("99999999999999_StudioIsMovedHere", false)]
    public void UnknownMigration_IsWorkedBeside_WhereItOnlyAdds_OrNeedsOneThatIsKnown(string applied, bool works) =>
        Assert.Equal(works, SchemaNeeds.Judge([applied, "20261130000000_MiningBeside"], ["20261130000000_MiningBeside"]) is null);

    [StudioFact]
    public async Task Studio_WhoseDatabaseHasANewerMigrationThatOnlyAdds_Starts_Reads_AndWrites()
    {
        await using var studio = await TestStudio.CreateAsync();
        await using var newer = await NewerAsync(studio, Added);
        var store = studio.OtherProcess();

        Assert.Null((await store.MigrateAsync(cancellation: Stop)).Refusal);
        var product = await studio.ProductAsync("A");
        await using (var session = await store.WriteAsync(TestStudio.Merchandiser, "Renamed a product", Stop))
        {
            (await session.Db.Products.SingleAsync(Stop)).Set(it => it.Name, "Renamed");
            Assert.Null((await session.CommitAsync(Stop)).Refusal);
        }

        await using var db = store.Read();
        Assert.Equal("Renamed", (await db.Products.SingleAsync(item => item.Id == product.Id, Stop)).Name);
        Assert.Null(await store.CheckAsync(Stop));
        // What the newer version keeps there is still there.
        Assert.Equal("kept", await db.Database.SqlQueryRaw<string>("SELECT \"LaterNotes\" AS \"Value\" FROM \"Products\"").SingleAsync(Stop));
    }

    [StudioFact]
    public async Task Studio_WhoseDatabaseHasANewerMigrationThatTakesAway_DoesNotStart_AndOneThatRunsStopsWriting_AndSaysSo()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ProductAsync("A");
        var (running, work) = (studio.OtherProcess(), new Counting());
        var queue = new JobQueue(running, studio.Time);
        var execution = new JobExecution(running, queue, [work], studio.Time);
        Assert.Null(await running.CheckAsync(Stop));
        Assert.True((await queue.StartAsync(Counting.Name, "Count", new { }, Actor.CommandLine, Stop)).Required > 0);
        await using var newer = await NewerAsync(studio, "20990101000000_DropNotes_Needs_LaterNotes");

        var refusal = (await studio.OtherProcess().MigrateAsync(cancellation: Stop)).Refusal;
        Assert.Equal("database.version", refusal?.Code);
        Assert.Contains("A newer version of CrossSell has changed this database", refusal!.Message, StringComparison.Ordinal);

        await using (var session = await running.WriteAsync(TestStudio.Merchandiser, "Renamed a product", Stop))
        {
            (await session.Db.Products.SingleAsync(Stop)).Set(it => it.Name, "Renamed");
            Assert.Equal(refusal, (await session.CommitAsync(Stop)).Refusal);
        }

        Assert.Equal(refusal, await running.CheckAsync(Stop));
        Assert.False(await execution.RunNextAsync(Stop));
        Assert.False(work.HasRun);
        await using var unaudited = running.OpenForIdentity();
        Assert.Equal(refusal, (await Assert.ThrowsAsync<StorageException>(
            () => unaudited.Jobs.ExecuteUpdateAsync(update => update.SetProperty(job => job.Beat, 7), Stop))).Refusal);
        await using var db = running.Read();
        Assert.NotEqual("Renamed", (await db.Products.SingleAsync(Stop)).Name);
    }

    /// <summary>The database as a newer version leaves it, until it is disposed: databases of a server are used by the next test.</summary>
    private static async Task<Newer> NewerAsync(TestStudio studio, string migration)
    {
        await RunAsync(studio, "ALTER TABLE \"Products\" ADD COLUMN \"LaterNotes\" TEXT NOT NULL DEFAULT 'kept'");
        await RunAsync(studio, "INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ({0}, '99.0.0')", migration);
        return new Newer(studio, migration);
    }

    private static async Task RunAsync(TestStudio studio, string sql, params object[] values)
    {
        await using var db = studio.Store.Read();
        await db.Database.ExecuteSqlRawAsync(sql, values, CancellationToken.None);
    }

    private sealed class Newer(TestStudio studio, string migration) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await RunAsync(studio, "ALTER TABLE \"Products\" DROP COLUMN \"LaterNotes\"");
            await RunAsync(studio, "DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = {0}", migration);
        }
    }

    private sealed class Counting : JobWork
    {
        public const string Name = "count";

        public bool HasRun { get; private set; }

        public override string Kind => Name;

        public override Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
        {
            HasRun = true;
            return Task.FromResult<Outcome<JobReport>>(JobReport.Just("Counted"));
        }
    }
}
