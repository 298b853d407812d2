using System.Data.Common;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Storage;

/// <summary>The door to the database: open to read, or open to write as somebody, for something. Thread safe, one a process.</summary>
public sealed class StudioStore
{
    private const string WrittenNews = "written";

    private readonly StudioDatabase database;
    private readonly TimeProvider time;
    private readonly WriteFollowUps followUps;
    private volatile Refusal? outdated;

    private StudioStore(StudioDatabase database, TimeProvider time, WriteFollowUps followUps) =>
        (this.database, this.time, this.followUps) = (database, time, followUps);

    /// <summary>Raised with what a write announced, when it has landed.</summary>
    internal event Action<object>? Announced;

    /// <summary>
    /// Raised when another process has written, or may have while nobody listened; on any thread. Only where the database tells
    /// (<see cref="ListenAsync"/>): who wants to know looks at <see cref="StateAsync"/> every second besides (<see cref="ChangeSignal"/>).
    /// </summary>
    public event Action? WrittenElsewhere;

    /// <summary>What another process told beside that, without its name; null when anything may have been missed. Called one after the other.</summary>
    internal event Func<string?, Task>? Heard;

    public TimeProvider Time => time;

    /// <summary>Which of the processes on the same database this is: another one at each start.</summary>
    public string Instance { get; } = Guid.NewGuid().ToString("N");

    /// <summary>A store on a SQLite file.</summary>
    /// <param name="followUps">What follows from its writes: that of all rooms, outside of tests.</param>
    public static StudioStore OnFile(string path, TimeProvider time, WriteFollowUps followUps) =>
        new(new SqliteDatabase(path, time), time, followUps);

    /// <summary>A store in a database of a PostgreSQL server, which is made when it is missing and the account may.</summary>
    /// <inheritdoc cref="OnFile"/>
    public static StudioStore OnServer(string connection, TimeProvider time, WriteFollowUps followUps) =>
        new(new PostgresDatabase(connection, time), time, followUps);

    /// <summary>The same database by another clock: for a demo, whose people wrote on the days before it was loaded.</summary>
    internal StudioStore At(TimeProvider clock) => new(database, clock, followUps);

    /// <summary>
    /// A context that tracks nothing, cannot save and sees every channel: for engines, jobs, caches and checks of rights. Dispose it when the operation ends.
    /// </summary>
    public StudioDb Read() => Untracked(database.Open(ReadScope.Everything));

    private static StudioDb Untracked(StudioDb db)
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
        return scope.IsEverything ? Read() : Untracked(database.Open(scope));
    }

    /// <summary>
    /// All questions of a read context as of one moment, until it is disposed. Deferred, so that nobody who writes waits. The connection must be open.
    /// </summary>
    internal static async Task<IAsyncDisposable> SnapshotAsync(StudioDb db, CancellationToken cancellation = default)
    {
        var snapshot = db.Sql.BeginSnapshot(db.Database.GetDbConnection());
        await db.Database.UseTransactionAsync(snapshot, cancellation);
        return new Snapshot(db, snapshot);
    }

    // The context may ask on afterwards, no longer as of that moment.
    private sealed class Snapshot(StudioDb db, DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
        }
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
        WriteAsync(actor, purpose, null, cancellation);

    /// <summary>Brings a stage file into sight of writes, by the names of <see cref="SqlDialect.Staged"/>.</summary>
    internal async Task<StageView> ShowAsync(string stageFile, CancellationToken cancellation)
    {
        var (keeper, shown) = await database.ShowAsync(stageFile, cancellation);
        return new StageView(this, keeper, shown);
    }

    /// <summary>
    /// Called between the steps of a long write, without the lock: who else waits to write has it now, where the database does not see to that by itself.
    /// </summary>
    internal Task LetOthersAsync(CancellationToken cancellation) => database.LetOthersAsync(cancellation);

    /// <summary>A write through a connection that also sees a stage file; null for none.</summary>
    internal async Task<WriteSession> WriteAsync(Actor actor, string purpose, StageView? view, CancellationToken cancellation)
    {
        using var span = Telemetry.Span("studio.write.open");
        try
        {
            var started = await database.BeginWriteAsync(actor, view, cancellation);
            await RefuseOutdatedAsync(started, cancellation);
            // What is stored is whole milliseconds: a finer instant would look like somebody else's change when it is read back.
            var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            return new WriteSession(started, actor, purpose, now) { FollowUps = followUps, Told = news => Announced?.Invoke(news), Instance = Instance };
        }
        catch (Exception problem) when (problem is not StorageException && StorageTrouble.Of(problem) is { } refusal)
        {
            throw new StorageException(refusal, problem);
        }
    }

    // Within the write: a migration waits for it to end, or it for the migration.
    private async Task RefuseOutdatedAsync(StartedWrite started, CancellationToken cancellation)
    {
        try
        {
            started.Db.Refused ??= outdated = await SchemaNeeds.AskAsync(started.Db, cancellation);
        }
        catch
        {
            await started.Transaction.DisposeAsync();
            started.Turn?.Dispose();
            await started.Db.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says until it is disposed that a server works on this studio, so that nobody moves it meanwhile.</summary>
    public async Task<Outcome<IAsyncDisposable>> ServeAsync(CancellationToken cancellation = default) =>
        await database.HoldAsync(alone: false, cancellation) is { } held ? Outcome.Of(held) : StudioTransfer.Moving;

    /// <summary>Says until it is disposed that this studio is moved, so that no server works on it meanwhile; null where one does.</summary>
    internal Task<IAsyncDisposable?> HoldAloneAsync(CancellationToken cancellation) => database.HoldAsync(alone: true, cancellation);

    /// <inheritdoc cref="StudioDatabase.Where"/>
    internal string Where => database.Where;

    /// <summary>The context that ASP.NET Core Identity keeps for its own writes (sign-in counts, password hashes).</summary>
    public StudioDb OpenForIdentity() => OpenUnaudited();

    /// <summary>A context for rows that are no data of the shops and so are not audited: the job queue, where cards stand on a canvas. Write short.</summary>
    /// <param name="inBackground">Waits long for the writer lock, as nobody looks on.</param>
    internal StudioDb OpenUnaudited(bool inBackground = false)
    {
        var db = database.OpenUnaudited();
        db.WaitUpTo(inBackground ? StudioDb.BackgroundWaitSeconds : StudioDb.WaitSeconds);
        db.Refused = outdated;
        return db;
    }

    /// <summary>
    /// Makes the database or brings it up to date; does nothing when nothing is to be done. Refused when the file is empty or damaged, or when another process
    /// takes too long over the same.
    /// </summary>
    /// <param name="progress">Told in words when another process must be waited for.</param>
    public Task<Outcome> MigrateAsync(IProgress<string>? progress = null, CancellationToken cancellation = default) =>
        database.PrepareAsync(progress, cancellation);

    /// <summary>Says that this process serves the studio, until it is disposed or the process dies.</summary>
    /// <returns>Null where others may serve it too: on a server always, with a file when another process does.</returns>
    public IDisposable? ServeAlone() => database.ServeAlone();

    /// <summary>
    /// Hears what other instances do at once, until the line breaks (an exception) or it is cancelled. Ends where the database tells nothing.
    /// </summary>
    public Task ListenAsync(CancellationToken cancellation) => database.ListenAsync(HearAsync, cancellation);

    /// <summary>Tells the other processes something that is no write. Nobody waits for it, and it may be lost.</summary>
    internal async Task TellOthersAsync(string news, CancellationToken cancellation)
    {
        try
        {
            await using var db = OpenUnaudited();
            await db.TellOthersAsync(NoticeOf(news), cancellation);
        }
        catch (Exception problem) when (problem is DbException || StorageTrouble.Of(problem) is not null)
        {
            // Who missed it is told that something may have been missed when the database is back.
        }
    }

    /// <summary>The words in which <see cref="StudioDb.TellOthersAsync"/> tells something with a transaction.</summary>
    internal string NoticeOf(string news) => $"{Instance} {news}";

    internal static string WrittenBy(string? instance) => $"{instance} {WrittenNews}";

    private async Task HearAsync(string? notice)
    {
        var (from, news) = notice?.Split(' ', 2) is [var who, var what] ? (who, what) : (null, null);
        if (from == Instance)
        {
            return;
        }

        if (news is null or WrittenNews)
        {
            WrittenElsewhere?.Invoke();
        }

        if (news != WrittenNews)
        {
            foreach (var follower in Heard?.GetInvocationList().Cast<Func<string?, Task>>() ?? [])
            {
                await follower(news);
            }
        }
    }

    /// <summary>What keeps the database from being read or written now, or null. For probes: it takes no lock that others wait for.</summary>
    public async Task<Refusal?> CheckAsync(CancellationToken cancellation = default)
    {
        if (await database.CheckAsync(cancellation) is { } refusal)
        {
            return refusal;
        }

        try
        {
            return await CheckVersionAsync(cancellation);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } trouble)
        {
            return trouble;
        }
    }

    /// <summary>
    /// Whether a newer version of the studio has changed the database so that this one may write to it no more: from then on nothing is written, neither
    /// what is audited, which asks itself each time, nor what is not. Asked by every server as long as it serves.
    /// </summary>
    /// <returns>Why nothing is written; null while it is.</returns>
    internal async Task<Refusal?> CheckVersionAsync(CancellationToken cancellation = default)
    {
        await using var db = Read();
        return outdated = await SchemaNeeds.AskAsync(db, cancellation);
    }

    /// <summary>Closes the connections that this process keeps open to the file, so that it may be moved or deleted. Those to other files stay.</summary>
    public static void CloseConnections(string path)
    {
        using var connection = new SqliteConnection(SqliteStudioDb.Connection(path));
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>Nobody works: connections that are open in reserve are closed, with the memory that they hold. The next that asks opens its own.</summary>
    public void Rest() => database.Rest();

    /// <summary>Lets the planner look at the tables that have grown since, so that it keeps choosing the right index.</summary>
    public Task OptimizeAsync(CancellationToken cancellation = default) => database.OptimizeAsync(cancellation);

    /// <summary>The highest change set: grows with every write of every process, so that caches know when to look again.</summary>
    public async Task<long> StateAsync(CancellationToken cancellation = default)
    {
        await using var db = Read();
        return await db.ChangeSets.MaxAsync(set => (long?)set.Id, cancellation) ?? 0;
    }
}
