using CrossSell.Core.Catalog;
using CrossSell.Core.Dialects;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Finds the product of an order's line that has no SKU: the one of that name, else the first that one of the line's candidates names. Where the catalogue
/// knows none the likeliest candidate stays.
/// </summary>
internal static class OrderSkus
{
    private const int Batch = 5_000;

    public static async Task SettleAsync(StudioDb db, FileFacts facts, CancellationToken cancellation)
    {
        var open = facts.OrderLines.Where(line => line.Candidates.Count > 0).ToList();
        if (open.Count == 0)
        {
            return;
        }

        var named = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var names in open.Select(line => line.Name).OfType<string>().Distinct(StringComparer.Ordinal).Chunk(Batch))
        {
            foreach (var row in await db.Products.Where(product => EF.Parameter(names).Contains(product.Name))
                .Select(product => new { product.Sku, product.Name }).ToListAsync(cancellation))
            {
                // Two of one name say nothing.
                named[row.Name] = named.ContainsKey(row.Name) ? null : row.Sku;
            }
        }

        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var skus in open.SelectMany(line => line.Candidates).Distinct(StringComparer.OrdinalIgnoreCase).Chunk(Batch))
        {
            known.UnionWith((await LinkImport.ProductsAsync(db, skus, cancellation)).Keys);
        }

        for (var at = 0; at < facts.OrderLines.Count; at++)
        {
            var line = facts.OrderLines[at];
            if (line.Candidates.Count > 0
                && ((line.Name is { } name ? named.GetValueOrDefault(name) : null) ?? line.Candidates.FirstOrDefault(known.Contains)) is { } sku)
            {
                facts.OrderLines[at] = line with { Sku = sku };
            }
        }
    }
}
