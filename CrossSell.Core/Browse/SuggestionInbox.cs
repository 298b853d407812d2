using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Browse;

/// <summary>
/// What waits in the inbox: significant pairs of the newest run that nobody linked, excluded or decided on. Never shows a staple, a
/// pair of one family, or a product that the channel does not sell.
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

    public SuggestionInbox(StudioStore store, TimeProvider time)
    {
        (this.store, this.time) = (store, time);
        gathered = new Kept<int, Gathered>(store, time, GatherAsync, found => found.Pairs.Count > ManyPairs);
    }

    public async Task<SuggestionPage> FindAsync(SuggestionQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = store.Read();
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        var waiting = await WaitingAsync(db, query.ChannelId, cancellation);
        var found = waiting.Where(suggestion => Matches(suggestion, query)).ToList();
        var rows = Sorted(found, query.Sort).Skip((Math.Max(query.Page, 1) - 1) * query.PageSize).Take(query.PageSize);
        var run = await db.MiningRuns.Where(item => item.ChannelId == query.ChannelId).OrderByDescending(item => item.Id).FirstOrDefaultAsync(cancellation);
        return new SuggestionPage([.. rows], found.Count, waiting.Count, run);
    }

    /// <summary>How many wait in the channel.</summary>
    public async Task<int> CountAsync(int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return (await WaitingAsync(db, channelId, cancellation)).Count;
    }

    /// <summary>All that wait in the channel, worth most first.</summary>
    public async Task<IReadOnlyList<Suggestion>> AllAsync(int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return [.. Sorted(await WaitingAsync(db, channelId, cancellation), SuggestionSort.Worth)];
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
        if (pairs.Count == 0)
        {
            return new Gathered([], new Dictionary<int, ProductSummary>(), new HashSet<(int, int)>(), 0);
        }

        var ids = pairs.SelectMany(pair => new[] { pair.AnchorId, pair.CompanionId }).ToHashSet();
        var products = (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation))
            .Where(product => product.Status == ProductStatus.Active && product.Published && product.Price is { Minor: > 0 })
            .ToDictionary(product => product.Id);
        var lastLink = await db.Links.MaxAsync(link => (int?)link.Id, cancellation) ?? 0;
        return new Gathered(pairs, products, await SettledAsync(db, 0, cancellation), lastLink);
    }

    private async Task<List<Suggestion>> WaitingAsync(StudioDb db, int channelId, CancellationToken cancellation)
    {
        var (pairs, products, settled, lastLink) = await gathered.GetAsync(channelId, cancellation);
        if (pairs.Count == 0)
        {
            return [];
        }

        // What people say counts at once, however long ago the pairs were gathered.
        var verdicts = await db.SuggestionVerdicts.Where(verdict => verdict.ChannelId == channelId)
            .ToDictionaryAsync(verdict => (verdict.AnchorId, verdict.CompanionId), cancellation);
        var linkedSince = await SettledAsync(db, lastLink, cancellation);
        var excluded = await Exclusions.LoadAsync(db, channelId, time.GetUtcNow(), cancellation);

        var open = new OpenPairs(verdicts, excluded, time.GetUtcNow());
        var met = new HashSet<(int, int)>();
        var waiting = new List<Suggestion>();
        foreach (var pair in pairs)
        {
            var both = Unordered(pair.AnchorId, pair.CompanionId);
            if (met.Add(both) && !settled.Contains(both) && !linkedSince.Contains(both)
                && products.TryGetValue(pair.AnchorId, out var anchor) && products.TryGetValue(pair.CompanionId, out var companion))
            {
                var counts = new PairCount(pair.PairBaskets, pair.AnchorBaskets, pair.CompanionBaskets, pair.Baskets);
                var found = new Suggestion(anchor, companion, counts, pair.LogLikelihood, pair.RecentPairBaskets, pair.EarlierPairBaskets, null);
                found = IsWayRound(found) ? found : found.TurnedRound();
                if ((open.Take(found) ?? open.Take(found.TurnedRound())) is { } suggestion)
                {
                    waiting.Add(suggestion);
                }
            }
        }

        return waiting;
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

    private static IEnumerable<Suggestion> Sorted(IEnumerable<Suggestion> suggestions, SuggestionSort sort)
    {
        var sorted = sort switch
        {
            SuggestionSort.Certainty => suggestions.OrderByDescending(item => item.Certainty),
            SuggestionSort.Rising => suggestions.OrderByDescending(item => item.Trend == AffinityTrend.Rising)
                .ThenByDescending(item => (item.Recent - item.Earlier) / Math.Sqrt(Math.Max(1, item.Recent + item.Earlier))),
            _ => suggestions.OrderByDescending(item => item.Worth?.Minor ?? 0),
        };
        return sorted.ThenByDescending(item => item.Certainty).ThenBy(item => item.Anchor.Id).ThenBy(item => item.Companion.Id);
    }

    /// <param name="LastLink">The highest link that <paramref name="Settled"/> knows.</param>
    private sealed record Gathered(
        IReadOnlyList<ProductAffinity> Pairs, IReadOnlyDictionary<int, ProductSummary> Products, IReadOnlySet<(int, int)> Settled, int LastLink);

    /// <summary>What people's verdicts and exclusions leave open.</summary>
    private sealed class OpenPairs(Dictionary<(int, int), SuggestionVerdict> verdicts, Exclusions excluded, DateTimeOffset now)
    {
        /// <summary>The pair with the verdict that it has outgrown, or null when it does not wait this way round.</summary>
        public Suggestion? Take(Suggestion pair)
        {
            verdicts.TryGetValue((pair.Anchor.Id, pair.Companion.Id), out var there);
            verdicts.TryGetValue((pair.Companion.Id, pair.Anchor.Id), out var back);
            var decided = there is not null && SuggestionRules.Stands(there, pair.Pair, now);

            // What was accepted on the way back is settled, whatever became of the link since.
            var settled = back is { Decision: SuggestionDecision.Accepted } && SuggestionRules.Stands(back, pair.Pair.Reversed(), now);
            return decided || settled || !SuggestionRules.IsWorthAsking(pair.Pair) || excluded.Has(pair.Anchor, pair.Companion) ? null : pair with { Before = there };
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
