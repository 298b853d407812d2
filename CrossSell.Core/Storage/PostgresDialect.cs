using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CrossSell.Core.Storage;

/// <inheritdoc/>
internal sealed class PostgresDialect : SqlDialect
{
    private const string Prefix = "stage_";

    public static readonly PostgresDialect Instance = new();

    public override string ThenJoin => "JOIN";

    public override string KeyedTable => "";

    public override string IndexesAndTriggers =>
        """
        SELECT 'index', i.indexname::text, i.tablename::text, i.indexdef FROM pg_indexes i
        WHERE i.schemaname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = quote_ident(i.indexname)::regclass) ORDER BY 2
        """;

    public override string DeferForeignKeys => "SET CONSTRAINTS ALL DEFERRED";

    public override string CheckForeignKeys => "SET CONSTRAINTS ALL IMMEDIATE";

    public override string LookAtAll => "ANALYZE";

    public override string Numbers(string json, string alias) =>
        $"(SELECT CAST(each AS integer) AS value FROM json_array_elements_text(CAST({json} AS json)) AS each) AS {alias}";

    public override string Words(string json, string alias) => $"(SELECT each AS value FROM json_array_elements_text(CAST({json} AS json)) AS each) AS {alias}";

    public override string Rows(string json, string alias) => $"(SELECT each AS value FROM json_array_elements(CAST({json} AS json)) AS each) AS {alias}";

    public override string Item(string alias, int at) => string.Create(CultureInfo.InvariantCulture, $"CAST({alias}.value ->> {at} AS bigint)");

    public override string Keys(string json, string alias) => $"json_object_keys(CAST({json} AS json)) AS {alias}(key)";

    public override string Mentions(string column, string constant) => $"position('{constant}' IN {column}) > 0";

    public override string JsonNumber(string json, string field) => $"CAST(CAST({json} AS jsonb) ->> '{field}' AS integer)";

    public override string WithoutCase(string text) => $"CAST({text} AS citext)";

    public override string Exactly(IProperty property, string column) => property.GetColumnType() == "citext" ? $"CAST({column} AS text)" : column;

    public override string ListAsJson(string column) => $"CAST(array_to_json({column}) AS text)";

    public override string ByIndex(string name) => "";

    public override string KeyPart(string entityId, int part, int parts, bool isNumber)
    {
        var text = parts == 1 && !isNumber ? entityId
            : part == 0 ? $"split_part({entityId}, '/', 1)"
            // A text after the slash may hold slashes of its own.
            : $"substr({entityId}, strpos({entityId}, '/') + 1)";
        return isNumber ? $"CAST({text} AS integer)" : text;
    }

    public override string Staged(string table) => $"pg_temp.\"{Prefix}{table}\"";

    public override string Look(string table) => $"ANALYZE {table}";

    public override string ToJson(IProperty property, string value)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type.IsEnum ? AuditSql.NamesToNumbers(type, value)
            : type == typeof(DateTimeOffset)
                ? $"coalesce('\"' || to_char(timestamp 'epoch' + {value} * interval '1 millisecond', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS') || '+00:00\"', 'null')"
            : property.GetColumnType().EndsWith("[]", StringComparison.Ordinal) ? $"coalesce(CAST(array_to_json({value}) AS text), 'null')"
            : IsJson(property) ? $"coalesce({value}, 'null')"
            : $"coalesce(CAST(to_json({value}) AS text), 'null')";
    }

    public override string FromJson(IProperty property, string json)
    {
        var value = $"(CAST({json} AS jsonb) ->> '{property.Name}')";
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        var column = property.GetColumnType();
        return type.IsEnum ? AuditSql.NumbersToNames(type, $"CAST({value} AS integer)")
            : type == typeof(DateTimeOffset) ? $"CAST(extract(epoch FROM CAST({value} AS timestamptz)) * 1000 AS bigint)"
            : column.EndsWith("[]", StringComparison.Ordinal)
                ? $"CAST(ARRAY(SELECT jsonb_array_elements_text(CAST({json} AS jsonb) -> '{property.Name}')) AS {column})"
            : type == typeof(string) ? value
            : $"CAST({value} AS {column})";
    }

    public override string HasField(IProperty property, string json) => $"jsonb_exists(CAST({json} AS jsonb), '{property.Name}')";

    public override object? ToStage(object? value) =>
        value is System.Collections.IEnumerable list and not (string or byte[]) ? PostgresText.Array(list) : value;

    // Its memory is the server's own affair.
    public override Task KeepAsync(WriteSession session, int? kilobytes, CancellationToken cancellation) => Task.CompletedTask;

    public override string LastId(string table) =>
        $"SELECT pg_sequence_last_value(pg_get_serial_sequence('\"{table}\"', attname)::regclass) {IdOf(table)}";

    public override string SetLastId(string table, long id) => string.Create(
        CultureInfo.InvariantCulture, $"SELECT setval(pg_get_serial_sequence('\"{table}\"', attname)::regclass, {id}) {IdOf(table)}");

    // https://www.postgresql.org/docs/current/datatype-character.html: the code zero cannot be stored.
    public override bool Holds(string text) => !text.Contains('\0', StringComparison.Ordinal);

    public override string List(string json) => PostgresText.Array(JsonSerializer.Deserialize<List<JsonElement>>(json)!);

    public override string BytesToJson(byte[] bytes) => Convert.ToBase64String(bytes);

    public override byte[] BytesFromJson(string text) => Convert.FromBase64String(text);

    public override RowInsert Insert(DbConnection connection, string table, ReadOnlySpan<string> columns) =>
        PostgresInsert.Of((NpgsqlConnection)connection, table, columns);

    // What is prepared belongs to one process of the server, and a pooler between may give each transaction another.
    public override void Keep(DbCommand command)
    {
    }

    public override DbTransaction BeginSnapshot(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);

    public override Task<IAsyncDisposable> ShowAsync(DbConnection connection, string stageFile, CancellationToken cancellation) =>
        PostgresStage.CopyAsync((NpgsqlConnection)connection, stageFile, Staged, cancellation);

    /// <summary>Nothing where the table has no key that grows by itself.</summary>
    internal static string NextId(string table) =>
        $"""
        DO $$ DECLARE name text; last bigint; given bigint; BEGIN
            SELECT pg_get_serial_sequence('"{table}"', attname) INTO name {IdOf(table)};
            IF name IS NOT NULL THEN
                SELECT max("Id") INTO last FROM "{table}";
                EXECUTE format('SELECT last_value FROM %s WHERE is_called', name) INTO given;
                -- Never back: the id of a row that was removed still names it in the history.
                IF last > coalesce(given, 0) THEN PERFORM setval(name::regclass, last); END IF;
            END IF;
        END $$
        """;

    // The key of the table, where it grows by itself.
    private static string IdOf(string table) => $"FROM pg_attribute WHERE attrelid = '\"{table}\"'::regclass AND attname = 'Id' AND attidentity <> ''";

    // A column that the model keeps as JSON by a converter of its own.
    private static bool IsJson(IProperty property) =>
        property.GetTypeMapping().Converter is { } converter && converter.ProviderClrType == typeof(string) && property.ClrType != typeof(string);
}
