using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Suggestions;

namespace CrossSell.Core.Browse;

/// <summary>In what order suggestions wait.</summary>
public enum SuggestionSort
{
    /// <summary>By what the companion earned in baskets beyond chance.</summary>
    Worth,

    /// <summary>By how sure the baskets are (log-likelihood ratio).</summary>
    Certainty,

    /// <summary>What is bought together more than a quarter ago first.</summary>
    Rising,
}

/// <summary>Which suggestions to show.</summary>
/// <param name="Text">Words that must stand in the names or SKUs of the two, or null.</param>
/// <param name="Sku">Only pairs of this product, or null.</param>
/// <param name="Page">From 1.</param>
public sealed record SuggestionQuery(int ChannelId, string? Text = null, string? Sku = null, SuggestionSort Sort = SuggestionSort.Worth, int Page = 1, int PageSize = 25);

/// <summary>A pair that waits for a verdict, shown once: the dearer product as anchor, because a shopper adds the cheaper to the dearer.</summary>
/// <param name="Certainty">Log-likelihood ratio.</param>
/// <param name="Recent">Baskets with both in the last 90 days of the orders.</param>
/// <param name="Earlier">In the 90 days before.</param>
/// <param name="Before">The verdict that the evidence has outgrown, or a snooze that ended; null for a new pair.</param>
public sealed record Suggestion(
    ProductSummary Anchor, ProductSummary Companion, PairCount Pair, double Certainty, int Recent, int Earlier, SuggestionVerdict? Before)
{
    public AffinityTrend Trend => AffinityTrends.Of(Recent, Earlier);

    public string Evidence => AffinityEvidence.InWords(Pair);

    /// <summary>Baskets beyond chance times the companion's price: what the pair already earns unasked. Null without a price.</summary>
    public Money? Worth => Companion.Price is { } price ? price * (int)Math.Round(Math.Max(0, Pair.Together - AffinityScore.Expected(Pair))) : null;

    /// <summary>The same two with the companion as anchor. A verdict before belongs to one way only and is left out.</summary>
    public Suggestion TurnedRound() => this with { Anchor = Companion, Companion = Anchor, Pair = Pair.Reversed(), Before = null };
}

/// <param name="Total">All that match, over all pages.</param>
/// <param name="Waiting">All of the channel, whatever is searched for.</param>
/// <param name="Run">The counting that the suggestions come from; null when the channel was never mined.</param>
public sealed record SuggestionPage(IReadOnlyList<Suggestion> Rows, int Total, int Waiting, MiningRun? Run);
