using System.Data.Common;
using System.Globalization;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>What a load of orders means for those that are stored.</summary>
/// <param name="Same">How many are stored already, exactly so.</param>
/// <param name="UnknownSkus">Distinct codes of lines that are no product.</param>
/// <param name="ProductsToMake">Of them, those that products can be made of.</param>
internal sealed record OrderPlan(int New, int Changed, int Same, int UnknownSkus, int ProductsToMake, IReadOnlyList<int> ChannelIds);

/// <summary>
/// What sold lines say about a code that is no product: the most frequent description, the first in the alphabet among equals, and the latest price in minor
/// units.
/// </summary>
/// <param name="Id">Of the stage: what to read on from.</param>
internal sealed record SeenProduct(long Id, string Sku, string? Name, long Price);

/// <summary>
/// Rows of an order file on their way, in a file of their own beside the database, so that a file of any size takes the same memory. They are put together to
/// whole orders there, compared with those that are stored and written by a few statements. Thrown away afterwards.
/// </summary>
internal sealed class OrderStage : IAsyncDisposable
{
    private const string Schema = "stage";
    private const int Chunk = 20_000;

    private const string Unknown = $"""FROM {Schema}."Products" p WHERE NOT EXISTS (SELECT 1 FROM main."Products" known WHERE known."Sku" = p."Sku")""";

    private const string Fates =
        $"""
        INSERT INTO {Schema}."Fates" ("OrderId", "StoredId")
        SELECT o."Id", s."Id" FROM {Schema}."Orders" o LEFT JOIN main."Orders" s ON s."ChannelId" = o."ChannelId" AND s."ExternalId" = o."ExternalId"
        WHERE s."Id" IS NULL OR s."OrderedAt" <> o."OrderedAt" OR s."CustomerHash" IS NOT o."CustomerHash" OR s."Status" <> o."Status"
            OR (SELECT group_concat(l."Sku" || char(31) || l."Quantity" || char(31) || l."ReturnedQuantity" || char(31) || l."UnitPrice", char(30) ORDER BY l."Id") FROM main."OrderLines" l WHERE l."OrderId" = s."Id")
            IS NOT (SELECT group_concat(r."Sku" || char(31) || r."Quantity" || char(31) || r."ReturnedQuantity" || char(31) || r."UnitPrice", char(30) ORDER BY r."Id") FROM {Schema}."Rows" r WHERE r."ChannelId" = o."ChannelId" AND r."ExternalId" = o."ExternalId")
        ORDER BY o."Id"
        """;

    private readonly StageFile file;
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly BulkInsert insert;
    private readonly BulkInsert errors;
    private bool open = true;

    public OrderStage(DataDirectory data)
    {
        file = StageFile.In(data);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file.Path, Pooling = false }.ConnectionString);
        connection.Open();
        // What is sorted goes to files as well.
        Run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000; PRAGMA temp_store=FILE;");
        Run(
            """
            CREATE TABLE "Rows" ("Id" INTEGER PRIMARY KEY, "ChannelId" INTEGER, "ExternalId" TEXT, "OrderedAt" INTEGER, "Stands" INTEGER, "CustomerHash" TEXT, "Sku" TEXT, "Quantity" INTEGER, "ReturnedQuantity" INTEGER, "UnitPrice" INTEGER, "Tells" INTEGER, "Name" TEXT);
            CREATE TABLE "Errors" ("Id" INTEGER PRIMARY KEY, "Line" INTEGER, "Column" TEXT, "Message" TEXT, "Record" TEXT);
            CREATE TABLE "Names" ("Sku" TEXT PRIMARY KEY, "Name" TEXT) WITHOUT ROWID;
            CREATE TABLE "Products" ("Id" INTEGER PRIMARY KEY, "Sku" TEXT, "Name" TEXT, "Price" INTEGER);
            CREATE TABLE "Orders" ("Id" INTEGER PRIMARY KEY, "ChannelId" INTEGER, "ExternalId" TEXT, "OrderedAt" INTEGER, "CustomerHash" TEXT, "Status" TEXT);
            CREATE TABLE "Fates" ("Id" INTEGER PRIMARY KEY, "OrderId" INTEGER, "StoredId" INTEGER);
            """);
        transaction = connection.BeginTransaction();
        insert = new BulkInsert(
            connection, "INSERT", "Rows", "ChannelId", "ExternalId", "OrderedAt", "Stands", "CustomerHash", "Sku", "Quantity", "ReturnedQuantity", "UnitPrice",
            "Tells", "Name");
        errors = new BulkInsert(connection, "INSERT", "Errors", "Line", "Column", "Message", "Record");
    }

    /// <summary>Rows added so far.</summary>
    public int Rows { get; private set; }

    /// <summary>One row of an order, in the order of the file.</summary>
    /// <param name="channelId">0 for a channel that is made when the orders are written.</param>
    /// <param name="stands">False for a row of a cancelled order; one row that stands makes its order stand.</param>
    /// <param name="tellsOfProduct">Whether the row may say what a product of its code is called and costs.</param>
    public void Add(
        int channelId, string externalId, DateTimeOffset at, bool stands, string? customerHash, string sku, int quantity, int returned, long unitPrice,
        bool tellsOfProduct, string? name)
    {
        insert.Add(channelId, externalId, at, stands, customerHash, sku, quantity, returned, unitPrice, tellsOfProduct, tellsOfProduct ? name : null);
        Rows++;
    }

    /// <summary>A row that could not be read, kept for the error file.</summary>
    public void Add(RowError error) => errors.Add(error.Line, error.Column, error.Message, error.Record);

    /// <summary>All rows that were added as unreadable, one after the other. Before the stage is closed.</summary>
    public IEnumerable<RowError> Unreadable()
    {
        using var command = Command("""SELECT "Line", "Column", "Message", "Record" FROM "Errors" ORDER BY "Id" """);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new RowError(reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.GetString(3));
        }
    }

    /// <summary>Puts the rows together to orders (the earliest of their times, the customer of the first row) and to what they say about products.</summary>
    public async Task CloseAsync()
    {
        if (!open)
        {
            return;
        }

        open = false;
        Release();
        await Task.Run(() =>
        {
            Run(
                $"""
                CREATE INDEX "IX_Rows" ON "Rows" ("ChannelId", "ExternalId");
                INSERT INTO "Orders" ("ChannelId", "ExternalId", "OrderedAt", "CustomerHash", "Status")
                SELECT g."ChannelId", g."ExternalId", g."OrderedAt", f."CustomerHash", CASE WHEN g."Stands" THEN '{nameof(OrderStatus.Placed)}' ELSE '{nameof(OrderStatus.Cancelled)}' END
                FROM (SELECT "ChannelId", "ExternalId", MIN("Id") AS "First", MIN("OrderedAt") AS "OrderedAt", MAX("Stands") AS "Stands" FROM "Rows" GROUP BY "ChannelId", "ExternalId") g
                JOIN "Rows" f ON f."Id" = g."First" ORDER BY g."First";
                INSERT INTO "Names" SELECT "Sku", "Name" FROM (
                    SELECT "Sku", "Name", ROW_NUMBER() OVER (PARTITION BY "Sku" ORDER BY COUNT(*) DESC, "Name") AS "Place" FROM "Rows" WHERE "Tells" AND "Name" IS NOT NULL GROUP BY "Sku", "Name")
                WHERE "Place" = 1;
                INSERT INTO "Products" ("Sku", "Name", "Price") SELECT r."Sku", n."Name", r."UnitPrice" FROM (
                    SELECT "Sku", "UnitPrice", ROW_NUMBER() OVER (PARTITION BY "Sku" ORDER BY "OrderedAt" DESC, "Id" DESC) AS "Place" FROM "Rows" WHERE "Tells") r
                LEFT JOIN "Names" n ON n."Sku" = r."Sku" WHERE r."Place" = 1 ORDER BY r."Sku";
                """);
            transaction.Commit();
            connection.Close();
        });
    }

    /// <summary>Compares with what is stored; changes nothing there.</summary>
    public async Task<OrderPlan> RehearseAsync(StudioDb db, CancellationToken cancellation)
    {
        await CloseAsync();
        await db.Database.OpenConnectionAsync(cancellation);
        var studio = db.Database.GetDbConnection();
        await BulkSql.AttachAsync(studio, file.Path, Schema, cancellation);
        try
        {
            return await PlanAsync(studio, null, cancellation);
        }
        finally
        {
            // The connection goes back to the pool: the next one must not see it.
            await BulkSql.DetachAsync(studio, Schema);
        }
    }

    /// <summary>The write that will apply it, with the stage in sight.</summary>
    public async Task<WriteSession> WriteAsync(StudioStore store, Actor actor, string purpose, CancellationToken cancellation)
    {
        await CloseAsync();
        return await store.WriteAsync(actor, purpose, file.Path, Schema, cancellation);
    }

    /// <summary>Gives the orders of a channel that is made now its id.</summary>
    public static async Task NameChannelAsync(WriteSession session, int channelId, CancellationToken cancellation)
    {
        await BulkSql.RunAsync(session, $"UPDATE {Schema}.\"Orders\" SET \"ChannelId\" = @p0 WHERE \"ChannelId\" = 0", cancellation, channelId);
        await BulkSql.RunAsync(session, $"UPDATE {Schema}.\"Rows\" SET \"ChannelId\" = @p0 WHERE \"ChannelId\" = 0", cancellation, channelId);
    }

    /// <summary>Codes that are no product yet and that products can be made of, some at a time.</summary>
    /// <param name="after">Only those behind this id of the stage.</param>
    public static Task<List<SeenProduct>> UnknownAsync(WriteSession session, long after, CancellationToken cancellation) => BulkSql.ListAsync(
        session,
        $"""SELECT p."Id", p."Sku", p."Name", p."Price" {Unknown} AND p."Id" > @p0 ORDER BY p."Id" LIMIT {Chunk}""",
        row => new SeenProduct(row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt64(3)),
        cancellation,
        after);

    /// <inheritdoc cref="RehearseAsync"/>
    public static Task<OrderPlan> PlanAsync(WriteSession session, CancellationToken cancellation) =>
        PlanAsync(session.Connection, session.Transaction, cancellation);

    /// <summary>
    /// Writes what the plan, made in the same session, found new or changed; a changed order takes the place of the old one. A code that is no product is
    /// stored without one.
    /// </summary>
    public static async Task ApplyAsync(WriteSession session, OrderPlan plan, IProgress<double>? progress, CancellationToken cancellation)
    {
        await BulkSql.RunAsync(
            session, $"DELETE FROM \"Orders\" WHERE \"Id\" IN (SELECT \"StoredId\" FROM {Schema}.\"Fates\" WHERE \"StoredId\" IS NOT NULL)", cancellation);
        // The session holds the writer lock, so that nobody else takes the next id.
        var last = await session.Db.Orders.MaxAsync(order => (long?)order.Id, cancellation) ?? 0;
        var total = plan.New + plan.Changed;
        for (var from = 1; from <= total; from += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var to = from + Chunk - 1;
            await BulkSql.RunAsync(
                session,
                $"""
                INSERT INTO "Orders" ("Id", "ChannelId", "ExternalId", "OrderedAt", "CustomerHash", "Status")
                SELECT @p0 + f."Id", o."ChannelId", o."ExternalId", o."OrderedAt", o."CustomerHash", o."Status"
                FROM {Schema}."Fates" f CROSS JOIN {Schema}."Orders" o ON o."Id" = f."OrderId" WHERE f."Id" BETWEEN @p1 AND @p2 ORDER BY f."Id"
                """,
                cancellation, last, from, to);
            await BulkSql.RunAsync(
                session,
                $"""
                INSERT INTO "OrderLines" ("OrderId", "Sku", "ProductId", "Quantity", "ReturnedQuantity", "UnitPrice")
                SELECT @p0 + f."Id", r."Sku", (SELECT p."Id" FROM main."Products" p WHERE p."Sku" = r."Sku" LIMIT 1), r."Quantity", r."ReturnedQuantity", r."UnitPrice"
                FROM {Schema}."Fates" f CROSS JOIN {Schema}."Orders" o ON o."Id" = f."OrderId"
                CROSS JOIN {Schema}."Rows" r ON r."ChannelId" = o."ChannelId" AND r."ExternalId" = o."ExternalId" WHERE f."Id" BETWEEN @p1 AND @p2 ORDER BY f."Id", r."Id"
                """,
                cancellation, last, from, to);
            progress?.Report(Math.Min(1, (double)to / total));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (open)
        {
            open = false;
            Release();
        }

        await transaction.DisposeAsync();
        await connection.DisposeAsync();
        file.Dispose();
    }

    private static async Task<OrderPlan> PlanAsync(DbConnection studio, DbTransaction? transaction, CancellationToken cancellation)
    {
        await RunAsync($"DELETE FROM {Schema}.\"Fates\"");
        await RunAsync(Fates);
        var total = await CountAsync($"SELECT COUNT(*) FROM {Schema}.\"Orders\"");
        var changed = await CountAsync($"SELECT COUNT(*) FROM {Schema}.\"Fates\" WHERE \"StoredId\" IS NOT NULL");
        var made = await CountAsync($"SELECT COUNT(*) FROM {Schema}.\"Fates\" WHERE \"StoredId\" IS NULL");
        var unknown = await CountAsync(
            $"SELECT COUNT(*) FROM (SELECT DISTINCT \"Sku\" COLLATE NOCASE AS \"Sku\" FROM {Schema}.\"Rows\") r WHERE NOT EXISTS (SELECT 1 FROM main.\"Products\" p WHERE p.\"Sku\" = r.\"Sku\")");
        var channels = new List<int>();
        await using (var command = Command($"SELECT DISTINCT \"ChannelId\" FROM {Schema}.\"Orders\" WHERE \"ChannelId\" <> 0"))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                channels.Add(reader.GetInt32(0));
            }
        }

        return new OrderPlan(made, changed, total - made - changed, unknown, await CountAsync($"SELECT COUNT(*) {Unknown}"), channels);

        DbCommand Command(string sql)
        {
            var command = studio.CreateCommand();
            (command.Transaction, command.CommandTimeout) = (transaction, 0);
#pragma warning disable CA2100 // This class's own words only.
            command.CommandText = sql;
#pragma warning restore CA2100
            return command;
        }

        async Task RunAsync(string sql)
        {
            await using var command = Command(sql);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        async Task<int> CountAsync(string sql)
        {
            await using var command = Command(sql);
            return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
        }
    }

    private void Release()
    {
        insert.Dispose();
        errors.Dispose();
    }

    private void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // This class's own words only.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
