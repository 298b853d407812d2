using CrossSell.Core.Common;
using Microsoft.Data.Sqlite;

namespace CrossSell.Core.Storage;

/// <summary>
/// Whether the database can be read and written now: asked by a fresh connection, which sees the file as it is and nothing that another has in memory.
/// </summary>
/// <param name="freeBytes">What is left of the data folder's disk.</param>
public sealed class StorageCheck(string path, TimeProvider time, Func<long> freeBytes)
{
    /// <summary>SQLite needs room for its log before anything fits into the database.</summary>
    public const long LeastFreeBytes = 32L << 20;

    // Looking through every page takes about a second for each 500 MB: not at every probe, and not in a large studio, where damage shows when the page is read.
    private const long LookThroughBytes = 512L << 20;
    private static readonly TimeSpan LookThroughEvery = TimeSpan.FromMinutes(10);

    private long? lookedThrough;

    internal static long FreeBytesAt(string path) => new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;

    /// <returns>What is wrong, or null.</returns>
    public async Task<Refusal?> RunAsync(CancellationToken cancellation)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0)
        {
            return file.Exists ? StorageTrouble.Empty : StorageTrouble.Missing;
        }

        try
        {
            await using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder(SqliteStudioDb.Connection(path)) { Pooling = false, DefaultTimeout = 1 }.ConnectionString);
            await connection.OpenAsync(cancellation);
            await ScalarAsync(connection, "SELECT max(Id) FROM ChangeSets", cancellation);
            if (file.Length <= LookThroughBytes && (lookedThrough is not { } last || time.GetElapsedTime(last) >= LookThroughEvery))
            {
                if (await ScalarAsync(connection, "PRAGMA quick_check(1)", cancellation) is not "ok")
                {
                    return StorageTrouble.Damaged;
                }

                lookedThrough = time.GetTimestamp();
            }

            return freeBytes() < LeastFreeBytes ? StorageTrouble.Full : await WriteAsync(connection, cancellation);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } refusal)
        {
            return refusal;
        }
    }

    private static async Task<Refusal?> WriteAsync(SqliteConnection connection, CancellationToken cancellation)
    {
        try
        {
            await ScalarAsync(connection, "BEGIN IMMEDIATE; ROLLBACK", cancellation);
            return null;
        }
        catch (SqliteException problem) when (StorageTrouble.Of(problem) is { Code: StorageTrouble.BusyCode })
        {
            // Somebody is writing: so it can be written.
            return null;
        }
    }

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellation);
    }
}
