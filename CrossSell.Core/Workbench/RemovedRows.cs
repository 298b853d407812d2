using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Workbench;

/// <summary>
/// Keys of links and pictures that are gone, by the product they were of. Each statement says its condition in the very words of an index that only
/// the migrations make by hand (<c>IX_Changes_Removed…</c>); in other words it would read every removal there was.
/// </summary>
public static class RemovedRows
{
    private const int Most = 500;

    public static string BySource(StudioDb db) => Sql(db, nameof(ProductLink), nameof(ProductLink.SourceId));

    public static string ByTarget(StudioDb db) => Sql(db, nameof(ProductLink), nameof(ProductLink.TargetId));

    public static string ByProduct(StudioDb db) => Sql(db, nameof(ProductMedia), nameof(ProductMedia.ProductId));

    /// <summary>Links that started from the product or led to it, the newest removals first.</summary>
    public static async Task<IReadOnlyList<string>> LinksAsync(StudioDb db, int productId, CancellationToken cancellation) =>
        [.. await KeysAsync(db, BySource(db), productId, cancellation), .. await KeysAsync(db, ByTarget(db), productId, cancellation)];

    public static Task<List<string>> MediaAsync(StudioDb db, int productId, CancellationToken cancellation) =>
        KeysAsync(db, ByProduct(db), productId, cancellation);

    private static Task<List<string>> KeysAsync(StudioDb db, string sql, int productId, CancellationToken cancellation) =>
        db.Database.SqlQueryRaw<string>(sql, productId, Most).ToListAsync(cancellation);

    private static string Sql(StudioDb db, string entity, string field) =>
        $$"""
        SELECT "EntityId" AS "Value" FROM "Changes"
        WHERE "Kind" = '{{nameof(ChangeKind.Removed)}}' AND "Entity" = '{{entity}}' AND {{db.Sql.JsonNumber("\"Before\"", field)}} = {0} ORDER BY "Id" DESC LIMIT {1}
        """;
}
