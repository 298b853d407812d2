using CrossSell.Core.Catalog;
using CrossSell.Core.Dialects;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Finds the product of an order's line that has no SKU: the one of that name, else the first that one of the line's candidates names. Where the catalogue
/// knows none the likeliest candidate stays. Asked once for each name and code of a file.
/// </summary>
internal sealed class OrderSkus(StudioDb db)
{
    private const int Batch = 5_000;

    private readonly Dictionary<string, string?> named = new(StringComparer.Ordinal);
    private readonly HashSet<string> askedNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> askedSkus = new(StringComparer.OrdinalIgnoreCase);

    public async Task SettleAsync(List<OrderLineFact> lines, CancellationToken cancellation)
    {
        var open = lines.Where(line => line.Candidates.Count > 0).ToList();
        if (open.Count == 0)
        {
            return;
        }

        foreach (var names in open.Select(line => line.Name).OfType<string>().Where(askedNames.Add).ToList().Chunk(Batch))
        {
            foreach (var row in await db.Products.Where(product => EF.Parameter(names).Contains(product.Name))
                .Select(product => new { product.Sku, product.Name }).ToListAsync(cancellation))
            {
                // Two of one name say nothing.
                named[row.Name] = named.ContainsKey(row.Name) ? null : row.Sku;
            }
        }

        foreach (var skus in open.SelectMany(line => line.Candidates).Where(askedSkus.Add).ToList().Chunk(Batch))
        {
            known.UnionWith((await LinkImport.ProductsAsync(db, skus, cancellation)).Keys);
        }

        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            if (line.Candidates.Count > 0
                && ((line.Name is { } name ? named.GetValueOrDefault(name) : null) ?? line.Candidates.FirstOrDefault(known.Contains)) is { } sku)
            {
                lines[at] = line with { Sku = sku };
            }
        }
    }
}
