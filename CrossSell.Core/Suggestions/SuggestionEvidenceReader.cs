using System.Text.Json;
using CrossSell.Core.Affinity;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>
/// What speaks for pairs now, whichever way it was stored: baskets that are worth asking about before customers who came back, these before a guess. A pair
/// of which nothing is known has no evidence, and cannot be decided on.
/// </summary>
internal sealed class SuggestionEvidenceReader
{
    private readonly Dictionary<(int, int), PairCount> baskets = [];
    private readonly Dictionary<(int, int), ObservedPair> boughtLater = [];
    private readonly Dictionary<(int, int), string> contentSuggestions = [];

    private SuggestionEvidenceReader()
    {
    }

    /// <summary>Within how many days a customer has come back, as the newest run counted.</summary>
    public int Days => DaysOf(Settings);

    /// <summary>Of the newest run; null when there was none.</summary>
    public string? Settings { get; private set; }

    public static async Task<SuggestionEvidenceReader> LoadAsync(StudioDb db, int channelId, IEnumerable<int> productIds, CancellationToken cancellation)
    {
        var ids = productIds.Distinct().ToArray();
        var found = new SuggestionEvidenceReader();
        foreach (var row in await db.Affinities.AsNoTracking()
            .Where(row => row.ChannelId == channelId && ids.Contains(row.AnchorId) && ids.Contains(row.CompanionId)).ToListAsync(cancellation))
        {
            found.baskets[(row.AnchorId, row.CompanionId)] = new PairCount(row.PairBaskets, row.AnchorBaskets, row.CompanionBaskets, row.Baskets);
        }

        foreach (var row in await db.PairObservations.AsNoTracking()
            .Where(row => row.ChannelId == channelId && row.Kind == ObservationKind.BoughtLater && ids.Contains(row.AnchorId) && ids.Contains(row.CompanionId))
            .ToListAsync(cancellation))
        {
            found.boughtLater[(row.AnchorId, row.CompanionId)] = row.Observed;
        }

        foreach (var row in await db.ContentCompanions.AsNoTracking()
            .Where(row => row.ChannelId == channelId && ids.Contains(row.AnchorId) && ids.Contains(row.CompanionId)).ToListAsync(cancellation))
        {
            found.contentSuggestions[(row.AnchorId, row.CompanionId)] = row.Why;
        }

        found.Settings = await SettingsAsync(db, channelId, cancellation);
        return found;
    }

    /// <summary>Within how many days a customer has come back, as the newest run counted.</summary>
    public static async Task<int> DaysAsync(StudioDb db, int channelId, CancellationToken cancellation) =>
        DaysOf(await SettingsAsync(db, channelId, cancellation));

    private static Task<string?> SettingsAsync(StudioDb db, int channelId, CancellationToken cancellation) =>
        db.MiningRuns.Where(run => run.ChannelId == channelId).OrderByDescending(run => run.Id).Select(run => run.Settings).FirstOrDefaultAsync(cancellation);

    public static int DaysOf(string? settings) =>
        (settings is null ? null : JsonSerializer.Deserialize<MiningSettings>(settings))?.RepeatPurchaseDays ?? new MiningSettings().RepeatPurchaseDays;

    public SuggestionEvidence? Of(int anchorId, int companionId)
    {
        var counts = PairOf(anchorId, companionId);
        if (counts is { } pair && SuggestionRules.IsWorthAsking(pair))
        {
            return SuggestionEvidence.Of(pair);
        }

        // Anyone who turns the pair round has the same customers to go by.
        if (boughtLater.TryGetValue((anchorId, companionId), out var observed) || boughtLater.TryGetValue((companionId, anchorId), out observed))
        {
            return SuggestionEvidence.OfBoughtLater(observed, Days);
        }

        return contentSuggestions.TryGetValue((anchorId, companionId), out var why) || contentSuggestions.TryGetValue((companionId, anchorId), out why)
            ? SuggestionEvidence.OfContent(why)
            : counts is { } few ? SuggestionEvidence.Of(few)
            : null;
    }

    /// <summary>What a forecast stands on; null where it has nothing, as of a guess or of customers who come back the other way round only.</summary>
    public PairEvidence? CountsOf(int anchorId, int companionId) =>
        PairOf(anchorId, companionId) is { } pair && SuggestionRules.IsWorthAsking(pair) ? new PairEvidence(SuggestionBasis.Baskets, pair, null)
        : boughtLater.TryGetValue((anchorId, companionId), out var later) ? new PairEvidence(SuggestionBasis.BoughtLater, default, later)
        : null;

    private PairCount? PairOf(int anchorId, int companionId) => baskets.TryGetValue((anchorId, companionId), out var there) ? there
        : baskets.TryGetValue((companionId, anchorId), out var back) ? back.Reversed()
        : null;
}
