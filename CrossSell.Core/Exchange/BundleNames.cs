using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>What the ids in a bundle's content are called in a file: products by SKU, shops and bundles by code.</summary>
internal sealed class BundleNames
{
    private const int Batch = 2_000;

    private readonly Dictionary<int, string> skus = [];
    private readonly Dictionary<string, int> products = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, Channel> channels;
    private readonly Dictionary<string, Channel> channelsByCode;
    private readonly Dictionary<int, string> codes;
    private readonly Dictionary<string, int> bundles;

    private BundleNames(IReadOnlyCollection<Channel> channels, IReadOnlyCollection<(int Id, string Code)> bundles)
    {
        this.channels = channels.ToDictionary(channel => channel.Id);
        channelsByCode = channels.ToDictionary(channel => channel.Code, StringComparer.OrdinalIgnoreCase);
        codes = bundles.ToDictionary(bundle => bundle.Id, bundle => bundle.Code);
        this.bundles = bundles.ToDictionary(bundle => bundle.Code, bundle => bundle.Id, StringComparer.OrdinalIgnoreCase);
    }

    public static async Task<BundleNames> LoadAsync(StudioDb db, CancellationToken cancellation) => new(
        await db.Channels.AsNoTracking().ToListAsync(cancellation),
        [.. (await db.Bundles.Select(bundle => new { bundle.Id, bundle.Code }).ToListAsync(cancellation)).Select(bundle => (bundle.Id, bundle.Code))]);

    /// <summary>Bundles that a file will make count as known, by ids that nothing has.</summary>
    public void Expect(IEnumerable<string> made)
    {
        foreach (var code in made.Where(code => !bundles.ContainsKey(code)).ToList())
        {
            bundles[code] = -bundles.Count - 1;
            codes[bundles[code]] = code;
        }
    }

    /// <summary>Gets to know these products.</summary>
    public async Task ReadAsync(StudioDb db, IEnumerable<int> ids, CancellationToken cancellation)
    {
        foreach (var chunk in ids.Where(id => !skus.ContainsKey(id)).Distinct().Chunk(Batch))
        {
            foreach (var product in await db.Products.Where(product => chunk.Contains(product.Id)).Select(product => new { product.Id, product.Sku })
                .ToListAsync(cancellation))
            {
                (skus[product.Id], products[product.Sku]) = (product.Sku, product.Id);
            }
        }
    }

    /// <inheritdoc cref="ReadAsync(StudioDb, IEnumerable{int}, CancellationToken)"/>
    public async Task ReadAsync(StudioDb db, IEnumerable<string> named, CancellationToken cancellation)
    {
        foreach (var (sku, id) in await LinkImport.ProductsAsync(db, named.Where(sku => !products.ContainsKey(sku)), cancellation))
        {
            (skus[id], products[sku]) = (sku, id);
        }
    }

    /// <summary>Every product that the content names.</summary>
    public static IEnumerable<int> In(BundleContent content) => content.Components.SelectMany(
        component => component.Replacements.Concat(component.Variants.Select(variant => variant.ProductId)).Prepend(component.ProductId));

    /// <summary>Empty for a product that is gone.</summary>
    public string Sku(int id) => skus.GetValueOrDefault(id, "");

    public int? Product(string sku) => products.TryGetValue(sku, out var id) ? id : null;

    public string? Channel(int id) => channels.GetValueOrDefault(id)?.Code;

    public Channel? Channel(string code) => channelsByCode.GetValueOrDefault(code);

    public string? Bundle(int id) => codes.GetValueOrDefault(id);

    public int? Bundle(string code) => bundles.TryGetValue(code, out var id) ? id : null;

    /// <summary>The one currency of the shops in which amounts are written; that of the first shop where a bundle names none.</summary>
    public Currency CurrencyOf(IEnumerable<int> channelIds) =>
        channelIds.Order().Select(channels.GetValueOrDefault).OfType<Channel>().FirstOrDefault()?.Currency
            ?? channels.Values.MinBy(channel => channel.Id)?.Currency ?? Currency.Of("EUR");
}
