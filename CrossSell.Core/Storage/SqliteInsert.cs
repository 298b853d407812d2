using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CrossSell.Core.Storage;

/// <inheritdoc/>
/// <remarks>One prepared statement, spoken to SQLite itself: a command looks each parameter up by name for every row, which costs more than the row.</remarks>
internal sealed class SqliteInsert : RowInsert
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private byte[] text = new byte[1024];

    /// <param name="verb">INSERT, or what to do instead where the row is there: INSERT OR IGNORE.</param>
    public SqliteInsert(SqliteConnection connection, string verb, string table, ReadOnlySpan<string> columns)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        var names = new List<string>(columns.Length);
        foreach (var column in columns)
        {
            names.Add($"\"{column}\"");
        }

        // Names come from this assembly's own constants, values only as parameters.
        var sql = $"{verb} INTO \"{table}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", Enumerable.Repeat("?", names.Count))})";
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    public override void Add(ReadOnlySpan<object?> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            Check(Bind(at + 1, values[at]));
        }

        var result = raw.sqlite3_step(statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(raw.sqlite3_reset(statement));
            Check(result);
        }

        Check(raw.sqlite3_reset(statement));
    }

    public override void Dispose() => statement.Dispose();

    private int Bind(int at, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, at),
        string words => BindText(at, words),
        int number => raw.sqlite3_bind_int64(statement, at, number),
        long number => raw.sqlite3_bind_int64(statement, at, number),
        bool yes => raw.sqlite3_bind_int64(statement, at, yes ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, at, number),
        DateTimeOffset instant => raw.sqlite3_bind_int64(statement, at, instant.ToUnixTimeMilliseconds()),
        Enum name => BindText(at, name.ToString()),
        // As the provider writes them.
        Guid id => BindText(at, id.ToString("D").ToUpperInvariant()),
        DateTime wall => BindText(at, wall.ToString(@"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        byte[] bytes => raw.sqlite3_bind_blob(statement, at, bytes),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "Values of this type are not written in bulk."),
    };

    private int BindText(int at, string words)
    {
        var most = Encoding.UTF8.GetMaxByteCount(words.Length);
        if (most > text.Length)
        {
            text = new byte[most * 2];
        }

        return raw.sqlite3_bind_text(statement, at, text.AsSpan(0, Encoding.UTF8.GetBytes(words, text)));
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }
}
