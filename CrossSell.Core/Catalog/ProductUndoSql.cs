using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrossSell.Core.Catalog;

/// <summary>
/// Takes a large change set of products and what hangs on them back by a few statements, by the rules of <see cref="UndoService"/>: field by field, and never
/// over what others did since.
/// </summary>
internal sealed class ProductUndoSql : IBulkUndo
{
    private const int ConflictsNamed = 20;

    // What follows from the other fields: a newer value is nobody's lost work.
    private static readonly string[] Derived = [nameof(Product.UpdatedAt), .. ListingUndo.Followed];

    public IReadOnlyCollection<string> Entities { get; } = [.. ProductAuditSql.Entities.Select(entity => entity.Name)];

    public async Task<Refusal?> DenyAsync(WriteSession session, long changeSetId, Actor actor, CancellationToken cancellation)
    {
        if (actor.Can(Permission.EditCatalog, null))
        {
            return null;
        }

        var listing = new AuditSql(session.Db, typeof(Listing));
        foreach (var channel in await BulkSql.ListAsync(
            session,
            $"SELECT DISTINCT {listing.KeyPart("\"EntityId\"", 1)} FROM \"Changes\" WHERE \"ChangeSetId\" = @p0 AND \"Entity\" = 'Listing' AND NOT (\"Kind\" = 'Edited' AND NOT EXISTS (SELECT 1 FROM {session.Sql.Keys("\"After\"", "f")} WHERE f.key NOT IN ({Words(ListingUndo.Followed)})))",
            reader => reader.GetInt32(0), cancellation, changeSetId))
        {
            if (actor.Deny(Permission.EditCatalog, channel) is { } denied)
            {
                return denied;
            }
        }

        var mine = actor.Grants.Where(grant => grant.ChannelId is { } id && actor.Can(Permission.EditCatalog, id)).Select(grant => grant.ChannelId!.Value);
        // A product that a shop lists, itself or by a variant, in which the actor may not edit.
        var foreign = await BulkSql.CountAsync(
            session,
            $"""
            SELECT count(*) FROM (SELECT DISTINCT {ProductAuditSql.ProductId(session.Sql)} AS id FROM "Changes" WHERE "ChangeSetId" = @p0 AND "Entity" IN ({Words(Entities.Where(entity => entity != nameof(Listing)))})) touched
            WHERE EXISTS (SELECT 1 FROM "Listings" l WHERE l."ProductId" = touched.id AND l."ChannelId" NOT IN (SELECT m.value FROM {session.Sql.Numbers("@p1", "m")}))
               OR EXISTS (SELECT 1 FROM "Products" v JOIN "Listings" l ON l."ProductId" = v."Id" WHERE v."ParentId" = touched.id AND l."ChannelId" NOT IN (SELECT m.value FROM {session.Sql.Numbers("@p1", "m")}))
            """,
            cancellation,
            changeSetId,
            BulkSql.Array(mine));
        return foreign > 0 || !actor.CanAnywhere(Permission.EditCatalog) ? actor.Deny(Permission.EditCatalog, null) : null;
    }

    public async Task<IReadOnlyList<string>> ReverseAsync(WriteSession session, long changeSetId, CancellationToken cancellation)
    {
        var entities = ProductAuditSql.Entities.Select(entity => new AuditSql(session.Db, entity)).ToList();
        var present = await BulkSql.ListAsync(
            session, "SELECT DISTINCT \"Entity\" FROM \"Changes\" WHERE \"ChangeSetId\" = @p0", reader => reader.GetString(0), cancellation, changeSetId);
        entities.RemoveAll(entity => !present.Contains(entity.Name));
        var ids = await BulkSql.ListAsync(
            session,
            $"SELECT DISTINCT {ProductAuditSql.ProductId(session.Sql)} FROM \"Changes\" WHERE \"ChangeSetId\" = @p0 AND \"Entity\" IN ({Words(Entities)})",
            reader => reader.GetInt32(0),
            cancellation,
            changeSetId);
        // What the set wrote, and the listings, whose completeness follows: no row of anything else is written.
        var audit = await ProductAuditSql.WatchAsync(session, ids, cancellation, [.. entities.Select(entity => entity.Type.ClrType), typeof(Listing)]);
        foreach (var entity in entities)
        {
            var keys = entity.Keys.Select((key, part) => $"{entity.KeyPart("\"EntityId\"", part)} AS {AuditSql.Column(key)}");
            await BulkSql.RunAsync(
                session,
                $"DROP TABLE IF EXISTS {Undo(entity)}; CREATE TEMP TABLE {Undo(entity)} ({string.Join(", ", entity.Keys.Select(AuditSql.Definition))}, \"Kind\" TEXT, \"Before\" TEXT, \"After\" TEXT, PRIMARY KEY ({string.Join(", ", entity.Keys.Select(AuditSql.Column))})){session.Sql.KeyedTable}",
                cancellation);
            await BulkSql.RunAsync(
                session,
                $"INSERT INTO {Undo(entity)} SELECT {string.Join(", ", keys)}, \"Kind\", \"Before\", \"After\" FROM \"Changes\" WHERE \"ChangeSetId\" = @p0 AND \"Entity\" = '{entity.Name}'",
                cancellation,
                changeSetId);
            await BulkSql.RunAsync(session, session.Sql.Look(Undo(entity)), cancellation);
        }

        var conflicts = new BulkConflicts(ConflictsNamed);
        // What was added goes, children first; what was removed returns, parents first.
        foreach (var entity in entities.AsEnumerable().Reverse())
        {
            await RemoveAsync(session, entity, conflicts, cancellation);
        }

        foreach (var entity in entities)
        {
            await ReturnAsync(session, entity, conflicts, cancellation);
            await RestoreAsync(session, entity, conflicts, cancellation);
        }

        foreach (var entity in entities)
        {
            await BulkSql.RunAsync(session, $"DROP TABLE {Undo(entity)}", cancellation);
        }

        await CompletenessUpdate.WriteAsync(session, ids, record: false, cancellation);
        await audit.RecordAsync(cancellation, count: false);
        return conflicts.Sentences;
    }

    private static string Words(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static async Task RemoveAsync(WriteSession session, AuditSql entity, BulkConflicts conflicts, CancellationToken cancellation)
    {
        var same = string.Join(" AND ", entity.Columns.Except(entity.Keys).Where(column => !Derived.Contains(column.Name))
            .Select(column => $"(NOT {entity.HasField(column, "u.\"After\"")} OR {entity.StillIs(column, "t", "u.\"After\"")})").Append("TRUE"));
        var used = string
            .Concat(entity.Type.GetReferencingForeignKeys().Where(Holds)
                .Select(key =>
                    $" AND NOT EXISTS (SELECT 1 FROM \"{key.DeclaringEntityType.GetTableName()}\" r WHERE r.{AuditSql.Column(key.Properties[0])} = t.{AuditSql.Column(entity.Keys[0])})"));
        // Named one by one: asked row by row whether it was added, the whole table would be read for each step of an import.
        var keys = string.Join(", ", entity.Keys.Select(key => "t." + AuditSql.Column(key)));
        var added = string.Join(", ", entity.Keys.Select(key => "u." + AuditSql.Column(key)));
        // Variants before their families.
        var passes = entity.Type.GetForeignKeys()
            .FirstOrDefault(key => key.PrincipalEntityType == entity.Type && key.DeleteBehavior == DeleteBehavior.Restrict) is { } own
            ? new[] { $" AND t.{AuditSql.Column(own.Properties[0])} IS NOT NULL", "" } : [""];
        foreach (var pass in passes)
        {
            await BulkSql.RunAsync(
                session,
                $"DELETE FROM \"{entity.Table}\" AS t WHERE ({keys}) IN (SELECT {added} FROM {Undo(entity)} u WHERE u.\"Kind\" = 'Added') AND EXISTS (SELECT 1 FROM {Undo(entity)} u WHERE {entity.SameKey("u", "t")} AND {same}){used}{pass}",
                cancellation);
        }

        await conflicts.AddAsync(
            session,
            $"FROM {Undo(entity)} u JOIN \"{entity.Table}\" t ON {entity.SameKey("u", "t")} WHERE u.\"Kind\" = 'Added'", entity,
            "was changed or is used since it was added.", cancellation);
    }

    private static async Task ReturnAsync(WriteSession session, AuditSql entity, BulkConflicts conflicts, CancellationToken cancellation)
    {
        var principals = string.Concat(entity.Type.GetForeignKeys().Where(key => key.Properties.Count == 1).Select(key =>
        {
            var value = entity.FromJson(key.Properties[0], "u.\"Before\"");
            return $" AND ({value} IS NULL OR EXISTS (SELECT 1 FROM \"{key.PrincipalEntityType.GetTableName()}\" f WHERE f.{AuditSql.Column(key.PrincipalKey.Properties[0])} = {value}))";
        }));
        var version = entity.IsVersioned ? ", \"Version\"" : "";
        await BulkSql.RunAsync(
            session,
            $"INSERT INTO \"{entity.Table}\" ({entity.ColumnList}{version}) SELECT {string.Join(", ", entity.Columns.Select(column => entity.FromJson(column, "u.\"Before\"")))}{(entity.IsVersioned ? ", 0" : "")} FROM {Undo(entity)} u WHERE u.\"Kind\" = 'Removed' AND NOT EXISTS (SELECT 1 FROM \"{entity.Table}\" t WHERE {entity.SameKey("t", "u")}){principals} ON CONFLICT DO NOTHING",
            cancellation);
        await conflicts.AddAsync(
            session,
            $"FROM {Undo(entity)} u WHERE u.\"Kind\" = 'Removed' AND NOT EXISTS (SELECT 1 FROM \"{entity.Table}\" t WHERE {entity.SameKey("t", "u")})", entity,
            "cannot be restored: what it belongs to was removed.", cancellation);
    }

    private static async Task RestoreAsync(WriteSession session, AuditSql entity, BulkConflicts conflicts, CancellationToken cancellation)
    {
        var fields = await BulkSql.ListAsync(
            session, $"SELECT DISTINCT f.key FROM {Undo(entity)} u, {session.Sql.Keys("u.\"Before\"", "f")} WHERE u.\"Kind\" = 'Edited'",
            reader => reader.GetString(0), cancellation);
        var columns = entity.Columns.Where(column => fields.Contains(column.Name) && !ListingUndo.Followed.Contains(column.Name)).ToList();
        if (columns.Count == 0)
        {
            return;
        }

        foreach (var column in columns.Where(column => !Derived.Contains(column.Name)))
        {
            await conflicts.AddAsync(
                session,
                $"FROM {Undo(entity)} u JOIN \"{entity.Table}\" t ON {entity.SameKey("t", "u")} WHERE u.\"Kind\" = 'Edited' AND {entity.HasField(column, "u.\"After\"")} AND NOT {entity.StillIs(column, "t", "u.\"After\"")}",
                entity,
                $"was changed since in {column.Name}.",
                cancellation);
        }

        await conflicts.AddAsync(
            session, $"FROM {Undo(entity)} u WHERE u.\"Kind\" = 'Edited' AND NOT EXISTS (SELECT 1 FROM \"{entity.Table}\" t WHERE {entity.SameKey("t", "u")})",
            entity, "was removed since.", cancellation);
        var sets = columns.Select(column =>
            $"{AuditSql.Column(column)} = CASE WHEN {entity.HasField(column, "u.\"After\"")} AND {entity.StillIs(column, "t", "u.\"After\"")} THEN {entity.FromJson(column, "u.\"Before\"")} ELSE t.{AuditSql.Column(column)} END");
        await BulkSql.RunAsync(
            session,
            $"UPDATE \"{entity.Table}\" AS t SET {string.Join(", ", sets)} FROM {Undo(entity)} u WHERE {entity.SameKey("t", "u")} AND u.\"Kind\" = 'Edited'",
            cancellation);
    }

    /// <summary>
    /// Whether a row that points here keeps this one from going: what people made, and what the database itself would refuse. What is only derived goes along.
    /// </summary>
    private static bool Holds(IForeignKey key) =>
        key.DeleteBehavior is DeleteBehavior.Restrict or DeleteBehavior.NoAction or DeleteBehavior.ClientSetNull
        || (key.DeleteBehavior == DeleteBehavior.Cascade && key.DeclaringEntityType.ClrType.IsAssignableTo(typeof(IAudited)));

    private static string Undo(AuditSql entity) => $"\"undo_{entity.Table}\"";
}

/// <summary>What an undo had to leave: all of it counted, the first of it named.</summary>
internal sealed class BulkConflicts(int named)
{
    public long Count { get; private set; }

    public List<string> Named { get; } = [];

    public async Task AddAsync(WriteSession session, string from, AuditSql entity, string what, CancellationToken cancellation)
    {
        var count = await BulkSql.CountAsync(session, $"SELECT count(*) {from}", cancellation);
        if (count == 0)
        {
            return;
        }

        Count += count;
        Named.AddRange(await BulkSql.ListAsync(
            session, $"SELECT {entity.EntityId("u")} {from} LIMIT {Math.Max(0, named - Named.Count)}", reader => $"{entity.Name} {reader.GetValue(0)} {what}",
            cancellation));
    }

    /// <summary>The named ones, and how many more there are.</summary>
    public IReadOnlyList<string> Sentences => Count > Named.Count ? [.. Named, $"{Count - Named.Count:N0} more were changed since."] : Named;
}
