using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Promises;

/// <summary>How earlier promises were kept, from the narrowest to the widest.</summary>
public sealed record PromiseRecords(PromiseRecord OfAuthorAndKind, PromiseRecord OfKind, PromiseRecord All)
{
    /// <summary>What the next forecast is multiplied by.</summary>
    public double Ratio => BundleForecasts.Ratio(OfAuthorAndKind, OfKind, All);
}

/// <summary>What a revision is expected to bring in one shop.</summary>
/// <param name="Forecast">Null for "not enough orders".</param>
/// <param name="Promise">The frozen one where a verdict was given; null before.</param>
public sealed record RevisionForecast(Channel Channel, BundleForecast? Forecast, BundlePromise? Promise)
{
    /// <summary>What earlier promises of this shop came to.</summary>
    public PromiseOutcomes Outcomes { get; init; } = PromiseOutcomes.None;
}

/// <summary>What the reviewer of a revision is told: what to expect, and how earlier promises of its author were kept.</summary>
public sealed record RevisionPromise(string AuthorName, BundleKind Kind, IReadOnlyList<RevisionForecast> Shops, PromiseRecords Records);

/// <summary>Says what bundles promise, and compares it with the orders once their time is over.</summary>
/// <param name="rooms">Those that compare shoppers who may see bundles with others.</param>
public sealed class PromiseService(StudioStore store, IEnumerable<PromiseComparisons>? rooms = null)
{
    // Later the arms of its orders are forgotten.
    private const int ProvenWithinDays = 90;

    private readonly IReadOnlyList<PromiseComparisons> rooms = [.. rooms ?? []];

    /// <summary>What a revision promises in each of its shops that the reader sees; null when there is no such revision.</summary>
    public async Task<RevisionPromise?> OfAsync(ReadScope scope, int revisionId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var revision = await db.BundleRevisions.Include(item => item.Components).Include(item => item.Channels).Include(item => item.Authors)
            .AsSplitQuery().SingleOrDefaultAsync(item => item.Id == revisionId, cancellation);
        if (revision is null)
        {
            return null;
        }

        var author = revision.SubmittedBy ?? revision.Authors.FirstOrDefault()?.ActorId ?? "";
        var records = await RecordsAsync(db, author, revision.Kind, cancellation);
        var frozen = await db.BundlePromises.Where(promise => promise.RevisionId == revisionId)
            .ToDictionaryAsync(promise => promise.ChannelId, cancellation);
        var shops = new List<RevisionForecast>();
        foreach (var quote in await BundleService.QuotesAsync(db, revision, cancellation))
        {
            var outcomes = await OutcomesAsync(db, quote.Channel.Id, author, revision.Kind, cancellation);
            if (frozen.GetValueOrDefault(quote.Channel.Id) is { } promise)
            {
                shops.Add(new RevisionForecast(quote.Channel, promise.Forecast, promise) { Outcomes = outcomes });
                continue;
            }

            var basis = await PromiseBasis.LoadAsync(db, quote, cancellation);
            shops.Add(new RevisionForecast(
                quote.Channel,
                basis is { Attach: { } attach, OrdersPerDay: { } orders }
                    ? BundleForecasts.Say(attach, orders * BundleForecasts.Days, records.Ratio, basis.Set)
                    : null,
                null)
            {
                Outcomes = outcomes,
            });
        }

        return new RevisionPromise(
            revision.Authors.Find(item => item.ActorId == author)?.Name ?? author, revision.Kind, shops, records);
    }

    /// <summary>
    /// Compares every promise whose time is over with the orders that came, once these are there. Once each, whichever instance does it. Only the days count
    /// on which the revision was on sale; one that was on sale less than a day promised nothing, and goes.
    /// </summary>
    /// <returns>How many were compared.</returns>
    public async Task<int> MeasureAsync(CancellationToken cancellation = default)
    {
        var measured = await CountAsync(cancellation);
        await ProveAsync(cancellation);
        return measured;
    }

    private async Task<int> CountAsync(CancellationToken cancellation)
    {
        var now = store.Time.GetUtcNow();
        List<BundlePromise> due;
        SaleBook sales;
        Dictionary<(int Revision, int Channel), DateTimeOffset> paused;
        await using (var db = store.Read())
        {
            due = await db.BundlePromises.Where(promise => promise.MeasuredAt == null && promise.Until <= now
                    && db.Set<Order>().Any(order => order.ChannelId == promise.ChannelId && order.OrderedAt >= promise.Until))
                .OrderBy(promise => promise.Id).ToListAsync(cancellation);
            if (due.Count == 0)
            {
                return 0;
            }

            int[] revisions = [.. due.Select(promise => promise.RevisionId)];
            sales = await SaleBook.HistoryAsync(
                db, [.. due.Select(promise => promise.BundleId).Distinct()], await db.Channels.ToListAsync(cancellation), cancellation);
            paused = await db.BundleDrifts.Where(drift => revisions.Contains(drift.RevisionId) && drift.ClearedAt == null && drift.PausedAt != null)
                .ToDictionaryAsync(drift => (drift.RevisionId, drift.ChannelId), drift => drift.PausedAt!.Value, cancellation);
        }

        var measured = 0;
        foreach (var promise in due)
        {
            await using var db = store.OpenUnaudited(inBackground: true);
            var times = PromiseDelivery.OnSale(
                promise, sales.Of(promise.BundleId).In(promise.ChannelId),
                paused.TryGetValue((promise.RevisionId, promise.ChannelId), out var at) ? at : null);
            var share = times.Sum(time => (time.Until!.Value - time.From!.Value).TotalDays) / (promise.Until - promise.From).TotalDays;
            var mine = db.BundlePromises.Where(row => row.Id == promise.Id && row.MeasuredAt == null);
            if (share * (promise.Until - promise.From).TotalDays < 1)
            {
                await mine.ExecuteDeleteAsync(cancellation);
                continue;
            }

            var (found, orders) = (await DeliveredAsync(db, promise, times, cancellation), promise.Orders * share);
            measured += await mine.ExecuteUpdateAsync(
                update => update.SetProperty(row => row.MeasuredAt, now).SetProperty(row => row.DeliveredOrders, found.Orders)
                    .SetProperty(row => row.DeliveredSets, found.Sets).SetProperty(row => row.DeliveredBeside, found.Beside)
                    .SetProperty(row => row.DeliveredMargin, found.Margin)
                    .SetProperty(row => row.Orders, orders),
                cancellation);
        }

        return measured;
    }

    /// <summary>Lets comparisons that are known by now say what of it would have been bought anyway.</summary>
    private async Task ProveAsync(CancellationToken cancellation)
    {
        var since = store.Time.GetUtcNow().AddDays(-ProvenWithinDays);
        List<BundlePromise> open;
        await using (var db = store.Read())
        {
            open = rooms.Count == 0 ? [] : await db.BundlePromises
                .Where(promise => promise.MeasuredAt != null && promise.DeliveredSets > 0 && promise.Proof == null && promise.Until > since)
                .OrderBy(promise => promise.Id).ToListAsync(cancellation);
        }

        foreach (var shop in open.GroupBy(promise => promise.ChannelId))
        {
            var known = new List<(PromiseComparisons, PromiseComparison)>();
            foreach (var room in rooms)
            {
                known.AddRange((await room.ReadAsync(shop.Key, cancellation)).Select(comparison => (room, comparison)));
            }

            foreach (var promise in shop)
            {
                await using var db = store.OpenUnaudited(inBackground: true);
                if (await PromiseProofs.OfAsync(db, promise, known, cancellation) is { } proof)
                {
                    await db.BundlePromises.Where(row => row.Id == promise.Id && row.Proof == null)
                        .ExecuteUpdateAsync(update => update.SetProperty(row => row.Proof, proof), cancellation);
                }
            }
        }
    }

    /// <summary>What these revisions promised in a shop, by revision; those that promised nothing are left out.</summary>
    internal static async Task<IReadOnlyDictionary<int, BundlePromise>> OfRevisionsAsync(
        StudioDb db, int channelId, int[] revisionIds, CancellationToken cancellation) =>
        await db.BundlePromises.Where(promise => promise.ChannelId == channelId && revisionIds.Contains(promise.RevisionId))
            .ToDictionaryAsync(promise => promise.RevisionId, cancellation);

    /// <summary>What promises of one shop came to, in its money: this author's of this kind, of this kind, all.</summary>
    private static async Task<PromiseOutcomes> OutcomesAsync(
        StudioDb db, int channelId, string authorId, BundleKind kind, CancellationToken cancellation)
    {
        var kept = await db.BundlePromises.Where(promise => promise.ChannelId == channelId && promise.MeasuredAt != null && promise.Attach != null)
            .ToListAsync(cancellation);
        return new PromiseOutcomes(
            PromiseOutcome.Of(kept.Where(promise => promise.AuthorId == authorId && promise.Kind == kind)),
            PromiseOutcome.Of(kept.Where(promise => promise.Kind == kind)), PromiseOutcome.Of(kept));
    }

    /// <summary>How promises were kept that are comparable: this author's of this kind, of this kind, all. Every shop counts.</summary>
    internal static async Task<PromiseRecords> RecordsAsync(StudioDb db, string authorId, BundleKind kind, CancellationToken cancellation)
    {
        var kept = await db.BundlePromises.Where(promise => promise.MeasuredAt != null && promise.Attach != null)
            .ToListAsync(cancellation);
        PromiseRecord Of(Func<string, BundleKind, bool> which) => kept.Where(promise => which(promise.AuthorId, promise.Kind))
            .Select(promise => new PromiseRecord(1, promise.PromisedSets ?? 0, promise.AdditionalSets ?? 0))
            .Aggregate(default(PromiseRecord), (left, right) => left + right);
        return new PromiseRecords(Of((author, its) => author == authorId && its == kind), Of((_, its) => its == kind), Of((_, _) => true));
    }

    private static async Task<Delivered> DeliveredAsync(
        StudioDb db, BundlePromise promise, IReadOnlyList<SaleWindow> times, CancellationToken cancellation)
    {
        int[] families = [promise.Set.MainFamilyId, .. promise.Set.Parts.SelectMany(part => part.FamilyIds)];
        var lines = await (
            from line in db.OrderLines
            join order in db.Orders on line.OrderId equals order.Id
            join product in db.Products on line.ProductId equals (int?)product.Id
            where order.ChannelId == promise.ChannelId && order.Status == OrderStatus.Placed
                && order.OrderedAt >= promise.From && order.OrderedAt < promise.Until
                && families.Contains(product.ParentId ?? product.Id)
            select new
            {
                line.OrderId, order.OrderedAt, product.Id, Family = product.ParentId ?? product.Id, product.TaxClass,
                Quantity = line.Quantity - line.ReturnedQuantity, line.UnitPrice,
            })
            .ToListAsync(cancellation);
        var sold = lines.Where(line => times.Any(time => time.From <= line.OrderedAt && line.OrderedAt < time.Until));
        var channel = await BundleQuotes.ChannelAsync(db, promise.ChannelId, cancellation);
        var ids = lines.SelectMany(line => new[] { line.Id, line.Family }).Distinct().ToArray();
        var costs = await db.Listings.Where(listing => listing.ChannelId == promise.ChannelId && ids.Contains(listing.ProductId) && listing.Cost != null)
            .ToDictionaryAsync(listing => listing.ProductId, listing => listing.Cost!.Value, cancellation);
        // A variant without a cost of its own costs what its family does.
        decimal? MarginOf(int id, int family, string taxClass, long price) => costs.TryGetValue(id, out var cost) || costs.TryGetValue(family, out cost)
            ? channel.NetOf(price, taxClass) - cost
            : null;
        return PromiseDelivery.Count(
            promise.Set,
            sold.Select(line => new DeliveredLine(
                line.OrderId, line.Family, line.Quantity, line.UnitPrice, MarginOf(line.Id, line.Family, line.TaxClass, line.UnitPrice))),
            withMain: promise.Kind != BundleKind.TriggeredOffer);
    }
}
