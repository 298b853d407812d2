using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>
/// Finds products by GTIN and brands by their beginning, through indexes that the migrations make by hand: a form does not wait for a scan.
/// </summary>
internal static class ProductLookupRows
{
    private const int Most = 20;

    /// <summary>Names of products with the GTIN besides one.</summary>
    public static async Task<IReadOnlyList<string>> WithGtinAsync(StudioDb db, string gtin, int exceptId, CancellationToken cancellation) =>
        await db.Products.Where(product => product.Gtin == gtin && product.Id != exceptId)
            .OrderBy(product => product.Name).Select(product => product.Name).Take(Most).ToListAsync(cancellation);

    /// <summary>Brands that begin with what was typed, without regard to case; none for blanks.</summary>
    public static async Task<IReadOnlyList<string>> BrandsAsync(StudioDb db, string typed, CancellationToken cancellation)
    {
        if (typed.Trim() is not { Length: > 0 } start)
        {
            return [];
        }

        var (sql, brand) = (db.Sql, db.Sql.WithoutCase("\"Brand\""));
        var text =
            $$"""
            SELECT "Value" FROM (
                SELECT DISTINCT "Brand" AS "Value" FROM "Products"
                WHERE {{brand}} >= {{sql.WithoutCase("{0}")}} AND {{brand}} < {{sql.WithoutCase("{1}")}}) AS brands
            ORDER BY {{sql.WithoutCase("\"Value\"")}}, "Value" LIMIT {2}
            """;
        return await db.Database.SqlQueryRaw<string>(text, start, start + "\U0010FFFF", Most).ToListAsync(cancellation);
    }
}
