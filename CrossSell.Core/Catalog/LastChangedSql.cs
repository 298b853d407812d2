using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>Products of which a bulk change set wrote something that is nobody's derived figure.</summary>
internal static class LastChangedSql
{
    // The product's id is the first part of every key.
    public static IQueryable<int> OfListings(StudioDb db, long set) => db.Database.SqlQuery<int>(
        $"""
        SELECT DISTINCT CAST("EntityId" AS INTEGER) AS "Value" FROM "Changes" WHERE "ChangeSetId" = {set} AND "Entity" = 'Listing'
        AND NOT ("Kind" = 'Edited' AND NOT EXISTS (SELECT 1 FROM json_each("After") f WHERE f.key NOT IN ('Completeness', 'Missing')))
        """);

    public static IQueryable<int> OfAll(StudioDb db, long set) => db.Database.SqlQuery<int>(
        $"""
        SELECT DISTINCT CAST("EntityId" AS INTEGER) AS "Value" FROM "Changes" WHERE "ChangeSetId" = {set} AND "Entity" IN ('Product', 'ProductText', 'ProductCategory', 'AttributeValue', 'Listing')
        AND NOT ("Kind" = 'Edited' AND NOT EXISTS (SELECT 1 FROM json_each("After") f WHERE f.key NOT IN ('Completeness', 'Missing')))
        """);
}
