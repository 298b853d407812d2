using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Today;

/// <summary>Gathers <see cref="TodayFigures"/>. Coverage asks the same resolver as the shop: a full panel here is a full panel there.</summary>
public sealed class TodayQuery
{
    public const int Weeks = 12;
    public const int CoverageDays = 90;
    private const int Gaps = 6;

    // By revenue; what comes after these does not move the share.
    private const int Anchors = 1000;

    // With more products or more orders in the weeks shown nobody waits until they are added up again.
    private const int ManyProducts = 20_000;
    private const int ManyOrders = 20_000;

    private readonly StudioStore store;
    private readonly PanelService panels;
    private readonly CatalogList list;
    private readonly TimeProvider time;
    private readonly StateCache<int, LoadedFigures> kept;

    // These are sentences, so they are kept in each language that somebody reads them in.
    private readonly StateCache<(int Channel, string Language), IReadOnlyList<BrokenBundle>> broken;

    public TodayQuery(StudioStore store, PanelService panels, CatalogList list, TimeProvider time)
    {
        (this.store, this.panels, this.list, this.time) = (store, panels, list, time);
        kept = new StateCache<int, LoadedFigures>(
            store, time, LoadFiguresAsync, found => found.Products > ManyProducts || found.Figures.Weeks.Sum(week => week.Orders) > ManyOrders);
        broken = new StateCache<(int Channel, string Language), IReadOnlyList<BrokenBundle>>(store, time, LoadBrokenAsync, _ => false);
    }

    /// <summary>
    /// As of now; in a shop with very many products or orders as of some seconds ago. Only the very first answer of such a shop takes long: do not let a page
    /// wait for it.
    /// </summary>
    public async Task<TodayFigures> LoadAsync(int channelId, CancellationToken cancellation = default) =>
        (await kept.GetAsync(channelId, cancellation)).Figures with
        {
            Broken = await broken.GetAsync((channelId, CultureInfo.CurrentUICulture.Name), cancellation),
        };

    private async Task<IReadOnlyList<BrokenBundle>> LoadBrokenAsync((int Channel, string Language) asked, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await BrokenBundles.LoadAsync(db, asked.Channel, time.GetUtcNow(), cancellation);
    }

    private async Task<LoadedFigures> LoadFiguresAsync(int channelId, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var channel = await db.Channels.SingleAsync(item => item.Id == channelId, cancellation);
        var last = await db.Orders.Where(order => order.ChannelId == channelId).MaxAsync(order => (DateTimeOffset?)order.OrderedAt, cancellation);
        var facets = await list.FacetsAsync(
            ReadScope.Everything, new CatalogQuery { ChannelId = channelId, Filters = [new(FacetKeys.Status, FacetFilter.Of("active"))] }, cancellation);
        var figures = new TodayFigures(
            facets.Count(FacetKeys.With, "dead-link"),
            facets.Count(FacetKeys.With, "no-links"),
            [],
            await CoverageAsync(db, channel, last, cancellation),
            last is { } end ? await WeeksAsync(db, channel, end, cancellation) : [],
            last);
        return new LoadedFigures(figures, facets.Total);
    }

    private async Task<PanelCoverage> CoverageAsync(StudioDb db, Channel channel, DateTimeOffset? last, CancellationToken cancellation)
    {
        var currency = channel.Currency;
        var slots = await db.PanelSettings.Where(settings => settings.ChannelId == channel.Id).Select(settings => (int?)settings.MaxSlots)
            .SingleOrDefaultAsync(cancellation)
            ?? new PanelSettings().MaxSlots;
        var earned = last is { } end ? await EarnedAsync(db, channel.Id, end.AddDays(-CoverageDays), cancellation) : [];
        await panels.RefreshAsync(cancellation);
        var products = (await ProductSummaries.LoadAsync(db, [.. earned.Keys], channel.Id, cancellation)).ToDictionary(product => product.Id);
        var (all, full, some) = (0L, 0L, 0L);
        var gaps = new List<CoverageGap>();
        foreach (var (id, revenue) in earned.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key))
        {
            // What is sold no more needs no panel.
            if (!products.TryGetValue(id, out var product) || product.Status != ProductStatus.Active || !product.Published)
            {
                continue;
            }

            var companions = panels.Resolve(new PanelQuery(product.Sku, channel.Code)).Value?.Panel.Companions.Count ?? 0;
            all += revenue;
            full += companions >= slots ? revenue : 0;
            some += companions > 0 && companions < slots ? revenue : 0;
            if (companions < slots && gaps.Count < Gaps)
            {
                gaps.Add(new CoverageGap(product, new Money(revenue, currency), companions));
            }
        }

        return new PanelCoverage(CoverageDays, new Money(all, currency), new Money(full, currency), new Money(some, currency), slots, gaps);
    }

    // Revenue by family.
    private static async Task<Dictionary<int, long>> EarnedAsync(StudioDb db, int channelId, DateTimeOffset since, CancellationToken cancellation) => await (
        from line in db.OrderLines
        join order in db.Orders on line.OrderId equals order.Id
        join product in db.Products on line.ProductId equals product.Id
        where order.ChannelId == channelId && order.Status == OrderStatus.Placed && order.OrderedAt >= since && line.Quantity > 0
        group line.UnitPrice * line.Quantity by product.ParentId ?? product.Id into family
        orderby family.Sum() descending
        select new { family.Key, Revenue = family.Sum() }).Take(Anchors).ToDictionaryAsync(row => row.Key, row => row.Revenue, cancellation);

    private static async Task<IReadOnlyList<SalesWeek>> WeeksAsync(StudioDb db, Channel channel, DateTimeOffset last, CancellationToken cancellation)
    {
        // Whole weeks back from the end of the last order's day: the newest week is never a part of one.
        var end = new DateTimeOffset(last.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        var start = end.AddDays(-7 * Weeks);
        var orders = new int[Weeks];
        var revenue = new long[Weeks];
        var attached = new int[Weeks];
        var rows = db.Orders
            .Where(order => order.ChannelId == channel.Id && order.Status == OrderStatus.Placed && order.OrderedAt >= start && order.OrderedAt < end)
            .Select(order => new
            {
                order.OrderedAt,
                Revenue = order.Lines.Where(line => line.Quantity > 0).Sum(line => line.UnitPrice * line.Quantity),
                Families = order.Lines.Where(line => line.Quantity > 0)
                    .Select(line => db.Set<Product>().Where(product => product.Id == line.ProductId).Select(product => product.ParentId ?? product.Id)
                        .FirstOrDefault())
                    .Distinct().Count(),
            })
            .AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            var week = (int)((row.OrderedAt - start).TotalDays / 7);
            orders[week]++;
            revenue[week] += row.Revenue;
            attached[week] += row.Families > 1 ? 1 : 0;
        }

        return [.. Enumerable.Range(0, Weeks).Select(week => new SalesWeek(
            start.AddDays(7 * week), orders[week], new Money(revenue[week], channel.Currency), attached[week]))];
    }

    /// <param name="Products">Active ones of the channel.</param>
    private sealed record LoadedFigures(TodayFigures Figures, int Products);
}
