using CrossSell.Core.People;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Storage;

/// <summary>The door to the database: open to read, or open to write as somebody, for something. Thread safe, one a process.</summary>
public sealed class StudioStore(DbContextOptions<SqliteStudioDb> options, TimeProvider time)
{
    /// <summary>Raised when a write landed that queued a job.</summary>
    internal event Action? JobQueued;

    public TimeProvider Time => time;

    /// <summary>A store on a SQLite file.</summary>
    public static StudioStore OnFile(string path, TimeProvider time) => new(SqliteStudioDb.Options(path), time);

    /// <summary>A context that tracks nothing, cannot save and sees every channel: for engines, jobs, caches and checks of rights. Dispose it when the operation ends.</summary>
    public StudioDb Read() => Untracked(new SqliteStudioDb(options));

    private static SqliteStudioDb Untracked(SqliteStudioDb db)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTrackingWithIdentityResolution;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        return db;
    }

    /// <summary>The same for somebody who may look into these channels: no question sees a row of another one. What a service reads for a page or a file is read by this.</summary>
    public StudioDb Read(ReadScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.IsEverything ? Read() : Untracked(new SqliteStudioDb(options, scope));
    }

    /// <summary>All questions of a read context as of one moment, until it is disposed. Deferred, so that nobody who writes waits. The connection must be open.</summary>
    internal static async Task<IAsyncDisposable> SnapshotAsync(StudioDb db, CancellationToken cancellation = default)
    {
        var snapshot = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(snapshot, cancellation);
        return snapshot;
    }

    /// <summary>Opens a write that holds the database's one writer lock until it is committed or disposed: keep it short.</summary>
    /// <param name="actor">Who writes.</param>
    /// <param name="purpose">What is done, as a sentence without a subject: "Linked Lumen D7 to Kite SDXC".</param>
    public Task<WriteSession> WriteAsync(Actor actor, string purpose, CancellationToken cancellation = default) => WriteAsync(actor, purpose, null, "", cancellation);

    /// <summary>A write that also sees another database file, under a name of its own.</summary>
    internal async Task<WriteSession> WriteAsync(Actor actor, string purpose, string? besideFile, string besideName, CancellationToken cancellation)
    {
        var db = new SqliteStudioDb(options);
        try
        {
            if (besideFile is not null)
            {
                await db.Database.OpenConnectionAsync(cancellation);
                await BulkSql.AttachAsync(db.Database.GetDbConnection(), besideFile, besideName, cancellation);
            }

            // Immediate, not deferred: a deferred transaction that reads and then writes fails when another writer came between.
            var transaction = await db.Database.BeginTransactionAsync(cancellation);
            // What is stored is whole milliseconds: a finer instant would look like somebody else's change when it is read back.
            var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            return new WriteSession(db, transaction, actor, purpose, now) { Beside = besideFile is null ? null : besideName, JobQueued = JobQueued };
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>The context that ASP.NET Core Identity keeps for its own writes (sign-in counts, password hashes).</summary>
    public StudioDb OpenForIdentity() => new SqliteStudioDb(options);

    /// <summary>A context for the rows of the job queue, which are no part of the catalogue and so are not audited. Write short.</summary>
    internal StudioDb OpenForJobs() => new SqliteStudioDb(options);

    /// <summary>A context for where cards stand on a canvas: how a picture looks is no data of the shop, and so is not audited. Write short.</summary>
    internal StudioDb OpenForCanvas() => new SqliteStudioDb(options);

    /// <summary>Creates the database or brings it up to date.</summary>
    public async Task MigrateAsync(CancellationToken cancellation = default)
    {
        await using var db = new SqliteStudioDb(options);
        await db.Database.MigrateAsync(cancellation);
    }

    /// <summary>Lets SQLite look at the tables that have grown since, so that its planner keeps choosing the right index. Looks at a sample only, so it is short at any size.</summary>
    public async Task OptimizeAsync(CancellationToken cancellation = default)
    {
        await using var db = new SqliteStudioDb(options);
        await db.Database.ExecuteSqlRawAsync("PRAGMA analysis_limit = 2000; PRAGMA optimize = 0x10002;", cancellation);
    }

    /// <summary>The highest change set: grows with every write of every process, so that caches know when to look again.</summary>
    public async Task<long> StateAsync(CancellationToken cancellation = default)
    {
        await using var db = Read();
        return await db.ChangeSets.MaxAsync(set => (long?)set.Id, cancellation) ?? 0;
    }
}
