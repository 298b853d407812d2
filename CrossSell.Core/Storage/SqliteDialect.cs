using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrossSell.Core.Storage;

/// <inheritdoc/>
internal sealed class SqliteDialect : SqlDialect
{
    private const string Schema = "stage";

    // What a connection usually keeps (SqliteStudioDb), in KB.
    private const int UsuallyKept = 16_000;

    public static readonly SqliteDialect Instance = new();

    public override string ThenJoin => "CROSS JOIN";

    public override string KeyedTable => " WITHOUT ROWID";

    public override string IndexesAndTriggers =>
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid";

    // Until the connection is opened again.
    public override string DeferForeignKeys => "PRAGMA defer_foreign_keys = ON";

    public override string CheckForeignKeys => "";

    public override string LookAtAll => "PRAGMA analysis_limit = 2000; ANALYZE";

    public override string Numbers(string json, string alias) => $"json_each({json}) AS {alias}";

    public override string Words(string json, string alias) => $"json_each({json}) AS {alias}";

    public override string Rows(string json, string alias) => $"json_each({json}) AS {alias}";

    public override string Item(string alias, int at) => string.Create(CultureInfo.InvariantCulture, $"json_extract({alias}.value, '$[{at}]')");

    public override string Keys(string json, string alias) => $"json_each({json}) AS {alias}";

    public override string Mentions(string column, string constant) => $"instr({column}, '{constant}') > 0";

    public override string JsonNumber(string json, string field) => $"json_extract({json}, '$.{field}')";

    public override string WithoutCase(string text) => $"{text} COLLATE NOCASE";

    public override string Exactly(IProperty property, string column) => $"{column} COLLATE BINARY";

    public override string ListAsJson(string column) => column;

    public override string ByIndex(string name) => $" INDEXED BY \"{name}\"";

    public override string KeyPart(string entityId, int part, int parts, bool isNumber)
    {
        var text = parts == 1 ? entityId
            : part == 0 ? $"substr({entityId}, 1, instr({entityId}, '/') - 1)"
            : $"substr({entityId}, instr({entityId}, '/') + 1)";
        return isNumber ? $"CAST({text} AS INTEGER)" : text;
    }

    public override string Staged(string table) => $"{Schema}.\"{table}\"";

    // SQLite takes a table that it knows nothing of for a large one, and would read the studio from end to end to look each row up in it.
    public override string Look(string table) => $"ANALYZE temp.{table}";

    public override string ToJson(IProperty property, string value)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type.IsEnum ? AuditSql.NamesToNumbers(type, value)
            : type == typeof(bool) ? $"CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END"
            : type == typeof(DateTimeOffset)
                ? $"ifnull('\"' || strftime('%Y-%m-%dT%H:%M:%S', {value} / 1000, 'unixepoch') || printf('.%03d', {value} % 1000) || '+00:00\"', 'null')"
            : type == typeof(string) || type == typeof(double) || type == typeof(Guid) ? $"json_quote({value})"
            // Whole numbers, and lists, which are JSON in their column already.
            : $"ifnull({value}, 'null')";
    }

    public override string FromJson(IProperty property, string json)
    {
        var value = $"json_extract({json}, '$.{property.Name}')";
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type.IsEnum ? AuditSql.NumbersToNames(type, value)
            : type == typeof(DateTimeOffset) ? $"CAST(round((julianday({value}) - 2440587.5) * 86400000.0) AS INTEGER)"
            : type == typeof(Guid) ? $"upper({value})"
            : value;
    }

    public override string HasField(IProperty property, string json) => $"json_type({json}, '$.{property.Name}') IS NOT NULL";

    public override object? ToStage(object? value) => value;

    public override Task KeepAsync(WriteSession session, int? kilobytes, CancellationToken cancellation) =>
        BulkSql.RunAsync(session, string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{kilobytes ?? UsuallyKept}"), cancellation);

    public override string LastId(string table) => $"SELECT seq FROM sqlite_sequence WHERE name = '{table}'";

    public override string SetLastId(string table, long id) => string.Create(
        CultureInfo.InvariantCulture,
        $"DELETE FROM sqlite_sequence WHERE name = '{table}'; INSERT INTO sqlite_sequence (name, seq) VALUES ('{table}', {id})");

    public override bool Holds(string text) => true;

    public override string List(string json) => json;

    public override string BytesToJson(byte[] bytes) => Convert.ToHexString(bytes);

    public override byte[] BytesFromJson(string text) => Convert.FromHexString(text);

    public override RowInsert Insert(DbConnection connection, string table, ReadOnlySpan<string> columns) =>
        new SqliteInsert((SqliteConnection)connection, "INSERT", table, columns);

    public override void Keep(DbCommand command) => command.Prepare();

    public override DbTransaction BeginSnapshot(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override async Task<IAsyncDisposable> ShowAsync(DbConnection connection, string stageFile, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        // Its rows may be taken back with a transaction, but need not outlive the process.
        command.CommandText = $"ATTACH DATABASE @path AS {Schema}; PRAGMA {Schema}.journal_mode = MEMORY; PRAGMA {Schema}.synchronous = OFF";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@path", stageFile);
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(cancellation);
        return new Shown((SqliteConnection)connection);
    }

    // The connection goes back to the pool: the next one must not see the file.
    private sealed class Shown(SqliteConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"DETACH DATABASE {Schema}";
                await command.ExecuteNonQueryAsync();
            }
            catch (SqliteException)
            {
                // A transaction that could not be ended holds the file: then the connection may not be used again.
                SqliteConnection.ClearPool(connection);
                throw;
            }
        }
    }
}
