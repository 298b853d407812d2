using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Rows of the catalogue as an import wants them, in a file of their own beside the database: gathered while others work, then written by a few
/// statements in one transaction. Thrown away afterwards. What is added is written by a thread of its own, batch after batch, so that gathering never waits
/// for the file.
/// </summary>
internal sealed class CatalogStage : IAsyncDisposable
{
    private const int Chunk = 20_000;

    private readonly StageFile file;
    private readonly List<AuditSql> tables;
    private readonly Dictionary<Type, Writer> writers = [];
    private readonly RowInsert touch;
    private readonly RowInsert replace;
    private readonly RowInsert score;
    private StageBatch batch = new();
    private Task writing = Task.CompletedTask;
    private int touched;
    private bool open = true;

    public CatalogStage(StudioDb model, DataDirectory data)
    {
        file = StageFile.In(data);
        tables = [.. ProductAuditSql.Entities.Select(entity => new AuditSql(model, entity))];
        foreach (var table in tables)
        {
            file.Run(
                $"CREATE TABLE \"{table.Table}\" ({table.Definitions}, \"Base\" INTEGER, PRIMARY KEY ({string.Join(", ", table.Keys.Select(AuditSql.Column))})) WITHOUT ROWID");
        }

        file.Run(
            "CREATE TABLE \"LocaleCompleteness\" (\"ProductId\" INTEGER, \"ChannelId\" INTEGER, \"Locale\" TEXT, \"Percent\" INTEGER, \"Missing\" TEXT, PRIMARY KEY (\"ProductId\", \"ChannelId\", \"Locale\")) WITHOUT ROWID");
        file.Run("CREATE TABLE \"Touched\" (\"Id\" INTEGER PRIMARY KEY, \"Ready\" BOOLEAN); CREATE TABLE \"Replaced\" (\"Id\" INTEGER PRIMARY KEY)");
        file.Begin();
        foreach (var table in tables)
        {
            writers.Add(table.Type.ClrType, new Writer(file, model.Sql, table));
        }

        score = file.Insert("INSERT", "LocaleCompleteness", "ProductId", "ChannelId", "Locale", "Percent", "Missing");
        (touch, replace) = (
            file.Insert("INSERT OR IGNORE", "Touched", "Id", "Ready"), file.Insert("INSERT OR IGNORE", "Replaced", "Id"));
    }

    /// <summary>A row as it shall be. It belongs to the stage from now on.</summary>
    /// <param name="baseVersion">Of the row that stands there and was looked at; null for one that is new.</param>
    public void Add<T>(T row, int productId, int? baseVersion = null)
        where T : class
    {
        batch.Rows.Add((typeof(T), row, baseVersion));
        Touch(productId);
    }

    /// <summary>
    /// Says, before its rows are added, that the product is new and its listings come with their completeness: nothing has to be read or compared when
    /// it is written.
    /// </summary>
    public void AddReady(int productId) => batch.Touched.Add((touched = productId, true));

    /// <summary>Completeness of a new product in a locale other than its channel's first.</summary>
    public void AddScore(int productId, int channelId, LocaleScore of) => batch.Scores.Add((productId, channelId, of));

    /// <summary>The product's further categories are exactly those that are added.</summary>
    public void ReplaceCategories(int productId)
    {
        batch.Replaced.Add(productId);
        Touch(productId);
    }

    /// <summary>Lets what was added so far be written while more is gathered. All rows of a product belong to one batch.</summary>
    public async Task FlushAsync()
    {
        await writing;
        var full = batch;
        (batch, touched) = (new StageBatch(), 0);
        writing = Task.Run(() => Write(full));
    }

    /// <summary>Takes everything of a product out again.</summary>
    public async Task DropAsync(int productId)
    {
        await FlushAsync();
        await writing;
        foreach (var table in tables)
        {
            file.Run($"DELETE FROM \"{table.Table}\" WHERE {AuditSql.Column(table.Keys[0])} = {productId}");
        }

        file.Run(
            $"DELETE FROM \"Touched\" WHERE \"Id\" = {productId}; DELETE FROM \"Replaced\" WHERE \"Id\" = {productId}; DELETE FROM \"LocaleCompleteness\" WHERE \"ProductId\" = {productId}");
    }

    private async Task CloseAsync()
    {
        if (open)
        {
            open = false;
            await FlushAsync();
            await writing;
            foreach (var writer in writers.Values)
            {
                writer.Dispose();
            }

            touch.Dispose();
            replace.Dispose();
            score.Dispose();
            file.Close();
        }
    }

    /// <summary>The write that will apply it, with the stage in sight.</summary>
    public async Task<WriteSession> WriteAsync(StudioStore store, People.Actor actor, string purpose, CancellationToken cancellation)
    {
        await CloseAsync();
        return await store.WriteAsync(actor, purpose, file.Path, cancellation);
    }

    /// <summary>Whether something that was looked at is not so any more: then the gathering has to be done again.</summary>
    public static async Task<bool> IsStaleAsync(WriteSession session, CancellationToken cancellation) => await BulkSql.CountAsync(
        session,
        $"""
        SELECT CASE WHEN (
        EXISTS (SELECT 1 FROM {session.Sql.Staged("Products")} s LEFT JOIN "Products" p ON p."Id" = s."Id" WHERE p."Version" IS DISTINCT FROM s."Base")
            OR EXISTS (SELECT 1 FROM {session.Sql.Staged("Products")} s JOIN "Products" p ON p."Sku" = s."Sku" WHERE p."Id" <> s."Id")
            OR EXISTS (SELECT 1 FROM {session.Sql.Staged("Listings")} s LEFT JOIN "Listings" l ON l."ProductId" = s."ProductId" AND l."ChannelId" = s."ChannelId" WHERE l."Version" IS DISTINCT FROM s."Base")
            OR EXISTS (SELECT 1 FROM {session.Sql.Staged("Touched")} t WHERE NOT EXISTS (SELECT 1 FROM "Products" p WHERE p."Id" = t."Id") AND NOT EXISTS (SELECT 1 FROM {session.Sql.Staged("Products")} s WHERE s."Id" = t."Id")))
        THEN 1 ELSE 0 END
        """,
        cancellation) > 0;

    /// <summary>Writes and records everything, completeness included.</summary>
    /// <param name="progress">Products written so far.</param>
    public async Task ApplyAsync(WriteSession session, IProgress<int>? progress, CancellationToken cancellation)
    {
        await BulkSql.RunAsync(session, session.Sql.DeferForeignKeys, cancellation);
        // Room for the indexes' ends that are written again and again.
        await session.Sql.KeepAsync(session, 128_000, cancellation);
        var (last, done) = (0, 0);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var touched = await BulkSql.ListAsync(
                session,
                $"SELECT \"Id\", \"Ready\" FROM {session.Sql.Staged("Touched")} WHERE \"Id\" > @p0 ORDER BY \"Id\" LIMIT {Chunk}",
                reader => (Id: reader.GetInt32(0), Ready: reader.GetBoolean(1)), cancellation, last);
            if (touched.Count == 0)
            {
                foreach (var table in tables)
                {
                    await session.Sql.AfterManyAsync(session, table.Table, cancellation);
                }

                return;
            }

            var first = touched[0].Id;
            last = touched[^1].Id;
            List<int> compared = [.. touched.Where(product => !product.Ready).Select(product => product.Id)];
            if (compared.Count < touched.Count)
            {
                await AddNewAsync(session, first, last, cancellation);
            }

            if (compared.Count > 0)
            {
                await CompareAsync(session, compared, first, last, cancellation);
            }

            done += touched.Count;
            progress?.Report(done);
        }
    }

    /// <summary>What is ready goes in as it is, with a change for each row.</summary>
    private async Task AddNewAsync(WriteSession session, int first, int last, CancellationToken cancellation)
    {
        var set = await session.OpenSetAsync(cancellation);
        foreach (var table in tables)
        {
            var from =
                $"FROM {session.Sql.Staged("Touched")} t {session.Sql.ThenJoin} {session.Sql.Staged(table.Table)} s ON s.{AuditSql.Column(table.Keys[0])} = t.\"Id\" WHERE t.\"Ready\" AND t.\"Id\" BETWEEN @p0 AND @p1";
            var added = await BulkSql.RunAsync(
                session,
                $"INSERT INTO \"{table.Table}\" ({table.ColumnList}{(table.IsVersioned ? ", \"Version\"" : "")}) SELECT {string.Join(", ", table.Columns.Select(column => "s." + AuditSql.Column(column)))}{(table.IsVersioned ? ", 0" : "")} {from}",
                cancellation,
                first,
                last);
            if (added > 0)
            {
                session.RecordedInBulk += await BulkSql.RunAsync(
                    session, $"{BulkAudit.IntoChanges} SELECT @p2, '{table.Name}', {table.EntityId("s")}, 'Added', NULL, {table.Whole("s")} {from}",
                    cancellation, first, last, set);
            }
        }

        await BulkSql.RunAsync(
            session,
            $"INSERT INTO \"LocaleCompleteness\" (\"ProductId\", \"ChannelId\", \"Locale\", \"Percent\", \"Missing\") SELECT \"ProductId\", \"ChannelId\", \"Locale\", \"Percent\", \"Missing\" FROM {session.Sql.Staged("LocaleCompleteness")} WHERE \"ProductId\" BETWEEN @p0 AND @p1",
            cancellation,
            first,
            last);
    }

    private async Task CompareAsync(WriteSession session, List<int> ids, int first, int last, CancellationToken cancellation)
    {
        var audit = await ProductAuditSql.WatchAsync(session, ids, cancellation);
        await BulkSql.RunAsync(
            session,
            $"DELETE FROM \"ProductCategories\" WHERE \"ProductId\" IN (SELECT \"Id\" FROM {session.Sql.Staged("Replaced")} WHERE \"Id\" BETWEEN @p0 AND @p1) AND \"ProductId\" NOT IN (SELECT \"Id\" FROM {session.Sql.Staged("Touched")} WHERE \"Ready\" AND \"Id\" BETWEEN @p0 AND @p1)",
            cancellation,
            first,
            last);
        foreach (var table in tables)
        {
            var keys = string.Join(", ", table.Keys.Select(AuditSql.Column));
            var sets = string.Join(", ", table.Columns.Except(table.Keys).Select(column => $"{AuditSql.Column(column)} = excluded.{AuditSql.Column(column)}"));
            await BulkSql.RunAsync(
                session,
                $"INSERT INTO \"{table.Table}\" ({table.ColumnList}{(table.IsVersioned ? ", \"Version\"" : "")}) SELECT {string.Join(", ", table.Columns.Select(column => "s." + AuditSql.Column(column)))}{(table.IsVersioned ? ", 0" : "")} FROM {session.Sql.Staged("Touched")} t {session.Sql.ThenJoin} {session.Sql.Staged(table.Table)} s ON s.{AuditSql.Column(table.Keys[0])} = t.\"Id\" WHERE NOT t.\"Ready\" AND t.\"Id\" BETWEEN @p0 AND @p1 ON CONFLICT ({keys}) DO {(sets.Length == 0 ? "NOTHING" : $"UPDATE SET {sets}")}",
                cancellation,
                first,
                last);
        }

        await CompletenessUpdate.WriteAsync(session, ids, record: false, cancellation);
        await audit.RecordAsync(cancellation, count: false);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        file.Dispose();
    }

    private void Touch(int productId)
    {
        // All rows of a product come one after the other.
        if (productId != touched)
        {
            batch.Touched.Add((touched = productId, false));
        }
    }

    private void Write(StageBatch full)
    {
        foreach (var (type, row, baseVersion) in full.Rows)
        {
            writers[type].Write(row, baseVersion);
        }

        foreach (var (id, isReady) in full.Touched)
        {
            touch.Add([id, isReady]);
        }

        foreach (var id in full.Replaced)
        {
            replace.Add([id]);
        }

        foreach (var (productId, channelId, of) in full.Scores)
        {
            score.Add([productId, channelId, of.Locale, of.Completeness.Percent, of.Completeness.MissingText]);
        }
    }

    private sealed class StageBatch
    {
        public List<(Type Type, object Row, int? BaseVersion)> Rows { get; } = [];

        public List<(int Id, bool IsReady)> Touched { get; } = [];

        public List<int> Replaced { get; } = [];

        public List<(int ProductId, int ChannelId, LocaleScore Of)> Scores { get; } = [];
    }

    private sealed class Writer : IDisposable
    {
        private readonly SqlDialect sql;
        private readonly RowInsert insert;
        private readonly (IClrPropertyGetter Getter, Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter? Converter)[] columns;
        private readonly object?[] values;

        public Writer(StageFile file, SqlDialect sql, AuditSql table)
        {
            this.sql = sql;
            columns = [.. table.Columns.Select(column => (column.GetGetter(), column.GetTypeMapping().Converter))];
            values = new object?[columns.Length + 1];
            insert = file.Insert("INSERT OR REPLACE", table.Table, [.. table.Columns.Select(column => column.GetColumnName()), "Base"]);
        }

        public void Write(object row, int? baseVersion)
        {
            for (var at = 0; at < columns.Length; at++)
            {
                var (getter, converter) = columns[at];
                // Enums and instants are written as the model's converters write them.
                values[at] = getter.GetClrValue(row) is { } value
                    ? value is Enum or DateTimeOffset || converter is null ? sql.ToStage(value) : converter.ConvertToProvider(value)
                    : null;
            }

            values[^1] = baseVersion;
            insert.Add(values);
        }

        public void Dispose() => insert.Dispose();
    }
}
