using CrossSell.Core.Storage;
namespace CrossSell.Core.Bulk;

/// <summary>Statements that give each of many rows a value of its own, for writes that <see cref="BulkAudit"/> watches.</summary>
internal static class BulkEditSql
{
    /// <param name="prices">By product, in minor units.</param>
    public static Task SetPricesAsync(
        WriteSession session, int channelId, IEnumerable<(int ProductId, long Price, long? CompareAt)> prices, CancellationToken cancellation) =>
        BulkSql.RunAsync(
            session,
            $"""
            UPDATE "Listings" AS l SET "Price" = {session.Sql.Item("v", 1)}, "CompareAtPrice" = {session.Sql.Item("v", 2)}
            FROM {session.Sql.Rows("@p1", "v")} WHERE l."ProductId" = {session.Sql.Item("v", 0)} AND l."ChannelId" = @p0
            """,
            cancellation,
            channelId,
            "[" + string
                .Join(',', prices.Select(price => FormattableString.Invariant(
                    $"[{price.ProductId},{price.Price},{(price.CompareAt is { } compare ? FormattableString.Invariant($"{compare}") : "null")}]")))
                    + "]");

    /// <summary>Lists products that are not listed yet, unpublished; with the price and cost of another channel where they have one there.</summary>
    public static Task ListAsync(WriteSession session, int channelId, int? pricesOf, IEnumerable<int> productIds, CancellationToken cancellation) =>
        BulkSql.RunAsync(
            session,
            $"""
            INSERT INTO "Listings" ("ProductId", "ChannelId", "Price", "CompareAtPrice", "Cost", "Stock", "Published", "Completeness", "Missing", "Version")
            SELECT i.value, @p0, coalesce(o."Price", 0), o."CompareAtPrice", o."Cost", NULL, FALSE, 0, '', 0
            FROM {session.Sql.Numbers("@p2", "i")} LEFT JOIN "Listings" o ON o."ProductId" = i.value AND o."ChannelId" = @p1
            """,
            cancellation,
            channelId,
            pricesOf,
            BulkSql.Array(productIds));

    public static Task PlaceAsync(WriteSession session, int categoryId, IEnumerable<int> productIds, CancellationToken cancellation) =>
        BulkSql.RunAsync(
            session,
            $"""INSERT INTO "ProductCategories" ("ProductId", "CategoryId") SELECT i.value, @p0 FROM {session.Sql.Numbers("@p1", "i")} WHERE TRUE ON CONFLICT DO NOTHING""",
            cancellation,
            categoryId,
            BulkSql.Array(productIds));

    public static Task SetAttributeAsync(
        WriteSession session, int attributeId, string text, double? number, IEnumerable<int> productIds, CancellationToken cancellation) =>
        BulkSql.RunAsync(
            session,
            $"""
            INSERT INTO "AttributeValues" ("ProductId", "AttributeId", "Text", "Number")
            SELECT i.value, @p0, @p1, CAST(@p2 AS double precision) FROM {session.Sql.Numbers("@p3", "i")} WHERE TRUE
            ON CONFLICT ("ProductId", "AttributeId") DO UPDATE SET "Text" = excluded."Text", "Number" = excluded."Number"
            """,
            cancellation,
            attributeId,
            text,
            number,
            BulkSql.Array(productIds));
}
