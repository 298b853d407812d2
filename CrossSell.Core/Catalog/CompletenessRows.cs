using System.Data.Common;
using System.Globalization;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Catalog;

/// <summary>What completeness asks of one product, with what its listings hold now.</summary>
/// <param name="Facts">In the default locale, without price and cost.</param>
/// <param name="Texts">What is written in other locales.</param>
internal sealed record CompletenessRow(
    int ProductId, CompletenessFacts Facts, List<CompletenessListing> Listings, Dictionary<string, CompletenessFields> Texts);

/// <param name="Figures">Price and cost, where there are.</param>
/// <param name="Locales">Kept rows of other locales.</param>
internal sealed record CompletenessListing(
    int ChannelId, CompletenessFields Figures, int Percent, string Missing, Dictionary<string, (int Percent, string Missing)> Locales);

/// <summary>Reads facts of completeness set-wise and writes what came of them, by statements that are prepared once. Not thread safe.</summary>
internal sealed class CompletenessRows : IDisposable
{
    private const string Blanks = "\t\n\r ";

    private static string Products(SqlDialect sql) => $"""
        SELECT p."Id", p."Kind", COALESCE(p."ProductTypeId", f."ProductTypeId"), p."Name", p."Brand", p."Description", p."Gtin", {sql.ListAsJson("p.\"Tags\"")},
            EXISTS (SELECT 1 FROM "ProductMedia" m WHERE m."ProductId" = p."Id")
                OR (p."ParentId" IS NOT NULL AND EXISTS (SELECT 1 FROM "ProductMedia" m WHERE m."ProductId" = p."ParentId")),
            p."CategoryId" IS NOT NULL OR EXISTS (SELECT 1 FROM "ProductCategories" c WHERE c."ProductId" = p."Id")
        FROM {sql.Numbers("@ids", "i")} {sql.ThenJoin} "Products" p ON p."Id" = i.value LEFT JOIN "Products" f ON f."Id" = p."ParentId"
        """;

    private static string Listings(SqlDialect sql) => $"""
        SELECT l."ProductId", l."ChannelId", l."Price" > 0, l."Cost" IS NOT NULL, l."Completeness", l."Missing"
        FROM {sql.Numbers("@ids", "i")} {sql.ThenJoin} "Listings" l ON l."ProductId" = i.value ORDER BY l."ProductId", l."ChannelId"
        """;

    private static string Attributes(SqlDialect sql) => $"""
        SELECT p."Id", v."AttributeId"
        FROM {sql.Numbers("@ids", "i")} {sql.ThenJoin} "Products" p ON p."Id" = i.value {sql.ThenJoin} "AttributeValues" v ON v."ProductId" IN (p."Id", p."ParentId")
        WHERE trim(v."Text", '{Blanks}') <> ''
        """;

    private static string TextsSql(SqlDialect sql) => $"""
        SELECT t."ProductId", t."Locale", t."Name", t."Description" FROM {sql.Numbers("@ids", "i")} {sql.ThenJoin} "ProductTexts" t ON t."ProductId" = i.value
        """;

    private static string Locales(SqlDialect sql) => $"""
        SELECT c."ProductId", c."ChannelId", c."Locale", c."Percent", c."Missing"
        FROM {sql.Numbers("@ids", "i")} {sql.ThenJoin} "LocaleCompleteness" c ON c."ProductId" = i.value
        """;

    private static string Variants(SqlDialect sql) => $"""
        SELECT v."Id" FROM {sql.Numbers("@ids", "i")} {sql.ThenJoin} "Products" v ON v."ParentId" = i.value
        """;

    private readonly SqlDialect sql;
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;
    private readonly Dictionary<string, DbCommand> commands = [];
    private readonly Dictionary<int, string> codes;
    private readonly Dictionary<int, IReadOnlyDictionary<string, bool>> types;

    private CompletenessRows(StudioDb db, Dictionary<int, string> codes, Dictionary<int, IReadOnlyDictionary<string, bool>> types) =>
        (sql, connection, transaction, this.codes, this.types) = (
            db.Sql, db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction(), codes, types);

    /// <summary>On the context's own connection, inside its transaction when it has one.</summary>
    public static async Task<CompletenessRows> OpenAsync(StudioDb db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var codes = await db.Attributes.AsNoTracking().ToDictionaryAsync(attribute => attribute.Id, attribute => attribute.Code, cancellation);
        var types = await TypesAsync(db, codes, cancellation);
        return new CompletenessRows(db, codes, types);
    }

    /// <summary>The same for who has read the attributes' codes and the types' places already; the context's connection is open.</summary>
    public static CompletenessRows Of(StudioDb db, Dictionary<int, string> codes, IEnumerable<ProductTypeAttribute> places)
    {
        var types = TypesOf(codes, places);
        return new CompletenessRows(db, codes, types);
    }

    /// <summary>Attribute codes of each product type, with whether it needs them.</summary>
    public static async Task<Dictionary<int, IReadOnlyDictionary<string, bool>>> TypesAsync(
        StudioDb db, Dictionary<int, string> codes, CancellationToken cancellation)
    {
        var places = await db.Set<ProductTypeAttribute>().AsNoTracking().OrderBy(place => place.Position).ThenBy(place => place.AttributeId)
            .ToListAsync(cancellation);
        return TypesOf(codes, places);
    }

    private static Dictionary<int, IReadOnlyDictionary<string, bool>> TypesOf(Dictionary<int, string> codes, IEnumerable<ProductTypeAttribute> places) =>
        places.GroupBy(place => place.ProductTypeId).ToDictionary(
            type => type.Key,
            IReadOnlyDictionary<string, bool> (type) => type.ToDictionary(place => codes[place.AttributeId], place => place.Required, StringComparer.Ordinal));

    /// <summary>Ids of the variants of these families.</summary>
    public IEnumerable<int> VariantsOf(IEnumerable<int> productIds)
    {
        using var reader = Read(Variants(sql), productIds);
        while (reader.Read())
        {
            yield return reader.GetInt32(0);
        }
    }

    /// <summary>Facts of these products, some hundred at a time; unknown ids are left out.</summary>
    public List<CompletenessRow> Load(IReadOnlyCollection<int> productIds)
    {
        var attributes = new Dictionary<int, HashSet<string>>();
        using (var reader = Read(Attributes(sql), productIds))
        {
            while (reader.Read())
            {
                Of(attributes, reader.GetInt32(0)).Add(codes[reader.GetInt32(1)]);
            }
        }

        var rows = new Dictionary<int, CompletenessRow>(productIds.Count);
        using (var reader = Read(Products(sql), productIds))
        {
            while (reader.Read())
            {
                var id = reader.GetInt32(0);
                rows[id] = new CompletenessRow(id, Facts(reader, attributes.GetValueOrDefault(id)), [], new(StringComparer.OrdinalIgnoreCase));
            }
        }

        using (var reader = Read(TextsSql(sql), productIds))
        {
            while (reader.Read())
            {
                rows[reader.GetInt32(0)].Texts[reader.GetString(1)] =
                    If(CompletenessNeeds.HasText(Text(reader, 2)), CompletenessFields.Name)
                        | If(CompletenessNeeds.HasText(Text(reader, 3)), CompletenessFields.Description);
            }
        }

        using (var reader = Read(Listings(sql), productIds))
        {
            while (reader.Read())
            {
                rows[reader.GetInt32(0)].Listings.Add(new CompletenessListing(
                    reader.GetInt32(1), If(reader.GetBoolean(2), CompletenessFields.Price) | If(reader.GetBoolean(3), CompletenessFields.Cost),
                    reader.GetInt32(4), reader.GetString(5), []));
            }
        }

        using (var reader = Read(Locales(sql), productIds))
        {
            while (reader.Read())
            {
                rows[reader.GetInt32(0)].Listings.Find(listing => listing.ChannelId == reader.GetInt32(1))?.Locales
                    .Add(reader.GetString(2), (reader.GetInt32(3), reader.GetString(4)));
            }
        }

        return [.. rows.Values];
    }

    public void Write(int productId, int channelId, Completeness completeness) => Run(
        """UPDATE "Listings" SET "Completeness" = @percent, "Missing" = @missing WHERE "ProductId" = @product AND "ChannelId" = @channel""",
        ("@percent", completeness.Percent), ("@missing", completeness.MissingText), ("@product", productId), ("@channel", channelId));

    public void Write(int productId, int channelId, string locale, Completeness completeness) => Run(
        """
        INSERT INTO "LocaleCompleteness" ("ProductId", "ChannelId", "Locale", "Percent", "Missing") VALUES (@product, @channel, @locale, @percent, @missing)
        ON CONFLICT ("ProductId", "ChannelId", "Locale") DO UPDATE SET "Percent" = excluded."Percent", "Missing" = excluded."Missing"
        """,
        ("@product", productId), ("@channel", channelId), ("@locale", locale), ("@percent", completeness.Percent), ("@missing", completeness.MissingText));

    /// <summary>Takes away the row of a locale that the channel has no more.</summary>
    public void Forget(int productId, int channelId, string locale) => Run(
        """DELETE FROM "LocaleCompleteness" WHERE "ProductId" = @product AND "ChannelId" = @channel AND "Locale" = @locale""",
        ("@product", productId), ("@channel", channelId), ("@locale", locale));

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }
    }

    private static HashSet<string> Of(Dictionary<int, HashSet<string>> sets, int id)
    {
        if (!sets.TryGetValue(id, out var set))
        {
            sets.Add(id, set = new HashSet<string>(StringComparer.Ordinal));
        }

        return set;
    }

    private static CompletenessFields If(bool filled, CompletenessFields field) => filled ? field : CompletenessFields.None;

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private CompletenessFacts Facts(DbDataReader reader, HashSet<string>? attributes)
    {
        var typeId = reader.IsDBNull(2) ? 0 : reader.GetInt32(2);
        var filled = If(CompletenessNeeds.HasText(Text(reader, 3)), CompletenessFields.Name)
            | If(CompletenessNeeds.HasText(Text(reader, 4)), CompletenessFields.Brand)
            | If(CompletenessNeeds.HasText(Text(reader, 5)), CompletenessFields.Description)
            | If(!string.IsNullOrWhiteSpace(Text(reader, 6)), CompletenessFields.Gtin)
            | If(Text(reader, 7) is { Length: > 2 }, CompletenessFields.Tags) // more than []
            | If(reader.GetBoolean(8), CompletenessFields.Picture)
            | If(reader.GetBoolean(9), CompletenessFields.Category)
            | If(typeId > 0, CompletenessFields.Type);
        return new CompletenessFacts(
            Enum.Parse<ProductKind>(reader.GetString(1)), filled, (IReadOnlySet<string>?)attributes ?? System.Collections.Frozen.FrozenSet<string>.Empty,
            types.GetValueOrDefault(typeId) ?? System.Collections.Frozen.FrozenDictionary<string, bool>.Empty);
    }

    private DbDataReader Read(string text, IEnumerable<int> productIds)
    {
        var command = Command(text, "@ids");
        command.Parameters[0].Value = $"[{string.Join(',', productIds.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]";
        return command.ExecuteReader();
    }

    private void Run(string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = Command(text);
        for (var at = 0; at < values.Length; at++)
        {
            if (command.Parameters.Count == at)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = values[at].Name;
                command.Parameters.Add(parameter);
            }

            command.Parameters[at].Value = values[at].Value;
        }

        command.ExecuteNonQuery();
    }

    private DbCommand Command(string text, string? parameterName = null)
    {
        if (!commands.TryGetValue(text, out var command))
        {
            commands.Add(text, command = connection.CreateCommand());
            command.Transaction = transaction;
            // Only this class's own constants come here.
#pragma warning disable CA2100
            command.CommandText = text;
#pragma warning restore CA2100
            if (parameterName is not null)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = parameterName;
                command.Parameters.Add(parameter);
            }
        }

        return command;
    }
}
