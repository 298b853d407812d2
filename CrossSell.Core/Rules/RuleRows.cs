using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Rules;

/// <summary>
/// Reads products as rules compare them, by a few statements that each walk an index from the ids asked for. The work depends on how many there are, never on
/// the catalogue.
/// </summary>
internal static class RuleRows
{
    private const string Columns = """
        p."Id", p."ParentId", p."Kind", p."Status", p."Sku", p."Brand", p."CategoryId", p."TaxClass", p."CreatedAt",
        l."Price", l."Cost", l."Stock", l."Published", l."Completeness"
        """;

    private const string Listed = """LEFT JOIN "Listings" l ON l."ProductId" = p."Id" AND l."ChannelId" = @channel""";

    /// <summary>Ids that a question finds.</summary>
    public static List<int> Ids(StudioDb db, IQueryable<int> question, CancellationToken cancellation = default)
    {
        using var command = question.Select(id => new { Id = id }).CreateDbCommand();
        return Together(db, command, """q."Id" """, cancellation);
    }

    /// <summary>Ids with whether each is a variant.</summary>
    public static List<(int Id, bool IsVariant)> Products(StudioDb db, IQueryable<Product> question, CancellationToken cancellation = default)
    {
        using var command = question.Select(product => new { product.Id, IsVariant = product.ParentId != null }).CreateDbCommand();
        return Together(db, command, """CASE WHEN q."IsVariant" THEN -q."Id" ELSE q."Id" END""", cancellation).ConvertAll(id => (Math.Abs(id), id < 0));
    }

    /// <summary>All numbers as one text: hundreds of thousands of rows cost more to step through than to find.</summary>
    private static List<int> Together(StudioDb db, DbCommand command, string number, CancellationToken cancellation)
    {
#pragma warning disable CA2100
        command.CommandText = $"SELECT coalesce(string_agg(CAST({number} AS TEXT), ','), '') FROM ({command.CommandText}) AS q";
#pragma warning restore CA2100
        var text = Run(db, command, row => row.GetString(0), cancellation).Single().AsSpan();
        var numbers = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!text[part].IsEmpty)
            {
                numbers.Add(int.Parse(text[part], CultureInfo.InvariantCulture));
            }
        }

        return numbers;
    }

    /// <summary>The products with all of their families, with what conditions ask of them and no more: names and texts are left out.</summary>
    public static ConditionRows Families(StudioDb db, IReadOnlyCollection<int> productIds)
    {
        var sql = db.Sql;
        var members = $"""
            WITH heads(id) AS (SELECT DISTINCT coalesce(p."ParentId", p."Id") FROM {sql.Numbers("@ids", "i")} {sql.ThenJoin} "Products" p ON p."Id" = i.value),
            members(id) AS (SELECT id FROM heads UNION ALL SELECT p."Id" FROM heads {sql.ThenJoin} "Products" p ON p."ParentId" = heads.id)
            """;
        var ids = ("@ids", (object)JsonSerializer.Serialize(productIds));
        var products = Read(
            db,
            $"""{members} SELECT p."Id", p."Sku", p."Brand", p."Kind", p."ParentId", p."Status", p."ProductTypeId", p."CategoryId", p."TaxClass", {sql.ListAsJson("p.\"Tags\"")} FROM members {sql.ThenJoin} "Products" p ON p."Id" = members.id""",
            row => new Product
            {
                Id = row.GetInt32(0),
                Sku = row.GetString(1),
                Name = "",
                Brand = row.IsDBNull(2) ? null : row.GetString(2),
                Kind = Enum.Parse<ProductKind>(row.GetString(3)),
                ParentId = Number(row, 4),
                Status = Enum.Parse<ProductStatus>(row.GetString(5)),
                ProductTypeId = Number(row, 6),
                CategoryId = Number(row, 7),
                TaxClass = row.GetString(8),
                Tags = row.GetString(9) is { Length: > 2 } tags ? JsonSerializer.Deserialize<List<string>>(tags)! : [],
            },
            CancellationToken.None, ids);
        return new ConditionRows(
            products.AsQueryable(),
            Read(
                db,
                $"""{members} SELECT l."ProductId", l."ChannelId", l."Price", l."Cost", l."Stock", l."Published", l."Completeness" FROM members {sql.ThenJoin} "Listings" l ON l."ProductId" = members.id""",
                row => new Listing
                {
                    ProductId = row.GetInt32(0),
                    ChannelId = row.GetInt32(1),
                    Price = row.GetInt64(2),
                    Cost = row.IsDBNull(3) ? null : row.GetInt64(3),
                    Stock = Number(row, 4),
                    Published = row.GetBoolean(5),
                    Completeness = row.GetInt32(6),
                },
                CancellationToken.None, ids).AsQueryable(),
            Read(
                db,
                $"""{members} SELECT v."ProductId", v."AttributeId", v."Text", v."Number" FROM members {sql.ThenJoin} "AttributeValues" v ON v."ProductId" = members.id""",
                row => new AttributeValue
                {
                    ProductId = row.GetInt32(0), AttributeId = row.GetInt32(1), Text = row.GetString(2), Number = row.IsDBNull(3) ? null : row.GetDouble(3)
                },
                CancellationToken.None, ids).AsQueryable(),
            Read(
                db,
                $"""{members} SELECT c."ProductId", c."CategoryId" FROM members {sql.ThenJoin} "ProductCategories" c ON c."ProductId" = members.id""",
                row => new ProductCategory { ProductId = row.GetInt32(0), CategoryId = row.GetInt32(1) },
                CancellationToken.None, ids).AsQueryable(),
            Read(
                db,
                $"""{members} SELECT {BundledRows.Columns} FROM members {sql.ThenJoin} "BundleComponents" part ON part."ProductId" = members.id {BundledRows.Joins}""",
                row => new BundledProduct { ProductId = row.GetInt32(0), ChannelId = row.GetInt32(1), IsMain = row.GetBoolean(2) },
                CancellationToken.None, ids).AsQueryable());
    }

    /// <summary>In the order of the ids; unknown ones are left out.</summary>
    /// <param name="attributes">Whose values are wanted.</param>
    /// <param name="skus">Whether SKUs are.</param>
    public static List<RuleProduct> Load(
        StudioDb db, Channel channel, IReadOnlyCollection<int> ids, IReadOnlyCollection<int> attributes, bool skus, CancellationToken cancellation = default)
    {
        var sql = db.Sql;
        var asked = JsonSerializer.Serialize(ids);
        var rows = Read(
            db,
            $"""SELECT {Columns}, (SELECT a."CompanionBaskets" FROM "Affinities" a{sql.ByIndex("IX_Affinities_CompanionId")} WHERE a."CompanionId" = coalesce(p."ParentId", p."Id") AND a."ChannelId" = @channel AND {MiningSql.InUse("a")} LIMIT 1) FROM {sql.Numbers("@ids", "i")} {sql.ThenJoin} "Products" p ON p."Id" = i.value {Listed}""",
            Member, cancellation, ("@ids", asked), ("@channel", channel.Id));
        var parents = rows.Where(row => row.ParentId is not null).Select(row => row.ParentId!.Value).Distinct().ToArray();
        var heads = rows.Where(row => row.Kind == ProductKind.Parent).Select(row => row.Id).ToArray();
        var families = parents.Length == 0 ? [] : Read(
            db, $"""SELECT {Columns}, NULL FROM {sql.Numbers("@ids", "i")} {sql.ThenJoin} "Products" p ON p."Id" = i.value {Listed}""", Member, cancellation,
            ("@ids", JsonSerializer.Serialize(parents)), ("@channel", channel.Id)).ToDictionary(row => row.Id);
        var variants = heads.Length == 0 ? Enumerable.Empty<Row>().ToLookup(row => row.Id) : Read(
            db, $"""SELECT {Columns}, NULL FROM {sql.Numbers("@ids", "i")} {sql.ThenJoin} "Products" p ON p."ParentId" = i.value {Listed}""", Member,
            cancellation, ("@ids", JsonSerializer.Serialize(heads)), ("@channel", channel.Id)).ToLookup(row => row.ParentId!.Value);
        var values = attributes.Count == 0 ? Enumerable.Empty<(int, int, string)>().ToLookup(row => row.Item1, row => (Attribute: 0, Text: "")) : Read(
            db,
            $"""
            SELECT v."ProductId", v."AttributeId", v."Text" FROM {sql.Numbers("@ids", "i")} CROSS JOIN {sql.Numbers("@attributes", "wanted")}
            {sql.ThenJoin} "AttributeValues" v ON v."ProductId" = i.value AND v."AttributeId" = wanted.value
            """,
            row => (Product: row.GetInt32(0), Attribute: row.GetInt32(1), Text: row.GetString(2)), cancellation,
            ("@ids", JsonSerializer.Serialize(rows.Select(row => row.Id).Concat(families.Keys).Concat(variants.SelectMany(group => group).Select(row => row.Id))
                .Distinct())),
            ("@attributes", JsonSerializer.Serialize(attributes))).ToLookup(row => row.Product, row => (row.Attribute, row.Text));
        // Most products of a kind have the same values: kept once, they were a tenth of what a studio of a million products holds.
        var shared = new Pool<EquatableDictionary<int, EquatableList<string>>>();
        return [.. rows.Select(row => RuleProductReader.Make(
            channel, row, row.ParentId is { } parent ? families.GetValueOrDefault(parent) : null, variants[row.Id], id => values[id], skus, shared))];
    }

    private static Row Member(DbDataReader row) => new(
        row.GetInt32(0), Number(row, 1), Enum.Parse<ProductKind>(row.GetString(2)), row.GetString(3) == nameof(ProductStatus.Active), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5), Number(row, 6), row.GetString(7), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
        row.IsDBNull(9) ? null : new Sold(row.GetInt64(9), row.IsDBNull(10) ? null : row.GetInt64(10), Number(row, 11), row.GetBoolean(12), row.GetInt32(13)),
        Number(row, 14) ?? 0);

    private static int? Number(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetInt32(at);

    private static List<T> Read<T>(
        StudioDb db, string sql, Func<DbDataReader, T> map, CancellationToken cancellation, params ReadOnlySpan<(string Name, object Value)> values)
    {
        db.Database.OpenConnection();
        try
        {
            using var command = db.Database.GetDbConnection().CreateCommand();
            // Every text is made of constants of this class; what is asked for comes as parameters.
#pragma warning disable CA2100
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, value) in values)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            return Run(db, command, map, cancellation);
        }
        finally
        {
            db.Database.CloseConnection();
        }
    }

    private static List<T> Run<T>(StudioDb db, DbCommand command, Func<DbDataReader, T> map, CancellationToken cancellation)
    {
        db.Database.OpenConnection();
        try
        {
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
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
        int Id, int? ParentId, ProductKind Kind, bool IsActive, string Sku, string? Brand, int? CategoryId, string TaxClass, DateTimeOffset CreatedAt,
        Sold? Sold, int Baskets);
}

/// <summary>Puts together what a product, its family and its variants say.</summary>
internal static class RuleProductReader
{
    public static RuleProduct Make(
        Channel channel, RuleRows.Row row, RuleRows.Row? family, IEnumerable<RuleRows.Row> variants,
        Func<int, IEnumerable<(int Attribute, string Text)>> values, bool skus, Pool<EquatableDictionary<int, EquatableList<string>>> shared)
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
            Values = ValuesOf(row, family, members, values) is { Count: > 0 } found ? shared.Of(new(found)) : RuleProduct.NoValues,
        };
    }

    private static Dictionary<int, EquatableList<string>> ValuesOf(
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
            group => new EquatableList<string>(
                [.. group.SelectMany(value => value.Text.Split(AttributeValue.Separator, StringSplitOptions.RemoveEmptyEntries))
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
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
