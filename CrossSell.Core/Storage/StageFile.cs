using Microsoft.Data.Sqlite;

namespace CrossSell.Core.Storage;

/// <summary>
/// A file of its own for rows on their way, in the exchange folder: a small SQLite database, whichever the studio's own is, because it takes rows faster than
/// any server and needs no room in memory. While it is in use a lock file beside it is held open, which the operating system
/// lets go when the process dies however it dies: so a studio that starts tells what is in use from what a crash left.
/// </summary>
internal sealed class StageFile : IDisposable
{
    private const string Prefix = "stage-";
    private const string Ending = ".db";
    private const string LockEnding = ".lock";

    private readonly FileStream held;
    private readonly SqliteConnection connection;
    private SqliteTransaction? transaction;

    private StageFile(string path, FileStream held)
    {
        (Path, this.held) = (path, held);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        // Thrown away when anything goes wrong; what is sorted goes to files as well.
        Run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000; PRAGMA temp_store=FILE;");
    }

    public string Path { get; }

    /// <summary>Names a file that does not exist yet, and holds its lock until disposed; then both go.</summary>
    public static StageFile In(DataDirectory data)
    {
        var path = System.IO.Path.Combine(data.Exchange, $"{Prefix}{Guid.NewGuid():N}{Ending}");
        return new StageFile(path, Hold(path));
    }

    /// <summary>Runs statements of SQLite's own dialect; all of them from the first <see cref="Begin"/> on in one transaction.</summary>
    public void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    public void Begin() => transaction = connection.BeginTransaction();

    /// <param name="verb">INSERT, or what to do instead where the row is there: INSERT OR IGNORE.</param>
    public RowInsert Insert(string verb, string table, params ReadOnlySpan<string> columns) => new SqliteInsert(connection, verb, table, columns);

    /// <summary>Rows of a question, one after the other.</summary>
    public IEnumerable<T> Read<T>(string sql, Func<System.Data.Common.DbDataReader, T> row)
    {
        using var command = Command(sql);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return row(reader);
        }
    }

    /// <summary>Keeps what was written and lets the file go, for a write to see it (<see cref="StudioStore"/>).</summary>
    public void Close()
    {
        transaction?.Commit();
        connection.Close();
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandTimeout) = (transaction, 0);
#pragma warning disable CA2100 // Words of the stages only.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    public static bool Is(FileInfo file) => file.Name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Removes what processes left that are gone; what a process still holds stays.</summary>
    public static void Sweep(FileInfo file)
    {
        // Locks and journals stand beside it.
        var path = file.FullName.LastIndexOf(Ending, StringComparison.Ordinal) is >= 0 and var end ? file.FullName[..(end + Ending.Length)] : file.FullName;
        try
        {
            using var held = Hold(path);
            File.Delete(path);
            File.Delete(file.FullName);
        }
        catch (Exception used) when (used is IOException or UnauthorizedAccessException)
        {
            // Somebody's, at work.
        }
    }

    public void Dispose()
    {
        transaction?.Dispose();
        connection.Dispose();
        File.Delete(Path);
        held.Dispose();
    }

    private static FileStream Hold(string path) =>
        new(path + LockEnding, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
}
