using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Promises;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Insights;

/// <summary>
/// What the orders of a shop say about its money and its panels. Panels are asked of the resolver that the shop asks, as they are now: a full panel here is a
/// full panel there. The orders are read once into sums by day (<see cref="InsightsBook"/>); no visit reads them again until something was written, in a shop
/// with many orders behind the page's back and at most every <see cref="Floor"/>.
/// </summary>
public sealed partial class InsightsQuery
{
    /// <summary>In a shop with many orders figures may be so old.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Main products that are looked at: those with the most revenue of the last year of orders. What comes after these does not move a share.
    /// </summary>
    public const int Mains = 1000;

    private const int MainDays = 365;
    private const int ManyOrders = 20_000;

    private readonly StudioStore store;
    private readonly PanelService panels;
    private readonly TimeProvider time;
    private readonly StateCache<int, InsightsBook> books;

    public InsightsQuery(StudioStore store, PanelService panels, TimeProvider time)
    {
        (this.store, this.panels, this.time) = (store, panels, time);
        books = new StateCache<int, InsightsBook>(store, time, ReadAsync, book => book.Orders > ManyOrders, Floor);
    }

    /// <summary>
    /// The figures of a shop; null when the reader may not look into it, or it is gone. Only the very first answer of a shop with many orders takes long: do
    /// not let a page wait for it.
    /// </summary>
    public async Task<InsightsFigures?> LoadAsync(ReadScope scope, InsightsQuestion question, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(question);
        if (!scope.Includes(question.ChannelId))
        {
            return null;
        }

        await using var db = store.Read(scope);
        if (await db.Channels.AsNoTracking().SingleOrDefaultAsync(item => item.Id == question.ChannelId, cancellation) is not { } channel)
        {
            return null;
        }

        var book = await books.GetAsync(channel.Id, cancellation);
        var figures = InsightsReport.Of(book, question, channel.Currency, TodayOf(channel));
        var products = await ProductSummaries.LoadAsync(db, [.. figures.Panels.Select(panel => panel.FamilyId)], channel.Id, cancellation);
        return figures with
        {
            Products = products.ToDictionary(product => product.Id),
            Bundles = await BundlesAsync(db, channel, book, figures.Period, cancellation),
            Suggestions = await SuggestionPromises.OfAsync(db, channel.Id, cancellation),
        };
    }

    /// <summary>Coverage by revenue over the last days of orders; null when the reader may not look into the shop.</summary>
    /// <param name="gaps">How many are named at most.</param>
    public async Task<PanelCoverage?> CoverageAsync(ReadScope scope, int channelId, int days, int gaps, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.Includes(channelId))
        {
            return null;
        }

        var book = await books.GetAsync(channelId, cancellation);
        await using var db = store.Read(scope);
        var currency = (await db.Channels.AsNoTracking().SingleAsync(item => item.Id == channelId, cancellation)).Currency;
        var period = InsightPeriod.LastDays(days, book.LastDay ?? DateOnly.MaxValue);
        var sums = book.Sum(period);
        var missing = book.ProductsIn(period).Where(pair => !book.Panels[pair.Key].IsFull && pair.Value.Revenue > 0)
            .OrderByDescending(pair => pair.Value.Revenue).ThenBy(pair => pair.Key).Take(gaps).ToArray();
        var products = (await ProductSummaries.LoadAsync(db, [.. missing.Select(pair => pair.Key)], channelId, cancellation))
            .ToDictionary(product => product.Id);
        return new PanelCoverage(
            days, new Money(sums.MainRevenue, currency), new Money(sums.FullRevenue, currency), new Money(sums.SomeRevenue, currency), book.Slots,
            [.. missing.Where(pair => products.ContainsKey(pair.Key)).Select(pair => new CoverageGap(
                products[pair.Key], new Money(pair.Value.Revenue, currency), book.Panels[pair.Key].Companions))]);
    }

    /// <summary>
    /// Whole weeks up to the day of the newest order, the oldest first; empty without orders, and when the reader may not look into the shop.
    /// </summary>
    public async Task<IReadOnlyList<SalesWeek>> WeeksAsync(ReadScope scope, int channelId, int weeks, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.Includes(channelId) || await books.GetAsync(channelId, cancellation) is not { LastDay: { } last } book)
        {
            return [];
        }

        await using var db = store.Read(scope);
        var currency = (await db.Channels.AsNoTracking().SingleAsync(item => item.Id == channelId, cancellation)).Currency;
        return [.. InsightSteps.Of(InsightPeriod.LastDays(7 * weeks, last), InsightStep.Week).Select(week => new SalesWeek(week, book.Sum(week), currency))];
    }

    private DateOnly TodayOf(Channel channel) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), channel.Zone).DateTime);

    private async Task<InsightsBook> ReadAsync(int channelId, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var channel = await db.Channels.AsNoTracking().SingleAsync(item => item.Id == channelId, cancellation);
        var familyOf = await db.Products.Where(product => product.ParentId != null)
            .Select(product => new { product.Id, ParentId = product.ParentId!.Value }) // Whole products of a large catalogue take a minute.
            .ToDictionaryAsync(product => product.Id, product => product.ParentId, cancellation);
        var slots = await db.PanelSettings.Where(settings => settings.ChannelId == channelId).Select(settings => (int?)settings.MaxSlots)
            .SingleOrDefaultAsync(cancellation)
            ?? new PanelSettings().MaxSlots;
        var tests = await db.MiningPolicies.Where(policy => policy.ChannelId == channelId).Select(policy => policy.TestOrders)
            .SingleOrDefaultAsync(cancellation);
        var bundles = Standing(await BundleQuotes.LoadApprovedAsync(db, channelId, cancellation), time.GetUtcNow())
            .Select(bundle => new BundleParts(bundle.BundleId, [.. bundle.Quote.Lines.GroupBy(line => Family(line.Product.Id))
                .Select(part => (part.Key, part.Sum(line => line.Quantity)))])).ToArray();
        var sums = new OrderSums(await PanelsAsync(db, channel, slots, Family, cancellation), bundles);
        await InsightsRows.ReadAsync(db, channel, tests, familyOf, sums, cancellation);
        return sums.Build(await MarksAsync(db, channel, cancellation), slots, time.GetUtcNow());

        int Family(int productId) => familyOf.GetValueOrDefault(productId, productId);
    }

    /// <summary>Panels of the main products, by family: what is sold no more, and gift cards, need none.</summary>
    private async Task<Dictionary<int, MainPanel>> PanelsAsync(
        StudioDb db, Channel channel, int slots, Func<int, int> family, CancellationToken cancellation)
    {
        var found = new Dictionary<int, MainPanel>();
        if (await db.Orders.Where(order => order.ChannelId == channel.Id).MaxAsync(order => (DateTimeOffset?)order.OrderedAt, cancellation) is not { } last)
        {
            return found;
        }

        var earned = await InsightsRows.EarnedAsync(db, channel.Id, last.AddDays(-MainDays), Mains, cancellation);
        var vouchers = await GiftCards.AmongAsync(db, [.. earned.Keys], cancellation);
        await panels.RefreshAsync(cancellation);
        foreach (var product in await ProductSummaries.LoadAsync(db, [.. earned.Keys], channel.Id, cancellation))
        {
            if (product.Status != ProductStatus.Active || !product.Published || vouchers.Contains(product.Id))
            {
                continue;
            }

            var panel = panels.Resolve(new PanelQuery(product.Sku, channel.Code)).Value?.Panel;
            var recommended = (panel?.Offer?.Parts ?? []).Select(part => new RecommendedFamily(family(part.Product.Id), InsightOrigin.Bundle, 0))
                .Concat((panel?.Companions ?? []).Select(item => new RecommendedFamily(family(item.Product.Id), OriginOf(item.Layer), item.Position)))
                .Where(item => item.FamilyId != product.Id).DistinctBy(item => item.FamilyId).ToArray();
            var companions = panel?.Companions.Count ?? 0;
            found[product.Id] = new MainPanel(product.Id, companions, companions >= slots, recommended);
        }

        return found;
    }

    private static InsightOrigin OriginOf(PanelLayer layer) => layer switch
    {
        { Leads: true } => InsightOrigin.Bundle,
        RuleLayer => InsightOrigin.Rule,
        { IsManual: true } => InsightOrigin.Manual,
        { IsUnproven: true } => InsightOrigin.Fallback,
        _ => InsightOrigin.Orders,
    };

    private static async Task<Dictionary<DateOnly, InsightMark>> MarksAsync(StudioDb db, Channel channel, CancellationToken cancellation)
    {
        var links = await db.Links.Where(link => link.Origin != LinkOrigin.Inverse
                && db.Set<Listing>().Any(listing => listing.ChannelId == channel.Id
                    && (listing.ProductId == link.SourceId
                        || db.Set<Product>().Any(variant => variant.ParentId == link.SourceId && variant.Id == listing.ProductId))))
            .Select(link => link.CreatedAt).ToListAsync(cancellation);
        var bundles = await db.ReviewVerdicts.Where(verdict => verdict.ChannelId == channel.Id && verdict.Decision == ReviewDecision.Approved)
            .Select(verdict => verdict.At).ToListAsync(cancellation);
        return links.Select(at => (Day: DayOf(at), Mark: new InsightMark(1, 0))).Concat(bundles.Select(at => (Day: DayOf(at), Mark: new InsightMark(0, 1))))
            .GroupBy(mark => mark.Day, mark => mark.Mark).ToDictionary(day => day.Key, day => day.Aggregate((left, right) => left + right));

        DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, channel.Zone).DateTime);
    }

    private async Task<IReadOnlyList<BundleFigure>> BundlesAsync(
        StudioDb db, Channel channel, InsightsBook book, InsightPeriod period, CancellationToken cancellation)
    {
        var (now, all) = (time.GetUtcNow(), await BundleQuotes.LoadApprovedAsync(db, channel.Id, cancellation));
        var approved = Standing(all, now).ToArray();
        // Sold since its first revision came: what makes way for a campaign has not begun again after it.
        var began = all.GroupBy(bundle => bundle.BundleId).ToDictionary(same => same.Key, same => same.Min(bundle => bundle.Began));
        var promises = await PromiseService.OfRevisionsAsync(
            db, channel.Id, approved.Select(bundle => bundle.Quote.RevisionId).ToArray(), cancellation);
        return [.. approved.Select(bundle =>
        {
            var at = bundle.ApprovedAt ?? bundle.From;
            var since = began[bundle.BundleId] is { } known ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(known, channel.Zone).DateTime) : period.From;
            var sold = book.BundleIn(bundle.BundleId, period with { From = since > period.From ? since : period.From });
            return new BundleFigure(bundle.Code, bundle.Quote.Content.Name, at, sold) { Promise = promises.GetValueOrDefault(bundle.Quote.RevisionId) };
        }).OrderByDescending(bundle => bundle.Sold.Revenue).ThenBy(bundle => bundle.Name, StringComparer.Ordinal)];
    }

    /// <summary>What each bundle is to shoppers: what is sold now, else what was sold last. What is still to come has sold nothing.</summary>
    private static IEnumerable<ApprovedBundle> Standing(IEnumerable<ApprovedBundle> approved, DateTimeOffset now) => approved
        .Where(bundle => bundle.PhaseAt(now) != BundlePhase.Scheduled)
        .OrderByDescending(bundle => bundle.PhaseAt(now) == BundlePhase.Live).ThenByDescending(bundle => bundle.Until ?? DateTimeOffset.MaxValue)
        .DistinctBy(bundle => bundle.BundleId);
}
