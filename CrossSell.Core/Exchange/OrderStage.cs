using System.Data.Common;
using System.Globalization;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
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
/// whole orders there, compared with those that are stored and written from there step by step (<see cref="OrderWrite"/>). Thrown away afterwards.
/// </summary>
internal sealed class OrderStage : IAsyncDisposable
{
    // What parts the fields of a line and the lines of an order where two orders are compared.
    private const string Unit = "\u001f";
    private const string Record = "\u001e";

    private readonly StageFile file;
    private readonly RowInsert insert;
    private readonly RowInsert errors;
    private bool open = true;
    private bool hasSets;

    public OrderStage(DataDirectory data)
    {
        file = StageFile.In(data);
        file.Run(
            """
            CREATE TABLE "Rows" ("Id" INTEGER PRIMARY KEY, "ChannelId" INTEGER, "ExternalId" TEXT, "OrderedAt" BIGINT, "Stands" INTEGER, "CustomerHash" TEXT, "Sku" TEXT, "Quantity" INTEGER, "ReturnedQuantity" INTEGER, "UnitPrice" BIGINT, "Tells" INTEGER, "Name" TEXT, "Bundle" TEXT, "Sets" INTEGER);
            CREATE TABLE "Errors" ("Id" INTEGER PRIMARY KEY, "Line" INTEGER, "Column" TEXT, "Message" TEXT, "Record" TEXT);
            CREATE TABLE "Names" ("Sku" TEXT PRIMARY KEY, "Name" TEXT) WITHOUT ROWID;
            CREATE TABLE "Products" ("Id" INTEGER PRIMARY KEY, "Sku" TEXT, "Name" TEXT, "Price" BIGINT);
            CREATE TABLE "Orders" ("Id" INTEGER PRIMARY KEY, "ChannelId" INTEGER, "ExternalId" TEXT, "OrderedAt" BIGINT, "CustomerHash" TEXT, "Status" TEXT);
            CREATE TABLE "Fates" ("Id" INTEGER PRIMARY KEY, "OrderId" INTEGER, "StoredId" BIGINT);
            CREATE TABLE "Step" ("Id" INTEGER PRIMARY KEY, "OrderId" INTEGER, "StoredId" BIGINT);
            """);
        file.Begin();
        insert = file.Insert(
            "INSERT", "Rows", "ChannelId", "ExternalId", "OrderedAt", "Stands", "CustomerHash", "Sku", "Quantity", "ReturnedQuantity", "UnitPrice",
            "Tells", "Name", "Bundle", "Sets");
        errors = file.Insert("INSERT", "Errors", "Line", "Column", "Message", "Record");
    }

    /// <summary>Rows added so far.</summary>
    public int Rows { get; private set; }

    /// <summary>One row of an order, in the order of the file; one row that stands makes its order stand.</summary>
    /// <param name="channelId">0 for a channel that is made when the orders are written.</param>
    public void Add(int channelId, string externalId, StagedRow row)
    {
        insert.Add([
            channelId, externalId, row.OrderedAt, row.Stands, row.CustomerHash, row.Sku, row.Quantity, row.Returned, row.UnitPrice, row.Tells,
            row.Tells ? row.Name : null, row.Bundle, row.Sets]);
        hasSets |= row.Bundle is not null;
        Rows++;
    }

    /// <summary>How many orders have a row of a set, which are then numbered from 1. Before the stage is closed.</summary>
    public int NumberOrdersWithSets()
    {
        if (!hasSets)
        {
            return 0;
        }

        file.Run(
            """
            CREATE INDEX "IX_Rows" ON "Rows" ("ChannelId", "ExternalId");
            CREATE TABLE "Marked" ("Id" INTEGER PRIMARY KEY, "ChannelId" INTEGER, "ExternalId" TEXT);
            INSERT INTO "Marked" ("ChannelId", "ExternalId") SELECT "ChannelId", "ExternalId" FROM "Rows" WHERE "Bundle" IS NOT NULL GROUP BY "ChannelId", "ExternalId" ORDER BY MIN("Id");
            """);
        return file.Read("""SELECT COUNT(*) FROM "Marked" """, row => row.GetInt32(0)).Single();
    }

    /// <summary>Of the orders with sets, those behind one number, with all of their rows.</summary>
    public IReadOnlyList<MarkedOrder> OrdersWithSets(int after, int atMost) =>
    [
        .. file.Read(
            $"""
            SELECT m."Id", r."ChannelId", r."ExternalId", r."Sku", r."Quantity", r."ReturnedQuantity", r."UnitPrice", r."OrderedAt", r."Stands", r."CustomerHash", r."Tells", r."Name", r."Bundle"
            FROM "Marked" m JOIN "Rows" r ON r."ChannelId" = m."ChannelId" AND r."ExternalId" = m."ExternalId" WHERE {Numbered(after, atMost)} ORDER BY m."Id", r."Id"
            """,
            row => (Number: row.GetInt32(0), ChannelId: row.GetInt32(1), ExternalId: row.GetString(2), Row: new StagedRow(
                row.GetString(3), row.GetInt32(4), row.GetInt32(5), row.GetInt64(6))
            {
                OrderedAt = row.GetInt64(7), Stands = row.GetBoolean(8), CustomerHash = Text(row, 9), Tells = row.GetBoolean(10), Name = Text(row, 11),
                Bundle = Text(row, 12),
            }))
            .GroupBy(row => row.Number)
            .Select(order => new MarkedOrder(order.First().ChannelId, order.First().ExternalId, [.. order.Select(row => row.Row)])),
    ];

    /// <summary>Puts other rows in the place of all rows of those orders.</summary>
    public void Replace(int after, int atMost, IReadOnlyList<MarkedOrder> orders)
    {
        Rows -= file.Read(
            $"""
            SELECT COUNT(*) FROM "Marked" m JOIN "Rows" r ON r."ChannelId" = m."ChannelId" AND r."ExternalId" = m."ExternalId" WHERE {Numbered(after, atMost)}
            """,
            row => row.GetInt32(0)).Single();
        file.Run(
            $"""
            DELETE FROM "Rows" WHERE "Id" IN (
                SELECT r."Id" FROM "Marked" m JOIN "Rows" r ON r."ChannelId" = m."ChannelId" AND r."ExternalId" = m."ExternalId" WHERE {Numbered(after, atMost)})
            """);
        foreach (var order in orders)
        {
            foreach (var row in order.Rows)
            {
                Add(order.ChannelId, order.ExternalId, row);
            }
        }
    }

    private static string Numbered(int after, int atMost) =>
        string.Create(CultureInfo.InvariantCulture, $"m.\"Id\" > {after} AND m.\"Id\" <= {after + atMost}");

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A row that could not be read, kept for the error file.</summary>
    public void Add(RowError error) => errors.Add([error.Line, error.Column, error.Message, error.Record]);

    /// <summary>All rows that were added as unreadable, one after the other. Before the stage is closed.</summary>
    public IEnumerable<RowError> Unreadable() => file.Read(
        """SELECT "Line", "Column", "Message", "Record" FROM "Errors" ORDER BY "Id" """,
        row => new RowError(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetString(3)));

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
            file.Run(
                $"""
                CREATE INDEX IF NOT EXISTS "IX_Rows" ON "Rows" ("ChannelId", "ExternalId");
                DROP TABLE IF EXISTS "Marked";
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
            file.Close();
        });
    }

    /// <summary>Compares with what is stored; changes nothing there.</summary>
    public async Task<OrderPlan> RehearseAsync(StudioDb db, CancellationToken cancellation)
    {
        await CloseAsync();
        await db.Database.OpenConnectionAsync(cancellation);
        var studio = db.Database.GetDbConnection();
        await using var shown = await db.Sql.ShowAsync(studio, file.Path, cancellation);
        return await PlanAsync(db.Sql, studio, null, cancellation);
    }

    /// <summary>Brings it into sight of the write that will apply it.</summary>
    public async Task<StageView> ShowAsync(StudioStore store, CancellationToken cancellation)
    {
        await CloseAsync();
        return await store.ShowAsync(file.Path, cancellation);
    }

    /// <summary>Gives the orders of a channel that was made its id.</summary>
    /// <param name="db">Sees the stage.</param>
    public static async Task NameChannelAsync(StudioDb db, int channelId, CancellationToken cancellation)
    {
        var (orders, rows) = (db.Sql.Staged("Orders"), db.Sql.Staged("Rows"));
        foreach (var table in new[] { orders, rows })
        {
            var text = $"UPDATE {table} SET \"ChannelId\" = {{0}} WHERE \"ChannelId\" = 0";
            await db.Database.ExecuteSqlRawAsync(text, [channelId], cancellation);
        }
    }

    /// <summary>Codes that are no product yet and that products can be made of, some at a time.</summary>
    /// <param name="after">Only those behind this id of the stage.</param>
    public static Task<List<SeenProduct>> UnknownAsync(WriteSession session, long after, int atMost, CancellationToken cancellation) => BulkSql.ListAsync(
        session,
        $"""SELECT p."Id", p."Sku", p."Name", p."Price" {Unknown(session.Sql)} AND p."Id" > @p0 ORDER BY p."Id" LIMIT @p1""",
        row => new SeenProduct(row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt64(3)),
        cancellation,
        after,
        atMost);

    /// <summary>Lines of a channel's orders that are stored without a product, although one has their code by now, of the codes that the file knows.</summary>
    /// <param name="db">Sees the stage.</param>
    public static async Task<List<long>> WaitingLinesAsync(StudioDb db, int channelId, CancellationToken cancellation)
    {
        var sql = db.Sql;
        // Words of the dialect and of this class only.
        var text =
            $$"""
            SELECT l."Id" AS "Value" FROM "OrderLines" l JOIN "Orders" o ON o."Id" = l."OrderId" AND o."ChannelId" = {0}
            WHERE l."ProductId" IS NULL AND {{sql.WithoutCase("l.\"Sku\"")}} IN (
                SELECT {{sql.WithoutCase("s.\"Sku\"")}} FROM {{sql.Staged("Products")}} s JOIN "Products" p ON p."Sku" = {{sql.WithoutCase("s.\"Sku\"")}})
            ORDER BY l."Id"
            """;
        return await db.Database.SqlQueryRaw<long>(text, channelId).ToListAsync(cancellation);
    }

    /// <summary>What the orders of the stage mean for those that are stored. Takes no lock: each step looks once more at what it writes.</summary>
    public static Task<OrderPlan> PlanAsync(StudioDb db, CancellationToken cancellation) =>
        PlanAsync(db.Sql, db.Database.GetDbConnection(), null, cancellation);

    /// <summary>
    /// Writes those of the plan behind one and up to another that are new or changed still; a changed order takes the place of the old one. A code that is no
    /// product is stored without one.
    /// </summary>
    public static async Task<WrittenOrders> WriteAsync(WriteSession session, int after, int upTo, CancellationToken cancellation)
    {
        var sql = session.Sql;
        await BulkSql.RunAsync(session, $"DELETE FROM {sql.Staged("Step")}", cancellation);
        await BulkSql.RunAsync(
            session,
            Fates(
                sql, "Step", $"{sql.Staged("Fates")} f {sql.ThenJoin} {sql.Staged("Orders")} o ON o.\"Id\" = f.\"OrderId\"",
                "f.\"Id\" > @p0 AND f.\"Id\" <= @p1"),
            cancellation, after, upTo);
        var counts = (await BulkSql.ListAsync(
            session, $"SELECT count(*), count(\"StoredId\") FROM {sql.Staged("Step")}", row => (All: row.GetInt32(0), Changed: row.GetInt32(1)),
            cancellation))[0];
        if (counts.All == 0)
        {
            return default;
        }

        if (counts.Changed > 0)
        {
            await BulkSql.RunAsync(
                session, $"DELETE FROM \"Orders\" WHERE \"Id\" IN (SELECT \"StoredId\" FROM {sql.Staged("Step")} WHERE \"StoredId\" IS NOT NULL)",
                cancellation);
        }

        // The session holds the writer lock, so that nobody else takes the next id.
        var last = await session.Db.Orders.MaxAsync(order => (long?)order.Id, cancellation) ?? 0;
        await BulkSql.RunAsync(
            session,
            $"""
            INSERT INTO "Orders" ("Id", "ChannelId", "ExternalId", "OrderedAt", "CustomerHash", "Status")
            SELECT @p0 + f."Id", o."ChannelId", o."ExternalId", o."OrderedAt", o."CustomerHash", o."Status"
            FROM {sql.Staged("Step")} f {sql.ThenJoin} {sql.Staged("Orders")} o ON o."Id" = f."OrderId" ORDER BY f."Id"
            """,
            cancellation, last);
        await BulkSql.RunAsync(
            session,
            $"""
            INSERT INTO "OrderLines" ("OrderId", "Sku", "ProductId", "Quantity", "ReturnedQuantity", "UnitPrice", "BundleCode", "BundleSets")
            SELECT @p0 + f."Id", r."Sku", (SELECT p."Id" FROM "Products" p WHERE p."Sku" = {sql.WithoutCase("r.\"Sku\"")} LIMIT 1), r."Quantity", r."ReturnedQuantity", r."UnitPrice", r."Bundle", r."Sets"
            FROM {sql.Staged("Step")} f {sql.ThenJoin} {sql.Staged("Orders")} o ON o."Id" = f."OrderId"
            {sql.ThenJoin} {sql.Staged("Rows")} r ON r."ChannelId" = o."ChannelId" AND r."ExternalId" = o."ExternalId" ORDER BY f."Id", r."Id"
            """,
            cancellation, last);
        await BulkSql.RunAsync(session, sql.SetLastId("Orders", last + counts.All), cancellation);
        return new WrittenOrders(counts.All - counts.Changed, counts.Changed, 0);
    }

    public ValueTask DisposeAsync()
    {
        if (open)
        {
            open = false;
            Release();
        }

        file.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<OrderPlan> PlanAsync(SqlDialect sql, DbConnection studio, DbTransaction? transaction, CancellationToken cancellation)
    {
        await RunAsync($"DELETE FROM {sql.Staged("Fates")}");
        await RunAsync(Fates(sql, "Fates", $"{sql.Staged("Orders")} o", "TRUE"));
        var total = await CountAsync($"SELECT COUNT(*) FROM {sql.Staged("Orders")}");
        var changed = await CountAsync($"SELECT COUNT(*) FROM {sql.Staged("Fates")} WHERE \"StoredId\" IS NOT NULL");
        var made = await CountAsync($"SELECT COUNT(*) FROM {sql.Staged("Fates")} WHERE \"StoredId\" IS NULL");
        var unknown = await CountAsync(
            $"SELECT COUNT(*) FROM (SELECT DISTINCT {sql.WithoutCase("\"Sku\"")} AS \"Sku\" FROM {sql.Staged("Rows")}) r WHERE NOT EXISTS (SELECT 1 FROM \"Products\" p WHERE p.\"Sku\" = r.\"Sku\")");
        var channels = new List<int>();
        await using (var command = Command($"SELECT DISTINCT \"ChannelId\" FROM {sql.Staged("Orders")} WHERE \"ChannelId\" <> 0"))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                channels.Add(reader.GetInt32(0));
            }
        }

        return new OrderPlan(made, changed, total - made - changed, unknown, await CountAsync($"SELECT COUNT(*) {Unknown(sql)}"), channels);

        DbCommand Command(string text)
        {
            var command = studio.CreateCommand();
            (command.Transaction, command.CommandTimeout) = (transaction, 0);
#pragma warning disable CA2100 // This class's own words only.
            command.CommandText = text;
#pragma warning restore CA2100
            return command;
        }

        async Task RunAsync(string text)
        {
            await using var command = Command(text);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        async Task<int> CountAsync(string text)
        {
            await using var command = Command(text);
            return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
        }
    }

    private void Release()
    {
        insert.Dispose();
        errors.Dispose();
    }

    private static string Unknown(SqlDialect sql) =>
        $"""FROM {sql.Staged("Products")} p WHERE NOT EXISTS (SELECT 1 FROM "Products" known WHERE known."Sku" = {sql.WithoutCase("p.\"Sku\"")})""";

    /// <summary>Numbers those orders that are not stored, or not so, into a table of the stage.</summary>
    /// <param name="orders">The orders that are asked, as <c>o</c>.</param>
    private static string Fates(SqlDialect sql, string into, string orders, string which) =>
        $"""
        INSERT INTO {sql.Staged(into)} ("Id", "OrderId", "StoredId")
        SELECT row_number() OVER (ORDER BY o."Id"), o."Id", s."Id"
        FROM {orders} LEFT JOIN "Orders" s ON s."ChannelId" = o."ChannelId" AND s."ExternalId" = o."ExternalId"
        WHERE {which} AND (s."Id" IS NULL OR s."OrderedAt" <> o."OrderedAt" OR s."CustomerHash" IS DISTINCT FROM o."CustomerHash" OR s."Status" <> o."Status"
            OR (SELECT string_agg({Line("l", "BundleCode", "BundleSets")}, '{Record}' ORDER BY l."Id") FROM "OrderLines" l WHERE l."OrderId" = s."Id")
            IS DISTINCT FROM (SELECT string_agg({Line("r", "Bundle", "Sets")}, '{Record}' ORDER BY r."Id") FROM {sql.Staged("Rows")} r WHERE r."ChannelId" = o."ChannelId" AND r."ExternalId" = o."ExternalId"))
        ORDER BY o."Id"
        """;

    /// <summary>A line as one text, by which two are compared.</summary>
    private static string Line(string row, string code, string sets) =>
        $"""
        {row}."Sku" || '{Unit}' || {row}."Quantity" || '{Unit}' || {row}."ReturnedQuantity" || '{Unit}' || {row}."UnitPrice" || '{Unit}' || coalesce({row}."{code}", '') || '{Unit}' || coalesce({row}."{sets}", 0)
        """;
}
