using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>
/// Finds products by GTIN and brands by their beginning, through indexes that only SQLite's own migration knows: a form does not wait for a scan.
/// </summary>
internal static class ProductLookupRows
{
    private const int Most = 20;

    /// <summary>Names of products with the GTIN besides one.</summary>
    public static async Task<IReadOnlyList<string>> WithGtinAsync(StudioDb db, string gtin, int exceptId, CancellationToken cancellation) =>
        await db.Products.Where(product => product.Gtin == gtin && product.Id != exceptId)
            .OrderBy(product => product.Name).Select(product => product.Name).Take(Most).ToListAsync(cancellation);

    /// <summary>Brands that begin with what was typed, without regard to case; none for blanks.</summary>
    public static async Task<IReadOnlyList<string>> BrandsAsync(
        StudioDb db, string typed, CancellationToken cancellation) => typed.Trim() is { Length: > 0 } start
        ? await db.Database.SqlQueryRaw<string>(
            """
            SELECT DISTINCT "Brand" AS "Value" FROM "Products"
            WHERE "Brand" COLLATE NOCASE >= {0} AND "Brand" COLLATE NOCASE < {1} ORDER BY "Brand" COLLATE NOCASE LIMIT {2}
            """, start, start + "\U0010FFFF", Most).ToListAsync(cancellation)
        : [];
}
