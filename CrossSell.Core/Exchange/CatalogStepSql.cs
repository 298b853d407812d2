using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Writes the products of a <see cref="CatalogStage"/> whose turn it is, with all that hangs on them: one step of an import, inside its write.
/// </summary>
internal sealed class CatalogStepSql(CatalogStage stage, CatalogFileKind kind)
{
    private readonly AuditSql listing = stage.Tables.Single(table => table.Type.ClrType == typeof(Listing));

    /// <summary>How many products the stage has.</summary>
    public static async Task<int> CountAsync(WriteSession session, CancellationToken cancellation) =>
        (int)await BulkSql.CountAsync(session, $"SELECT count(*) FROM {session.Sql.Staged("Touched")}", cancellation);

    /// <returns>The last turn of a step that begins behind another one; null when all had theirs. Products of the same turn are never parted.</returns>
    public static async Task<int?> LastAsync(WriteSession session, int after, int rows, CancellationToken cancellation) =>
        (await BulkSql.ListAsync(
            session,
            $"SELECT max(\"Turn\") FROM (SELECT \"Turn\" FROM {session.Sql.Staged("Touched")} WHERE \"Turn\" > @p0 ORDER BY \"Turn\" LIMIT @p1) AS step",
            reader => reader.IsDBNull(0) ? (int?)null : reader.GetInt32(0), cancellation, after, rows))[0];

    /// <summary>
    /// Keeps the ids of the products that are new for them: others who make one meanwhile get the next behind these. Without it the next step would find its
    /// first id taken.
    /// </summary>
    public static async Task ReserveAsync(WriteSession session, CancellationToken cancellation)
    {
        var highest = await BulkSql.ListAsync(
            session, $"SELECT max(\"Id\") FROM {session.Sql.Staged("Products")} WHERE \"Base\" IS NULL", One, cancellation);
        var last = await BulkSql.ListAsync(session, session.Sql.LastId("Products"), One, cancellation);
        if (highest is [{ } needed] && (last.Count == 0 || last[0] is not { } given || given < needed))
        {
            await BulkSql.RunAsync(session, session.Sql.SetLastId("Products", needed), cancellation);
        }

        static long? One(System.Data.Common.DbDataReader reader) => reader.IsDBNull(0) ? null : reader.GetInt64(0);
    }

    /// <summary>
    /// Takes products of the step out again of which something that was looked at is not so any more, and those that would have nothing to belong to: they are
    /// compared with what is there now, and written later.
    /// </summary>
    /// <returns>How many.</returns>
    public static async Task<int> LeaveStaleAsync(WriteSession session, int after, int last, CancellationToken cancellation)
    {
        var sql = session.Sql;
        var left = 0;
        while (true)
        {
            var stale = await BulkSql.ListAsync(
                session,
                $"""
                SELECT t."Id" FROM {sql.Staged("Touched")} t LEFT JOIN {sql.Staged("Products")} s ON s."Id" = t."Id" LEFT JOIN "Products" p ON p."Id" = t."Id"
                WHERE t."Turn" > @p0 AND t."Turn" <= @p1 AND (
                    (s."Id" IS NOT NULL AND p."Version" IS DISTINCT FROM s."Base")
                    OR (s."Id" IS NULL AND p."Id" IS NULL)
                    OR EXISTS (SELECT 1 FROM "Products" o WHERE o."Sku" = s."Sku" AND o."Id" <> s."Id")
                    OR EXISTS (SELECT 1 FROM {sql.Staged("Listings")} n LEFT JOIN "Listings" l ON l."ProductId" = n."ProductId" AND l."ChannelId" = n."ChannelId"
                        WHERE n."ProductId" = t."Id" AND l."Version" IS DISTINCT FROM n."Base")
                    OR (s."ParentId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {sql.Staged("Touched")} ft JOIN {sql.Staged("Products")} f ON f."Id" = ft."Id"
                            WHERE ft."Id" = s."ParentId" AND ft."Turn" <= @p1 AND f."Kind" = '{nameof(ProductKind.Parent)}')
                        AND NOT EXISTS (SELECT 1 FROM "Products" f WHERE f."Id" = s."ParentId" AND f."Kind" = '{nameof(ProductKind.Parent)}'))
                    OR (s."SuccessorId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {sql.Staged("Touched")} ft WHERE ft."Id" = s."SuccessorId" AND ft."Turn" <= @p1)
                        AND NOT EXISTS (SELECT 1 FROM "Products" f WHERE f."Id" = s."SuccessorId")))
                """,
                reader => reader.GetInt32(0), cancellation, after, last);
            if (stale.Count == 0)
            {
                return left;
            }

            // Others of the step may have belonged to them.
            left += stale.Count;
            await BulkSql.RunAsync(
                session, $"DELETE FROM {sql.Staged("Touched")} WHERE \"Id\" IN (SELECT i.value FROM {sql.Numbers("@p0", "i")})", cancellation,
                BulkSql.Array(stale));
        }
    }

    /// <summary>Writes and records the step, completeness included.</summary>
    public async Task<CatalogStep> WriteAsync(WriteSession session, int after, int last, CancellationToken cancellation)
    {
        var touched = await BulkSql.ListAsync(
            session,
            $"SELECT \"Id\", \"Ready\" FROM {session.Sql.Staged("Touched")} WHERE \"Turn\" > @p0 AND \"Turn\" <= @p1 ORDER BY \"Turn\", \"Id\"",
            reader => (Id: reader.GetInt32(0), Ready: reader.GetBoolean(1)), cancellation, after, last);
        if (touched.Count == 0)
        {
            return new CatalogStep(0, 0, 0);
        }

        await BulkSql.RunAsync(session, session.Sql.DeferForeignKeys, cancellation);
        List<int> compared = [.. touched.Where(product => !product.Ready).Select(product => product.Id)];
        if (compared.Count < touched.Count)
        {
            await AddNewAsync(session, after, last, cancellation);
        }

        if (compared.Count > 0)
        {
            await CompareAsync(session, compared, after, last, cancellation);
            await FollowAsync(session, last, cancellation);
        }

        var (rows, added) = await CountAsync(session, after, last, cancellation);
        return new CatalogStep(touched.Count, added, rows - added);
    }

    /// <summary>What is ready goes in as it is, with a change for each row.</summary>
    private async Task AddNewAsync(WriteSession session, int after, int last, CancellationToken cancellation)
    {
        var set = await session.OpenSetAsync(cancellation);
        foreach (var table in stage.Tables)
        {
            var from =
                $"FROM {session.Sql.Staged("Touched")} t {session.Sql.ThenJoin} {session.Sql.Staged(table.Table)} s ON s.{AuditSql.Column(table.Keys[0])} = t.\"Id\" WHERE t.\"Ready\" AND t.\"Turn\" > @p0 AND t.\"Turn\" <= @p1";
            var added = await BulkSql.RunAsync(
                session,
                $"INSERT INTO \"{table.Table}\" ({table.ColumnList}{(table.IsVersioned ? ", \"Version\"" : "")}) SELECT {Columns(table)}{(table.IsVersioned ? ", 0" : "")} {from}",
                cancellation,
                after,
                last);
            if (added > 0)
            {
                session.RecordedInBulk += await BulkSql.RunAsync(
                    session, $"{BulkAudit.IntoChanges} SELECT @p2, '{table.Name}', {table.EntityId("s")}, 'Added', NULL, {table.Whole("s")} {from}",
                    cancellation, after, last, set);
            }
        }

        await BulkSql.RunAsync(
            session,
            $"INSERT INTO \"LocaleCompleteness\" (\"ProductId\", \"ChannelId\", \"Locale\", \"Percent\", \"Missing\") SELECT s.\"ProductId\", s.\"ChannelId\", s.\"Locale\", s.\"Percent\", s.\"Missing\" FROM {session.Sql.Staged("Touched")} t {session.Sql.ThenJoin} {session.Sql.Staged("LocaleCompleteness")} s ON s.\"ProductId\" = t.\"Id\" WHERE t.\"Turn\" > @p0 AND t.\"Turn\" <= @p1",
            cancellation,
            after,
            last);
    }

    private async Task CompareAsync(WriteSession session, List<int> ids, int after, int last, CancellationToken cancellation)
    {
        var audit = await ProductAuditSql.WatchAsync(session, ids, cancellation);
        await BulkSql.RunAsync(
            session,
            $"DELETE FROM \"ProductCategories\" WHERE \"ProductId\" IN (SELECT t.\"Id\" FROM {session.Sql.Staged("Touched")} t {session.Sql.ThenJoin} {session.Sql.Staged("Replaced")} r ON r.\"Id\" = t.\"Id\" WHERE NOT t.\"Ready\" AND t.\"Turn\" > @p0 AND t.\"Turn\" <= @p1)",
            cancellation,
            after,
            last);
        foreach (var table in stage.Tables)
        {
            var keys = string.Join(", ", table.Keys.Select(AuditSql.Column));
            var sets = string.Join(", ", table.Columns.Except(table.Keys).Select(column => $"{AuditSql.Column(column)} = excluded.{AuditSql.Column(column)}"));
            await BulkSql.RunAsync(
                session,
                $"INSERT INTO \"{table.Table}\" ({table.ColumnList}{(table.IsVersioned ? ", \"Version\"" : "")}) SELECT {Columns(table)}{(table.IsVersioned ? ", 0" : "")} FROM {session.Sql.Staged("Touched")} t {session.Sql.ThenJoin} {session.Sql.Staged(table.Table)} s ON s.{AuditSql.Column(table.Keys[0])} = t.\"Id\" WHERE NOT t.\"Ready\" AND t.\"Turn\" > @p0 AND t.\"Turn\" <= @p1 ON CONFLICT ({keys}) DO {(sets.Length == 0 ? "NOTHING" : $"UPDATE SET {sets}")}",
                cancellation,
                after,
                last);
        }

        await CompletenessUpdate.WriteAsync(session, ids, record: false, cancellation);
        await audit.RecordAsync(cancellation, count: false);
    }

    /// <summary>
    /// A family's step moves the completeness of variants whose turn comes later, and with it the version that was looked at: nobody else changed them by that.
    /// </summary>
    private async Task FollowAsync(WriteSession session, int last, CancellationToken cancellation)
    {
        if (!stage.HasFamilies)
        {
            return;
        }

        var (product, channel) = (listing.KeyPart("c.\"EntityId\"", 0), listing.KeyPart("c.\"EntityId\"", 1));
        await BulkSql.RunAsync(
            session,
            $"UPDATE {session.Sql.Staged("Listings")} SET \"Base\" = \"Base\" + 1 WHERE (\"ProductId\", \"ChannelId\") IN (SELECT {product}, {channel} FROM \"Changes\" c WHERE c.\"ChangeSetId\" = @p0 AND c.\"Entity\" = '{listing.Name}' AND c.\"Kind\" = '{nameof(ChangeKind.Edited)}' AND {product} IN (SELECT t.\"Id\" FROM {session.Sql.Staged("Touched")} t WHERE t.\"Turn\" > @p1))",
            cancellation,
            await session.OpenSetAsync(cancellation),
            last);
    }

    private async Task<(int Rows, int Added)> CountAsync(WriteSession session, int after, int last, CancellationToken cancellation)
    {
        var (table, key) = kind == CatalogFileKind.Products ? ("Products", "Id") : ("Listings", "ProductId");
        // A product of a file of products may differ in what hangs on it alone.
        var join = kind == CatalogFileKind.Products ? "LEFT JOIN" : session.Sql.ThenJoin;
        var added = kind == CatalogFileKind.Products ? "s.\"Id\" IS NOT NULL AND s.\"Base\" IS NULL" : "s.\"Base\" IS NULL";
        return (await BulkSql.ListAsync(
            session,
            $"SELECT count(*), count(CASE WHEN {added} THEN 1 END) FROM {session.Sql.Staged("Touched")} t {join} {session.Sql.Staged(table)} s ON s.\"{key}\" = t.\"Id\" WHERE t.\"Turn\" > @p0 AND t.\"Turn\" <= @p1",
            reader => ((int)reader.GetInt64(0), (int)reader.GetInt64(1)), cancellation, after, last))[0];
    }

    private static string Columns(AuditSql table) => string.Join(", ", table.Columns.Select(column => "s." + AuditSql.Column(column)));
}

/// <summary>What a step wrote.</summary>
/// <param name="Products">Products that it touched.</param>
/// <param name="New">Rows of the file that were not there.</param>
/// <param name="Changed">Rows of the file that were there and differed.</param>
internal sealed record CatalogStep(int Products, int New, int Changed);
