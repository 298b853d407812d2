using System.Collections.Concurrent;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>
/// What waits in the inbox: significant pairs of the newest run, what customers come back for, and beside these guesses, that nobody linked, excluded or
/// decided on. Never shows a popular item, a pair of one family, or a product that the channel does not sell.
/// </summary>
public sealed class SuggestionInbox
{
    // With more pairs than these nobody waits until they are gathered again.
    private const int ManyPairs = 3_000;

    private readonly StudioStore store;
    private readonly TimeProvider time;
    private readonly StateCache<int, InboxPairs> loaded;
    private readonly ConcurrentDictionary<int, Anchors> anchors = new();

    public SuggestionInbox(StudioStore store, TimeProvider time)
    {
        (this.store, this.time) = (store, time);
        loaded = new StateCache<int, InboxPairs>(store, time, LoadAsync, found => found.All.Count > ManyPairs);
    }

    public async Task<SuggestionPage> FindAsync(SuggestionQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = store.Read();
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        var pairs = await loaded.GetAsync(query.ChannelId, cancellation);
        var records = await RecalibrateAsync(db, pairs, cancellation);
        var waiting = (await WaitingAsync(db, pairs, cancellation)).All;
        var within = await WithinAsync(db, query, cancellation);
        var found = waiting.Where(suggestion => Matches(suggestion, query, within)).ToList();
        var rows = Grouped(Sorted(found, query.Sort), query.Group).Skip((Math.Max(query.Page, 1) - 1) * query.PageSize).Take(query.PageSize);
        var run = await db.MiningRuns.Where(item => item.ChannelId == query.ChannelId).OrderByDescending(item => item.Id).FirstOrDefaultAsync(cancellation);
        var guessed = waiting.Count(item => item.Basis == SuggestionBasis.Content);
        var byCategory = waiting.Where(item => Matches(item, query, within: null)).Where(item => item.Anchor.CategoryId is not null)
            .GroupBy(item => item.Anchor.CategoryId!.Value).ToDictionary(group => group.Key, group => group.Count());
        return new SuggestionPage([.. rows], found.Count, waiting.Count - guessed, guessed, run)
        {
            ByCategory = byCategory,
            Records = records,
        };
    }

    /// <summary>How many wait in the channel; guesses do not.</summary>
    public async Task<int> CountAsync(int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return (await WaitingAsync(db, await loaded.GetAsync(channelId, cancellation), cancellation)).All
            .Count(item => item.Basis != SuggestionBasis.Content);
    }

    /// <summary>All that orders show and that wait in the channel, worth most first.</summary>
    public Task<IReadOnlyList<Suggestion>> AllAsync(int channelId, CancellationToken cancellation = default) =>
        AllAsync(new SuggestionQuery(channelId), cancellation: cancellation);

    /// <summary>All that match, on one page.</summary>
    /// <param name="fresh">By what is stored now, also in a large studio, where a page may show what it was some seconds ago.</param>
    public async Task<IReadOnlyList<Suggestion>> AllAsync(SuggestionQuery query, bool fresh = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = store.Read();
        var pairs = fresh ? await LoadAsync(query.ChannelId, cancellation) : await loaded.GetAsync(query.ChannelId, cancellation);
        await RecalibrateAsync(db, pairs, cancellation);
        var within = await WithinAsync(db, query, cancellation);
        return [.. Sorted((await WaitingAsync(db, pairs, cancellation)).All.Where(item => Matches(item, query, within)), query.Sort)];
    }

    /// <summary>
    /// How many wait by their anchor, as the inbox shows them: guesses do not. The same answer is the same object until something was written or a minute has
    /// passed, in which what was snoozed may come back.
    /// </summary>
    internal async Task<IReadOnlyDictionary<int, int>> AnchorsAsync(int channelId, CancellationToken cancellation)
    {
        var (state, minute) = (await store.StateAsync(cancellation), time.GetUtcNow().ToUnixTimeSeconds() / 60);
        var found = await loaded.GetAsync(channelId, cancellation);
        if (anchors.TryGetValue(channelId, out var known) && known.State == state && known.Minute == minute && known.Of == found)
        {
            return known.Counts;
        }

        await using var db = store.Read();
        var counts = (await WaitingAsync(db, found, cancellation)).All.Where(item => item.Basis != SuggestionBasis.Content)
            .GroupBy(item => item.Anchor.Id).ToDictionary(group => group.Key, group => group.Count());
        if (known is not null && known.Counts.Count == counts.Count && counts.All(pair => known.Counts.GetValueOrDefault(pair.Key) == pair.Value))
        {
            counts = known.Counts;
        }

        anchors[channelId] = new Anchors(state, minute, found, counts);
        return counts;
    }

    /// <summary>
    /// What may wait, gathered once, to be asked again and again inside others' writes: by <see cref="WaitingAsync(StudioDb, InboxPairs, CancellationToken)"/>.
    /// </summary>
    /// <param name="fresh">By what is stored now, also in a large studio.</param>
    internal async Task<InboxPairs> PairsAsync(int channelId, bool fresh, CancellationToken cancellation) =>
        fresh ? await LoadAsync(channelId, cancellation) : await loaded.GetAsync(channelId, cancellation);

    /// <summary>Those of them that wait by the verdicts and links that <paramref name="db"/> sees.</summary>
    internal async Task<WaitingPairs> WaitingAsync(StudioDb db, InboxPairs pairs, CancellationToken cancellation)
    {
        if (pairs.All.Count == 0)
        {
            return WaitingPairs.None;
        }

        // What people say counts at once, however long ago the pairs were gathered.
        var linkedSince = await SuggestionLoader.LinkedAsync(db, pairs.LastLink, among: null, cancellation);
        var open = await UndecidedPairs.LoadAsync(db, pairs.ChannelId, time.GetUtcNow(), cancellation);
        var waiting = new List<Suggestion>();
        foreach (var found in pairs.All)
        {
            if (!linkedSince.Contains(SuggestionLoader.Unordered(found.Anchor.Id, found.Companion.Id))
                && (open.Take(found) ?? open.Take(found.Swapped())) is { } suggestion)
            {
                waiting.Add(suggestion);
            }
        }

        return new WaitingPairs(waiting, open);
    }

    /// <summary>
    /// Lets what is said of revenue follow what came of earlier promises: these are compared by the clock, not by a write that renews what is kept.
    /// </summary>
    private static async Task<IReadOnlyList<SuggestionRecord>> RecalibrateAsync(StudioDb db, InboxPairs pairs, CancellationToken cancellation)
    {
        var records = await SuggestionPromises.RecordsAsync(db, pairs.ChannelId, cancellation);
        if (pairs.Worth is { } worth)
        {
            worth.Records = records;
        }

        return records;
    }

    private async Task<InboxPairs> LoadAsync(int channelId, CancellationToken cancellation)
    {
        await using var db = store.Read();
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        return await SuggestionLoader.ReadAsync(db, channelId, cancellation);
    }

    /// <summary>The categories of the query and all below them; null for all.</summary>
    private static async Task<HashSet<int>?> WithinAsync(StudioDb db, SuggestionQuery query, CancellationToken cancellation)
    {
        if (query.Within is not { } roots)
        {
            return null;
        }

        var categories = await db.Categories.Select(category => new { category.Id, category.Path }).ToListAsync(cancellation);
        var above = categories.Where(category => roots.Contains(category.Id)).Select(category => category.Path).ToList();
        return [.. categories.Where(category => above.Exists(path => category.Path.StartsWith(path, StringComparison.Ordinal)))
            .Select(category => category.Id)];
    }

    private static bool Matches(Suggestion suggestion, SuggestionQuery query, HashSet<int>? within)
    {
        var isOfSource = query.Source switch
        {
            SuggestionSource.Baskets => suggestion.Basis == SuggestionBasis.Baskets,
            SuggestionSource.BoughtLater => suggestion.Observed.BoughtLater is not null && suggestion.Basis != SuggestionBasis.Content,
            SuggestionSource.Content => suggestion.Basis == SuggestionBasis.Content,
            _ => suggestion.Basis != SuggestionBasis.Content,
        };
        if (!isOfSource || suggestion.Seen < query.MinBaskets || suggestion.Times < query.MinLift
            || (query.Trend is { } trend && suggestion.Trend != trend)
            || (within is not null && !(suggestion.Anchor.CategoryId is { } category && within.Contains(category))))
        {
            return false;
        }

        if (query.Sku is { Length: > 0 } sku
            && !suggestion.Anchor.Sku.Equals(sku, StringComparison.OrdinalIgnoreCase)
            && !suggestion.Companion.Sku.Equals(sku, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return query.Text is null || HasWords(suggestion, query.Text);
    }

    private static bool HasWords(Suggestion suggestion, string text)
    {
        return text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
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

    private sealed record Anchors(long State, long Minute, InboxPairs Of, Dictionary<int, int> Counts);
}
