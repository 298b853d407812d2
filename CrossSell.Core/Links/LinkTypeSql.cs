using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Links;

/// <summary>Fields of links, which stand in one column as JSON.</summary>
internal static class LinkTypeSql
{
    /// <summary>How many links of a type have a value of each field.</summary>
    public static IQueryable<FieldCount> FieldCounts(StudioDb db, int typeId)
    {
        var text =
            $$"""
            SELECT field.key AS "Code", COUNT(*) AS "Count" FROM "ProductLinks" AS link, {{db.Sql.Keys("link.\"Fields\"", "field")}}
            WHERE link."TypeId" = {0} GROUP BY field.key
            """;
        return db.Database.SqlQueryRaw<FieldCount>(text, typeId);
    }

    /// <summary>Ids of the links of a type that have a value of any field.</summary>
    public static IQueryable<int> WithFields(StudioDb db, int typeId) =>
        db.Database.SqlQuery<int>($"""SELECT link."Id" AS "Value" FROM "ProductLinks" AS link WHERE link."TypeId" = {typeId} AND link."Fields" <> {"{}"}""");

    internal sealed record FieldCount(string Code, int Count);
}
