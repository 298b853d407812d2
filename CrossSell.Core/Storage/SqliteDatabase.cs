using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Storage;

/// <summary>A studio in a SQLite file.</summary>
internal sealed class SqliteDatabase(string path, TimeProvider time) : StudioDatabase
{
    private readonly DbContextOptions<SqliteStudioDb> options = SqliteStudioDb.Options(path);
    private readonly WriterTurns turns = new();
    private readonly StorageCheck check = new(path, time, () => StorageCheck.FreeBytesAt(path));
    private volatile bool serves;

    public override string Where => Path.GetFullPath(path);

    public override StudioDb Open(ReadScope scope) => new SqliteStudioDb(options, scope);

    public override async Task<StartedWrite> BeginWriteAsync(Actor actor, StageView? view, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            // A connection of the pool would go on writing to the deleted file, and all of it would be lost.
            throw new StorageException(StorageTrouble.Missing);
        }

        var seconds = actor.InBackground ? StudioDb.BackgroundWaitSeconds : StudioDb.WaitSeconds;
        var turn = await turns.TakeAsync(TimeSpan.FromSeconds(seconds), cancellation);
        var db = new SqliteStudioDb(options);
        try
        {
            if (view is not null)
            {
                db.Database.SetDbConnection(view.Keeper.Database.GetDbConnection());
            }

            // Who had no turn in time asks the database once more, which says it in its own words.
            db.WaitUpTo(turn is null ? 1 : seconds);
            return new StartedWrite(db, await BeginAsync(db, cancellation), turn);
        }
        catch
        {
            turn?.Dispose();
            await db.DisposeAsync();
            throw;
        }
    }

    public override StudioDb OpenUnaudited() => new SqliteStudioDb(options) { Turns = turns };

    public override Task LetOthersAsync(CancellationToken cancellation) => turns.LetOthersAsync(elsewhere: !IsAlone(), cancellation);

    private static async Task<IDbContextTransaction> BeginAsync(SqliteStudioDb db, CancellationToken cancellation)
    {
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

    // A lock of the operating system on a file beside: it ends with the process. Nothing is locked where nothing can be written.
    public override Task<IAsyncDisposable?> HoldAsync(bool alone, CancellationToken cancellation)
    {
        var file = path + ".serving";
        try
        {
            return Task.FromResult<IAsyncDisposable?>(new FileStream(
                file, FileMode.OpenOrCreate, alone ? FileAccess.ReadWrite : FileAccess.Read, alone ? FileShare.None : FileShare.ReadWrite));
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException || (problem is IOException && !File.Exists(file)))
        {
            return Task.FromResult<IAsyncDisposable?>(Stream.Null);
        }
        catch (IOException)
        {
            return Task.FromResult<IAsyncDisposable?>(null);
        }
    }

    public override Task<Outcome> PrepareAsync(IProgress<string>? progress, CancellationToken cancellation) =>
        new DatabasePreparation(path, time).RunAsync(progress, cancellation);

    // The operating system lets the file go when the process dies, however it dies.
    public override IDisposable? ServeAlone()
    {
        try
        {
            var served = new FileStream(path + ".served", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            serves = true;
            return served;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A server has none beside it but command lines, which are patient. A command line looks whether a server is there, where people may wait.
    private bool IsAlone()
    {
        if (serves || !File.Exists(path + ".served"))
        {
            return true;
        }

        try
        {
            using var unused = new FileStream(path + ".served", FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // A file tells nobody: who wants to know looks every second.
    public override Task ListenAsync(Func<string?, Task> heard, CancellationToken cancellation) => Task.CompletedTask;

    public override Task<Refusal?> CheckAsync(CancellationToken cancellation) => check.RunAsync(cancellation);

    // Each keeps up to 16 MB of pages.
    public override void Rest() => StudioStore.CloseConnections(path);

    // Looks at a sample only, so it is short at any size.
    public override async Task OptimizeAsync(CancellationToken cancellation)
    {
        await using var db = new SqliteStudioDb(options);
        await db.Database.ExecuteSqlRawAsync("PRAGMA analysis_limit = 2000; PRAGMA optimize = 0x10002;", cancellation);
    }
}
