using System.Globalization;
using CrossSell.Core.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace CrossSell.Core.Storage;

/// <summary>
/// Copies a SQLite file by SQLite's own backup (https://www.sqlite.org/backup.html), under one read transaction: so it is as of one moment, however long it
/// takes, and does not begin again whenever somebody writes.
/// </summary>
/// <param name="path">The studio's database.</param>
public sealed class SqliteCopy(string path) : IDatabaseCopy
{
    // 8 MB a step: often enough to be stopped and to say how far it is.
    private const int PagesAtATime = 2048;

    public string Provider => "Sqlite";

    public string FileName => "crosssell.db";

    public long Bytes() => new[] { path, path + "-wal" }.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length);

    public async Task CopyAsync(string file, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new StorageException(StorageTrouble.Missing);
        }

        await using var source = await OpenAsync(path, SqliteOpenMode.ReadWrite, cancellation);
        await using var snapshot = source.BeginTransaction(deferred: true);
        // The transaction begins with its first question.
        await ScalarAsync(source, "SELECT count(*) FROM sqlite_master", cancellation);
        await using var target = await OpenAsync(file, SqliteOpenMode.ReadWrite, cancellation);
        // Nothing is lost with the copy: one that is cut off is begun again.
        await ScalarAsync(target, "PRAGMA synchronous=OFF", cancellation);
        Copy(source, target, progress, cancellation);
        // The copy is in the mode of the original, which keeps a log beside the file.
        await ScalarAsync(target, "PRAGMA journal_mode=DELETE", cancellation);
    }

    private static void Copy(SqliteConnection source, SqliteConnection target, IProgress<double>? progress, CancellationToken cancellation)
    {
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
        {
            throw new SqliteException(raw.sqlite3_errmsg(target.Handle).utf8_to_string(), raw.sqlite3_errcode(target.Handle));
        }

        int result;
        while ((result = raw.sqlite3_backup_step(backup, PagesAtATime)) == raw.SQLITE_OK)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(1 - ((double)raw.sqlite3_backup_remaining(backup) / Math.Max(1, raw.sqlite3_backup_pagecount(backup))));
        }

        if (result != raw.SQLITE_DONE)
        {
            throw new SqliteException($"The database could not be copied: {raw.sqlite3_errstr(result).utf8_to_string()}.", result & 0xFF, result);
        }
    }

    public async Task<Outcome<DatabaseFacts>> InspectAsync(string file, bool thoroughly, CancellationToken cancellation)
    {
        try
        {
            await using var copy = await OpenAsync(file, SqliteOpenMode.ReadOnly, cancellation);
            if (await ScalarAsync(copy, thoroughly ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)", cancellation) is not "ok")
            {
                return StorageTrouble.Damaged;
            }

            var migrations = await ListAsync(copy, "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId", cancellation);
            await using (var db = new SqliteStudioDb(SqliteStudioDb.Options(file)))
            {
                if (SchemaNeeds.Judge(migrations, db.Database.GetMigrations()) is { } refusal)
                {
                    return refusal;
                }
            }

            var tables = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var table in await ListAsync(
                copy, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name", cancellation))
            {
                var name = table.Replace("\"", "\"\"", StringComparison.Ordinal);
                tables[table] = Convert.ToInt64(await ScalarAsync(copy, $"SELECT count(*) FROM \"{name}\"", cancellation), CultureInfo.InvariantCulture);
            }

            return new DatabaseFacts(migrations, tables);
        }
        catch (SqliteException problem)
        {
            // Also where a table of ours is missing: it is a database, but none of ours.
            return StorageTrouble.Of(problem) ?? StorageTrouble.Damaged;
        }
    }

    // The file itself is the database.
    public Task<Outcome> AdoptAsync(string file, CancellationToken cancellation) => Task.FromResult(Outcome.Done);

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancellation)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = StudioDb.BackgroundWaitSeconds,
        }.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellation);
    }

    private static async Task<List<string>> ListAsync(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var list = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            list.Add(reader.GetString(0));
        }

        return list;
    }
}
