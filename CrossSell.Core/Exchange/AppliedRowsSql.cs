using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// What earlier steps of the same import wrote, found in their history: such a row is not compared again, so that what somebody did to it since stays, and
/// it counts as what it was.
/// </summary>
internal sealed class AppliedRowsSql
{
    // What follows from other fields: a product whose completeness moved with its family's was in no row for that.
    private static readonly string[] Derived = [nameof(Listing.Completeness), nameof(Listing.Missing), nameof(Product.UpdatedAt)];
    private static readonly string[] Parts = [.. ProductAuditSql.Entities.Select(entity => entity.Name)];

    private readonly Dictionary<(int ProductId, int ChannelId), bool> rows = [];

    public static AppliedRowsSql None { get; } = new();

    /// <summary>How many rows were not there before.</summary>
    public int New { get; private set; }

    public int Count => rows.Count;

    /// <summary>Categories that were made, parents first.</summary>
    public List<int> Categories { get; } = [];

    /// <param name="sets">Change sets of the import.</param>
    public static async Task<AppliedRowsSql> LoadAsync(
        StudioDb db, IReadOnlyCollection<long> sets, CatalogFileKind kind, CancellationToken cancellation)
    {
        var applied = new AppliedRowsSql();
        foreach (var set in sets)
        {
            if (kind == CatalogFileKind.Products)
            {
                await applied.AddProductsAsync(db, set, cancellation);
            }
            else
            {
                await applied.AddListingsAsync(db, set, cancellation);
            }

            var made = await db.Changes.Where(change => change.ChangeSetId == set && change.Entity == nameof(Category) && change.Kind == ChangeKind.Added)
                .Select(change => change.EntityId).ToListAsync(cancellation);
            applied.Categories.AddRange(made.Select(id => int.Parse(id, CultureInfo.InvariantCulture)).Order());
        }

        return applied;
    }

    /// <param name="channelId">Of a file of listings; 0 of a file of products.</param>
    /// <returns>Whether the row was new then; null when it was not written yet.</returns>
    public bool? WasNew(int productId, int channelId) => rows.TryGetValue((productId, channelId), out var isNew) ? isNew : null;

    private async Task AddProductsAsync(StudioDb db, long set, CancellationToken cancellation)
    {
        var text =
            $$"""
            SELECT {{ProductAuditSql.ProductId(db.Sql)}} AS "Value" FROM "Changes"
            WHERE "ChangeSetId" = {0} AND "Entity" = '{{nameof(Product)}}' AND "Kind" = '{{nameof(ChangeKind.Added)}}'
            """;
        foreach (var id in await db.Database.SqlQueryRaw<int>(text, set).ToListAsync(cancellation))
        {
            Add((id, 0), isNew: true);
        }

        foreach (var id in await LastChangedSql.Touched(db, set, Parts, Derived).ToListAsync(cancellation))
        {
            Add((id, 0), isNew: false);
        }
    }

    private async Task AddListingsAsync(StudioDb db, long set, CancellationToken cancellation)
    {
        var sql = db.Sql;
        var text =
            $$"""
            SELECT CASE WHEN "Kind" = '{{nameof(ChangeKind.Added)}}' THEN '+' ELSE '-' END || '/' || "EntityId" AS "Value" FROM "Changes"
            WHERE "ChangeSetId" = {0} AND "Entity" = '{{nameof(Listing)}}' AND NOT ("Kind" = '{{nameof(ChangeKind.Edited)}}' AND NOT EXISTS (
                SELECT 1 FROM {{sql.Keys("\"After\"", "f")}} WHERE f.key NOT IN (SELECT d.value FROM {{sql.Words("{1}", "d")}})))
            """;
        foreach (var row in await db.Database.SqlQueryRaw<string>(text, set, JsonSerializer.Serialize(Derived)).ToListAsync(cancellation))
        {
            if (row.Split('/') is [var kind, var product, var channel])
            {
                Add((int.Parse(product, CultureInfo.InvariantCulture), int.Parse(channel, CultureInfo.InvariantCulture)), kind == "+");
            }
        }
    }

    private void Add((int ProductId, int ChannelId) row, bool isNew)
    {
        if (rows.TryAdd(row, isNew) && isNew)
        {
            New++;
        }
    }
}
