using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>Three or more products that shoppers buy together often enough to be a set.</summary>
/// <param name="Products">What costs most first: it is the main product.</param>
/// <param name="Baskets">With all of them; at most so many when not <paramref name="IsExact"/>.</param>
/// <param name="Lift">As <see cref="FrequentSet.Lift"/>; 0 when not exact.</param>
/// <param name="BundleCode">A bundle that sells exactly these already; null for none.</param>
public sealed record MinedSet(IReadOnlyList<ProductSummary> Products, int Baskets, double Lift, bool IsExact, string? BundleCode);

/// <summary>
/// Sets of three or more from a shop's orders. Mining keeps pairs only: sets are put together from products whose pairs are all kept and clear, and their
/// baskets are then counted in the orders.
/// </summary>
public sealed class MinedSets(StudioStore store)
{
    // So many pairs are looked at, and so many products are counted for: what comes behind them is no set worth selling.
    private const int MostPairs = 2000;
    private const int MostProducts = 60;
    private const int MostParts = 5;

    /// <summary>The best first; empty for a shop that was not mined.</summary>
    /// <param name="mainId">Only sets with this product; null for all.</param>
    /// <param name="most">At most so many.</param>
    public async Task<IReadOnlyList<MinedSet>> LoadAsync(
        ReadScope scope, int channelId, int? mainId, int most, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var head = mainId is { } main
            ? await db.Products.Where(product => product.Id == main).Select(product => (int?)(product.ParentId ?? product.Id))
                .SingleOrDefaultAsync(cancellation)
            : null;
        var pairs = await PairsAsync(db, channelId, head, cancellation);
        var apart = await SubstitutesAsync(db, pairs, cancellation);
        var together = pairs.Keys.Where(pair => !apart.Contains(pair)).ToHashSet();
        var products = ProductsOf(together, pairs, head);
        if (products.Count == 0)
        {
            return [];
        }

        var total = await db.MiningRuns.Where(run => run.ChannelId == channelId && !run.Superseded).Select(run => run.Baskets)
            .FirstOrDefaultAsync(cancellation);
        var least = MiningSettings.Of(await db.MiningPolicies.SingleOrDefaultAsync(policy => policy.ChannelId == channelId, cancellation)).MinBaskets;
        var baskets = await BasketsAsync(db, channelId, products, cancellation);
        var sets = baskets.Count > 0
            ? FrequentSets.Find(
                baskets, total, (one, other) => together.Contains((one, other)), Math.Max(least, 3), MostParts, AffinityEvidence.DefaultMinLift)
            : Bounded(together, pairs, products);
        return await DescribeAsync(
            db, channelId, [.. sets.Where(set => head is null || set.ProductIds.Contains(head.Value)).Take(most)], baskets.Count > 0, cancellation);
    }

    /// <summary>Baskets of the clear pairs, the lower id first.</summary>
    private static async Task<Dictionary<(int Low, int High), int>> PairsAsync(StudioDb db, int channelId, int? head, CancellationToken cancellation)
    {
        var clear = db.Affinities.Where(pair => pair.ChannelId == channelId && pair.Lift >= AffinityEvidence.DefaultMinLift
            && pair.LogLikelihood >= AffinityEvidence.SureLogLikelihoodRatio);
        if (head is { } id)
        {
            var around = await clear.Where(pair => pair.AnchorId == id || pair.CompanionId == id)
                .Select(pair => pair.AnchorId == id ? pair.CompanionId : pair.AnchorId).Distinct().ToListAsync(cancellation);
            around.Add(id);
            clear = clear.Where(pair => around.Contains(pair.AnchorId) && around.Contains(pair.CompanionId));
        }

        var pairs = new Dictionary<(int Low, int High), int>();
        foreach (var pair in await clear.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId)
            .Select(pair => new { pair.AnchorId, pair.CompanionId, pair.PairBaskets }).Take(MostPairs).ToListAsync(cancellation))
        {
            pairs[Pair(pair.AnchorId, pair.CompanionId)] = pair.PairBaskets;
        }

        return pairs;
    }

    /// <summary>Products of which a shopper takes one or the other.</summary>
    private static async Task<HashSet<(int Low, int High)>> SubstitutesAsync(
        StudioDb db, Dictionary<(int Low, int High), int> pairs, CancellationToken cancellation)
    {
        var ids = pairs.Keys.SelectMany(pair => new[] { pair.Low, pair.High }).Distinct().ToArray();
        return (await db.Links
            .Where(link => ids.Contains(link.SourceId) && ids.Contains(link.TargetId)
                && db.Set<LinkType>().Any(type => type.Id == link.TypeId && (type.Kind == LinkKind.Substitute || type.Kind == LinkKind.UpSell)))
            .Select(link => new { link.SourceId, link.TargetId }).ToListAsync(cancellation))
            .Select(link => Pair(link.SourceId, link.TargetId)).ToHashSet();
    }

    /// <summary>The products of the triangles with most baskets.</summary>
    private static HashSet<int> ProductsOf(HashSet<(int Low, int High)> together, Dictionary<(int Low, int High), int> pairs, int? head)
    {
        var products = new HashSet<int>();
        foreach (var (one, two, three) in Triangles(together)
            .Where(triangle => head is not { } id || triangle.One == id || triangle.Two == id || triangle.Three == id)
            .OrderByDescending(triangle => Least(pairs, triangle)).ThenBy(triangle => triangle))
        {
            if (products.Count + 3 > MostProducts)
            {
                break;
            }

            products.UnionWith([one, two, three]);
        }

        return products;
    }

    private static IEnumerable<(int One, int Two, int Three)> Triangles(HashSet<(int Low, int High)> together)
    {
        var above = together.ToLookup(pair => pair.Low, pair => pair.High);
        return
            from one in above
            from two in one
            from three in above[two]
            where together.Contains((one.Key, three))
            select (one.Key, two, three);
    }

    private static int Least(Dictionary<(int Low, int High), int> pairs, (int One, int Two, int Three) triangle) =>
        Math.Min(pairs[(triangle.One, triangle.Two)], Math.Min(pairs[(triangle.One, triangle.Three)], pairs[(triangle.Two, triangle.Three)]));

    /// <summary>For orders that are not here: no set of three is in more baskets than its rarest pair.</summary>
    private static List<FrequentSet> Bounded(HashSet<(int Low, int High)> together, Dictionary<(int Low, int High), int> pairs, HashSet<int> products) =>
        [.. Triangles(together).Where(set => products.Contains(set.One) && products.Contains(set.Two) && products.Contains(set.Three))
            .OrderByDescending(set => Least(pairs, set)).ThenBy(set => set)
            .Select(set => new FrequentSet([set.One, set.Two, set.Three], Least(pairs, set), 0))];

    /// <summary>
    /// What orders hold of the products, by families, and how many hold just that: as many rows as there are different contents, however many orders.
    /// </summary>
    private static async Task<List<(IReadOnlyCollection<int> Products, int Times)>> BasketsAsync(
        StudioDb db, int channelId, HashSet<int> heads, CancellationToken cancellation)
    {
        var families = await db.Products.Where(product => heads.Contains(product.Id) || (product.ParentId != null && heads.Contains(product.ParentId.Value)))
            .Select(product => new { product.Id, Head = product.ParentId ?? product.Id }).ToDictionaryAsync(row => row.Id, row => row.Head, cancellation);
        var ids = families.Keys.ToArray();
        var orders = await CountedOrders.OfAsync(db, channelId, cancellation);
        var rows = (
            from line in CountedOrders.Lines(db)
            where ids.Contains(line.ProductId!.Value)
            join order in orders on line.OrderId equals order.Id
            orderby line.OrderId
            select new { line.OrderId, ProductId = line.ProductId!.Value }).AsAsyncEnumerable();
        // A bit for each of the products, of which there are no more than a word has.
        var bits = heads.Order().Select((head, index) => (head, Bit: 1UL << index)).ToDictionary(item => item.head, item => item.Bit);
        var times = new Dictionary<ulong, int>();
        var (current, basket) = (0L, 0UL);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (row.OrderId != current)
            {
                Count();
                (current, basket) = (row.OrderId, 0);
            }

            basket |= bits[families[row.ProductId]];
        }

        Count();
        return [.. times.OrderBy(pair => pair.Key).Select(pair => (
            (IReadOnlyCollection<int>)[.. bits.Where(bit => (pair.Key & bit.Value) != 0).Select(bit => bit.Key)], pair.Value))];

        void Count()
        {
            if (basket != 0)
            {
                times[basket] = times.GetValueOrDefault(basket) + 1;
            }
        }
    }

    private static async Task<IReadOnlyList<MinedSet>> DescribeAsync(
        StudioDb db, int channelId, IReadOnlyList<FrequentSet> sets, bool isExact, CancellationToken cancellation)
    {
        var ids = sets.SelectMany(set => set.ProductIds).Distinct().ToArray();
        var products = (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation)).ToDictionary(product => product.Id);
        var taken = (await (
            from revision in db.BundleRevisions
            join bundle in db.Bundles on revision.BundleId equals bundle.Id
            where bundle.RetiredAt == null && revision.State != RevisionState.Superseded
                && revision.Channels.Any(place => place.ChannelId == channelId) && revision.Components.Any(part => ids.Contains(part.ProductId))
            select new { bundle.Code, Parts = revision.Components.Select(part => part.ProductId).ToList() }).ToListAsync(cancellation))
            .GroupBy(row => string.Join(',', row.Parts.Order()), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Code, StringComparer.Ordinal);
        return [.. sets
            .Where(set => set.ProductIds.All(id => products.GetValueOrDefault(id) is { Price: not null, Published: true, Status: ProductStatus.Active }))
            .Select(set => new MinedSet(
                [.. set.ProductIds.Select(id => products[id]).OrderByDescending(product => product.Price!.Value.Minor).ThenBy(product => product.Id)],
                set.Count, set.Lift, isExact, taken.GetValueOrDefault(string.Join(',', set.ProductIds.Order()))))];
    }

    private static (int Low, int High) Pair(int one, int other) => one < other ? (one, other) : (other, one);
}
