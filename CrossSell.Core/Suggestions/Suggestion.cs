using System.Globalization;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using static CrossSell.Core.Suggestions.SuggestionsTexts;

namespace CrossSell.Core.Suggestions;

/// <summary>In what order suggestions wait.</summary>
public enum SuggestionSort
{
    /// <summary>By the extra revenue a month that a link may bring (<see cref="ExpectedRevenue"/>).</summary>
    Worth,

    /// <summary>By how sure the baskets are (log-likelihood ratio).</summary>
    Certainty,

    /// <summary>What is bought together more than a quarter ago first.</summary>
    Rising,
}

/// <summary>What suggestions stand together by; the group of the best comes first.</summary>
public enum SuggestionGroup
{
    None,
    Anchor,
    Category,
}

/// <summary>What the suggestions to show rest on.</summary>
public enum SuggestionSource
{
    /// <summary>All that orders show.</summary>
    Found,

    Baskets,

    BoughtLater,

    /// <summary>Guesses from content: no finding, and never counted among them.</summary>
    Content,
}

/// <summary>Which suggestions to show.</summary>
/// <param name="Text">Words that must stand in the names or SKUs of the two, or null.</param>
/// <param name="Sku">Only pairs of this product, or null.</param>
/// <param name="Page">From 1.</param>
public sealed record SuggestionQuery(
    int ChannelId, string? Text = null, string? Sku = null, SuggestionSort Sort = SuggestionSort.Worth, int Page = 1, int PageSize = 25)
{
    public SuggestionSource Source { get; init; }

    public SuggestionGroup Group { get; init; }

    /// <summary>At least so many baskets, or customers who came back; null for all.</summary>
    public int? MinBaskets { get; init; }

    /// <summary>At least so many times chance; null for all.</summary>
    public double? MinLift { get; init; }

    /// <summary>Only what goes this way; null for all.</summary>
    public AffinityTrend? Trend { get; init; }

    /// <summary>Only anchors of these categories and those below them; null for all. A category that is gone holds nothing.</summary>
    public EquatableList<int>? Within { get; init; }
}

/// <summary>A pair that waits for a verdict, shown once: the dearer product as anchor, because a shopper adds the cheaper to the dearer.</summary>
/// <param name="Certainty">Log-likelihood ratio.</param>
/// <param name="Recent">Baskets with both in the last 90 days of the orders.</param>
/// <param name="Earlier">In the 90 days before.</param>
/// <param name="Before">The verdict that the evidence has outgrown, or a snooze that ended; null for a new pair.</param>
public sealed record Suggestion(
    ProductSummary Anchor, ProductSummary Companion, PairCount Pair, double Certainty, int Recent, int Earlier, SuggestionVerdict? Before)
{
    public SuggestionBasis Basis { get; init; }

    /// <summary>What was seen of the two beyond their baskets.</summary>
    public PairObserved Observed { get; init; } = PairObserved.None;

    /// <summary>Baskets in which the two were sold as a set, which no count of <see cref="Pair"/> holds.</summary>
    public int SoldAsSet { get; init; }

    /// <summary>Within how many days.</summary>
    public int RepeatPurchaseDays { get; init; }

    /// <summary>Why it is guessed; null for a pair that orders show.</summary>
    public string? ContentReason { get; init; }

    /// <summary>What a link may bring a month; null where there is not enough data to say.</summary>
    public RevenueRange? Expected => Worth?.Of(this);

    internal SuggestionWorth? Worth { get; init; }

    public AffinityTrend Trend => AffinityTrends.Of(Recent, Earlier);

    /// <summary>How often it was seen: baskets with both, or customers who came back; 0 for a guess.</summary>
    public int Seen => Basis switch
    {
        SuggestionBasis.Baskets => Pair.Together,
        SuggestionBasis.BoughtLater => RepeatPurchase.Count,
        _ => 0,
    };

    /// <summary>Times as often as chance, or as anyway; 0 for a guess.</summary>
    public double Times => Basis switch
    {
        SuggestionBasis.Baskets => AffinityScore.Lift(Pair),
        SuggestionBasis.BoughtLater => SuggestionEvidence.TimesAnyway(RepeatPurchase),
        _ => 0,
    };

    /// <summary>Whether the companion is in so many baskets that shoppers take it unasked.</summary>
    public bool IsPopularRegardless => Pair.Baskets > 0
        && (Pair.Companion >= Pair.Baskets * SuggestionRules.PopularShare || AffinityEvidence.KindOf(Pair) == EvidenceKind.PopularRegardless);

    public string Evidence => Found.Words;

    /// <summary>The same in the reader's language, with its numbers as a reader writes them.</summary>
    public string EvidenceIn(NumberFormatInfo numbers) => Basis switch
    {
        SuggestionBasis.Baskets => AffinityEvidence.InWords(Pair, numbers: numbers),
        SuggestionBasis.BoughtLater => SuggestionEvidence.BoughtLater(RepeatPurchase, RepeatPurchaseDays, numbers),
        _ => SuggestionEvidence.Content(ContentReason!, numbers),
    };

    /// <summary>What is known beyond that, in words.</summary>
    /// <param name="numbers">As the reader writes numbers.</param>
    public string? MoreIn(NumberFormatInfo numbers) => Basis switch
    {
        SuggestionBasis.Baskets => Observed.BoughtLater is { } later ? SuggestionEvidence.BoughtLater(later, RepeatPurchaseDays, numbers) : null,
        SuggestionBasis.BoughtLater => Pair.Baskets > 0 ? AffinityEvidence.InWords(Pair, numbers: numbers) : L["Rarely in one basket"].Value,
        _ => null,
    };

    /// <summary>What the verdict and the link keep.</summary>
    public SuggestionEvidence Found => Basis switch
    {
        SuggestionBasis.Baskets => SuggestionEvidence.Of(Pair),
        SuggestionBasis.BoughtLater => SuggestionEvidence.OfBoughtLater(RepeatPurchase, RepeatPurchaseDays),
        _ => SuggestionEvidence.OfContent(ContentReason!),
    };

    /// <summary>The same two with the companion as anchor. A verdict before belongs to one way only and is left out.</summary>
    public Suggestion Swapped() => this with
    {
        Anchor = Companion,
        Companion = Anchor,
        Pair = Pair.Reversed(),
        Before = null,
        Observed = Observed.Swapped(),
    };

    private ObservedPair RepeatPurchase => (Observed.BoughtLater ?? Observed.BoughtLaterSwapped)!.Value;
}

/// <summary>What was seen of a pair beyond baskets.</summary>
/// <param name="BoughtLater">Customers who came back for the companion after the anchor, clearly more than anyway; null when they did not, or only the other
/// way round.</param>
/// <param name="BoughtLaterSwapped">The same with the companion as anchor.</param>
/// <param name="ReturnedTogether">Orders in which both were returned: it speaks against the pair.</param>
public sealed record PairObserved(ObservedPair? BoughtLater, ObservedPair? BoughtLaterSwapped, ObservedPair? ReturnedTogether)
{
    /// <summary>Nothing, as of most pairs.</summary>
    public static PairObserved None { get; } = new(null, null, null);

    public PairObserved Swapped() => this == None ? None : new(BoughtLaterSwapped, BoughtLater, ReturnedTogether);
}

/// <param name="Total">All that match, over all pages.</param>
/// <param name="Waiting">All of the channel that orders show, whatever is searched for.</param>
/// <param name="Content">Guesses beside them.</param>
/// <param name="Run">The counting that the suggestions come from; null when the channel was never mined.</param>
public sealed record SuggestionPage(IReadOnlyList<Suggestion> Rows, int Total, int Waiting, int Content, MiningRun? Run)
{
    /// <summary>How earlier promises were kept, by which expected revenue is adjusted; empty while none was compared.</summary>
    public IReadOnlyList<SuggestionRecord> Records { get; init; } = [];

    /// <summary>How many match by the anchor's category, whichever category is chosen.</summary>
    public IReadOnlyDictionary<int, int> ByCategory { get; init; } = new Dictionary<int, int>();
}
