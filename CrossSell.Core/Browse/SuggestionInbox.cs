using System.Collections.Concurrent;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Browse;

/// <summary>
/// What waits in the inbox: significant pairs of the newest run, what customers come back for, and beside these guesses, that nobody linked, excluded or
/// decided on. Never shows a staple, a pair of one family, or a product that the channel does not sell.
/// </summary>
public sealed class SuggestionInbox
{
    // With more pairs than these nobody waits until they are gathered anew.
    private const int ManyPairs = 3_000;

    // Nobody decides on more, and the surest come first.
    private const int Candidates = 20_000;

    // The best companions of an anchor; those after them would never reach its panel.
    internal const int RanksOfAnchor = 12;

    private readonly StudioStore store;
    private readonly TimeProvider time;
    private readonly Kept<int, Gathered> gathered;
    private readonly ConcurrentDictionary<int, Anchors> anchors = new();

    public SuggestionInbox(StudioStore store, TimeProvider time)
    {
        (this.store, this.time) = (store, time);
        gathered = new Kept<int, Gathered>(store, time, GatherAsync, found => found.Count > ManyPairs);
    }

    public async Task<SuggestionPage> FindAsync(SuggestionQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = store.Read();
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        var waiting = (await WaitingAsync(db, query.ChannelId, await gathered.GetAsync(query.ChannelId, cancellation), cancellation)).All;
        query = await WithinAsync(db, query, cancellation);
        var found = waiting.Where(suggestion => Matches(suggestion, query)).ToList();
        var rows = Grouped(Sorted(found, query.Sort), query.Group).Skip((Math.Max(query.Page, 1) - 1) * query.PageSize).Take(query.PageSize);
        var run = await db.MiningRuns.Where(item => item.ChannelId == query.ChannelId).OrderByDescending(item => item.Id).FirstOrDefaultAsync(cancellation);
        var guessed = waiting.Count(item => item.Basis == SuggestionBasis.Content);
        var elsewhere = query with { CategoryId = null, Categories = null };
        var byCategory = waiting.Where(item => Matches(item, elsewhere)).Where(item => item.Anchor.CategoryId is not null)
            .GroupBy(item => item.Anchor.CategoryId!.Value).ToDictionary(group => group.Key, group => group.Count());
        return new SuggestionPage([.. rows], found.Count, waiting.Count - guessed, guessed, run) { ByCategory = byCategory };
    }

    /// <summary>How many wait in the channel; guesses do not.</summary>
    public async Task<int> CountAsync(int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return (await WaitingAsync(db, channelId, await gathered.GetAsync(channelId, cancellation), cancellation)).All.Count(item => item.Basis != SuggestionBasis.Content);
    }

    /// <summary>All that orders show and that wait in the channel, worth most first.</summary>
    public Task<IReadOnlyList<Suggestion>> AllAsync(int channelId, CancellationToken cancellation = default) => AllAsync(new SuggestionQuery(channelId), cancellation: cancellation);

    /// <summary>All that match, on one page.</summary>
    /// <param name="fresh">By what is stored now, also in a large studio, where a page may show what it was some seconds ago.</param>
    public async Task<IReadOnlyList<Suggestion>> AllAsync(SuggestionQuery query, bool fresh = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = store.Read();
        var pairs = fresh ? await GatherAsync(query.ChannelId, cancellation) : await gathered.GetAsync(query.ChannelId, cancellation);
        query = await WithinAsync(db, query, cancellation);
        return [.. Sorted((await WaitingAsync(db, query.ChannelId, pairs, cancellation)).All.Where(item => Matches(item, query)), query.Sort)];
    }

    /// <summary>
    /// How many wait by their anchor, as the inbox shows them: guesses do not. The same answer is the same object until something was written or a minute has
    /// passed, in which what was put off may come back.
    /// </summary>
    internal async Task<IReadOnlyDictionary<int, int>> AnchorsAsync(int channelId, CancellationToken cancellation)
    {
        var (state, minute) = (await store.StateAsync(cancellation), time.GetUtcNow().ToUnixTimeSeconds() / 60);
        var found = await gathered.GetAsync(channelId, cancellation);
        if (anchors.TryGetValue(channelId, out var known) && known.State == state && known.Minute == minute && known.Of == found)
        {
            return known.Counts;
        }

        await using var db = store.Read();
        var counts = (await WaitingAsync(db, channelId, found, cancellation)).All.Where(item => item.Basis != SuggestionBasis.Content)
            .GroupBy(item => item.Anchor.Id).ToDictionary(group => group.Key, group => group.Count());
        if (known is not null && known.Counts.Count == counts.Count && counts.All(pair => known.Counts.GetValueOrDefault(pair.Key) == pair.Value))
        {
            counts = known.Counts;
        }

        anchors[channelId] = new Anchors(state, minute, found, counts);
        return counts;
    }

    /// <summary>What may wait, gathered once, to be asked again and again inside others' writes: by <see cref="WaitingAsync(StudioDb, InboxPairs, CancellationToken)"/>.</summary>
    /// <param name="fresh">By what is stored now, also in a large studio.</param>
    internal async Task<InboxPairs> PairsAsync(int channelId, bool fresh, CancellationToken cancellation) =>
        new(channelId, fresh ? await GatherAsync(channelId, cancellation) : await gathered.GetAsync(channelId, cancellation));

    /// <summary>Those of them that wait by the verdicts and links that <paramref name="db"/> sees.</summary>
    internal Task<WaitingPairs> WaitingAsync(StudioDb db, InboxPairs pairs, CancellationToken cancellation) => WaitingAsync(db, pairs.ChannelId, pairs.Found, cancellation);

    /// <summary>A category is the anchors of all below it, too.</summary>
    private static async Task<SuggestionQuery> WithinAsync(StudioDb db, SuggestionQuery query, CancellationToken cancellation)
    {
        if (query.CategoryId is not { } id)
        {
            return query;
        }

        var path = await db.Categories.Where(category => category.Id == id).Select(category => category.Path).SingleOrDefaultAsync(cancellation);
        // A category that is gone holds nothing.
        return query with { Categories = path is null ? new HashSet<int>() : await db.Categories.Where(category => category.Path.StartsWith(path)).Select(category => category.Id).ToHashSetAsync(cancellation) };
    }

    /// <summary>What does not depend on people's verdicts: the pairs, how their products look, and what was linked.</summary>
    private async Task<Gathered> GatherAsync(int channelId, CancellationToken cancellation)
    {
        await using var db = store.Read();
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        var pairs = await db.Affinities
            .Where(pair => pair.ChannelId == channelId && pair.PairBaskets >= SuggestionRules.MinBaskets && pair.Rank <= RanksOfAnchor
                && pair.Lift >= AffinityEvidence.DefaultMinLift && pair.LogLikelihood >= AffinityEvidence.SureLogLikelihoodRatio)
            .OrderByDescending(pair => pair.LogLikelihood).ThenBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId)
            .Take(Candidates).ToListAsync(cancellation);
        var observed = (await db.PairObservations.Where(pair => pair.ChannelId == channelId)
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId).Take(Candidates).ToListAsync(cancellation))
            .ToLookup(pair => pair.Kind, pair => pair.Observed);
        var cameBack = observed[ObservationKind.CameBack].Where(SuggestionRules.IsWorthAsking).ToDictionary(pair => (pair.AnchorId, pair.CompanionId));
        var staples = await StaplesAsync(db, channelId, cameBack.Keys.Select(pair => pair.CompanionId).Distinct(), cancellation);
        cameBack = cameBack.Where(pair => !staples.Contains(pair.Key.CompanionId)).ToDictionary();
        var guesses = await db.ContentCompanions.Where(pair => pair.ChannelId == channelId)
            .OrderBy(pair => pair.Rank).ThenBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId).Take(Candidates).ToListAsync(cancellation);
        var ids = pairs.SelectMany(pair => new[] { pair.AnchorId, pair.CompanionId })
            .Concat(cameBack.Keys.SelectMany(pair => new[] { pair.AnchorId, pair.CompanionId }))
            .Concat(guesses.SelectMany(pair => new[] { pair.AnchorId, pair.CompanionId })).ToHashSet();
        if (ids.Count == 0)
        {
            return Gathered.Nothing;
        }

        var products = (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation))
            .Where(product => product.Status == ProductStatus.Active && product.Published && product.Price is { Minor: > 0 })
            .ToDictionary(product => product.Id);
        var lastLink = await db.Links.MaxAsync(link => (int?)link.Id, cancellation) ?? 0;
        var settings = await db.MiningRuns.Where(run => run.ChannelId == channelId).OrderByDescending(run => run.Id).Select(run => run.Settings).FirstOrDefaultAsync(cancellation);
        return new Gathered(pairs, products, await SettledAsync(db, 0, cancellation), lastLink)
        {
            CameBack = cameBack,
            // Whichever was returned first, it is the same two that came back.
            SentBack = observed[ObservationKind.SentBackTogether].GroupBy(pair => Unordered(pair.AnchorId, pair.CompanionId)).ToDictionary(group => group.Key, group => group.MaxBy(pair => pair.Count)),
            Counted = await CountedAsync(db, channelId, cameBack.Keys, cancellation),
            Guesses = guesses,
            ComeBackDays = SuggestionEvidenceReader.DaysOf(settings),
            Worth = await SuggestionWorth.LoadAsync(db, channelId, settings, ids, cancellation),
        };
    }

    private static async Task<HashSet<int>> StaplesAsync(StudioDb db, int channelId, IEnumerable<int> productIds, CancellationToken cancellation)
    {
        var staples = new HashSet<int>();
        foreach (var chunk in productIds.Chunk(1_000))
        {
            var beside = await db.Affinities.Where(pair => pair.ChannelId == channelId && pair.PairBaskets >= SuggestionRules.MinBaskets && chunk.Contains(pair.CompanionId))
                .GroupBy(pair => pair.CompanionId)
                .Select(group => new { Id = group.Key, Anchors = group.Count(), More = group.Count(pair => pair.Lift >= AffinityEvidence.DefaultMinLift), Share = group.Max(pair => (double)pair.CompanionBaskets / pair.Baskets) }).ToListAsync(cancellation);
            staples.UnionWith(beside.Where(product => SuggestionRules.IsStaple(product.Anchors, product.More, product.Share)).Select(product => product.Id));
        }

        return staples;
    }

    /// <summary>What the baskets say about pairs that customers came back for, which is too little to be a finding by itself.</summary>
    private static async Task<Dictionary<(int, int), PairCount>> CountedAsync(StudioDb db, int channelId, IEnumerable<(int, int)> pairs, CancellationToken cancellation)
    {
        var wanted = pairs.ToHashSet();
        var anchors = wanted.Select(pair => pair.Item1).Distinct().ToArray();
        var rows = anchors.Length == 0 ? [] : await db.Affinities.Where(pair => pair.ChannelId == channelId && anchors.Contains(pair.AnchorId)).ToListAsync(cancellation);
        return rows.Where(row => wanted.Contains((row.AnchorId, row.CompanionId)))
            .ToDictionary(row => (row.AnchorId, row.CompanionId), row => new PairCount(row.PairBaskets, row.AnchorBaskets, row.CompanionBaskets, row.Baskets));
    }

    private async Task<WaitingPairs> WaitingAsync(StudioDb db, int channelId, Gathered known, CancellationToken cancellation)
    {
        if (known.Products.Count == 0)
        {
            return WaitingPairs.None;
        }

        // What people say counts at once, however long ago the pairs were gathered.
        var verdicts = await db.SuggestionVerdicts.Where(verdict => verdict.ChannelId == channelId)
            .ToDictionaryAsync(verdict => (verdict.AnchorId, verdict.CompanionId), cancellation);
        var linkedSince = await SettledAsync(db, known.LastLink, cancellation);
        var excluded = await Exclusions.LoadAsync(db, channelId, time.GetUtcNow(), cancellation);

        var open = new OpenPairs(verdicts, excluded, time.GetUtcNow());
        var met = new HashSet<(int, int)>();
        var waiting = new List<Suggestion>();
        foreach (var found in known.All)
        {
            var both = Unordered(found.Anchor.Id, found.Companion.Id);
            if (met.Add(both) && !known.Settled.Contains(both) && !linkedSince.Contains(both)
                && (open.Take(found) ?? open.Take(found.TurnedRound())) is { } suggestion)
            {
                waiting.Add(suggestion);
            }
        }

        return new WaitingPairs(waiting, open.Take, open.IsDecided);
    }

    /// <summary>The dearer product is the anchor; of equals the one with the lower id, so that it stays put.</summary>
    private static bool IsWayRound(Suggestion pair)
    {
        var (here, there) = (pair.Anchor.Price?.Minor ?? 0, pair.Companion.Price?.Minor ?? 0);
        return here != there ? here > there : pair.Anchor.Id < pair.Companion.Id;
    }

    /// <summary>Linked pairs, by family, whatever the type and the direction: a person has said what the two are to each other.</summary>
    private static async Task<HashSet<(int, int)>> SettledAsync(StudioDb db, int afterLink, CancellationToken cancellation)
    {
        var links = await (
            from link in db.Links
            where link.Id > afterLink
            join source in db.Products on link.SourceId equals source.Id
            join target in db.Products on link.TargetId equals target.Id
            select new { Source = source.ParentId ?? source.Id, Target = target.ParentId ?? target.Id }).ToListAsync(cancellation);
        return [.. links.Select(link => Unordered(link.Source, link.Target))];
    }

    private static (int, int) Unordered(int one, int other) => one < other ? (one, other) : (other, one);

    private static bool Matches(Suggestion suggestion, SuggestionQuery query)
    {
        var isOfSource = query.Source switch
        {
            SuggestionSource.Baskets => suggestion.Basis == SuggestionBasis.Baskets,
            SuggestionSource.CameBack => suggestion.CameBack is not null && suggestion.Basis != SuggestionBasis.Content,
            SuggestionSource.Guessed => suggestion.Basis == SuggestionBasis.Content,
            _ => suggestion.Basis != SuggestionBasis.Content,
        };
        if (!isOfSource || suggestion.Seen < query.MinBaskets || suggestion.Times < query.MinLift
            || (query.Trend is { } trend && suggestion.Trend != trend)
            || (query.Categories is { } categories && !(suggestion.Anchor.CategoryId is { } category && categories.Contains(category))))
        {
            return false;
        }

        if (query.Sku is { Length: > 0 } sku
            && !suggestion.Anchor.Sku.Equals(sku, StringComparison.OrdinalIgnoreCase) && !suggestion.Companion.Sku.Equals(sku, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return query.Text is null || query.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(word => In(suggestion.Anchor, word) || In(suggestion.Companion, word));

        static bool In(ProductSummary product, string word) =>
            product.Name.Contains(word, StringComparison.OrdinalIgnoreCase) || product.Sku.Contains(word, StringComparison.OrdinalIgnoreCase)
            || (product.Brand?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false);
    }

    private static IEnumerable<Suggestion> Grouped(IEnumerable<Suggestion> sorted, SuggestionGroup group) => group switch
    {
        SuggestionGroup.Anchor => sorted.GroupBy(item => item.Anchor.Id).SelectMany(items => items),
        SuggestionGroup.Category => sorted.GroupBy(item => item.Anchor.CategoryId).SelectMany(items => items),
        _ => sorted,
    };

    private static IEnumerable<Suggestion> Sorted(IEnumerable<Suggestion> suggestions, SuggestionSort sort)
    {
        var sorted = sort switch
        {
            SuggestionSort.Certainty => suggestions.OrderByDescending(item => item.Certainty),
            SuggestionSort.Rising => suggestions.OrderByDescending(item => item.Trend == AffinityTrend.Rising)
                .ThenByDescending(item => (item.Recent - item.Earlier) / Math.Sqrt(Math.Max(1, item.Recent + item.Earlier))),
            _ => suggestions.OrderByDescending(item => item.Expected?.Middle.Minor ?? 0),
        };
        return sorted.ThenByDescending(item => item.Certainty).ThenBy(item => item.Anchor.Id).ThenBy(item => item.Companion.Id);
    }

    /// <param name="LastLink">The highest link that <paramref name="Settled"/> knows.</param>
    internal sealed record Gathered(
        IReadOnlyList<ProductAffinity> Pairs, IReadOnlyDictionary<int, ProductSummary> Products, IReadOnlySet<(int, int)> Settled, int LastLink)
    {
        private IReadOnlyList<Suggestion>? all;

        public static readonly Gathered Nothing = new([], new Dictionary<int, ProductSummary>(), new HashSet<(int, int)>(), 0);

        public IReadOnlyDictionary<(int, int), ObservedPair> CameBack { get; init; } = new Dictionary<(int, int), ObservedPair>();

        public IReadOnlyDictionary<(int, int), ObservedPair> SentBack { get; init; } = new Dictionary<(int, int), ObservedPair>();

        public IReadOnlyDictionary<(int, int), PairCount> Counted { get; init; } = new Dictionary<(int, int), PairCount>();

        public List<ContentCompanion> Guesses { get; init; } = [];

        public int ComeBackDays { get; init; }

        public SuggestionWorth? Worth { get; init; }

        public int Count => Pairs.Count + CameBack.Count + Guesses.Count;

        /// <summary>Every pair whose products are sold, as it would be shown: what baskets show first, guesses last. Worked out once.</summary>
        public IReadOnlyList<Suggestion> All => all ??= [.. Each()];

        private IEnumerable<Suggestion> Each()
        {
            foreach (var pair in Pairs)
            {
                var counts = new PairCount(pair.PairBaskets, pair.AnchorBaskets, pair.CompanionBaskets, pair.Baskets);
                if (Shown(pair.AnchorId, pair.CompanionId, counts, SuggestionBasis.Baskets) is { } found)
                {
                    found = found with { Certainty = pair.LogLikelihood, Recent = pair.RecentPairBaskets, Earlier = pair.EarlierPairBaskets };
                    yield return IsWayRound(found) ? found : found.TurnedRound();
                }
            }

            // First the one, then the other: there is a way round, unless customers go both.
            foreach (var pair in CameBack.Values)
            {
                if (Shown(pair.AnchorId, pair.CompanionId, Counted.GetValueOrDefault((pair.AnchorId, pair.CompanionId)), SuggestionBasis.CameBack) is { } found)
                {
                    found = found with { Certainty = SuggestionRules.CertaintyOf(pair) };
                    yield return found.CameBackTurned is null || IsWayRound(found) ? found : found.TurnedRound();
                }
            }

            foreach (var guess in Guesses)
            {
                if (Shown(guess.AnchorId, guess.CompanionId, default, SuggestionBasis.Content) is { } found)
                {
                    yield return found with { Guess = guess.Why };
                }
            }
        }

        private Suggestion? Shown(int anchorId, int companionId, PairCount counts, SuggestionBasis basis)
        {
            if (!Products.TryGetValue(anchorId, out var anchor) || !Products.TryGetValue(companionId, out var companion))
            {
                return null;
            }

            var found = new Suggestion(anchor, companion, counts, 0, 0, 0, null)
            {
                Basis = basis,
                CameBack = Find(CameBack, (anchorId, companionId)),
                CameBackTurned = Find(CameBack, (companionId, anchorId)),
                ComeBackDays = ComeBackDays,
                SentBack = Find(SentBack, Unordered(anchorId, companionId)),
            };
            return Worth is null || basis == SuggestionBasis.Content ? found : found with { Expected = Worth.Of(found), ExpectedTurned = Worth.Of(found.TurnedRound()) };
        }

        private static ObservedPair? Find(IReadOnlyDictionary<(int, int), ObservedPair> pairs, (int, int) key) =>
            pairs.TryGetValue(key, out var pair) ? pair : null;
    }

    private sealed record Anchors(long State, long Minute, Gathered Of, Dictionary<int, int> Counts);

    /// <summary>What people's verdicts and exclusions leave open.</summary>
    private sealed class OpenPairs(Dictionary<(int, int), SuggestionVerdict> verdicts, Exclusions excluded, DateTimeOffset now)
    {
        /// <summary>Whether a verdict keeps it away this way round.</summary>
        public bool IsDecided(Suggestion pair) =>
            verdicts.TryGetValue((pair.Anchor.Id, pair.Companion.Id), out var there) && SuggestionRules.Stands(there, pair.Seen, pair.Times, now);

        /// <summary>The pair with the verdict that it has outgrown, or null when it does not wait this way round.</summary>
        public Suggestion? Take(Suggestion pair)
        {
            verdicts.TryGetValue((pair.Anchor.Id, pair.Companion.Id), out var there);
            verdicts.TryGetValue((pair.Companion.Id, pair.Anchor.Id), out var back);
            var decided = IsDecided(pair);

            // What was accepted on the way back is settled, whatever became of the link since.
            var settled = back is { Decision: SuggestionDecision.Accepted } && SuggestionRules.Stands(back, pair.Seen, pair.Times, now);
            return decided || settled || (pair.Basis == SuggestionBasis.Baskets && !SuggestionRules.IsWorthAsking(pair.Pair)) || excluded.Has(pair.Anchor, pair.Companion) ? null : pair with { Before = there };
        }
    }

    /// <summary>What a person said must never be offered.</summary>
    private sealed class Exclusions(IReadOnlyCollection<PanelOverride> rows)
    {
        private readonly HashSet<(OverrideScope, int, int)> keys = [.. rows.Select(row => (row.Scope, row.ScopeId, row.TargetId))];

        public static async Task<Exclusions> LoadAsync(StudioDb db, int channelId, DateTimeOffset now, CancellationToken cancellation) => new(
            await db.PanelOverrides
                .Where(row => row.Action == OverrideAction.Exclude && (row.ChannelId == null || row.ChannelId == channelId)
                    && (row.ValidFrom == null || row.ValidFrom <= now) && (row.ValidTo == null || row.ValidTo > now))
                .ToListAsync(cancellation));

        public bool Has(ProductSummary anchor, ProductSummary companion) =>
            keys.Contains((OverrideScope.Channel, 0, companion.Id)) || keys.Contains((OverrideScope.Product, anchor.Id, companion.Id))
            || (anchor.CategoryId is { } category && keys.Contains((OverrideScope.Category, category, companion.Id)));
    }
}

/// <summary>What the inbox gathered of one channel, whatever people have said about it.</summary>
internal sealed record InboxPairs(int ChannelId, SuggestionInbox.Gathered Found);

/// <summary>The pairs that wait at one moment.</summary>
/// <param name="all">Each pair once, the way round that it is shown.</param>
/// <param name="take">The pair, or null when it does not wait this way round.</param>
/// <param name="isDecided">Whether a verdict keeps it away this way round.</param>
internal sealed class WaitingPairs(List<Suggestion> all, Func<Suggestion, Suggestion?> take, Func<Suggestion, bool> isDecided)
{
    public static readonly WaitingPairs None = new([], _ => null, _ => true);

    private readonly Dictionary<(int, int), Suggestion> byPair = all.ToDictionary(item => Key(item.Anchor.Id, item.Companion.Id));

    public List<Suggestion> All => all;

    /// <summary>The pair this way round; null when it does not wait so.</summary>
    public Suggestion? Find(int anchorId, int companionId) =>
        !byPair.TryGetValue(Key(anchorId, companionId), out var found) ? null : found.Anchor.Id == anchorId ? found : take(found.TurnedRound());

    public bool IsDecided(Suggestion pair) => isDecided(pair);

    private static (int, int) Key(int one, int other) => one < other ? (one, other) : (other, one);
}
