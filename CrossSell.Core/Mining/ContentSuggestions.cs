using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Mining;

/// <summary>Guesses companions for what a channel sells and too few have bought, from the categories that its baskets hold together.</summary>
internal static class ContentSuggestions
{
    /// <summary>With fewer baskets a product's own orders say nothing yet.</summary>
    public const int FewBaskets = 5;

    /// <summary>The newest products are guessed for; of older ones without orders nobody waits to hear.</summary>
    public const int MostAnchors = 20_000;

    private const int CandidatesOfCategory = 40;
    private const int CategoriesOfCategory = 4;
    private const double LeastLift = 1.2;
    private const int Chunk = 5_000;

    /// <param name="categoryOf">Of families, by product.</param>
    public static async Task<IReadOnlyList<ContentSuggestion>> FindAsync(
        StudioDb db, int channelId, MinedFindings findings, Dictionary<int, int> categoryOf, CancellationToken cancellation)
    {
        var goesWith = GoesWith(findings.Categories);
        var baskets = findings.Families;
        if (goesWith.Count == 0)
        {
            return [];
        }

        var newest = await Sold(db, channelId).OrderByDescending(product => product.Id).Select(product => product.Id).Take(MostAnchors)
            .ToListAsync(cancellation);
        var anchors = newest.Where(id => baskets.SupportOf(id) < FewBaskets && categoryOf.TryGetValue(id, out var category)
            && goesWith.ContainsKey(category)).ToHashSet();
        if (anchors.Count == 0)
        {
            return [];
        }

        var wanted = goesWith.Values.SelectMany(pairs => pairs).Select(pair => pair.CategoryId).ToHashSet();
        var best = baskets.ProductIds
            .Where(id => baskets.SupportOf(id) >= FewBaskets && categoryOf.TryGetValue(id, out var category) && wanted.Contains(category))
            .GroupBy(id => categoryOf[id])
            .ToDictionary(
                group => group.Key, group => group.OrderByDescending(baskets.SupportOf).ThenBy(id => id).Take(CandidatesOfCategory).ToList());
        var products = await LoadAsync(db, channelId, [.. anchors.Union(best.Values.SelectMany(ids => ids))], cancellation);
        var candidates = best.ToDictionary(
            pair => pair.Key, IReadOnlyList<ContentProduct> (pair) => [.. pair.Value.Where(products.ContainsKey).Select(id => products[id])]);
        var names = new ContentNames(
            await db.Categories.ToDictionaryAsync(category => category.Id, category => category.Name, cancellation),
            await db.Attributes.ToDictionaryAsync(attribute => attribute.Id, attribute => attribute.Name, cancellation));
        return [.. anchors.Order().Where(products.ContainsKey).AsParallel().AsOrdered().WithCancellation(cancellation)
            .SelectMany(id => ContentMatch.Of(products[id], goesWith, candidates, names))];
    }

    /// <summary>How categories are counted: like products.</summary>
    public static PairCountOptions Counted { get; } = new() { MinBaskets = FewBaskets, Best = CategoriesOfCategory, MinLift = LeastLift };

    /// <summary>The categories of each basket in the place of its products.</summary>
    public static PairCountResult Count(BasketList baskets, IReadOnlyDictionary<int, int> categoryOf, CancellationToken cancellation)
    {
        var categories = new BasketMatrix.Builder();
        var basket = new List<int>();
        for (var at = 0; at < baskets.Count; at++)
        {
            basket.Clear();
            foreach (var slot in baskets.Slots(at))
            {
                if (categoryOf.TryGetValue(baskets.ProductIds[slot], out var category))
                {
                    basket.Add(category);
                }
            }

            categories.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(basket));
        }

        return PairCounter.Count(categories.Build(), Counted, null, cancellation);
    }

    /// <summary>Which categories lie together in baskets clearly more often than chance.</summary>
    private static Dictionary<int, IReadOnlyList<CategoryCompanion>> GoesWith(PairCountResult counted)
    {
        return counted.ProductIds.ToArray()
            .Select(category => (category, Pairs: (IReadOnlyList<CategoryCompanion>)
            [
                .. counted.CompanionsOf(category).Select(companion => (companion.ProductId, Pair: counted.Evidence(category, companion)))
                    .Where(companion => AffinityEvidence.KindOf(companion.Pair, LeastLift) == EvidenceKind.BoughtTogether)
                    .Select(companion => new CategoryCompanion(
                        companion.ProductId, AffinityScore.WilsonLowerBound(companion.Pair.Together, companion.Pair.Anchor))),
            ]))
            .Where(found => found.Pairs.Count > 0).ToDictionary(found => found.category, found => found.Pairs);
    }

    private static IQueryable<Product> Sold(
        StudioDb db, int channelId) => db.Products.Where(product => product.ParentId == null && product.Status == ProductStatus.Active
        && (db.Set<Listing>().Any(listing => listing.ProductId == product.Id && listing.ChannelId == channelId && listing.Published)
            || db.Set<Product>().Any(variant => variant.ParentId == product.Id
                && db.Set<Listing>().Any(listing => listing.ProductId == variant.Id && listing.ChannelId == channelId && listing.Published))));

    private static async Task<Dictionary<int, ContentProduct>> LoadAsync(StudioDb db, int channelId, List<int> ids, CancellationToken cancellation)
    {
        var found = new Dictionary<int, ContentProduct>(ids.Count);
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var values = (await db.AttributeValues.Where(value => EF.Parameter(chunk).Contains(value.ProductId))
                .Select(value => new { value.ProductId, value.AttributeId, value.Text }).ToListAsync(cancellation))
                .ToLookup(value => value.ProductId);
            var rows = await Sold(db, channelId).Where(product => EF.Parameter(chunk).Contains(product.Id) && product.CategoryId != null).Select(product => new
            {
                product.Id,
                CategoryId = product.CategoryId!.Value,
                product.Name,
                product.Brand,
                Price = db.Set<Listing>().Where(listing => listing.ProductId == product.Id && listing.ChannelId == channelId)
                    .Select(listing => (long?)listing.Price).FirstOrDefault()
                    ?? db.Set<Listing>().Where(listing => listing.ChannelId == channelId && db.Set<Product>()
                        .Any(variant => variant.Id == listing.ProductId && variant.ParentId == product.Id)).Min(listing => (long?)listing.Price)
                    ?? 0,
            }).ToListAsync(cancellation);
            foreach (var row in rows)
            {
                found[row.Id] = new ContentProduct(
                    row.Id, row.CategoryId, row.Name, row.Brand, row.Price, values[row.Id].ToDictionary(value => value.AttributeId, value => value.Text));
            }
        }

        return found;
    }
}
