using System.Text.Json;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>Products of which a bulk change set wrote something that is nobody's derived figure.</summary>
internal static class LastChangedSql
{
    /// <param name="parts">Entities whose keys begin with the product's id.</param>
    /// <param name="derived">Fields that follow from others: an edit of these alone does not count.</param>
    public static IQueryable<int> Touched(StudioDb db, long changeSetId, string[] parts, string[] derived)
    {
        var (entities, fields) = (JsonSerializer.Serialize(parts), JsonSerializer.Serialize(derived));
        var sql = db.Sql;
        // Only fragments of the dialect; values come as parameters.
        var text =
            $$"""
            SELECT DISTINCT {{ProductAuditSql.ProductId(sql)}} AS "Value" FROM "Changes"
            WHERE "ChangeSetId" = {0} AND "Entity" IN (SELECT e.value FROM {{sql.Words("{1}", "e")}})
            AND NOT ("Kind" = 'Edited' AND NOT EXISTS (
                SELECT 1 FROM {{sql.Keys("\"After\"", "f")}} WHERE f.key NOT IN (SELECT d.value FROM {{sql.Words("{2}", "d")}})))
            """;
        return db.Database.SqlQueryRaw<int>(text, changeSetId, entities, fields);
    }
}
