using CrossSell.Core.Catalog;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrossSell.Core.Storage;

/// <summary>
/// Rows of the catalogue as an import wants them, in a file of their own beside the database: gathered while others work, then written by a few
/// statements in one transaction. Thrown away afterwards.
/// </summary>
internal sealed class CatalogStage : IAsyncDisposable
{
    private const string Schema = "stage";
    private const int Chunk = 20_000;

    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly List<AuditSql> tables;
    private readonly Dictionary<Type, Writer> writers = [];
    private readonly SqliteCommand touch;
    private readonly SqliteCommand replace;
    private bool open = true;

    public CatalogStage(StudioDb model, string path)
    {
        this.path = path;
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        Run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;");
        tables = [.. BulkAudit.Entities.Select(entity => new AuditSql(model, entity))];
        foreach (var table in tables)
        {
            Run($"CREATE TABLE \"{table.Table}\" ({table.Definitions}, \"Base\" INTEGER, PRIMARY KEY ({string.Join(", ", table.Keys.Select(AuditSql.Column))})) WITHOUT ROWID");
        }

        Run("CREATE TABLE \"Touched\" (\"Id\" INTEGER PRIMARY KEY); CREATE TABLE \"Replaced\" (\"Id\" INTEGER PRIMARY KEY)");
        transaction = connection.BeginTransaction();
        foreach (var table in tables)
        {
            writers.Add(table.Type.ClrType, new Writer(connection, transaction, table));
        }

        (touch, replace) = (One("INSERT OR IGNORE INTO \"Touched\" VALUES ($id)"), One("INSERT OR IGNORE INTO \"Replaced\" VALUES ($id)"));
    }

    /// <summary>A row as it shall be.</summary>
    /// <param name="baseVersion">Of the row that stands there and was looked at; null for one that is new.</param>
    public void Add<T>(T row, int productId, int? baseVersion = null)
        where T : class
    {
        writers[typeof(T)].Write(row, baseVersion);
        Touch(touch, productId);
    }

    /// <summary>The product's further categories are exactly those that are added.</summary>
    public void ReplaceCategories(int productId)
    {
        Touch(replace, productId);
        Touch(touch, productId);
    }

    /// <summary>Takes everything of a product out again.</summary>
    public void Drop(int productId)
    {
        foreach (var table in tables)
        {
            Run($"DELETE FROM \"{table.Table}\" WHERE {AuditSql.Column(table.Keys[0])} = {productId}");
        }

        Run($"DELETE FROM \"Touched\" WHERE \"Id\" = {productId}; DELETE FROM \"Replaced\" WHERE \"Id\" = {productId}");
    }

    /// <summary>Ends the gathering; from here on only <see cref="ApplyAsync"/> reads it.</summary>
    public void Close()
    {
        if (open)
        {
            open = false;
            transaction.Commit();
            connection.Close();
        }
    }

    /// <summary>The write that will apply it, with the stage in sight.</summary>
    public Task<WriteSession> WriteAsync(StudioStore store, People.Actor actor, string purpose, CancellationToken cancellation)
    {
        Close();
        return store.WriteAsync(actor, purpose, path, Schema, cancellation);
    }

    /// <summary>Whether something that was looked at is not so any more: then the gathering has to be done anew.</summary>
    public static async Task<bool> IsStaleAsync(WriteSession session, CancellationToken cancellation) => await BulkSql.CountAsync(
        session,
        $"""
        SELECT EXISTS (SELECT 1 FROM {Schema}."Products" s LEFT JOIN "Products" p ON p."Id" = s."Id" WHERE p."Version" IS NOT s."Base")
            OR EXISTS (SELECT 1 FROM {Schema}."Products" s JOIN "Products" p ON p."Sku" = s."Sku" WHERE p."Id" <> s."Id")
            OR EXISTS (SELECT 1 FROM {Schema}."Listings" s LEFT JOIN "Listings" l ON l."ProductId" = s."ProductId" AND l."ChannelId" = s."ChannelId" WHERE l."Version" IS NOT s."Base")
            OR EXISTS (SELECT 1 FROM {Schema}."Touched" t WHERE NOT EXISTS (SELECT 1 FROM "Products" p WHERE p."Id" = t."Id") AND NOT EXISTS (SELECT 1 FROM {Schema}."Products" s WHERE s."Id" = t."Id"))
        """,
        cancellation) > 0;

    /// <summary>Writes and records everything, completeness included.</summary>
    /// <param name="progress">Products written so far.</param>
    public async Task ApplyAsync(WriteSession session, IProgress<int>? progress, CancellationToken cancellation)
    {
        await BulkSql.RunAsync(session, "PRAGMA defer_foreign_keys = ON", cancellation);
        var (last, done) = (0, 0);
        while (true)
        {
            var ids = await BulkSql.ListAsync(session, $"SELECT \"Id\" FROM {Schema}.\"Touched\" WHERE \"Id\" > @p0 ORDER BY \"Id\" LIMIT {Chunk}", reader => reader.GetInt32(0), cancellation, last);
            if (ids.Count == 0)
            {
                return;
            }

            var first = ids[0];
            last = ids[^1];
            var audit = await BulkAudit.WatchAsync(session, ids, cancellation);
            await BulkSql.RunAsync(
                session,
                $"DELETE FROM \"ProductCategories\" WHERE \"ProductId\" IN (SELECT \"Id\" FROM {Schema}.\"Replaced\" WHERE \"Id\" BETWEEN @p0 AND @p1)",
                cancellation,
                first,
                last);
            foreach (var table in tables)
            {
                var (product, keys) = (AuditSql.Column(table.Keys[0]), string.Join(", ", table.Keys.Select(AuditSql.Column)));
                var sets = string.Join(", ", table.Columns.Except(table.Keys).Select(column => $"{AuditSql.Column(column)} = excluded.{AuditSql.Column(column)}"));
                await BulkSql.RunAsync(
                    session,
                    $"INSERT INTO \"{table.Table}\" ({table.ColumnList}{(table.IsVersioned ? ", \"Version\"" : "")}) SELECT {table.ColumnList}{(table.IsVersioned ? ", 0" : "")} FROM {Schema}.\"{table.Table}\" WHERE {product} BETWEEN @p0 AND @p1 ON CONFLICT ({keys}) DO {(sets.Length == 0 ? "NOTHING" : $"UPDATE SET {sets}")}",
                    cancellation,
                    first,
                    last);
            }

            await CompletenessUpdate.WriteAsync(session, ids, record: false, cancellation);
            await audit.RecordAsync(cancellation);
            done += ids.Count;
            progress?.Report(done);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        foreach (var writer in writers.Values)
        {
            writer.Dispose();
        }

        await touch.DisposeAsync();
        await replace.DisposeAsync();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
        File.Delete(path);
    }

    private static void Touch(SqliteCommand command, int productId)
    {
        command.Parameters[0].Value = productId;
        command.ExecuteNonQuery();
    }

    private SqliteCommand One(string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.Add("$id", SqliteType.Integer);
        return command;
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private sealed class Writer : IDisposable
    {
        private readonly SqliteCommand command;
        private readonly List<(IClrPropertyGetter Getter, Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter? Converter)> columns;

        public Writer(SqliteConnection connection, SqliteTransaction transaction, AuditSql table)
        {
            columns = [.. table.Columns.Select(column => (column.GetGetter(), column.GetTypeMapping().Converter))];
            command = connection.CreateCommand();
            command.Transaction = transaction;
            var places = Enumerable.Range(0, columns.Count + 1).Select(column => FormattableString.Invariant($"$p{column}")).ToList();
#pragma warning disable CA2100
            command.CommandText = $"INSERT OR REPLACE INTO \"{table.Table}\" VALUES ({string.Join(", ", places)})";
#pragma warning restore CA2100
            foreach (var place in places)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = place });
            }
        }

        public void Write(object row, int? baseVersion)
        {
            for (var at = 0; at < columns.Count; at++)
            {
                var value = columns[at].Getter.GetClrValue(row);
                command.Parameters[at].Value = value is null ? DBNull.Value : columns[at].Converter?.ConvertToProvider(value) ?? value;
            }

            command.Parameters[columns.Count].Value = baseVersion is { } version ? version : DBNull.Value;
            command.ExecuteNonQuery();
        }

        public void Dispose() => command.Dispose();
    }
}
