using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Catalog;
using CrossSell.Core.Rules;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Storage;

/// <summary>Reads products as rules compare them, by a few statements that each walk an index from the ids asked for. The work depends on how many there are, never on the catalogue.</summary>
internal static class RuleRows
{
    private const string Columns = """
        p."Id", p."ParentId", p."Kind", p."Status", p."Sku", p."Brand", p."CategoryId", p."TaxClass", p."CreatedAt",
        l."Price", l."Cost", l."Stock", l."Published", l."Completeness"
        """;

    private const string Listing = """LEFT JOIN "Listings" l ON l."ProductId" = p."Id" AND l."ChannelId" = $channel""";

    /// <summary>Ids that a question finds, in no particular order unless it says one.</summary>
    public static List<int> Ids(StudioDb db, IQueryable<int> question, CancellationToken cancellation = default)
    {
        using var command = question.CreateDbCommand();
        return Run(db, (SqliteCommand)command, row => row.GetInt32(0), cancellation);
    }

    /// <summary>Ids with whether each is a variant.</summary>
    public static List<(int Id, bool IsVariant)> Products(StudioDb db, IQueryable<Product> question, CancellationToken cancellation = default)
    {
        using var command = question.Select(product => new { product.Id, IsVariant = product.ParentId != null }).CreateDbCommand();
        return Run(db, (SqliteCommand)command, row => (row.GetInt32(0), row.GetBoolean(1)), cancellation);
    }

    /// <summary>In the order of the ids; unknown ones are left out.</summary>
    /// <param name="attributes">Whose values are wanted.</param>
    /// <param name="skus">Whether SKUs are.</param>
    public static List<RuleProduct> Load(StudioDb db, Channel channel, IReadOnlyCollection<int> ids, IReadOnlyCollection<int> attributes, bool skus, CancellationToken cancellation = default)
    {
        var asked = JsonSerializer.Serialize(ids);
        var rows = Read(
            db,
            $"""SELECT {Columns}, (SELECT a."CompanionBaskets" FROM "Affinities" a INDEXED BY "IX_Affinities_CompanionId" WHERE a."CompanionId" = coalesce(p."ParentId", p."Id") AND a."ChannelId" = $channel LIMIT 1) FROM json_each($ids) CROSS JOIN "Products" p ON p."Id" = json_each.value {Listing}""",
            Member, cancellation, ("$ids", asked), ("$channel", channel.Id));
        var parents = rows.Where(row => row.ParentId is not null).Select(row => row.ParentId!.Value).Distinct().ToArray();
        var heads = rows.Where(row => row.Kind == ProductKind.Parent).Select(row => row.Id).ToArray();
        var families = parents.Length == 0 ? [] : Read(
            db, $"""SELECT {Columns}, NULL FROM json_each($ids) CROSS JOIN "Products" p ON p."Id" = json_each.value {Listing}""", Member, cancellation,
            ("$ids", JsonSerializer.Serialize(parents)), ("$channel", channel.Id)).ToDictionary(row => row.Id);
        var variants = heads.Length == 0 ? Enumerable.Empty<Row>().ToLookup(row => row.Id) : Read(
            db, $"""SELECT {Columns}, NULL FROM json_each($ids) CROSS JOIN "Products" p ON p."ParentId" = json_each.value {Listing}""", Member, cancellation,
            ("$ids", JsonSerializer.Serialize(heads)), ("$channel", channel.Id)).ToLookup(row => row.ParentId!.Value);
        var values = attributes.Count == 0 ? Enumerable.Empty<(int, int, string)>().ToLookup(row => row.Item1, row => (Attribute: 0, Text: "")) : Read(
            db,
            """
            SELECT v."ProductId", v."AttributeId", v."Text" FROM json_each($ids) CROSS JOIN json_each($attributes) AS wanted
            CROSS JOIN "AttributeValues" v ON v."ProductId" = json_each.value AND v."AttributeId" = wanted.value
            """,
            row => (Product: row.GetInt32(0), Attribute: row.GetInt32(1), Text: row.GetString(2)), cancellation,
            ("$ids", JsonSerializer.Serialize(rows.Select(row => row.Id).Concat(families.Keys).Concat(variants.SelectMany(group => group).Select(row => row.Id)).Distinct())),
            ("$attributes", JsonSerializer.Serialize(attributes))).ToLookup(row => row.Product, row => (row.Attribute, row.Text));
        return [.. rows.Select(row => RuleProductReader.Make(channel, row, row.ParentId is { } parent ? families.GetValueOrDefault(parent) : null, variants[row.Id], id => values[id], skus))];
    }

    private static Row Member(SqliteDataReader row) => new(
        row.GetInt32(0), Number(row, 1), Enum.Parse<ProductKind>(row.GetString(2)), row.GetString(3) == nameof(ProductStatus.Active), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5), Number(row, 6), row.GetString(7), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
        row.IsDBNull(9) ? null : new Sold(row.GetInt64(9), row.IsDBNull(10) ? null : row.GetInt64(10), Number(row, 11), row.GetBoolean(12), row.GetInt32(13)), Number(row, 14) ?? 0);

    private static int? Number(SqliteDataReader row, int at) => row.IsDBNull(at) ? null : row.GetInt32(at);

    private static List<T> Read<T>(StudioDb db, string sql, Func<SqliteDataReader, T> map, CancellationToken cancellation, params ReadOnlySpan<(string Name, object Value)> values)
    {
        db.Database.OpenConnection();
        try
        {
            using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
            // Every text is made of constants of this class; what is asked for comes as parameters.
#pragma warning disable CA2100
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, value) in values)
            {
                command.Parameters.AddWithValue(name, value);
            }

            return Run(db, command, map, cancellation);
        }
        finally
        {
            db.Database.CloseConnection();
        }
    }

    private static List<T> Run<T>(StudioDb db, SqliteCommand command, Func<SqliteDataReader, T> map, CancellationToken cancellation)
    {
        db.Database.OpenConnection();
        try
        {
            command.Transaction = (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(map(reader));
                if (rows.Count % 1_000 == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }
            }

            return rows;
        }
        finally
        {
            db.Database.CloseConnection();
        }
    }

    /// <summary>What a channel lists of a product.</summary>
    internal sealed record Sold(long Price, long? Cost, int? Stock, bool IsPublished, int Completeness);

    /// <param name="Baskets">Of its family.</param>
    internal sealed record Row(
        int Id, int? ParentId, ProductKind Kind, bool IsActive, string Sku, string? Brand, int? CategoryId, string TaxClass, DateTimeOffset CreatedAt, Sold? Sold, int Baskets);
}

/// <summary>Puts together what a product, its family and its variants say.</summary>
internal static class RuleProductReader
{
    public static RuleProduct Make(
        Channel channel, RuleRows.Row row, RuleRows.Row? family, IEnumerable<RuleRows.Row> variants, Func<int, IEnumerable<(int Attribute, string Text)>> values, bool skus)
    {
        var members = variants as IReadOnlyCollection<RuleRows.Row> ?? [.. variants];
        var sold = members.Where(member => member.IsActive && member.Sold is not null).ToArray();
        var priced = row.Sold is not null ? row : sold.OrderBy(member => member.Sold!.Price).ThenBy(member => member.Id).FirstOrDefault() ?? row;
        return new RuleProduct
        {
            Id = row.Id,
            FamilyId = row.ParentId ?? row.Id,
            Skus = !skus ? RuleProduct.NoSkus : [.. new[] { row.Sku }.Concat(family is null ? [] : [family.Sku]).Concat(members.Select(member => member.Sku))],
            Brand = row.Brand ?? family?.Brand,
            CategoryId = row.CategoryId ?? family?.CategoryId,
            Price = priced.Sold?.Price ?? 0,
            Margin = priced.Sold is { } listing ? Margin(listing, channel, priced.TaxClass) : null,
            Baskets = row.Baskets,
            CreatedAt = row.CreatedAt,
            IsSellable = row.Kind == ProductKind.Parent ? row.IsActive && sold.Any(member => IsSellable(member, channel)) : IsSellable(row, channel),
            Values = ValuesOf(row, family, members, values) is { Count: > 0 } found ? new(found) : RuleProduct.NoValues,
        };
    }

    private static Dictionary<int, Common.EquatableList<string>> ValuesOf(
        RuleRows.Row row, RuleRows.Row? family, IReadOnlyCollection<RuleRows.Row> variants, Func<int, IEnumerable<(int Attribute, string Text)>> values)
    {
        var all = values(row.Id).Concat(variants.Where(variant => variant.IsActive).SelectMany(variant => values(variant.Id))).ToList();
        if (family is not null)
        {
            var own = all.Select(value => value.Attribute).ToHashSet();
            all.AddRange(values(family.Id).Where(value => !own.Contains(value.Attribute)));
        }

        return all.GroupBy(value => value.Attribute).ToDictionary(
            group => group.Key,
            group => new Common.EquatableList<string>(
                [.. group.SelectMany(value => value.Text.Split(AttributeValue.Separator, StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
    }

    private static bool IsSellable(RuleRows.Row row, Channel channel) =>
        row is { IsActive: true, Sold: { IsPublished: true, Price: > 0, Stock: null or > 0 } sold } && sold.Completeness >= channel.CompletenessThreshold;

    private static int? Margin(RuleRows.Sold sold, Channel channel, string taxClass)
    {
        if (sold.Cost is not { } cost || sold.Price <= 0)
        {
            return null;
        }

        var rate = channel.PricesIncludeTax ? channel.TaxRates.FirstOrDefault(tax => tax.TaxClass == taxClass)?.BasisPoints ?? 0 : 0;
        return (int)decimal.Clamp(((sold.Price * 10_000m) - (cost * (10_000m + rate))) / sold.Price, int.MinValue, int.MaxValue);
    }
}
