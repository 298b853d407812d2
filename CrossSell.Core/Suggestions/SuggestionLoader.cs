using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>What may wait in one channel, whatever people have said about it.</summary>
/// <param name="All">Each pair once, the way round that it is shown: what baskets show first, guesses last. None that is linked.</param>
/// <param name="LastLink">The highest link that was looked at.</param>
internal sealed record InboxPairs(int ChannelId, IReadOnlyList<Suggestion> All, int LastLink)
{
    /// <summary>What all of them may bring is said by it; null without any.</summary>
    public SuggestionWorth? Worth { get; init; }
}

/// <summary>Reads what does not depend on people's verdicts: the pairs, how their products look, and which are linked.</summary>
/// <remarks>Large shops have tens of thousands of pairs waiting all day: nothing is kept but the pairs themselves, and equal texts once.</remarks>
internal sealed class SuggestionLoader
{
    // Nobody decides on more, and the most certain come first.
    private const int Candidates = 20_000;

    // The best companions of an anchor; those after them would never reach its panel.
    internal const int RanksOfAnchor = 12;

    private readonly Dictionary<int, ProductSummary> products;
    private readonly Dictionary<(int, int), ObservedPair> boughtLater;
    private readonly Dictionary<(int, int), ObservedPair> returnedTogether;
    private readonly SuggestionWorth worth;
    private readonly int repeatPurchaseDays;
    private readonly Dictionary<(int, int), Suggestion> found = [];
    private readonly List<(int, int)> order = [];

    private SuggestionLoader(
        Dictionary<int, ProductSummary> products, Dictionary<(int, int), ObservedPair> boughtLater, Dictionary<(int, int), ObservedPair> returnedTogether,
        SuggestionWorth worth, int repeatPurchaseDays) =>
        (this.products, this.boughtLater, this.returnedTogether, this.worth, this.repeatPurchaseDays) = (
            products, boughtLater, returnedTogether, worth, repeatPurchaseDays);

    public static async Task<InboxPairs> ReadAsync(StudioDb db, int channelId, CancellationToken cancellation)
    {
        var pairs = await db.Affinities
            .Where(pair => pair.ChannelId == channelId && pair.PairBaskets >= SuggestionRules.MinBaskets && pair.Rank <= RanksOfAnchor
                && pair.Lift >= AffinityEvidence.DefaultMinLift && pair.LogLikelihood >= AffinityEvidence.SureLogLikelihoodRatio)
            .OrderByDescending(pair => pair.LogLikelihood).ThenBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId)
            .Take(Candidates).ToListAsync(cancellation);
        var observed = (await db.PairObservations.Where(pair => pair.ChannelId == channelId)
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId).Take(Candidates).ToListAsync(cancellation))
            .ToLookup(pair => pair.Kind, pair => pair.Observed);
        var boughtLater = observed[ObservationKind.BoughtLater].Where(SuggestionRules.IsWorthAsking).ToDictionary(pair => (pair.AnchorId, pair.CompanionId));
        var popular = await PopularWithEverythingAsync(db, channelId, boughtLater.Keys.Select(pair => pair.CompanionId).Distinct(), cancellation);
        boughtLater = boughtLater.Where(pair => !popular.Contains(pair.Key.CompanionId)).ToDictionary();
        var contentSuggestions = await db.ContentCompanions.Where(pair => pair.ChannelId == channelId)
            .OrderBy(pair => pair.Rank).ThenBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId).Take(Candidates).ToListAsync(cancellation);
        var ids = pairs.SelectMany(pair => new[] { pair.AnchorId, pair.CompanionId })
            .Concat(boughtLater.Keys.SelectMany(pair => new[] { pair.AnchorId, pair.CompanionId }))
            .Concat(contentSuggestions.SelectMany(pair => new[] { pair.AnchorId, pair.CompanionId })).ToHashSet();
        if (ids.Count == 0)
        {
            return new InboxPairs(channelId, [], 0);
        }

        var lastLink = await db.Links.MaxAsync(link => (int?)link.Id, cancellation) ?? 0;
        var settings = await db.MiningRuns.Where(run => run.ChannelId == channelId).OrderByDescending(run => run.Id).Select(run => run.Settings)
            .FirstOrDefaultAsync(cancellation);
        var loader = new SuggestionLoader(
            (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation))
                .Where(product => product.Status == ProductStatus.Active && product.Published && product.Price is { Minor: > 0 })
                .ToDictionary(product => product.Id),
            boughtLater,
            // Whichever was returned first, it is the same two that came back.
            observed[ObservationKind.ReturnedTogether].GroupBy(pair => Unordered(pair.AnchorId, pair.CompanionId))
                .ToDictionary(group => group.Key, group => group.MaxBy(pair => pair.Count)),
            await SuggestionWorth.LoadAsync(db, channelId, settings, ids, cancellation),
            SuggestionEvidenceReader.DaysOf(settings));
        loader.AddBaskets(pairs);
        loader.AddBoughtLater(await CountedAsync(db, channelId, boughtLater.Keys, cancellation));
        loader.AddContentSuggestions(contentSuggestions);
        var linked = await LinkedAsync(db, 0, loader.found.Keys, cancellation);
        return new InboxPairs(channelId, [.. loader.order.Where(pair => !linked.Contains(pair)).Select(pair => loader.found[pair])], lastLink)
        {
            Worth = loader.worth,
        };
    }

    /// <summary>Linked pairs, by family, whatever the type and the direction: a person has said what the two are to each other.</summary>
    /// <param name="among">Only of these, as <see cref="Unordered"/> gives them; null for all.</param>
    public static async Task<HashSet<(int, int)>> LinkedAsync(
        StudioDb db, int afterLink, IReadOnlyCollection<(int, int)>? among, CancellationToken cancellation)
    {
        var wanted = among?.ToHashSet();
        var links =
            from link in db.Links
            where link.Id > afterLink
            join source in db.Products on link.SourceId equals source.Id
            join target in db.Products on link.TargetId equals target.Id
            select new { Source = source.ParentId ?? source.Id, Target = target.ParentId ?? target.Id };
        var linked = new HashSet<(int, int)>();
        // One by one: a large shop has a million, of which few are asked for.
        await foreach (var link in links.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (Unordered(link.Source, link.Target) is var pair && wanted?.Contains(pair) != false)
            {
                linked.Add(pair);
            }
        }

        return linked;
    }

    public static (int, int) Unordered(int one, int other) => one < other ? (one, other) : (other, one);

    private static async Task<HashSet<int>> PopularWithEverythingAsync(StudioDb db, int channelId, IEnumerable<int> productIds, CancellationToken cancellation)
    {
        var popular = new HashSet<int>();
        foreach (var chunk in productIds.Chunk(1_000))
        {
            var beside = await db.Affinities
                .Where(pair => pair.ChannelId == channelId && pair.PairBaskets >= SuggestionRules.MinBaskets && chunk.Contains(pair.CompanionId))
                .GroupBy(pair => pair.CompanionId)
                .Select(group => new
                {
                    Id = group.Key, Anchors = group.Count(), More = group.Count(pair => pair.Lift >= AffinityEvidence.DefaultMinLift),
                    Share = group.Max(pair => (double)pair.CompanionBaskets / pair.Baskets)
                }).ToListAsync(cancellation);
            popular.UnionWith(beside.Where(product => SuggestionRules.IsPopularWithEverything(product.Anchors, product.More, product.Share))
                .Select(product => product.Id));
        }

        return popular;
    }

    /// <summary>What the baskets say about pairs that customers came back for, which is too little to be a finding by itself.</summary>
    private static async Task<Dictionary<(int, int), PairCount>> CountedAsync(
        StudioDb db, int channelId, IEnumerable<(int, int)> pairs, CancellationToken cancellation)
    {
        var wanted = pairs.ToHashSet();
        var anchors = wanted.Select(pair => pair.Item1).Distinct().ToArray();
        var rows = anchors.Length == 0
            ? []
            : await db.Affinities.Where(pair => pair.ChannelId == channelId && anchors.Contains(pair.AnchorId)).ToListAsync(cancellation);
        return rows.Where(row => wanted.Contains((row.AnchorId, row.CompanionId)))
            .ToDictionary(row => (row.AnchorId, row.CompanionId), row => new PairCount(row.PairBaskets, row.AnchorBaskets, row.CompanionBaskets, row.Baskets));
    }

    private static ObservedPair? Find(Dictionary<(int, int), ObservedPair> pairs, (int, int) key) => pairs.TryGetValue(key, out var pair) ? pair : null;

    /// <summary>The dearer product is the anchor; of equals the one with the lower id, so that it stays put.</summary>
    private static bool IsWayRound(Suggestion pair)
    {
        var (here, there) = (pair.Anchor.Price?.Minor ?? 0, pair.Companion.Price?.Minor ?? 0);
        return here != there ? here > there : pair.Anchor.Id < pair.Companion.Id;
    }

    private void AddBaskets(List<ProductAffinity> pairs)
    {
        foreach (var pair in pairs)
        {
            Add(pair.AnchorId, pair.CompanionId, SuggestionBasis.Baskets, shown =>
            {
                shown = shown with
                {
                    Pair = new PairCount(pair.PairBaskets, pair.AnchorBaskets, pair.CompanionBaskets, pair.Baskets),
                    Certainty = pair.LogLikelihood,
                    Recent = pair.RecentPairBaskets,
                    Earlier = pair.EarlierPairBaskets,
                    SoldAsSet = pair.SoldAsSet,
                };
                return IsWayRound(shown) ? shown : shown.Swapped();
            });
        }
    }

    // First the one, then the other: there is a way round, unless customers go both.
    private void AddBoughtLater(Dictionary<(int, int), PairCount> counted)
    {
        foreach (var pair in boughtLater.Values)
        {
            Add(pair.AnchorId, pair.CompanionId, SuggestionBasis.BoughtLater, shown =>
            {
                shown = shown with { Pair = counted.GetValueOrDefault((pair.AnchorId, pair.CompanionId)), Certainty = SuggestionRules.CertaintyOf(pair) };
                return shown.Observed.BoughtLaterSwapped is null || IsWayRound(shown) ? shown : shown.Swapped();
            });
        }
    }

    private void AddContentSuggestions(List<ContentCompanion> contentSuggestions)
    {
        var texts = new TextPool();
        foreach (var similar in contentSuggestions)
        {
            Add(similar.AnchorId, similar.CompanionId, SuggestionBasis.Content, shown => shown with { ContentReason = texts.Of(similar.Why) });
        }
    }

    /// <summary>A pair whose products are both sold, unless it was found on better grounds.</summary>
    private void Add(int anchorId, int companionId, SuggestionBasis basis, Func<Suggestion, Suggestion> fill)
    {
        var pair = Unordered(anchorId, companionId);
        if (!found.ContainsKey(pair) && products.TryGetValue(anchorId, out var anchor) && products.TryGetValue(companionId, out var companion))
        {
            var observed = new PairObserved(
                Find(boughtLater, (anchorId, companionId)), Find(boughtLater, (companionId, anchorId)), Find(returnedTogether, pair));
            var shown = new Suggestion(anchor, companion, default, 0, 0, 0, null)
            {
                Basis = basis, Observed = observed == PairObserved.None ? PairObserved.None : observed, RepeatPurchaseDays = repeatPurchaseDays,
                Worth = basis == SuggestionBasis.Content ? null : worth,
            };
            found.Add(pair, fill(shown));
            order.Add(pair);
        }
    }
}
