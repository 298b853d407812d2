using CrossSell.Core.Storage;

namespace CrossSell.Core.Catalog;

/// <summary>A <see cref="BulkAudit"/> of products and what hangs on them.</summary>
internal static class ProductAuditSql
{
    /// <summary>What can be watched, parents first. The first key of each is the product.</summary>
    public static readonly IReadOnlyList<Type> Entities = [
        typeof(Product), typeof(ProductText), typeof(ProductCategory), typeof(AttributeValue), typeof(Listing)];

    // The completeness of variants follows their family's. The named products lead, or SQLite walks through all there are to look each one's family up.
    private static string Variants(SqlDialect sql) => $$"""SELECT v."Id" FROM {0} s {{sql.ThenJoin}} "Products" v ON v."ParentId" = s."Id" """;

    /// <summary>The product's id of a row of <c>Changes</c> of any of them, whose keys begin with it.</summary>
    public static string ProductId(SqlDialect sql) => sql.KeyPart("(\"EntityId\" || '/')", 0, 2, isNumber: true);

    /// <param name="entities">Of <see cref="Entities"/>; all when none is named.</param>
    public static Task<BulkAudit> WatchAsync(WriteSession session, IEnumerable<int> productIds, CancellationToken cancellation, params Type[] entities)
    {
        List<Type> watched = [.. Entities.Where(entity => entities.Length == 0 || entities.Contains(entity))];
        return BulkAudit.WatchAsync(session, watched, productIds, watched.Contains(typeof(Listing)) ? Variants(session.Sql) : null, cancellation);
    }
}
