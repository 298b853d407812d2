using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Browse;

/// <summary>Finds products as one types, wherever one is picked. Asks the same index as the product list.</summary>
public sealed class ProductSearch(StudioStore store, CatalogIndex index)
{
    // Ranking a broad prefix over a whole catalogue costs a hundred times a capped one, and nobody reads past the first pages.
    private const int Cap = 1000;

    /// <summary>With an index of its own.</summary>
    public ProductSearch(StudioStore store) : this(store, new CatalogIndex(store))
    {
    }

    /// <summary>The best matches of what was typed, exact SKU first, as they look in the channel; variants stand for themselves. Empty text lists by name.</summary>
    /// <param name="listedOnly">Only products listed in the channel.</param>
    public async Task<IReadOnlyList<ProductSummary>> FindAsync(
        string text, int channelId, int limit = 20, bool listedOnly = true, CancellationToken cancellation = default)
    {
        var query = new CatalogQuery
        {
            ChannelId = channelId,
            Text = text,
            AllShops = !listedOnly,
            EverySku = true,
            Sort = string.IsNullOrWhiteSpace(text) ? CatalogSorts.Name : CatalogSorts.Best,
        };
        var ids = await index.AskAsync(
            memory => memory.Find(query, store.Time.GetUtcNow()).Products.Take(limit).Select(memory.Columns.IdOf).ToArray(), cancellation);
        var order = ids.Select((id, place) => (id, place)).ToDictionary(pair => pair.id, pair => pair.place);
        await using var db = store.Read();
        return [.. (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation)).OrderBy(summary => order[summary.Id])];
    }

    /// <summary>Ids of the matches, the best first: exact SKU, SKU prefix, then words in the name, then substrings. Empty text lists by name.</summary>
    internal static async Task<IReadOnlyList<int>> RankedIdsAsync(StudioDb db, string text, int? channelId, int limit, CancellationToken cancellation)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            return await db.Products
                .Where(product => channelId == null || db.Listings.Any(listing => listing.ProductId == product.Id && listing.ChannelId == channelId))
                .OrderBy(product => product.Name).ThenBy(product => product.Id).Select(product => product.Id).Take(limit).ToListAsync(cancellation);
        }

        var found = new List<int>();
        var exact = await db.Products.Where(product => product.Sku == text).Select(product => product.Id).ToListAsync(cancellation);
        found.AddRange(exact);
        var pattern = Like(text) + "%";
        found.AddRange(await db.Products.Where(product => EF.Functions.Like(product.Sku, pattern, "\\")).OrderBy(product => product.Sku)
            .Select(product => product.Id).Take(limit).ToListAsync(cancellation));
        var words = string.Join(' ', Words(text).Select(word => Quote(word) + "*"));
        if (words.Length > 0)
        {
            found.AddRange(await db.Database.SqlQueryRaw<int>(
                """
                SELECT m.rowid AS Value FROM (SELECT rowid, rank FROM ProductWords WHERE ProductWords MATCH {0} LIMIT {1}) AS m
                JOIN Products AS p ON p.Id = m.rowid
                ORDER BY (p.Kind = 'Variant'), (p.Status <> 'Active'), m.rank, p.Name LIMIT {2}
                """, "{Sku Name Brand Gtin} : (" + words + ")", Cap, Cap).ToListAsync(cancellation));
        }

        if (text.Length >= 3 && found.Count < limit)
        {
            found.AddRange(await db.Database.SqlQueryRaw<int>(
                "SELECT rowid AS Value FROM ProductTrigrams WHERE ProductTrigrams MATCH {0} LIMIT {1}", Quote(text), Cap).ToListAsync(cancellation));
        }

        if (words.Length > 0 && found.Count < limit)
        {
            found.AddRange(await db.Database.SqlQueryRaw<int>(
                "SELECT rowid AS Value FROM ProductWords WHERE ProductWords MATCH {0} LIMIT {1}", words, Cap).ToListAsync(cancellation));
        }

        var distinct = found.Distinct().ToList();
        if (channelId is { } channel && distinct.Count > 0)
        {
            var listed = (await db.Products
                .Where(product => distinct.Contains(product.Id)
                    && (db.Listings.Any(listing => listing.ProductId == product.Id && listing.ChannelId == channel)
                        || db.Products.Any(variant => variant.ParentId == product.Id && db.Listings.Any(listing => listing.ProductId == variant.Id && listing.ChannelId == channel))))
                .Select(product => product.Id).ToListAsync(cancellation)).ToHashSet();
            distinct = [.. distinct.Where(listed.Contains)];
        }

        return distinct.Count > limit ? distinct[..limit] : distinct;
    }

    private static IEnumerable<string> Words(string text) =>
        text.Split([' ', '\t', ',', ';', '/', '-', '.', '"', '\''], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetterOrDigit));

    private static string Quote(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Like(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
