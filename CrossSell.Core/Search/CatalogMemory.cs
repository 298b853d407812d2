using CrossSell.Core.Common;
namespace CrossSell.Core.Search;

/// <summary>What a query gives: all of it, in order, by the products' numbers.</summary>
/// <param name="Unfiltered">Without text, pasted list and filters.</param>
/// <param name="Close">Something was found, but nothing as it was typed.</param>
internal sealed record CatalogResult(int[] Products, int Unfiltered, bool Close, IReadOnlyList<string> UnknownSkus);

/// <summary>The whole catalogue as it is searched: answers from memory alone. Many may ask at once; nobody may while products are put in.</summary>
[Engine]
internal sealed class CatalogMemory(CatalogColumns columns, WordIndex index)
{
    // Of the results that are kept so that any place of a long list is at hand: 32 MB.
    private const int KeptNumbers = 8_000_000;
    private const int KeptTexts = 4;

    private readonly Lock keeping = new();
    private readonly LinkedList<((CatalogQuery, long) Key, CatalogResult Result)> results = [];
    private readonly LinkedList<((string, int, bool, bool) Key, TextMatch Match)> texts = [];

    public CatalogColumns Columns { get; } = columns;

    public CatalogWords Words { get; } = new(index);

    public CatalogOrders Orders { get; } = new(columns);

    public CatalogFilters Filters { get; } = new(columns);

    private CatalogSearch Search => new(Columns, Words, Orders);

    /// <summary>All that the query leaves, in its order.</summary>
    public CatalogResult Find(CatalogQuery query, DateTimeOffset now)
    {
        // What "today" means moves once a day; other answers stand until something is written.
        var key = (query, query.Filters.ContainsKey(FacetKeys.Changed) ? now.ToUnixTimeSeconds() / 900 : 0);
        if (Kept(results, key) is { } known)
        {
            return known;
        }

        var plan = Plan(query, now);
        var left = plan.Left(null);
        var products = query switch
        {
            _ when query.Sort != CatalogSorts.Best && CatalogSorts.All.Contains(query.Sort) =>
                Walk(left, Orders.Of(query.Sort, query.ChannelId, query.Descending)),
            { Skus.Count: > 0 } => [.. plan.Pasted.Where(product => left[product])],
            _ when plan.Match is { } match => Ranked(left, match),
            _ => Walk(left, Orders.Of(CatalogSorts.Best)),
        };
        var close = products.Length > 0 && plan.Match is { } text && Array.TrueForAll(products, product => text.Scores[product] >= CatalogScore.FirstClose);
        var result = new CatalogResult(products, plan.Scope.Count, close, plan.UnknownSkus);
        Keep(results, key, result, list => list.Sum(item => (long)item.Result.Products.Length) > KeptNumbers);
        return result;
    }

    /// <param name="only">The key of one facet that is wanted with all its values; null for all facets.</param>
    public CatalogFacets Facets(CatalogQuery query, DateTimeOffset now, string? only = null)
    {
        var plan = Plan(query, now);
        var counter = new CatalogFacetCounter(Columns, Filters, query, new FilterContext(query.ChannelId, now), plan.Left, only is not null);
        return new CatalogFacets(plan.Left(null).Count, plan.Scope.Count, counter.Count(only));
    }

    /// <summary>Takes products over as they are now. Nobody may be reading.</summary>
    /// <param name="facts">Changed products and those that depend on them, with families where a variant changed.</param>
    /// <param name="reworded">Ids of those whose words may have changed.</param>
    /// <param name="removed">Ids of products that are gone.</param>
    public void Put(IReadOnlyCollection<ProductFacts> facts, IReadOnlySet<int> reworded, IEnumerable<int> removed)
    {
        var touched = new HashSet<int>();
        foreach (var product in facts)
        {
            var number = Columns.Put(product, building: false);
            touched.Add(number);
            if (reworded.Contains(product.Id))
            {
                Words.Put(number, product, Columns.Lookups);
            }
        }

        foreach (var id in removed)
        {
            if (Columns.Find(id) is >= 0 and var number)
            {
                Columns.Remove(number);
                touched.Add(number);
            }
        }

        Columns.JoinFamilies();
        CatalogFamilies.Settle(Columns, touched);
        CatalogFamilies.MarkDeadLinks(Columns, facts.Select(product => (Columns.Find(product.Id), (IReadOnlyList<int>)product.Links)));
        Orders.Move(touched);
        Forget();
    }

    /// <summary>The tree, names or thresholds are others: what was answered by them is asked again. Nobody may be reading.</summary>
    public void Rename(CatalogLookups lookups)
    {
        Columns.Lookups = lookups;
        Orders.Forget();
        Forget();
    }

    /// <summary>Drops answers that may be old.</summary>
    public void Forget()
    {
        Filters.Forget();
        results.Clear();
        texts.Clear();
    }

    /// <summary>Sorts ahead what the first visitors ask for.</summary>
    public void Warm()
    {
        foreach (var sort in new[] { CatalogSorts.Sku, CatalogOrders.Gtin, CatalogOrders.Rank, CatalogSorts.Best, CatalogSorts.Name })
        {
            Orders.Of(sort);
        }

        Orders.Of(CatalogSorts.Updated, descending: true);
    }

    private CatalogPlan Plan(CatalogQuery query, DateTimeOffset now)
    {
        var asked = new FilterContext(query.ChannelId, now);
        var scope = Filters.Scope(query.ChannelId, query.AllShops, query.EverySku);
        var plan = new CatalogPlan(scope);
        if (query.Text.Trim().Length > 0)
        {
            plan.Match = Match(query, scope);
            plan.Add("", plan.Match.Products);
        }

        if (query.Skus.Count > 0)
        {
            Paste(query, plan);
        }

        foreach (var (key, filter) in query.Filters)
        {
            if (Filters.Of(key, filter, asked) is { } bits)
            {
                plan.Add(key, bits);
            }
        }

        return plan;
    }

    private TextMatch Match(CatalogQuery query, BitSet scope)
    {
        var key = (query.Text.Trim(), query.ChannelId, query.AllShops, query.EverySku);
        if (Kept(texts, key) is { } known)
        {
            return known;
        }

        var match = Search.Find(query.Text, scope, query.EverySku);
        Keep(texts, key, match, list => list.Count > KeptTexts);
        return match;
    }

    private void Paste(CatalogQuery query, CatalogPlan plan)
    {
        var bits = new BitSet(Columns.Count);
        foreach (var sku in query.Skus)
        {
            var product = Search.FindSku(sku);
            if (product < 0)
            {
                plan.UnknownSkus.Add(sku);
                continue;
            }

            product = query.EverySku || Columns.Parent[product] < 0 ? product : Columns.Parent[product];
            if (!bits[product])
            {
                bits[product] = true;
                plan.Pasted.Add(product);
            }
        }

        plan.Add("", bits);
    }

    private static int[] Walk(BitSet left, int[] order)
    {
        var found = new int[left.Count];
        var at = 0;
        foreach (var product in order)
        {
            if (left[product])
            {
                found[at++] = product;
            }
        }

        return found;
    }

    // Class by class; inside one what stands first by rank.
    private int[] Ranked(BitSet left, TextMatch match)
    {
        var byRank = Walk(left, Orders.Of(CatalogOrders.Rank));
        Span<int> next = stackalloc int[CatalogScore.Classes + 1];
        next.Clear();
        foreach (var product in byRank)
        {
            next[match.Scores[product] + 1]++;
        }

        for (var at = 1; at < next.Length; at++)
        {
            next[at] += next[at - 1];
        }

        var found = new int[byRank.Length];
        foreach (var product in byRank)
        {
            found[next[match.Scores[product]]++] = product;
        }

        return found;
    }

    private TValue? Kept<TKey, TValue>(LinkedList<(TKey Key, TValue Value)> list, TKey key)
        where TKey : notnull
        where TValue : class
    {
        lock (keeping)
        {
            for (var node = list.First; node is not null; node = node.Next)
            {
                if (node.Value.Key.Equals(key))
                {
                    list.Remove(node);
                    list.AddFirst(node);
                    return node.Value.Value;
                }
            }

            return null;
        }
    }

    private void Keep<TKey, TValue>(
        LinkedList<(TKey Key, TValue Value)> list, TKey key, TValue value, Func<LinkedList<(TKey Key, TValue Result)>, bool> isTooMuch)
    {
        lock (keeping)
        {
            list.AddFirst((key, value));
            while (list.Count > 1 && isTooMuch(list))
            {
                list.RemoveLast();
            }
        }
    }

    /// <summary>A query's parts, so that each facet is counted without its own.</summary>
    private sealed class CatalogPlan(BitSet scope)
    {
        private readonly List<(string Key, BitSet Bits)> parts = [];
        private readonly Dictionary<string, BitSet> left = [];

        public BitSet Scope { get; } = scope;

        public TextMatch? Match { get; set; }

        public List<int> Pasted { get; } = [];

        public List<string> UnknownSkus { get; } = [];

        public void Add(string key, BitSet bits) => parts.Add((key, bits));

        public BitSet Left(string? without)
        {
            // Facets without a filter of their own all share what every filter leaves.
            without = without is not null && parts.Any(part => part.Key == without) ? without : "-";
            if (!left.TryGetValue(without, out var bits))
            {
                bits = Scope.Copy();
                foreach (var part in parts.Where(part => part.Key != without))
                {
                    bits.And(part.Bits);
                }

                left.Add(without, bits);
            }

            return bits;
        }
    }
}
