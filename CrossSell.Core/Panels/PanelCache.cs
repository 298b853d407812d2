using System.Collections.Concurrent;

namespace CrossSell.Core.Panels;

/// <summary>Whose facts: an anchor as one channel sells it, read in a locale (null is the channel's default).</summary>
internal readonly record struct PanelKey(int AnchorId, int ChannelId, string? Locale);

/// <summary>Facts of anchors that were asked for, and the ids of SKUs: bounded, and forgotten when a write touches what they were made of.</summary>
internal sealed class PanelCache
{
    // A fact is about half a kilobyte: some 60 MB at the most.
    private const int MostFacts = 120_000;
    private const int MostSkus = 50_000;

    private readonly ConcurrentDictionary<PanelKey, Kept> facts = new();
    private readonly ConcurrentDictionary<string, int> skus = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(int Channel, int Category), IReadOnlyList<BestsellerFact>> bestsellers = new();
    private long clock;
    private int size;

    public int Count => facts.Count;

    /// <summary>Whose facts are kept.</summary>
    public IEnumerable<PanelKey> Keys => facts.Keys;

    /// <summary>Null when nobody asked for it yet. A product that the channel does not know is remembered as such.</summary>
    public Kept? Find(PanelKey key)
    {
        if (!facts.TryGetValue(key, out var kept))
        {
            return null;
        }

        kept.UsedAt = Interlocked.Increment(ref clock);
        return kept;
    }

    public Kept Keep(PanelKey key, PanelFacts? found)
    {
        var kept = new Kept(found) { UsedAt = Interlocked.Increment(ref clock) };
        if (facts.TryAdd(key, kept) && Interlocked.Add(ref size, kept.Size) > MostFacts)
        {
            Shrink();
        }

        return kept;
    }

    public int? IdOf(string sku) => skus.TryGetValue(sku, out var id) ? id : null;

    public void KeepId(string sku, int id)
    {
        if (skus.Count >= MostSkus)
        {
            skus.Clear();
        }

        skus[sku] = id;
    }

    public IReadOnlyList<BestsellerFact>? Bestsellers(int channelId, int categoryId) => bestsellers.GetValueOrDefault((channelId, categoryId));

    public void Keep(int channelId, int categoryId, IReadOnlyList<BestsellerFact> best) => bestsellers[(channelId, categoryId)] = best;

    /// <summary>What is left when these products were touched.</summary>
    /// <param name="keepBestsellers">False when what a category holds has changed.</param>
    /// <param name="moved">What rules offer otherwise now.</param>
    public PanelCache Without(IReadOnlySet<int> touched, bool keepBestsellers, PanelRulesMoved moved)
    {
        var rest = new PanelCache { clock = Interlocked.Read(ref clock) };
        foreach (var (key, kept) in facts)
        {
            if (!touched.Contains(key.AnchorId) && !kept.Names(touched) && (keepBestsellers || kept.Facts is not { Bestsellers.Count: > 0 }) && !moved.Touches(key, kept.Facts))
            {
                rest.facts[key] = kept;
                rest.size += kept.Size;
            }
        }

        foreach (var (sku, id) in skus)
        {
            if (!touched.Contains(id))
            {
                rest.skus[sku] = id;
            }
        }

        foreach (var (place, best) in keepBestsellers ? bestsellers.ToArray() : [])
        {
            rest.bestsellers[place] = best;
        }

        return rest;
    }

    // The longest unused third goes at once, so that this is seldom.
    private void Shrink()
    {
        lock (skus)
        {
            if (size <= MostFacts)
            {
                return;
            }

            foreach (var (key, kept) in facts.OrderBy(pair => pair.Value.UsedAt).ToArray())
            {
                if (size <= MostFacts / 3 * 2)
                {
                    break;
                }

                if (facts.TryRemove(key, out _))
                {
                    Interlocked.Add(ref size, -kept.Size);
                }
            }
        }
    }

    /// <param name="Facts">Null when the channel does not know the product.</param>
    internal sealed record Kept(PanelFacts? Facts)
    {
        public long UsedAt { get; set; }

        public int Size { get; } = 1 + (Facts is null ? 0 : Facts.Products.Count + Facts.Elsewhere.Count);

        public bool Names(IReadOnlySet<int> products)
        {
            foreach (var product in products)
            {
                if (Facts is not null && (Facts.Products.ContainsKey(product) || Facts.Elsewhere.ContainsKey(product)))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
