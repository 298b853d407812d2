using System.Globalization;

namespace CrossSell.Core.Storage;

/// <summary>
/// Records what set-based statements do to products and what hangs on them: remembers the rows of some ids, and after the statements writes a
/// <see cref="Audit.Change"/> for each row that was added, edited or removed, in the form that <see cref="WriteSession"/> writes. Edited rows get their
/// next version. Between <see cref="WatchAsync"/> and <see cref="RecordAsync"/> nothing of theirs may be saved through the context.
/// </summary>
internal sealed class BulkAudit
{
    public const string IntoChanges = "INSERT INTO \"Changes\" (\"ChangeSetId\", \"Entity\", \"EntityId\", \"Kind\", \"Before\", \"After\")";

    private const string Scope = "\"bulk_scope\"";

    private readonly WriteSession session;
    private readonly List<AuditSql> watched;

    private BulkAudit(WriteSession session, List<AuditSql> watched) => (this.session, this.watched) = (session, watched);

    /// <param name="entities">Whose rows are watched, parents first; the first key of each is the id.</param>
    /// <param name="ids">Of the rows that the statements are for.</param>
    /// <param name="alsoTouched">A query for further ids that follow from them, <c>{0}</c> for the table of those; null for none.</param>
    public static async Task<BulkAudit> WatchAsync(
        WriteSession session, IEnumerable<Type> entities, IEnumerable<int> ids, string? alsoTouched, CancellationToken cancellation)
    {
        var watched = entities.Select(entity => new AuditSql(session.Db, entity)).ToList();
        var sql = session.Sql;
        await BulkSql.RunAsync(
            session, $"DROP TABLE IF EXISTS {Scope}; CREATE TEMP TABLE {Scope} (\"Id\" INTEGER PRIMARY KEY, \"Named\" BOOLEAN)", cancellation);
        await BulkSql.RunAsync(
            session, $"INSERT INTO {Scope} SELECT i.value, TRUE FROM {sql.Numbers("@p0", "i")} WHERE TRUE ON CONFLICT DO NOTHING", cancellation,
            BulkSql.Array(ids));
        if (alsoTouched is not null)
        {
            var further = string.Format(CultureInfo.InvariantCulture, alsoTouched, Scope);
            await BulkSql.RunAsync(
                session, $"INSERT INTO {Scope} SELECT \"Id\", FALSE FROM ({further}) AS further WHERE TRUE ON CONFLICT DO NOTHING", cancellation);
        }

        await BulkSql.RunAsync(session, sql.Look(Scope), cancellation);

        foreach (var entity in watched)
        {
            var keys = string.Join(", ", entity.Keys.Select(AuditSql.Column));
            await BulkSql.RunAsync(
                session,
                $"DROP TABLE IF EXISTS {Before(entity)}; CREATE TEMP TABLE {Before(entity)} ({entity.Definitions}, PRIMARY KEY ({keys})){sql.KeyedTable}; "
                + $"INSERT INTO {Before(entity)} SELECT {string.Join(", ", entity.Columns.Select(column => "t." + AuditSql.Column(column)))} FROM {Scope} s JOIN \"{entity.Table}\" t ON {InScope(entity, "t")}",
                cancellation);
            await BulkSql.RunAsync(session, sql.Look(Before(entity)), cancellation);
        }

        return new BulkAudit(session, watched);
    }

    /// <param name="count">False where nobody asks for the count, which looks at the whole change set.</param>
    /// <returns>How many of the products named are not as they were, in themselves or in what hangs on them.</returns>
    public async Task<int> RecordAsync(CancellationToken cancellation, bool count = true)
    {
        var set = await session.OpenSetAsync(cancellation);
        foreach (var entity in watched.AsEnumerable().Reverse())
        {
            session.RecordedInBulk += await BulkSql.RunAsync(
                session,
                $"{IntoChanges} SELECT @p0, '{entity.Name}', {entity.EntityId("o")}, 'Removed', {entity.Whole("o")}, NULL FROM {Before(entity)} o WHERE NOT EXISTS (SELECT 1 FROM \"{entity.Table}\" n WHERE {entity.SameKey("n", "o")})",
                cancellation,
                set);
        }

        foreach (var entity in watched)
        {
            session.RecordedInBulk += await BulkSql.RunAsync(
                session,
                $"{IntoChanges} SELECT @p0, '{entity.Name}', {entity.EntityId("n")}, 'Added', NULL, {entity.Whole("n")} FROM {Scope} s {session.Sql.ThenJoin} \"{entity.Table}\" n ON {InScope(entity, "n")} WHERE NOT EXISTS (SELECT 1 FROM {Before(entity)} o WHERE {entity.SameKey("o", "n")})",
                cancellation,
                set);
            if (entity.Columns.Count == entity.Keys.Count)
            {
                continue;
            }

            session.RecordedInBulk += await BulkSql.RunAsync(
                session,
                $"{IntoChanges} SELECT @p0, '{entity.Name}', {entity.EntityId("n")}, 'Edited', {entity.Changed("o", "o", "n")}, {entity.Changed("n", "o", "n")} FROM {Before(entity)} o {session.Sql.ThenJoin} \"{entity.Table}\" n ON {entity.SameKey("n", "o")} WHERE {entity.Differs("o", "n")}",
                cancellation,
                set);
            if (entity.IsVersioned)
            {
                await BulkSql.RunAsync(
                    session,
                    $"UPDATE \"{entity.Table}\" AS n SET \"Version\" = n.\"Version\" + 1 FROM {Before(entity)} o WHERE {entity.SameKey("n", "o")} AND {entity.Differs("o", "n")}",
                    cancellation);
            }
        }

        var changed = count ? await CountAsync(set, cancellation) : 0;
        foreach (var entity in watched)
        {
            await BulkSql.RunAsync(session, $"DROP TABLE {Before(entity)}", cancellation);
        }

        await BulkSql.RunAsync(session, $"DROP TABLE {Scope}", cancellation);
        return changed;
    }

    private async Task<int> CountAsync(long set, CancellationToken cancellation)
    {
        var touched = string
            .Join(" UNION ", watched.Select(
                entity => $"SELECT {entity.KeyPart("\"EntityId\"", 0)} AS id FROM \"Changes\" WHERE \"ChangeSetId\" = @p0 AND \"Entity\" = '{entity.Name}'"));
        return (int)await BulkSql.CountAsync(
            session, $"SELECT count(*) FROM ({touched}) changed JOIN {Scope} s ON s.\"Id\" = changed.id WHERE s.\"Named\"", cancellation, set);
    }

    private static string Before(AuditSql entity) => $"\"bulk_{entity.Table}\"";

    private static string InScope(AuditSql entity, string alias) => $"{alias}.{AuditSql.Column(entity.Keys[0])} = s.\"Id\"";
}
