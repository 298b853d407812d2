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
        return db.Database.SqlQuery<int>(
            $"""
            SELECT DISTINCT CAST("EntityId" AS INTEGER) AS "Value" FROM "Changes"
            WHERE "ChangeSetId" = {changeSetId} AND "Entity" IN (SELECT value FROM json_each({entities}))
            AND NOT ("Kind" = 'Edited' AND NOT EXISTS (SELECT 1 FROM json_each("After") f WHERE f.key NOT IN (SELECT value FROM json_each({fields}))))
            """);
    }
}
