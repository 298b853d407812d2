using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Mining.MiningTexts;

namespace CrossSell.Core.Mining;

/// <summary>
/// Puts what was found in a channel's orders in the place of what was found before: written beside it step by step (<see cref="WriteSteps"/>), so that nobody
/// who writes waits, then made the one that counts in one short write, then what it replaced is taken away step by step. Readers see the old result or the new
/// one, whole. What is beside has no change set, as it changes nothing that anybody sees; what a killed run left of it is taken away by the next.
/// </summary>
/// <param name="stepped">Called behind each step; null for nobody.</param>
internal sealed class MiningWriter(StudioStore store, WriteSteps steps, Actor actor, int channelId, Action? stepped)
{
    private const string Aside = "Stored an analysis beside the one in use";

    // More than a cart panel shows, because its filters drop some.
    private const int CartKeep = 20;

    // Below, a weight is noise of the solution.
    private const float LeastWeight = 0.01f;

    private int rows = steps.First;
    private long written;

    /// <summary>The id of the run whose rows these are; its own row comes with <see cref="SwapAsync"/>.</summary>
    public int RunId { get; private set; }

    /// <summary>Stores everything beside what counts.</summary>
    /// <returns>How many ordered pairs were stored.</returns>
    public async Task<int> StoreAsync(
        MinedFindings findings, IReadOnlyList<ContentSuggestion> contentSuggestions, int keep, CancellationToken cancellation)
    {
        await StepAsync(async session => RunId = await MiningSql.ReserveAsync(session, CancellationToken.None));
        await SweepAsync(cancellation);
        var stored = await InsertAsync(Pairs, PairsOf(findings, keep, await KnownAsync(cancellation)), cancellation);
        await InsertAsync(
            Observed,
            ObservedOf(ObservationKind.BoughtLater, findings.BoughtLater).Concat(ObservedOf(ObservationKind.ReturnedTogether, findings.ReturnedTogether)),
            cancellation);
        await InsertAsync(Categories, CategoryPairsOf(findings.CategoryPairs), cancellation);
        await InsertAsync(
            Content,
            contentSuggestions.Select(one => new Row(
                one.AnchorId, one.CompanionId, [channelId, one.AnchorId, one.CompanionId, RunId, one.Rank, one.Score, one.Why])),
            cancellation);
        if (findings.Cart is { } cart)
        {
            await InsertAsync(Cart, CartOf(cart, findings.CartProductIds), cancellation);
        }

        return (int)stored;
    }

    /// <summary>How many pairs of the stored run the one in use has too, and how many it has in all.</summary>
    public async Task<(int Stayed, int Before)> CompareAsync(CancellationToken cancellation)
    {
        await using var db = store.Read();
        var before = await db.Affinities.CountAsync(pair => pair.ChannelId == channelId, cancellation);
        var stayed = before == 0 ? 0 : await db.Set<ProductAffinity>().CountAsync(
            pair => pair.ChannelId == channelId && pair.RunId == RunId && db.Set<ProductAffinity>().Any(old => old.ChannelId == channelId
                && old.AnchorId == pair.AnchorId && old.CompanionId == pair.CompanionId && old.RunId != RunId
                && db.Set<MiningRun>().Any(run => run.Id == old.RunId && !run.Superseded)),
            cancellation);
        return (stayed, before);
    }

    /// <summary>
    /// Makes what was stored the one that counts, inside a write that the caller commits. Refused where another run of any channel began meanwhile and took
    /// rows of this one for a dead run's.
    /// </summary>
    /// <param name="run">Gets its id.</param>
    public async Task<Outcome> SwapAsync(WriteSession session, MiningRun run, CancellationToken cancellation)
    {
        if (await MiningSql.LastIdAsync(session, cancellation) != RunId
            && await MiningSql.CountAsync(session, channelId, RunId, cancellation) != written)
        {
            return Refusal.Stale(L["The orders of this shop were analysed somewhere else at the same time, so this analysis changed nothing. Start it again."]);
        }

        run.Id = RunId;
        session.Db.Add(run);
        await session.Db.MiningRuns.Where(other => other.ChannelId == channelId && other.Id != RunId && !other.Superseded)
            .ExecuteUpdateAsync(update => update.SetProperty(other => other.Superseded, true), cancellation);
        return Outcome.Done;
    }

    /// <summary>Takes away, step by step, what earlier runs stored and nobody sees any more.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var (table, first) in MiningSql.Results)
        {
            for (var after = -1; await NextToSweepAsync(table, first, after, cancellation) is { } upTo; after = upTo)
            {
                cancellation.ThrowIfCancellationRequested();
                var (from, began) = (after, store.Time.GetTimestamp());
                await StepAsync(session => MiningSql.SweepAsync(session, table, first, channelId, from, upTo, RunId, CancellationToken.None));
                rows = steps.After(rows, store.Time.GetElapsedTime(began));
            }
        }
    }

    // Asked without the lock: it may have to walk all that counts.
    private async Task<int?> NextToSweepAsync(string table, string first, int after, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await MiningSql.NextToSweepAsync(db, table, first, channelId, after, RunId, rows, cancellation);
    }

    private async Task StepAsync(Func<WriteSession, Task> write)
    {
        await using (var session = await store.WriteAsync(actor, Aside, CancellationToken.None))
        {
            await write(session);
            await session.CommitBareAsync(CancellationToken.None);
        }

        stepped?.Invoke();
        await store.LetOthersAsync(CancellationToken.None);
    }

    /// <param name="First">A product, or a category.</param>
    private readonly record struct Row(int First, int Second, object?[] Values);

    /// <param name="Parents">The table that the first key of a row is of.</param>
    private sealed record Target(string Table, string Parents, params string[] Columns);

    private static readonly Target Pairs = new(
        "Affinities", "Products", nameof(ProductAffinity.ChannelId), nameof(ProductAffinity.AnchorId), nameof(ProductAffinity.CompanionId),
        nameof(ProductAffinity.RunId), nameof(ProductAffinity.Rank), nameof(ProductAffinity.PairBaskets), nameof(ProductAffinity.AnchorBaskets),
        nameof(ProductAffinity.CompanionBaskets), nameof(ProductAffinity.Baskets), nameof(ProductAffinity.Score), nameof(ProductAffinity.Lift),
        nameof(ProductAffinity.LogLikelihood), nameof(ProductAffinity.RecentPairBaskets), nameof(ProductAffinity.EarlierPairBaskets),
        nameof(ProductAffinity.SoldAsSet));

    private static readonly Target Observed = new(
        "PairObservations", "Products", nameof(PairObservation.ChannelId), nameof(PairObservation.Kind), nameof(PairObservation.AnchorId),
        nameof(PairObservation.CompanionId), nameof(PairObservation.RunId), nameof(PairObservation.Count), nameof(PairObservation.Of),
        nameof(PairObservation.BaseCount), nameof(PairObservation.BaseOf));

    private static readonly Target Categories = new(
        "CategoryAffinities", "Categories", nameof(CategoryAffinity.ChannelId), nameof(CategoryAffinity.CategoryId), nameof(CategoryAffinity.CompanionId),
        nameof(CategoryAffinity.RunId), nameof(CategoryAffinity.PairBaskets), nameof(CategoryAffinity.CategoryBaskets),
        nameof(CategoryAffinity.CompanionBaskets), nameof(CategoryAffinity.Baskets), nameof(CategoryAffinity.Score));

    private static readonly Target Content = new(
        "ContentCompanions", "Products", nameof(ContentCompanion.ChannelId), nameof(ContentCompanion.AnchorId), nameof(ContentCompanion.CompanionId),
        nameof(ContentCompanion.RunId), nameof(ContentCompanion.Rank), nameof(ContentCompanion.Score), nameof(ContentCompanion.Why));

    private static readonly Target Cart = new(
        "CartWeights", "Products", nameof(CartWeight.ChannelId), nameof(CartWeight.FromId), nameof(CartWeight.ToId), nameof(CartWeight.RunId),
        nameof(CartWeight.Weight));

    private async Task<long> InsertAsync(Target target, IEnumerable<Row> found, CancellationToken cancellation)
    {
        var before = written;
        using var next = found.GetEnumerator();
        var step = new List<Row>(rows);
        for (var isMore = true; isMore;)
        {
            cancellation.ThrowIfCancellationRequested();
            step.Clear();
            while (step.Count < rows && (isMore = next.MoveNext()))
            {
                step.Add(next.Current);
            }

            if (step.Count > 0)
            {
                var began = store.Time.GetTimestamp();
                await StepAsync(session => InsertAsync(session, target, step));
                // The rest of a table says little of how long a whole step takes.
                rows = step.Count == rows ? steps.After(rows, store.Time.GetElapsedTime(began)) : rows;
            }
        }

        return written - before;
    }

    private async Task InsertAsync(WriteSession session, Target target, List<Row> step)
    {
        // Products and categories may have been deleted while others were stored.
        var firsts = await MiningSql.MissingAsync(session, target.Parents, step.Select(row => row.First).Distinct(), CancellationToken.None);
        var seconds = await MiningSql.MissingAsync(session, "Products", step.Select(row => row.Second).Distinct(), CancellationToken.None);
        using var insert = new BulkInsert(session, target.Table, target.Columns);
        foreach (var row in step.Where(row => !firsts.Contains(row.First) && !seconds.Contains(row.Second)))
        {
            insert.Add(row.Values);
            written++;
        }
    }

    // A product that was deleted while the baskets were counted takes no place among the companions.
    private async Task<HashSet<int>> KnownAsync(CancellationToken cancellation)
    {
        await using var db = store.Read();
        return (await db.Products.Select(product => product.Id).ToListAsync(cancellation)).ToHashSet();
    }

    private IEnumerable<Row> PairsOf(MinedFindings findings, int keep, HashSet<int> known)
    {
        var companions = findings.Companions;
        // By id, so that indexes grow from left to right.
        foreach (var anchor in companions.ProductIds.ToArray().Where(known.Contains).Order())
        {
            var rank = 0;
            var best = findings.Recency?.Order(anchor, companions.CompanionsOf(anchor), keep) ?? companions.CompanionsOf(anchor);
            foreach (var companion in best.Where(companion => known.Contains(companion.ProductId)))
            {
                var pair = companions.Evidence(anchor, companion);
                yield return new Row(anchor, companion.ProductId,
                [
                    channelId, anchor, companion.ProductId, RunId, ++rank, pair.Together, pair.Anchor, pair.Companion, pair.Baskets,
                    companion.Score, AffinityScore.Lift(pair), AffinityScore.LogLikelihoodRatio(pair),
                    findings.Quarters.Recent.Together(anchor, companion.ProductId), findings.Quarters.Earlier.Together(anchor, companion.ProductId),
                    companions.SoldAsSet(anchor, companion.ProductId),
                ]);
            }
        }
    }

    private IEnumerable<Row> ObservedOf(ObservationKind kind, IReadOnlyList<ObservedPair> pairs) => pairs.Select(pair => new Row(
        pair.AnchorId, pair.CompanionId,
        [channelId, kind, pair.AnchorId, pair.CompanionId, RunId, pair.Count, pair.Of, pair.BaseCount, pair.BaseOf]));

    private IEnumerable<Row> CategoryPairsOf(IReadOnlyDictionary<int, IReadOnlyList<CategoryPair>> pairs) =>
        pairs.OrderBy(category => category.Key).SelectMany(category => category.Value).Select(pair => new Row(
            pair.CategoryId, pair.CompanionId,
            [
                channelId, pair.CategoryId, pair.CompanionId, RunId, pair.Count.Together, pair.Count.Anchor, pair.Count.Companion, pair.Count.Baskets,
                pair.Score,
            ]));

    private IEnumerable<Row> CartOf(Ease cart, int[] ids)
    {
        var slots = cart.Slots.ToArray();
        foreach (var slot in slots.OrderBy(slot => ids[slot]))
        {
            var row = cart.Row(slot).ToArray();
            foreach (var at in Enumerable.Range(0, row.Length).Where(at => row[at] >= LeastWeight)
                .OrderByDescending(at => row[at]).ThenBy(at => ids[slots[at]]).Take(CartKeep))
            {
                yield return new Row(ids[slot], ids[slots[at]], [channelId, ids[slot], ids[slots[at]], RunId, (double)row[at]]);
            }
        }
    }
}
