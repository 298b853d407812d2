using System.Data.Common;
using System.Text.Json;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Panels;

/// <summary>
/// One snapshot of what a panel is made of, by a few queries that each walk an index. The work depends on how much an anchor names, never on the size
/// of the catalogue.
/// </summary>
/// <remarks>Commands, not LINQ: a storefront waits for them, and translating a query costs more than running it.</remarks>
internal sealed class PanelRows : IDisposable
{
    private const string MemberColumns = """
        p."Id", p."Sku", p."Name", p."Kind", p."ParentId", p."CategoryId", p."Status", p."Picture",
        l."Price", l."CompareAtPrice", l."Stock", l."Published", coalesce(x."Percent", l."Completeness"), coalesce(x."Missing", l."Missing"),
        coalesce(
            (SELECT m."Hash" FROM "ProductMedia" m WHERE m."ProductId" = p."Id" AND m."Position" = 0),
            (SELECT m."Hash" FROM "ProductMedia" m WHERE m."ProductId" = p."ParentId" AND m."Position" = 0)),
        p."VariantPosition", p."ProductTypeId",
        """;

    // Only where a shop goes by it: a storefront waits for each row that is looked up.
    private const string Reported =
        """(SELECT r."AsOf" FROM "ListingReports" r WHERE r."ProductId" = p."Id" AND r."ChannelId" = @channel)""";

    private const string MemberJoins = """
        LEFT JOIN "Listings" l ON l."ProductId" = p."Id" AND l."ChannelId" = @channel
        LEFT JOIN "LocaleCompleteness" x ON x."ProductId" = p."Id" AND x."ChannelId" = @channel AND x."Locale" = @locale
        """;

    private readonly PanelConnections connections;
    private readonly PanelConnection own;
    private readonly StudioDb db;

    public PanelRows(PanelConnections connections)
    {
        this.connections = connections;
        own = connections.Take();
        db = own.Db;
        try
        {
            State = Read("""SELECT max("Id") FROM "ChangeSets" """, row => row.IsDBNull(0) ? 0 : row.GetInt64(0)).Single();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The context of the snapshot, for what is asked by LINQ.</summary>
    public StudioDb Context() => own.Context();

    /// <summary>The highest change set of the snapshot.</summary>
    public long State { get; }

    /// <summary>Null for a SKU that nothing has; that of a request may also be no text that the database could hold.</summary>
    public int? IdOf(string sku) => !db.Sql.Holds(sku)
        ? null
        : Read($"""SELECT "Id" FROM "Products" WHERE "Sku" = {db.Sql.WithoutCase("@sku")}""", row => (int?)row.GetInt32(0), ("@sku", sku)).FirstOrDefault();

    public ProductStatus? StatusOf(int productId) =>
        Read("""SELECT "Status" FROM "Products" WHERE "Id" = @id""", row => (ProductStatus?)Enum.Parse<ProductStatus>(row.GetString(0)), ("@id", productId))
            .FirstOrDefault();

    /// <summary>Channels that list the product or, for a family, one of its variants.</summary>
    public IReadOnlyList<int> ChannelsOf(int productId) => Read(
        """SELECT DISTINCT "ChannelId" FROM "Listings" WHERE "ProductId" = @id OR "ProductId" IN (SELECT "Id" FROM "Products" WHERE "ParentId" = @id) ORDER BY 1""",
        row => row.GetInt32(0),
        ("@id", productId));

    /// <summary>The product, its parent and all variants beside it.</summary>
    public List<FamilyRow> Family(int productId) => Read(
        $"""
        WITH head(id) AS (SELECT coalesce("ParentId", "Id") FROM "Products" WHERE "Id" = @id)
        SELECT p."Id", p."ParentId", p."CategoryId" FROM head {db.Sql.ThenJoin} "Products" p ON p."Id" = head.id
        UNION ALL
        SELECT p."Id", p."ParentId", p."CategoryId" FROM head {db.Sql.ThenJoin} "Products" p ON p."ParentId" = head.id
        """,
        row => new FamilyRow(row.GetInt32(0), Number(row, 1), Number(row, 2)),
        ("@id", productId));

    /// <summary>Links that start from either.</summary>
    public List<LinkedRow> Links(int productId, int familyId) => Read(
        $"""
        SELECT "SourceId", "TargetId", "TypeId", "Position", "State", "Origin", "ValidFrom", "ValidTo", {db.Sql.ListAsJson("\"ChannelIds\"")}, "Segment"
        FROM "ProductLinks" WHERE "SourceId" IN (@id, @family)
        """,
        row => new LinkedRow(
            row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), Enum.Parse<LinkState>(row.GetString(4)),
            Enum.Parse<LinkOrigin>(row.GetString(5)),
            Instant(row, 6), Instant(row, 7), row.GetString(8) is { Length: > 2 } channels ? JsonSerializer.Deserialize<int[]>(channels)! : [], Text(row, 9)),
        ("@id", productId),
        ("@family", familyId));

    public List<MinedFact> Mined(int familyId, int channelId) => Read(
        $"""
        SELECT a."CompanionId", a."PairBaskets", a."AnchorBaskets", a."Lift", a."Score", a."LogLikelihood",
            EXISTS (SELECT 1 FROM "SuggestionVerdicts" v
                WHERE v."ChannelId" = a."ChannelId" AND v."AnchorId" = a."AnchorId" AND v."CompanionId" = a."CompanionId" AND v."Decision" = 'Rejected')
        FROM "Affinities" a WHERE a."ChannelId" = @channel AND a."AnchorId" = @family AND {MiningSql.InUse("a")}
        """,
        row => new MinedFact(
            row.GetInt32(0), new PanelEvidence(row.GetInt32(1), row.GetInt32(2), row.GetDouble(3), row.GetDouble(4)) { Certainty = row.GetDouble(5) },
            row.GetBoolean(6)),
        ("@channel", channelId),
        ("@family", familyId));

    public List<CartWeightFact> CartWeights(int familyId, int channelId) => Read(
        $"""SELECT w."ToId", w."Weight" FROM "CartWeights" w WHERE w."ChannelId" = @channel AND w."FromId" = @family AND {MiningSql.InUse("w")}""",
        row => new CartWeightFact(row.GetInt32(0), row.GetDouble(1)),
        ("@channel", channelId),
        ("@family", familyId));

    /// <summary>What is bought with anything of a category, in no order.</summary>
    public List<CategoryPair> CategoryPairs(int categoryId, int channelId) => Read(
        $"""
        SELECT a."CompanionId", a."PairBaskets", a."CategoryBaskets", a."CompanionBaskets", a."Baskets"
        FROM "CategoryAffinities" a WHERE a."ChannelId" = @channel AND a."CategoryId" = @category AND {MiningSql.InUse("a")}
        """,
        row => new CategoryPair(categoryId, row.GetInt32(0), new PairCount(row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4))),
        ("@channel", channelId),
        ("@category", categoryId));

    /// <summary>What lies in most of the channel's baskets. Walks all its pairs: what it finds is kept.</summary>
    public List<BestsellerFact> Bestsellers(int channelId, int most) => Read(
        $"""
        SELECT a."CompanionId", max(a."CompanionBaskets") FROM "Affinities" a WHERE a."ChannelId" = @channel AND {MiningSql.InUse("a")}
        GROUP BY a."CompanionId" ORDER BY 2 DESC, 1 LIMIT @most
        """,
        row => new BestsellerFact(row.GetInt32(0), row.GetInt32(1)),
        ("@channel", channelId),
        ("@most", most));

    /// <summary>The named products with their whole families as the channel lists them, by id.</summary>
    /// <param name="withReports">With as of when their listings were reported.</param>
    public List<MemberRow> Members(IEnumerable<int> named, int channelId, string? locale, bool withReports)
    {
        var columns = $"{MemberColumns} {(withReports ? Reported : "NULL")}";
        var rows = Read(
            $"""
            WITH heads(id) AS (SELECT DISTINCT coalesce(p."ParentId", p."Id") FROM {db.Sql.Numbers("@ids", "i")} {db.Sql.ThenJoin} "Products" p ON p."Id" = i.value)
            SELECT {columns} FROM heads {db.Sql.ThenJoin} "Products" p ON p."Id" = heads.id {MemberJoins}
            UNION ALL
            SELECT {columns} FROM heads {db.Sql.ThenJoin} "Products" p ON p."ParentId" = heads.id {MemberJoins}
            """,
            row => new MemberRow(
                row.GetInt32(0), row.GetString(1), row.GetString(2), Enum.Parse<ProductKind>(row.GetString(3)), Number(row, 4), Number(row, 5),
                Enum.Parse<ProductStatus>(row.GetString(6)), Text(row, 7),
                row.IsDBNull(8) ? null : new MemberListing(
                    row.GetInt64(8), row.IsDBNull(9) ? null : row.GetInt64(9), Number(row, 10), row.GetBoolean(11), row.GetInt32(12), row.GetString(13),
                    Instant(row, 17)),
                Text(row, 14), row.GetInt32(15), Number(row, 16)),
            ("@ids", JsonSerializer.Serialize(named)),
            ("@channel", channelId),
            ("@locale", locale ?? (object)DBNull.Value));
        rows.Sort((one, other) => one.Id.CompareTo(other.Id));
        return rows;
    }

    public List<(int ProductId, int AttributeId, string Text)> Attributes(IEnumerable<int> productIds) => Read(
        $"""SELECT v."ProductId", v."AttributeId", v."Text" FROM {db.Sql.Numbers("@ids", "i")} {db.Sql.ThenJoin} "AttributeValues" v ON v."ProductId" = i.value""",
        row => (row.GetInt32(0), row.GetInt32(1), row.GetString(2)),
        ("@ids", JsonSerializer.Serialize(productIds)));

    public void Dispose() => connections.Give(own);

    private static int? Number(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetInt32(at);

    private static string? Text(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static DateTimeOffset? Instant(DbDataReader row, int at) => row.IsDBNull(at) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(at));

    private List<T> Read<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = own.Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    internal readonly record struct FamilyRow(int Id, int? ParentId, int? CategoryId);

    internal sealed record LinkedRow(
        int SourceId, int TargetId, int TypeId, int Position, LinkState State, LinkOrigin Origin, DateTimeOffset? From, DateTimeOffset? Until, int[] ChannelIds,
        string? Segment);

    /// <summary>What the channel lists of it, with completeness in the locale asked for.</summary>
    internal sealed record MemberListing(
        long Price, long? CompareAtPrice, int? Stock, bool Published, int Completeness, string Missing, DateTimeOffset? ReportedAt);

    internal sealed record MemberRow(
        int Id, string Sku, string Name, ProductKind Kind, int? ParentId, int? CategoryId, ProductStatus Status, string? Picture, MemberListing? Listing,
        string? MediaHash, int Place, int? TypeId);
}
