using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Storage;

/// <summary>The door to the database: open to read, or open to write as somebody, for something. Thread safe, one a process.</summary>
public sealed class StudioStore
{
    private readonly string path;
    private readonly TimeProvider time;
    private readonly DbContextOptions<SqliteStudioDb> options;
    private readonly StorageCheck check;
    private readonly WriteFollowUps followUps;

    private StudioStore(string path, TimeProvider time, WriteFollowUps followUps) =>
        (this.path, this.time, this.followUps, options, check) = (
            path, time, followUps, SqliteStudioDb.Options(path), new StorageCheck(path, time, () => StorageCheck.FreeBytesAt(path)));

    /// <summary>Raised with what a write announced, when it has landed.</summary>
    internal event Action<object>? Announced;

    public TimeProvider Time => time;

    /// <summary>A store on a SQLite file.</summary>
    /// <param name="followUps">What follows from its writes: that of all rooms, outside of tests.</param>
    public static StudioStore OnFile(string path, TimeProvider time, WriteFollowUps followUps) => new(path, time, followUps);

    /// <summary>
    /// A context that tracks nothing, cannot save and sees every channel: for engines, jobs, caches and checks of rights. Dispose it when the operation ends.
    /// </summary>
    public StudioDb Read() => Untracked(new SqliteStudioDb(options));

    private static SqliteStudioDb Untracked(SqliteStudioDb db)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTrackingWithIdentityResolution;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        return db;
    }

    /// <summary>
    /// The same for somebody who may look into these channels: no question sees a row of another one. What a service reads for a page or a file is read by
    /// this.
    /// </summary>
    public StudioDb Read(ReadScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.IsEverything ? Read() : Untracked(new SqliteStudioDb(options, scope));
    }

    /// <summary>
    /// All questions of a read context as of one moment, until it is disposed. Deferred, so that nobody who writes waits. The connection must be open.
    /// </summary>
    internal static async Task<IAsyncDisposable> SnapshotAsync(StudioDb db, CancellationToken cancellation = default)
    {
        var snapshot = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(snapshot, cancellation);
        return snapshot;
    }

    /// <summary>
    /// Opens a write that holds the database's one writer lock until it is committed or disposed: keep it short. Where the lock cannot be had (another
    /// process writes for longer than a person waits, or nothing may be written at all) the write reads like any other, and saving or committing it is
    /// refused with the reason.
    /// </summary>
    /// <exception cref="StorageException">The database is missing or damaged, so that nothing can be read either.</exception>
    /// <param name="actor">Who writes.</param>
    /// <param name="purpose">What is done, as a sentence without a subject: "Linked Lumen D7 to Kite SDXC".</param>
    public Task<WriteSession> WriteAsync(Actor actor, string purpose, CancellationToken cancellation = default) =>
        WriteAsync(actor, purpose, null, "", cancellation);

    /// <summary>A write that also sees another database file, under a name of its own.</summary>
    internal async Task<WriteSession> WriteAsync(Actor actor, string purpose, string? besideFile, string besideName, CancellationToken cancellation)
    {
        using var span = Telemetry.Span("studio.write.open");
        var db = new SqliteStudioDb(options);
        var isAttached = false;
        try
        {
            if (!File.Exists(path))
            {
                // A connection of the pool would go on writing to the deleted file, and all of it would be lost.
                throw new StorageException(StorageTrouble.Missing);
            }

            if (besideFile is not null)
            {
                await db.Database.OpenConnectionAsync(cancellation);
                await BulkSql.AttachAsync(db.Database.GetDbConnection(), besideFile, besideName, cancellation);
                isAttached = true;
            }

            var transaction = await BeginAsync(db, actor, cancellation);
            // What is stored is whole milliseconds: a finer instant would look like somebody else's change when it is read back.
            var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            return new WriteSession(db, transaction, actor, purpose, now)
            {
                AttachedName = besideFile is null ? null : besideName, FollowUps = followUps, Told = news => Announced?.Invoke(news)
            };
        }
        catch (Exception problem)
        {
            if (isAttached)
            {
                // Off the pool rather than detached: an open transaction may hold the other file, and the next write must not see it.
                SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
            }

            await db.DisposeAsync();
            if (problem is not StorageException && StorageTrouble.Of(problem) is { } refusal)
            {
                throw new StorageException(refusal, problem);
            }

            throw;
        }
    }

    private static async Task<IDbContextTransaction> BeginAsync(SqliteStudioDb db, Actor actor, CancellationToken cancellation)
    {
        if (actor.InBackground)
        {
            Wait(db, SqliteStudioDb.BackgroundTimeoutSeconds);
        }

        try
        {
            // Immediate, not deferred: a deferred transaction that reads and then writes fails when another writer came between.
            return await db.Database.BeginTransactionAsync(cancellation);
        }
        catch (SqliteException problem) when (StorageTrouble.Of(problem) is { Code: StorageTrouble.BusyCode or StorageTrouble.ReadOnlyCode } refusal)
        {
            db.Refused = refusal;
            await db.Database.OpenConnectionAsync(cancellation);
            return (await db.Database.UseTransactionAsync(((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true), cancellation))!;
        }
    }

    private static void Wait(StudioDb db, int seconds) => ((SqliteConnection)db.Database.GetDbConnection()).DefaultTimeout = seconds;

    /// <summary>The context that ASP.NET Core Identity keeps for its own writes (sign-in counts, password hashes).</summary>
    public StudioDb OpenForIdentity() => new SqliteStudioDb(options);

    /// <summary>A context for rows that are no data of the shops and so are not audited: the job queue, where cards stand on a canvas. Write short.</summary>
    /// <param name="inBackground">Waits long for the writer lock, as nobody looks on.</param>
    internal StudioDb OpenUnaudited(bool inBackground = false)
    {
        var db = new SqliteStudioDb(options);
        if (inBackground)
        {
            Wait(db, SqliteStudioDb.BackgroundTimeoutSeconds);
        }

        return db;
    }

    /// <summary>
    /// Makes the database or brings it up to date; does nothing when nothing is to be done. Refused when the file is empty or damaged, or when another process
    /// takes too long over the same.
    /// </summary>
    /// <param name="progress">Told in words when another process must be waited for.</param>
    public Task<Outcome> MigrateAsync(IProgress<string>? progress = null, CancellationToken cancellation = default) =>
        new DatabasePreparation(path, time).RunAsync(progress, cancellation);

    /// <summary>What keeps the database from being read or written now, or null. For probes: it takes no lock that others wait for.</summary>
    public Task<Refusal?> CheckAsync(CancellationToken cancellation = default) => check.RunAsync(cancellation);

    /// <summary>Closes the connections that this process keeps open to the file, so that it may be moved or deleted. Those to other files stay.</summary>
    public static void CloseConnections(string path)
    {
        using var connection = new SqliteConnection(SqliteStudioDb.Connection(path));
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>
    /// Lets SQLite look at the tables that have grown since, so that its planner keeps choosing the right index. Looks at a sample only, so it is short at any
    /// size.
    /// </summary>
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
