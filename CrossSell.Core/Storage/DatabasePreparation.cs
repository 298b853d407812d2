using CrossSell.Core.Common;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Storage;

/// <summary>
/// Makes the database file or brings it up to date. It may be killed at any moment and run by several processes at once: a new database is made beside its
/// place and moved there whole, an old one is touched only when a migration is pending, and who does either holds a lock of the operating system, which
/// ends with the process that holds it.
/// </summary>
public sealed class DatabasePreparation(string path, TimeProvider time)
{
    /// <summary>How long to wait for another process that prepares the same database.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    /// <summary>What is said while another process is waited for.</summary>
    public const string Waiting = "Another process is preparing this database; waiting for it to finish.";

    /// <summary>When that took too long.</summary>
    public static readonly Refusal StillPrepared = new(
        "database.preparing", "Another process is still preparing this database. Wait until it has finished, or stop it, and try again.");

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private static readonly Refusal LogWithoutDatabase = new(
        StorageTrouble.MissingCode,
        "The database file is missing, but the log that belongs to it (-wal) is there. Restore both from a backup; to start with an empty database, delete the log and start again.");

    /// <summary>The file whose lock the one that prepares holds. It stays: deleting it would let two in.</summary>
    public static string LockFileOf(string path) => path + ".lock";

    /// <param name="progress">Told when another process must be waited for.</param>
    public async Task<Outcome> RunAsync(IProgress<string>? progress, CancellationToken cancellation)
    {
        try
        {
            if (await IsReadyAsync(cancellation))
            {
                return Outcome.Done;
            }

            using var alone = await LockAsync(progress, cancellation);
            if (alone is null)
            {
                return StillPrepared;
            }

            // Anyone who was waited for may have done it.
            if (await IsReadyAsync(cancellation))
            {
                return Outcome.Done;
            }

            if (File.Exists(path))
            {
                await UpgradeAsync(cancellation);
            }
            else
            {
                await CreateAsync(cancellation);
            }

            return Outcome.Done;
        }
        catch (UnauthorizedAccessException)
        {
            return StorageTrouble.ReadOnly;
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } refusal)
        {
            return refusal;
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        // Never by opening the file ourselves: closing any handle of a process drops the locks that SQLite holds through another.
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return new FileInfo(path + "-wal") is { Exists: true, Length: > 0 } ? throw new StorageException(LogWithoutDatabase) : false;
        }

        if (file.Length == 0)
        {
            throw new StorageException(StorageTrouble.Empty);
        }

        await using var db = new SqliteStudioDb(SqliteStudioDb.Options(path));
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
        return SchemaNeeds.Judge(applied, known) is { } refusal ? throw new StorageException(refusal) : known.IsSubsetOf(applied);
    }

    private async Task<FileStream?> LockAsync(IProgress<string>? progress, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var told = false;
        while (true)
        {
            try
            {
                return new FileStream(LockFileOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(LockFileOf(path)))
            {
                if (time.GetElapsedTime(started) >= TimeLimit)
                {
                    return null;
                }
            }

            if (!told)
            {
                progress?.Report(Waiting);
                told = true;
            }

            await Task.Delay(Beat, time, cancellation);
        }
    }

    private async Task CreateAsync(CancellationToken cancellation)
    {
        var made = path + ".new";
        foreach (var left in new[] { made, made + "-wal", made + "-shm", made + "-journal", path + "-wal", path + "-shm" })
        {
            File.Delete(left);
        }

        await using (var db = new SqliteStudioDb(SqliteStudioDb.Options(made, create: true)))
        {
            await db.Database.MigrateAsync(cancellation);
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellation);
        }

        File.Move(made, path);
    }

    private async Task UpgradeAsync(CancellationToken cancellation)
    {
        await using var db = new SqliteStudioDb(SqliteStudioDb.Options(path));
        if (await db.Database.SqlQueryRaw<int>("SELECT count(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancellation) > 0)
        {
            // EF Core serialises by a row, which outlives a killed process and is then waited for without end. Who holds the file lock is alone, so any row is
            // such a leftover.
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancellation);
        }

        await db.Database.MigrateAsync(cancellation);
    }
}
