using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Mining;

/// <summary>Puts what was found in a channel's orders in the place of what was found before, inside one write.</summary>
internal static class MiningWriter
{
    // More than a cart panel shows, because its filters drop some.
    private const int CartKeep = 20;

    // Below, a weight is noise of the solution.
    private const float LeastWeight = 0.01f;

    /// <returns>How many ordered pairs were stored.</returns>
    public static async Task<int> ReplaceAsync(
        WriteSession session, MiningRun run, MinedFindings findings, IReadOnlyList<ContentSuggestion> contentSuggestions, int keep,
        CancellationToken cancellation)
    {
        var channelId = run.ChannelId;
        // Three indexes of half a million rows do not fit into what a connection usually keeps.
        await session.Sql.KeepAsync(session, 128_000, cancellation);
        // A product may have been deleted while the baskets were counted.
        var known = (await session.Db.Products.Select(product => product.Id).ToListAsync(cancellation)).ToHashSet();
        var before = await MiningSql.RememberPairsAsync(session, channelId, cancellation);
        await session.Db.Affinities.Where(pair => pair.ChannelId == channelId).ExecuteDeleteAsync(cancellation);
        await session.Db.PairObservations.Where(pair => pair.ChannelId == channelId).ExecuteDeleteAsync(cancellation);
        await session.Db.CartWeights.Where(weight => weight.ChannelId == channelId).ExecuteDeleteAsync(cancellation);
        await session.Db.CategoryAffinities.Where(pair => pair.ChannelId == channelId).ExecuteDeleteAsync(cancellation);
        await session.Db.ContentCompanions.Where(pair => pair.ChannelId == channelId).ExecuteDeleteAsync(cancellation);
        var stored = StorePairs(session, run, findings, keep, known, cancellation);
        StoreObserved(session, run, ObservationKind.BoughtLater, findings.BoughtLater, known);
        StoreObserved(session, run, ObservationKind.ReturnedTogether, findings.ReturnedTogether, known);
        await StoreCategoryPairsAsync(session, run, findings.CategoryPairs, known, cancellation);
        StoreContentSuggestions(session, channelId, contentSuggestions, known);
        if (findings.Cart is { } cart)
        {
            StoreCart(session, channelId, cart, findings.CartProductIds, known, cancellation);
        }

        var stayed = await MiningSql.StayedPairsAsync(session, channelId, cancellation);
        await session.Sql.KeepAsync(session, null, cancellation);
        (run.PairsNew, run.PairsGone) = (stored - stayed, before - stayed);
        return stored;
    }

    private static int StorePairs(
        WriteSession session, MiningRun run, MinedFindings findings, int keep, HashSet<int> known, CancellationToken cancellation)
    {
        using var insert = new BulkInsert(
            session, "Affinities", nameof(ProductAffinity.ChannelId), nameof(ProductAffinity.AnchorId), nameof(ProductAffinity.CompanionId),
            nameof(ProductAffinity.RunId), nameof(ProductAffinity.Rank), nameof(ProductAffinity.PairBaskets), nameof(ProductAffinity.AnchorBaskets),
            nameof(ProductAffinity.CompanionBaskets), nameof(ProductAffinity.Baskets), nameof(ProductAffinity.Score), nameof(ProductAffinity.Lift),
            nameof(ProductAffinity.LogLikelihood), nameof(ProductAffinity.RecentPairBaskets), nameof(ProductAffinity.EarlierPairBaskets));
        var companions = findings.Companions;
        var stored = 0;
        // By id, so that two of the three indexes grow at their end.
        foreach (var anchor in companions.ProductIds.ToArray().Where(known.Contains).Order())
        {
            cancellation.ThrowIfCancellationRequested();
            var rank = 0;
            var best = findings.Recency?.Order(anchor, companions.CompanionsOf(anchor), keep) ?? companions.CompanionsOf(anchor);
            foreach (var companion in best.Where(companion => known.Contains(companion.ProductId)))
            {
                var pair = companions.Evidence(anchor, companion);
                insert.Add(
                    run.ChannelId, anchor, companion.ProductId, run.Id, ++rank, pair.Together, pair.Anchor, pair.Companion, pair.Baskets,
                    companion.Score, AffinityScore.Lift(pair), AffinityScore.LogLikelihoodRatio(pair),
                    findings.Quarters.Recent.Together(anchor, companion.ProductId), findings.Quarters.Earlier.Together(anchor, companion.ProductId));
                stored++;
            }
        }

        return stored;
    }

    private static void StoreObserved(WriteSession session, MiningRun run, ObservationKind kind, IReadOnlyList<ObservedPair> pairs, HashSet<int> known)
    {
        using var insert = new BulkInsert(
            session, "PairObservations", nameof(PairObservation.ChannelId), nameof(PairObservation.Kind), nameof(PairObservation.AnchorId),
            nameof(PairObservation.CompanionId),
            nameof(PairObservation.RunId), nameof(PairObservation.Count), nameof(PairObservation.Of), nameof(PairObservation.BaseCount),
            nameof(PairObservation.BaseOf));
        foreach (var pair in pairs.Where(pair => known.Contains(pair.AnchorId) && known.Contains(pair.CompanionId)))
        {
            insert.Add(run.ChannelId, kind, pair.AnchorId, pair.CompanionId, run.Id, pair.Count, pair.Of, pair.BaseCount, pair.BaseOf);
        }
    }

    private static async Task StoreCategoryPairsAsync(
        WriteSession session, MiningRun run, IReadOnlyDictionary<int, IReadOnlyList<CategoryPair>> pairs, HashSet<int> known, CancellationToken cancellation)
    {
        // A category may have been deleted while the baskets were counted.
        var categories = (await session.Db.Categories.Select(category => category.Id).ToListAsync(cancellation)).ToHashSet();
        using var insert = new BulkInsert(
            session, "CategoryAffinities", nameof(CategoryAffinity.ChannelId), nameof(CategoryAffinity.CategoryId), nameof(CategoryAffinity.CompanionId),
            nameof(CategoryAffinity.RunId),
            nameof(CategoryAffinity.PairBaskets), nameof(CategoryAffinity.CategoryBaskets), nameof(CategoryAffinity.CompanionBaskets),
            nameof(CategoryAffinity.Baskets),
            nameof(CategoryAffinity.Score));
        foreach (var pair in pairs.Where(category => categories.Contains(category.Key)).OrderBy(category => category.Key).SelectMany(category => category.Value)
            .Where(pair => known.Contains(pair.CompanionId)))
        {
            insert.Add(
                run.ChannelId, pair.CategoryId, pair.CompanionId, run.Id, pair.Count.Together, pair.Count.Anchor, pair.Count.Companion, pair.Count.Baskets,
                pair.Score);
        }
    }

    private static void StoreContentSuggestions(WriteSession session, int channelId, IReadOnlyList<ContentSuggestion> contentSuggestions, HashSet<int> known)
    {
        using var insert = new BulkInsert(
            session, "ContentCompanions", nameof(ContentCompanion.ChannelId), nameof(ContentCompanion.AnchorId), nameof(ContentCompanion.CompanionId),
            nameof(ContentCompanion.Rank),
            nameof(ContentCompanion.Score), nameof(ContentCompanion.Why));
        foreach (var similar in contentSuggestions.Where(similar => known.Contains(similar.AnchorId) && known.Contains(similar.CompanionId)))
        {
            insert.Add(channelId, similar.AnchorId, similar.CompanionId, similar.Rank, similar.Score, similar.Why);
        }
    }

    private static void StoreCart(WriteSession session, int channelId, Ease cart, int[] ids, HashSet<int> known, CancellationToken cancellation)
    {
        using var insert = new BulkInsert(
            session, "CartWeights", nameof(CartWeight.ChannelId), nameof(CartWeight.FromId), nameof(CartWeight.ToId), nameof(CartWeight.Weight));
        var slots = cart.Slots.ToArray();
        foreach (var slot in slots.Where(slot => known.Contains(ids[slot])).OrderBy(slot => ids[slot]))
        {
            cancellation.ThrowIfCancellationRequested();
            var row = cart.Row(slot).ToArray();
            foreach (var at in Enumerable.Range(0, row.Length).Where(at => row[at] >= LeastWeight && known.Contains(ids[slots[at]]))
                .OrderByDescending(at => row[at]).ThenBy(at => ids[slots[at]]).Take(CartKeep))
            {
                insert.Add(channelId, ids[slot], ids[slots[at]], (double)row[at]);
            }
        }
    }
}
