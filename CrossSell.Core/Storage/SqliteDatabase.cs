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
    private readonly StorageCheck check = new(path, time, () => StorageCheck.FreeBytesAt(path));

    public override string Where => Path.GetFullPath(path);

    public override StudioDb Open(ReadScope scope) => new SqliteStudioDb(options, scope);

    public override async Task<StartedWrite> BeginWriteAsync(Actor actor, string? stageFile, CancellationToken cancellation)
    {
        var db = new SqliteStudioDb(options);
        IAsyncDisposable? shown = null;
        try
        {
            if (!File.Exists(path))
            {
                // A connection of the pool would go on writing to the deleted file, and all of it would be lost.
                throw new StorageException(StorageTrouble.Missing);
            }

            if (stageFile is not null)
            {
                await db.Database.OpenConnectionAsync(cancellation);
                shown = await db.Sql.ShowAsync(db.Database.GetDbConnection(), stageFile, cancellation);
            }

            return new StartedWrite(db, await BeginAsync(db, actor, cancellation), shown);
        }
        catch
        {
            if (shown is not null)
            {
                // Off the pool rather than detached: an open transaction may hold the other file, and the next write must not see it.
                SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
            }

            await db.DisposeAsync();
            throw;
        }
    }

    private static async Task<IDbContextTransaction> BeginAsync(SqliteStudioDb db, Actor actor, CancellationToken cancellation)
    {
        if (actor.InBackground)
        {
            db.WaitUpTo(StudioDb.BackgroundWaitSeconds);
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
            return new FileStream(path + ".served", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A file tells nobody: who wants to know looks every second.
    public override Task ListenAsync(Func<string?, Task> heard, CancellationToken cancellation) => Task.CompletedTask;

    public override Task<Refusal?> CheckAsync(CancellationToken cancellation) => check.RunAsync(cancellation);

    // Looks at a sample only, so it is short at any size.
    public override async Task OptimizeAsync(CancellationToken cancellation)
    {
        await using var db = new SqliteStudioDb(options);
        await db.Database.ExecuteSqlRawAsync("PRAGMA analysis_limit = 2000; PRAGMA optimize = 0x10002;", cancellation);
    }
}
