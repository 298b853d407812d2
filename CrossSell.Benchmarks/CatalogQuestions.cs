using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Benchmarks;

/// <summary>What people ask of a product list, drawn from the catalogue itself by a fixed seed; and the same in bare SQL.</summary>
internal sealed class CatalogQuestions(IReadOnlyList<SampledProduct> sample, int channel, int seed)
{
#pragma warning disable CA5394 // Made questions, no secret.
    private readonly Random random = new(seed);
    private string typedLast = "a";

    /// <summary>Some products, spread over the whole catalogue.</summary>
    public static async Task<IReadOnlyList<SampledProduct>> SampleAsync(StudioStore store, int channel)
    {
        await using var db = store.Read();
        var last = await db.Products.MaxAsync(product => product.Id);
        var step = Math.Max(1, last / 500);
        return await (
            from product in db.Products
            where product.Id % step == 0 && db.Set<Listing>().Any(listing => listing.ProductId == product.Id && listing.ChannelId == channel)
            join category in db.Categories on product.CategoryId equals category.Id
            select new SampledProduct(product.Sku, product.Name, product.Brand ?? "-", category.Code)).ToListAsync();
    }

    public CatalogQuery Unfiltered() => new() { ChannelId = channel };

    /// <summary>Names of products, letter by letter from the second one on.</summary>
    public IEnumerable<CatalogQuery> Typed()
    {
        while (true)
        {
            var name = string.Join(' ', Pick().Name.Split(' ').Take(3));
            for (var length = 2; length <= Math.Min(name.Length, 14); length++)
            {
                typedLast = name[..length];
                yield return Unfiltered() with { Text = typedLast };
            }
        }
    }

    /// <summary>A word of a name with two letters swapped.</summary>
    public IEnumerable<CatalogQuery> Typos()
    {
        while (true)
        {
            var word = Word(6).ToCharArray();
            var at = random.Next(1, word.Length - 2);
            (word[at], word[at + 1]) = (word[at + 1], word[at]);
            yield return Unfiltered() with { Text = new string(word) };
        }
    }

    /// <summary>A word without its beginning, or the middle of a SKU.</summary>
    public IEnumerable<CatalogQuery> Parts()
    {
        while (true)
        {
            yield return Unfiltered() with { Text = Word(6)[2..] };
            var sku = Pick().Sku;
            yield return Unfiltered() with { Text = sku[(sku.Length / 2)..] };
        }
    }

    /// <summary>One to four filters of different facets, sometimes with a text.</summary>
    public IEnumerable<CatalogQuery> Combinations()
    {
        while (true)
        {
            var product = Pick();
            KeyValuePair<string, FacetFilter>[] all =
            [
                new(FacetKeys.Category, FacetFilter.Of(product.Category)), new(FacetKeys.Brand, FacetFilter.Of(product.Brand)),
                new(FacetKeys.Status, FacetFilter.Of("active")),
                new(FacetKeys.Stock, FacetFilter.Of(random.Next(2) == 0 ? "in" : "low")),
                new(FacetKeys.Price, FacetFilter.Between(random.Next(20) * 500, null)),
                new(FacetKeys.Complete, FacetFilter.Of("yes")), new(FacetKeys.With, FacetFilter.Of("no-links")), new(FacetKeys.Changed, FacetFilter.Of("30d")),
            ];
            random.Shuffle(all);
            yield return Unfiltered() with
            {
                EverySku = random.Next(2) == 0,
                Text = random.Next(4) == 0 ? product.Name.Split(' ')[0] : "",
                Filters = new(all.Take(random.Next(1, 5))),
            };
        }
    }

    public IEnumerable<CatalogQuery> Sorted()
    {
        while (true)
        {
            foreach (var sort in CatalogSorts.All)
            {
                yield return Unfiltered() with { Sort = sort, Descending = random.Next(2) == 0 };
            }
        }
    }

    public string BareFirstPage() => string.Create(CultureInfo.InvariantCulture,
        $"SELECT p.*, l.* FROM Products p JOIN Listings l ON l.ProductId = p.Id AND l.ChannelId = {channel} WHERE p.Kind <> 'Variant' ORDER BY p.Name, p.Id LIMIT 50");

    public string BareLastPage() => string.Create(CultureInfo.InvariantCulture,
        $"SELECT p.Id FROM Products p JOIN Listings l ON l.ProductId = p.Id AND l.ChannelId = {channel} WHERE p.Kind <> 'Variant' ORDER BY p.Name, p.Id LIMIT 50 OFFSET (SELECT count(*) - 50 FROM Products q JOIN Listings k ON k.ProductId = q.Id AND k.ChannelId = {channel} WHERE q.Kind <> 'Variant')");

    public string BareSearch() => string.Create(CultureInfo.InvariantCulture,
        $"SELECT p.Id FROM Products p JOIN Listings l ON l.ProductId = p.Id AND l.ChannelId = {channel} WHERE p.Kind <> 'Variant' AND (p.Name LIKE '%{Quoted(Pick().Name.Split(' ')[0])}%' OR p.Sku LIKE '%{Quoted(typedLast)}%') ORDER BY p.Name LIMIT 50");

    /// <summary>Six facets under two filters; the page has more than twenty.</summary>
    public string BareFacets()
    {
        var from = string.Create(CultureInfo.InvariantCulture,
            $"FROM Products p JOIN Listings l ON l.ProductId = p.Id AND l.ChannelId = {channel} WHERE p.Kind <> 'Variant' AND p.Status = 'Active' AND l.Price >= 1000");
        string[] facets = ["p.CategoryId", "p.Brand", "p.Status", "p.ProductTypeId", "l.Stock > 0", "l.Completeness >= 75"];
        return string.Join(";", facets.Select(facet => $"SELECT {facet}, count(*) {from} GROUP BY 1"));
    }

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private SampledProduct Pick() => sample[random.Next(sample.Count)];

    private string Word(int least)
    {
        while (true)
        {
            if (Array.Find(Pick().Name.Split(' '), word => word.Length >= least) is { } word)
            {
                return word;
            }
        }
    }
#pragma warning restore CA5394
}

internal sealed record SampledProduct(string Sku, string Name, string Brand, string Category);
