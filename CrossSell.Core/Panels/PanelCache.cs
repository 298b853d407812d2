using System.Collections.Concurrent;

namespace CrossSell.Core.Panels;

/// <summary>Whose facts: an anchor as one channel sells it, read in a locale (null is the channel's default).</summary>
public readonly record struct PanelKey(int AnchorId, int ChannelId, string? Locale);

/// <summary>For whom: anything of a category as one channel sells it, read in a locale. Category 0 is none.</summary>
/// <param name="Layers">Names of those that its policy allows.</param>
/// <param name="HasReports">Whether it is known as of when price and stock were reported.</param>
internal readonly record struct WiderKey(int ChannelId, string? Locale, int CategoryId, string Layers, bool HasReports);

/// <summary>What the layers without evidence of the pair itself offer to it.</summary>
internal sealed record WiderOffers(IReadOnlyList<LayerFacts> Parts, WiderFacts Facts)
{
    public static readonly WiderOffers None = new([], WiderFacts.None);

    /// <summary>When one of its reports gets too old, in ticks of UTC: from then on it is read again.</summary>
    public long Until { get; init; } = long.MaxValue;
}

/// <summary>
/// Facts of anchors that were asked for with the finished panels made of them, and the ids of SKUs: bounded, and forgotten when a write touches what they were
/// made of.
/// </summary>
/// <param name="mostBytes">Of finished panels.</param>
internal sealed class PanelCache(long mostBytes)
{
    // A fact is about half a kilobyte, and one in four is not shared: some 20 MB, 60 at the most.
    private const int MostFacts = 120_000;
    private const int MostSkus = 100_000;

    private readonly ConcurrentDictionary<PanelKey, CacheEntry> facts = new();
    // What sells well stands in many panels: its facts are kept once. An anchor's own facts say more and stay its own.
    private readonly ConcurrentDictionary<(int Channel, string? Locale, int Product), ProductFact> companions = new();
    private readonly ConcurrentDictionary<string, int> skus = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<WiderKey, WiderOffers> wider = new();
    private readonly ConcurrentDictionary<int, IReadOnlyList<BestsellerFact>> bestsellers = new();
    private long clock;
    private long bytes;
    private int size;

    public PanelCache()
        : this(FinishedPanelMemory.Default.MostBytes)
    {
    }

    public int Count => facts.Count;

    /// <summary>What finished panels take, nearly: what is added while a write sweeps is counted by the next.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Whose facts are kept.</summary>
    public IEnumerable<PanelKey> Keys => facts.Select(pair => pair.Key);

    /// <summary>
    /// Null when nobody asked for it yet, or what was reported may have been reported again by now. A product that the channel does not know is remembered as
    /// such.
    /// </summary>
    /// <param name="ticks">Now, in UTC.</param>
    public CacheEntry? Find(PanelKey key, long ticks)
    {
        if (!facts.TryGetValue(key, out var kept) || kept.Until <= ticks)
        {
            return null;
        }

        kept.UsedAt = Interlocked.Increment(ref clock);
        return kept;
    }

    /// <param name="until">From when on it is read again, in ticks of UTC.</param>
    public CacheEntry Keep(PanelKey key, PanelFacts? found, long until = long.MaxValue)
    {
        var kept = new CacheEntry(found) { UsedAt = Interlocked.Increment(ref clock), Until = until };
        var grown = facts.TryAdd(key, kept) ? kept.Size
            : facts.TryGetValue(key, out var before) && before.Until < until && facts.TryUpdate(key, kept, before) ? Replaced(before, kept)
            : 0;
        if (grown > 0 && Interlocked.Add(ref size, grown) > MostFacts)
        {
            Shrink();
        }

        return kept;
    }

    // It is counted as the facts in whose place it is.
    private int Replaced(CacheEntry before, CacheEntry kept)
    {
        Interlocked.Add(ref bytes, -before.Bytes);
        Interlocked.Add(ref size, -before.Size);
        return kept.Size;
    }

    /// <summary>Keeps a panel beside the facts that it was made of.</summary>
    public void Keep(CacheEntry entry, FinishedForm form, FinishedPanel panel)
    {
        if (!entry.IsStray && Interlocked.Add(ref bytes, entry.Keep(form, panel)) > mostBytes)
        {
            ShrinkFinished();
        }
    }

    /// <summary>A product as panels of the channel offer it; null when none does yet.</summary>
    public ProductFact? Companion(int channelId, string? locale, int productId) => companions.GetValueOrDefault((channelId, locale, productId));

    public void Keep(int channelId, string? locale, ProductFact companion) => companions[(channelId, locale, companion.Id)] = companion;

    public int? IdOf(ReadOnlySpan<char> sku) => skus.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(sku, out var id) ? id : null;

    public void KeepId(string sku, int id)
    {
        if (skus.Count >= MostSkus)
        {
            // Whichever: to know which was asked for longest ago would cost more than asking again.
            foreach (var (other, _) in skus.Take(MostSkus / 4))
            {
                skus.TryRemove(other, out _);
            }
        }

        skus[sku] = id;
    }

    /// <summary>What is offered to anything of a category where nothing closer is known; null as of <see cref="Find(PanelKey, long)"/>.</summary>
    public WiderOffers? Find(WiderKey key, long ticks) => wider.GetValueOrDefault(key) is { } offers && ticks < offers.Until ? offers : null;

    public void Keep(WiderKey key, WiderOffers offers) => wider[key] = offers;

    /// <summary>By channel: only mining changes them, and that forgets everything.</summary>
    public IReadOnlyList<BestsellerFact>? Bestsellers(int channelId) => bestsellers.GetValueOrDefault(channelId);

    public void Keep(int channelId, IReadOnlyList<BestsellerFact> best) => bestsellers[channelId] = best;

    /// <summary>What is left when these products were touched.</summary>
    /// <param name="concerned">Whether what layers share concerns kept facts otherwise now.</param>
    public PanelCache Without(IReadOnlySet<int> touched, Func<PanelKey, PanelFacts?, bool> concerned)
    {
        var rest = new PanelCache(mostBytes) { clock = Interlocked.Read(ref clock) };
        foreach (var (key, kept) in facts)
        {
            if (!touched.Contains(key.AnchorId) && !kept.Names(touched) && !concerned(key, kept.Facts))
            {
                rest.facts[key] = kept;
                rest.size += kept.Size;
                rest.bytes += kept.Bytes;
            }
        }

        foreach (var (place, companion) in companions)
        {
            if (!touched.Contains(companion.Id) && !touched.Contains(companion.FamilyId) && !companion.Variants.Any(touched.Contains))
            {
                rest.companions[place] = companion;
            }
        }

        foreach (var (sku, id) in skus)
        {
            if (!touched.Contains(id))
            {
                rest.skus[sku] = id;
            }
        }

        foreach (var (key, offers) in wider)
        {
            if (!offers.Facts.Names(touched))
            {
                rest.wider[key] = offers;
            }
        }

        foreach (var (channel, best) in bestsellers)
        {
            rest.bestsellers[channel] = best;
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
                    Interlocked.Add(ref bytes, -kept.Bytes);
                }
            }

            companions.Clear(); // Those that the panels left still share stay with them.
        }
    }

    // As above: the facts stay, of which finished panels are made again.
    private void ShrinkFinished()
    {
        lock (skus)
        {
            if (Bytes <= mostBytes)
            {
                return;
            }

            var all = facts.Values.Where(kept => kept.Bytes > 0).Select(kept => (Kept: kept, kept.UsedAt)).OrderByDescending(item => item.UsedAt).ToArray();
            var left = 0L;
            foreach (var (kept, _) in all)
            {
                if (left + kept.Bytes <= mostBytes / 3 * 2)
                {
                    left += kept.Bytes;
                }
                else
                {
                    kept.Forget();
                }
            }

            // Counted again, so that what was counted beside a write does not add up.
            Interlocked.Exchange(ref bytes, left);
        }
    }

    /// <summary>What is known of an anchor, with the finished panels made of it.</summary>
    /// <param name="facts">Null when the channel does not know the product.</param>
    internal sealed class CacheEntry(PanelFacts? facts)
    {
        // Placements times locales times segments times arms that a shop asks for; what nobody in his right mind asks for does not grow without end.
        private const int MostForms = 48;

        private (FinishedForm Form, FinishedPanel Panel)[] finished = [];

        public PanelFacts? Facts { get; } = facts;

        /// <summary>Whether nobody finds it again: its facts are newer than what all panels share.</summary>
        public bool IsStray { get; init; }

        public long UsedAt { get; set; }

        /// <summary>From when on it is read again, in ticks of UTC: a report that it goes by is too old then, unless there is a newer one.</summary>
        public long Until { get; init; } = long.MaxValue;

        public int Size { get; } = 1 + (facts is null ? 0 : facts.Products.Count + facts.Elsewhere.Count);

        /// <summary>Of its finished panels.</summary>
        public int Bytes => Volatile.Read(ref finished).Sum(item => item.Panel.Size);

        /// <summary>Null when none was kept that holds at this instant.</summary>
        public FinishedPanel? Find(in FinishedQuery query, string? segment, string arm, long ticks)
        {
            foreach (var (form, panel) in Volatile.Read(ref finished))
            {
                if (query.Is(form, segment, arm))
                {
                    return panel.HoldsAt(ticks) ? panel : null;
                }
            }

            return null;
        }

        /// <summary>Keeps a panel in the place of the one before of its form, or of the oldest where there are too many.</summary>
        /// <returns>By how many bytes it grew.</returns>
        public int Keep(FinishedForm form, FinishedPanel panel)
        {
            while (true)
            {
                var before = Volatile.Read(ref finished);
                var others = before.Where(item => item.Form != form).ToArray();
                (FinishedForm, FinishedPanel)[] after = [.. others.Skip(Math.Max(0, others.Length - MostForms + 1)), (form, panel)];
                if (Interlocked.CompareExchange(ref finished, after, before) == before)
                {
                    return after.Sum(item => item.Item2.Size) - before.Sum(item => item.Panel.Size);
                }
            }
        }

        /// <summary>Drops its finished panels.</summary>
        public void Forget() => Volatile.Write(ref finished, []);

        /// <remarks>An entry without facts does not know whose it would be: a family that no shop sells is sold as soon as a variant is listed.</remarks>
        public bool Names(IReadOnlySet<int> products)
        {
            if (Facts is null)
            {
                return products.Count > 0;
            }

            foreach (var product in products)
            {
                if (Facts.Products.ContainsKey(product) || Facts.Elsewhere.ContainsKey(product) || Facts.Wider.Names(product))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
