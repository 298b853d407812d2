using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Drift;

/// <summary>A bundle that is on sale now or later, with what moved since it was approved.</summary>
/// <param name="Terms">
/// What it was approved as; null for no verdict. One that was approved before this was kept (its id is 0) is compared with what its products are when they are
/// first looked at, and with the price of its verdict.
/// </param>
internal sealed record CheckedBundle(ApprovedBundle Bundle, ApprovedTerms? Terms, IReadOnlyList<DriftMove> Moves)
{
    public int RevisionId => Bundle.Quote.RevisionId;
}

/// <summary>Loads what is on sale in a shop and has it judged: for the check that stores it, and for pages that show it.</summary>
internal static class DriftCheck
{
    /// <summary>
    /// Every bundle that is on sale in the shop now or comes on sale later, paused or not, each revision once: what moved before its start is known before.
    /// </summary>
    public static async Task<IReadOnlyList<CheckedBundle>> LoadAsync(StudioDb db, int channelId, DateTimeOffset now, CancellationToken cancellation)
    {
        var live = (await BundleQuotes.LoadApprovedAsync(db, channelId, cancellation)).Where(bundle => bundle.PhaseAt(now) != BundlePhase.Ended)
            .OrderBy(bundle => bundle.PhaseAt(now) == BundlePhase.Live ? 0 : 1).DistinctBy(bundle => bundle.Quote.RevisionId).ToList();
        if (live.Count == 0)
        {
            return [];
        }

        var ids = live.ConvertAll(bundle => bundle.Quote.RevisionId);
        var terms = await db.ApprovedTerms.Where(row => row.ChannelId == channelId && ids.Contains(row.RevisionId))
            .ToDictionaryAsync(row => row.RevisionId, cancellation);
        var verdicts = await db.ReviewVerdicts
            .Where(verdict => verdict.ChannelId == channelId && ids.Contains(verdict.RevisionId) && verdict.Decision == ReviewDecision.Approved)
            .ToDictionaryAsync(verdict => verdict.RevisionId, cancellation);
        var completeness = await CompletenessAsync(
            db, channelId, live.SelectMany(bundle => bundle.Quote.Lines).Select(line => line.Product.Id).Distinct().ToArray(), cancellation);
        var policy = await DriftPolicyService.FindAsync(db, channelId, cancellation);
        return [.. live.Select(bundle =>
        {
            var approved = terms.GetValueOrDefault(bundle.Quote.RevisionId)
                ?? (verdicts.GetValueOrDefault(bundle.Quote.RevisionId) is { } verdict ? TermsOf(verdict, bundle.Quote, completeness, now) : null);
            return new CheckedBundle(bundle, approved, approved is null ? [] : DriftJudge.Judge(approved, bundle.Quote, completeness, policy, now));
        })];
    }

    /// <summary>What a verdict was given on, frozen.</summary>
    /// <param name="now">Since when what is missing is missing.</param>
    public static ApprovedTerms TermsOf(ReviewVerdict verdict, BundleQuote quote, IReadOnlyDictionary<int, int> completeness, DateTimeOffset now) => new()
    {
        RevisionId = verdict.RevisionId,
        ChannelId = verdict.ChannelId,
        At = verdict.At,
        SetPrice = verdict.SetPrice,
        MarginBasisPoints = MarginOf(quote),
        Lines = [.. quote.Lines.DistinctBy(line => line.Product.Id).Select(line => new ApprovedLine(
            line.Product.Id, line.Product.Price?.Minor, line.Product.Cost?.Minor, completeness.GetValueOrDefault(line.Product.Id),
            DriftJudge.CanDeliver(line) ? null : now))],
    };

    /// <summary>The margin of the set in basis points; null when unknown.</summary>
    public static int? MarginOf(BundleQuote quote) =>
        quote.Price?.Margin?.Percent is { } percent ? (int)decimal.Round(percent * 100, MidpointRounding.AwayFromZero) : null;

    /// <summary>How complete each product of the set is in the shop, in percent.</summary>
    public static Task<IReadOnlyDictionary<int, int>> CompletenessAsync(
        StudioDb db, int channelId, BundleQuote quote, CancellationToken cancellation) =>
        CompletenessAsync(db, channelId, quote.Lines.Select(line => line.Product.Id).Distinct().ToArray(), cancellation);

    private static async Task<IReadOnlyDictionary<int, int>> CompletenessAsync(
        StudioDb db, int channelId, int[] productIds, CancellationToken cancellation) =>
        await db.Listings.Where(listing => listing.ChannelId == channelId && productIds.Contains(listing.ProductId))
            .ToDictionaryAsync(listing => listing.ProductId, listing => listing.Completeness, cancellation);
}
