using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>What people's verdicts and exclusions leave open.</summary>
internal sealed class UndecidedPairs
{
    private readonly Dictionary<(int, int), SuggestionVerdict> verdicts;
    private readonly HashSet<(OverrideScope, int, int)> excluded;
    private readonly DateTimeOffset now;

    private UndecidedPairs(Dictionary<(int, int), SuggestionVerdict> verdicts, HashSet<(OverrideScope, int, int)> excluded, DateTimeOffset now) =>
        (this.verdicts, this.excluded, this.now) = (verdicts, excluded, now);

    public static async Task<UndecidedPairs> LoadAsync(StudioDb db, int channelId, DateTimeOffset now, CancellationToken cancellation)
    {
        var verdicts = await db.SuggestionVerdicts.Where(verdict => verdict.ChannelId == channelId)
            .ToDictionaryAsync(verdict => (verdict.AnchorId, verdict.CompanionId), cancellation);
        var excluded = await db.PanelOverrides
            .Where(row => row.Action == OverrideAction.Exclude && (row.ChannelId == null || row.ChannelId == channelId)
                && (row.ValidFrom == null || row.ValidFrom <= now) && (row.ValidTo == null || row.ValidTo > now))
            .Select(row => new { row.Scope, row.ScopeId, row.TargetId }).ToListAsync(cancellation);
        return new UndecidedPairs(verdicts, [.. excluded.Select(row => (row.Scope, row.ScopeId, row.TargetId))], now);
    }

    /// <summary>Whether a verdict keeps it away this way round.</summary>
    public bool IsDecided(Suggestion pair) =>
        verdicts.TryGetValue((pair.Anchor.Id, pair.Companion.Id), out var there) && SuggestionRules.Stands(there, pair.Seen, pair.Times, now);

    /// <summary>The pair with the verdict that it has outgrown, or null when it does not wait this way round.</summary>
    public Suggestion? Take(Suggestion pair)
    {
        verdicts.TryGetValue((pair.Anchor.Id, pair.Companion.Id), out var there);
        verdicts.TryGetValue((pair.Companion.Id, pair.Anchor.Id), out var back);

        // What was accepted in reverse is settled, whatever became of the link since.
        var settled = back is { Decision: SuggestionDecision.Accepted } && SuggestionRules.Stands(back, pair.Seen, pair.Times, now);
        var waits = !IsDecided(pair) && !settled && (pair.Basis != SuggestionBasis.Baskets || SuggestionRules.IsWorthAsking(pair.Pair))
            && !IsExcluded(pair.Anchor, pair.Companion);
        // Most have no verdict before and are passed on as they are: a page looks at tens of thousands.
        return !waits ? null : there is null && pair.Before is null ? pair : pair with { Before = there };
    }

    /// <summary>What a person said must never be offered.</summary>
    private bool IsExcluded(ProductSummary anchor, ProductSummary companion) =>
        excluded.Contains((OverrideScope.Channel, 0, companion.Id)) || excluded.Contains((OverrideScope.Product, anchor.Id, companion.Id))
        || (anchor.CategoryId is { } category && excluded.Contains((OverrideScope.Category, category, companion.Id)));
}

/// <summary>The pairs that wait at one moment.</summary>
/// <param name="all">Each pair once, the way round that it is shown.</param>
/// <param name="open">What is left open at that moment; null when nothing waits.</param>
internal sealed class WaitingPairs(List<Suggestion> all, UndecidedPairs? open)
{
    public static readonly WaitingPairs None = new([], null);

    private readonly Lazy<Dictionary<(int, int), Suggestion>> byPair = new(
        () => all.ToDictionary(item => SuggestionLoader.Unordered(item.Anchor.Id, item.Companion.Id)));

    public List<Suggestion> All => all;

    /// <summary>The pair this way round; null when it does not wait so.</summary>
    public Suggestion? Find(int anchorId, int companionId) =>
        !byPair.Value.TryGetValue(SuggestionLoader.Unordered(anchorId, companionId), out var found)
            ? null
            : found.Anchor.Id == anchorId ? found : open?.Take(found.Swapped());

    /// <summary>Whether a verdict keeps it away this way round.</summary>
    public bool IsDecided(Suggestion pair) => open?.IsDecided(pair) ?? true;
}
