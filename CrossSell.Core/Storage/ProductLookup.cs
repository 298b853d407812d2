using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Storage;

/// <summary>Finds products by a column that has no index of its own, through the full-text index: a scan of a million products would take too long for a form.</summary>
internal static class ProductLookup
{
    private const int Cap = 1000;
    private const int Most = 20;

    /// <summary>Names of products with the GTIN besides one.</summary>
    public static async Task<IReadOnlyList<string>> WithGtinAsync(StudioDb db, string gtin, int exceptId, CancellationToken cancellation)
    {
        var ids = await MatchAsync(db, $"Gtin : \"{gtin}\"", cancellation);
        return await db.Products.Where(product => ids.Contains(product.Id) && product.Id != exceptId && product.Gtin == gtin)
            .OrderBy(product => product.Name).Select(product => product.Name).Take(Most).ToListAsync(cancellation);
    }

    /// <summary>Brands of which a word begins with what was typed.</summary>
    public static async Task<IReadOnlyList<string>> BrandsAsync(StudioDb db, string typed, CancellationToken cancellation)
    {
        var words = typed.Split([' ', '-', '"', '\''], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetterOrDigit)).ToList();
        if (words.Count == 0)
        {
            return [];
        }

        var ids = await MatchAsync(db, $"Brand : ({string.Join(' ', words.Select(word => $"\"{word}\"*"))})", cancellation);
        return await db.Products.Where(product => ids.Contains(product.Id) && product.Brand != null)
            .Select(product => product.Brand!).Distinct().OrderBy(brand => brand).Take(Most).ToListAsync(cancellation);
    }

    private static Task<List<int>> MatchAsync(StudioDb db, string match, CancellationToken cancellation) =>
        db.Database.SqlQueryRaw<int>("SELECT rowid AS Value FROM ProductWords WHERE ProductWords MATCH {0} LIMIT {1}", match, Cap).ToListAsync(cancellation);
}
