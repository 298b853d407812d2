using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Orders;
using CrossSell.Core.Promises;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>An accepted suggestion and what became of its promise.</summary>
public sealed record PromisedSuggestion(ProductSummary Anchor, ProductSummary Companion, SuggestionPromise Promise);

/// <summary>What a shop's accepted suggestions promised, and what came.</summary>
/// <param name="Newest">Those that were compared first, the newest first; then those whose time goes on.</param>
/// <param name="Open">How many there are of the latter.</param>
public sealed record SuggestionOutcome(IReadOnlyList<PromisedSuggestion> Newest, int Open, IReadOnlyList<SuggestionRecord> Records)
{
    public static readonly SuggestionOutcome None = new([], 0, []);
}

/// <summary>Compares what accepted suggestions promised with the orders once their time is over, and says how such promises were kept.</summary>
/// <param name="rooms">Those that compare shoppers who see panels with others.</param>
public sealed class SuggestionPromises(StudioStore store, IEnumerable<PromiseComparisons>? rooms = null)
{
    /// <summary>That are named at most.</summary>
    public const int Named = 50;

    // Later the arms of its orders are forgotten.
    private const int ProvenWithinDays = 90;

    private readonly IReadOnlyList<PromiseComparisons> rooms = [.. rooms ?? []];

    /// <summary>What one shop's accepted suggestions came to.</summary>
    /// <param name="db">A context that sees what its reader may.</param>
    internal static async Task<SuggestionOutcome> OfAsync(StudioDb db, int channelId, CancellationToken cancellation)
    {
        var mine = db.SuggestionPromises.Where(promise => promise.ChannelId == channelId);
        var newest = await mine.OrderByDescending(promise => promise.MeasuredAt != null).ThenByDescending(promise => promise.From)
            .ThenByDescending(promise => promise.Revenue).ThenBy(promise => promise.Id).Take(Named).ToListAsync(cancellation);
        if (newest.Count == 0)
        {
            return SuggestionOutcome.None;
        }

        var products = (await ProductSummaries.LoadAsync(
            db, newest.SelectMany(promise => new[] { promise.AnchorId, promise.CompanionId }).ToHashSet(), channelId, cancellation))
            .ToDictionary(product => product.Id);
        return new SuggestionOutcome(
            [.. newest.Select(promise => new PromisedSuggestion(products[promise.AnchorId], products[promise.CompanionId], promise))],
            await mine.CountAsync(promise => promise.MeasuredAt == null, cancellation), await RecordsAsync(db, channelId, cancellation));
    }

    /// <summary>How promises of a shop were kept, by kind; empty while none was compared.</summary>
    internal static async Task<IReadOnlyList<SuggestionRecord>> RecordsAsync(StudioDb db, int channelId, CancellationToken cancellation)
    {
        var sums = await db.SuggestionPromises.Where(promise => promise.ChannelId == channelId && promise.MeasuredAt != null)
            .GroupBy(promise => new { promise.Basis, promise.ProofId, promise.ProofName, promise.ProofGroups })
            .Select(group => new
            {
                group.Key, Count = group.Count(), Together = group.Sum(promise => promise.Together), Extra = group.Sum(promise => promise.Extra),
                Delivered = group.Sum(promise => promise.DeliveredTogether ?? 0), Without = group.Sum(promise => promise.ProofWithout ?? 0),
                With = group.Sum(promise => promise.ProofWith ?? 0),
            }).ToListAsync(cancellation);
        return SuggestionForecasts.Records([.. sums.OrderBy(sum => sum.Key.ProofId).Select(sum => (
            sum.Key.Basis, new PromiseRecord(sum.Count, sum.Together, sum.Delivered),
            sum.Key is { ProofName: { } name, ProofGroups: { } groups }
                ? new PairProof(name, groups, sum.Without, sum.With, sum.Extra, sum.Delivered) : null))]);
    }

    /// <summary>
    /// Compares every promise whose time is over with the orders that came, once these are there. Once each, whichever instance does it. One whose link is gone
    /// by then was not kept up, and goes.
    /// </summary>
    /// <returns>How many were compared.</returns>
    public async Task<int> MeasureAsync(CancellationToken cancellation = default)
    {
        var now = store.Time.GetUtcNow();
        List<SuggestionPromise> due;
        await using (var db = store.Read())
        {
            due = await db.SuggestionPromises.Where(promise => promise.MeasuredAt == null && promise.Until <= now
                    && db.Set<Order>().Any(order => order.ChannelId == promise.ChannelId && order.OrderedAt >= promise.Until))
                .OrderBy(promise => promise.Id).ToListAsync(cancellation);
        }

        var measured = 0;
        foreach (var promise in due)
        {
            await using var db = store.OpenUnaudited(inBackground: true);
            var mine = db.SuggestionPromises.Where(row => row.Id == promise.Id && row.MeasuredAt == null);
            if (!await db.Links.AnyAsync(link => link.SourceId == promise.AnchorId && link.TargetId == promise.CompanionId, cancellation))
            {
                await mine.ExecuteDeleteAsync(cancellation);
                continue;
            }

            var found = await PairDelivery.OfAsync(db, promise, cancellation);
            measured += await mine.ExecuteUpdateAsync(
                update => update.SetProperty(row => row.MeasuredAt, now).SetProperty(row => row.DeliveredMain, found.Main)
                    .SetProperty(row => row.DeliveredTogether, found.Orders.Count).SetProperty(row => row.DeliveredRevenue, found.Revenue),
                cancellation);
        }

        await ProveAsync(now, cancellation);
        return measured;
    }

    /// <summary>Lets comparisons that are known by now say what of it would have been bought anyway; the one that began last says it.</summary>
    private async Task ProveAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now.AddDays(-ProvenWithinDays);
        List<SuggestionPromise> open;
        await using (var db = store.Read())
        {
            open = rooms.Count == 0 ? [] : await db.SuggestionPromises
                .Where(promise => promise.MeasuredAt != null && promise.DeliveredTogether > 0 && promise.ProofId == null && promise.Until > since)
                .OrderBy(promise => promise.Id).ToListAsync(cancellation);
        }

        foreach (var shop in open.GroupBy(promise => promise.ChannelId))
        {
            var known = new List<(PromiseComparisons Room, PromiseComparison Comparison)>();
            foreach (var room in rooms)
            {
                known.AddRange((await room.ReadAsync(shop.Key, cancellation)).Where(item => item.BundleId is null).Select(item => (room, item)));
            }

            foreach (var promise in known.Count == 0 ? [] : shop.ToList())
            {
                if (known.Where(item => item.Comparison.From < promise.Until && !(item.Comparison.Until <= promise.From))
                    .OrderByDescending(item => item.Comparison.From).FirstOrDefault() is not { Comparison: { } comparison, Room: { } room })
                {
                    continue;
                }

                await using var db = store.OpenUnaudited(inBackground: true);
                var arms = (await PairDelivery.ArmsAsync(db, promise, comparison, cancellation)).ConvertAll(arm => room.IsWith(arm, comparison.ExperimentId));
                var (without, with) = (arms.Count(isWith => isWith == false), arms.Count(isWith => isWith == true));
                if (without + with > 0)
                {
                    await db.SuggestionPromises.Where(row => row.Id == promise.Id && row.ProofId == null).ExecuteUpdateAsync(
                        update => update.SetProperty(row => row.ProofId, comparison.ExperimentId).SetProperty(row => row.ProofName, comparison.Name)
                            .SetProperty(row => row.ProofGroups, comparison.WeightWithout / comparison.WeightWith)
                            .SetProperty(row => row.ProofWithout, without).SetProperty(row => row.ProofWith, with),
                        cancellation);
                }
            }
        }
    }
}
