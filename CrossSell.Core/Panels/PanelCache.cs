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

/// <summary>Products of one family as panels of a channel offer them, and how those of it are called that the channel does not list.</summary>
internal sealed record CompanionFamily(IReadOnlyList<ProductFact> Facts, IReadOnlyList<(int Id, string Sku, string Name)> Elsewhere);

/// <summary>
/// Facts of anchors that were asked for with the finished panels made of them, and the ids of SKUs: bounded, and forgotten when a write touches what they were
/// made of. One for all states of the studio: what was read of a state is taken in until the next is said (<see cref="Follow"/>), so that nothing comes back
/// which a write has taken away.
/// </summary>
/// <param name="mostBytes">Of finished panels.</param>
/// <param name="state">Of the studio, whose facts are taken in.</param>
internal sealed class PanelCache(long mostBytes, long state)
{
    // A fact is about half a kilobyte, and one in four is not shared: some 20 MB, 60 at the most.
    private const int MostFacts = 120_000;

    private readonly ConcurrentDictionary<PanelKey, CacheEntry> facts = new();
    // What sells well stands in many panels: its facts are kept once. An anchor's own facts say more and stay its own.
    private readonly ConcurrentDictionary<(int Channel, string? Locale, int Family), CompanionFamily> families = new();
    private readonly ConcurrentDictionary<int, int> familyOf = new();
    private readonly ConcurrentDictionary<(int Channel, string? Locale), bool> places = new();
    private readonly KnownSkus skus = new();
    private readonly ConcurrentDictionary<WiderKey, WiderOffers> wider = new();
    // All that any of them ever named.
    private readonly ConcurrentDictionary<int, bool> widerIds = new();
    private readonly ConcurrentDictionary<int, IReadOnlyList<BestsellerFact>> bestsellers = new();
    // Held while something is taken in, and while the next state is said: what comes late is not taken in behind what is forgotten then.
    private readonly Lock taking = new();
    private readonly Lock shrinking = new();
    private long state = state;
    private long clock;
    private long bytes;
    private int size;

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

    /// <param name="of">The state it was read of.</param>
    /// <param name="until">From when on it is read again, in ticks of UTC.</param>
    public CacheEntry Keep(long of, PanelKey key, PanelFacts? found, long until = long.MaxValue)
    {
        var kept = new CacheEntry(key.AnchorId, found) { Of = of, UsedAt = Interlocked.Increment(ref clock), Until = until };
        var grown = 0;
        lock (taking)
        {
            if (of != state)
            {
                kept.IsStray = true;
                return kept;
            }

            grown = facts.TryAdd(key, kept) ? kept.Size
                : facts.TryGetValue(key, out var before) && before.Until < until && facts.TryUpdate(key, kept, before) ? Replaced(before, kept)
                : 0;
        }

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
    /// <param name="of">The state of what all panels share, with which it was made: of an earlier one than the facts it is nothing to keep.</param>
    public void Keep(long of, CacheEntry entry, FinishedForm form, FinishedPanel panel)
    {
        if (entry.Of <= of && !entry.IsStray && Interlocked.Add(ref bytes, entry.Keep(form, panel)) > mostBytes)
        {
            ShrinkFinished();
        }
    }

    /// <summary>The family of a product as panels of the channel offer it; null when none does yet.</summary>
    public CompanionFamily? Family(int channelId, string? locale, int productId) =>
        familyOf.TryGetValue(productId, out var family) ? families.GetValueOrDefault((channelId, locale, family)) : null;

    /// <param name="of">The state it was read of.</param>
    public void Keep(long of, int channelId, string? locale, int familyId, CompanionFamily family)
    {
        lock (taking)
        {
            if (of != state)
            {
                return;
            }

            places[(channelId, locale)] = true;
            families[(channelId, locale, familyId)] = family;
            foreach (var member in family.Facts)
            {
                familyOf[member.Id] = familyId;
            }

            foreach (var (id, _, _) in family.Elsewhere)
            {
                familyOf[id] = familyId;
            }
        }
    }

    public int? IdOf(ReadOnlySpan<char> sku) => skus.IdOf(sku);

    /// <param name="of">The state it was read of.</param>
    public void KeepId(long of, string sku, int id)
    {
        lock (taking)
        {
            if (of == state)
            {
                skus.Keep(sku, id);
            }
        }
    }

    /// <summary>What is offered to anything of a category where nothing closer is known; null as of <see cref="Find(PanelKey, long)"/>.</summary>
    public WiderOffers? Find(WiderKey key, long ticks) => wider.GetValueOrDefault(key) is { } offers && ticks < offers.Until ? offers : null;

    /// <param name="of">The state it was read of.</param>
    public void Keep(long of, WiderKey key, WiderOffers offers)
    {
        lock (taking)
        {
            if (of != state)
            {
                return;
            }

            wider[key] = offers;
            foreach (var id in offers.Facts.Products.Keys.Concat(offers.Facts.Elsewhere.Keys))
            {
                widerIds[id] = true;
            }
        }
    }

    /// <summary>By channel: only mining changes them, and that forgets everything.</summary>
    public IReadOnlyList<BestsellerFact>? Bestsellers(int channelId) => bestsellers.GetValueOrDefault(channelId);

    /// <param name="of">The state it was read of.</param>
    public void Keep(long of, int channelId, IReadOnlyList<BestsellerFact> best)
    {
        lock (taking)
        {
            if (of == state)
            {
                bestsellers[channelId] = best;
            }
        }
    }

    /// <summary>
    /// From now on only what is read of this state is taken in. Say it before looking at what is kept: what is forgotten then (<see cref="Forget"/>) stays so.
    /// </summary>
    public void Follow(long next)
    {
        lock (taking)
        {
            state = next;
        }
    }

    /// <summary>Forgets what was made of these products.</summary>
    /// <param name="concerned">Whether what layers share concerns kept facts otherwise now; null where it concerns none.</param>
    public void Forget(IReadOnlySet<int> touched, Func<PanelKey, PanelFacts?, bool>? concerned)
    {
        int[] ids = [.. touched];
        // All that is kept is looked at, while shoppers wait: most of it is passed over by a glance.
        var (mark, ofWider) = (CacheEntry.MarkOf(ids), ids.Any(widerIds.ContainsKey));
        foreach (var (key, kept) in facts)
        {
            if (((kept.MayName(mark) && kept.Names(ids)) || (ofWider && kept.NamesWider(ids)) || concerned?.Invoke(key, kept.Facts) == true)
                && facts.TryRemove(key, out var gone))
            {
                gone.IsStray = true;
                Interlocked.Add(ref size, -gone.Size);
                Interlocked.Add(ref bytes, -gone.Bytes);
            }
        }

        foreach (var id in ids)
        {
            if (familyOf.TryGetValue(id, out var family))
            {
                foreach (var ((channel, locale), _) in places)
                {
                    families.TryRemove((channel, locale, family), out _);
                }
            }

            skus.Forget(id);
        }

        foreach (var (key, offers) in wider)
        {
            if (ofWider && offers.Facts.Names(touched))
            {
                wider.TryRemove(key, out _);
            }
        }
    }

    // The longest unused third goes at once, so that this is seldom.
    private void Shrink()
    {
        lock (shrinking)
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

            // Both or none: a family whose members nobody knows would not be forgotten with them.
            lock (taking)
            {
                families.Clear(); // Those that the panels left still share stay with them.
                familyOf.Clear();
            }
        }
    }

    // As above: the facts stay, of which finished panels are made again.
    private void ShrinkFinished()
    {
        lock (shrinking)
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
}
