using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Rows of the catalogue as an import wants them, in a file of their own beside the database: gathered while others work, then written step by step
/// (<see cref="CatalogStepSql"/>). Thrown away afterwards. What is added is written by a thread of its own, batch after batch, so that gathering never waits
/// for the file.
/// </summary>
internal sealed class CatalogStage : IAsyncDisposable
{
    private readonly StageFile file;
    private readonly List<AuditSql> tables;
    private readonly Dictionary<Type, Writer> writers = [];
    private readonly RowInsert touch;
    private readonly RowInsert replace;
    private readonly RowInsert score;
    private readonly List<(int Id, int To)> references = [];
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
        file.Run(
            "CREATE TABLE \"Touched\" (\"Id\" INTEGER PRIMARY KEY, \"Ready\" BOOLEAN, \"Turn\" INTEGER); CREATE TABLE \"Replaced\" (\"Id\" INTEGER PRIMARY KEY)");
        file.Begin();
        foreach (var table in tables)
        {
            writers.Add(table.Type.ClrType, new Writer(file, model.Sql, table));
        }

        score = file.Insert("INSERT", "LocaleCompleteness", "ProductId", "ChannelId", "Locale", "Percent", "Missing");
        (touch, replace) = (
            file.Insert("INSERT OR IGNORE", "Touched", "Id", "Ready", "Turn"), file.Insert("INSERT OR IGNORE", "Replaced", "Id"));
    }

    /// <summary>The tables that it has rows of, parents first.</summary>
    public IReadOnlyList<AuditSql> Tables => tables;

    /// <summary>Whether families are among the products: writing one writes its variants' completeness as well.</summary>
    public bool HasFamilies { get; private set; }

    /// <summary>A row as it shall be. It belongs to the stage from now on.</summary>
    /// <param name="baseVersion">Of the row that stands there and was looked at; null for one that is new.</param>
    public void Add<T>(T row, int productId, int? baseVersion = null)
        where T : class
    {
        batch.Rows.Add((typeof(T), row, baseVersion));
        Touch(productId);
        if (row is Product product)
        {
            HasFamilies |= product.Kind == ProductKind.Parent;
            foreach (var other in (int?[])[product.ParentId, product.SuccessorId])
            {
                if (other is { } id)
                {
                    references.Add((productId, id));
                }
            }
        }
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
            Order();
            file.Close();
        }
    }

    /// <summary>Brings everything that was added into sight of writes.</summary>
    public async Task<StageView> ShowAsync(StudioStore store, CancellationToken cancellation)
    {
        await CloseAsync();
        return await store.ShowAsync(file.Path, cancellation);
    }

    // A product is written by its id, and not before what it belongs to or what takes its place.
    private void Order()
    {
        var forward = references.Exists(reference => reference.To > reference.Id)
            ? file.Read("SELECT \"Id\" FROM \"Touched\"", row => row.GetInt32(0)).ToHashSet()
            : [];
        foreach (var (id, turn) in forward.Count == 0 ? [] : StepOrder.Turns(references.Where(reference => forward.Contains(reference.To))))
        {
            file.Run(FormattableString.Invariant($"UPDATE \"Touched\" SET \"Turn\" = {turn} WHERE \"Id\" = {id}"));
        }

        file.Run("CREATE INDEX \"IX_Touched_Turn\" ON \"Touched\" (\"Turn\")");
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
            touch.Add([id, isReady, id]);
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
