using System.Globalization;
using CrossSell.Core.Insights;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Today;

/// <summary>Gathers <see cref="TodayFigures"/>. What it says of money it asks <see cref="InsightsQuery"/>: a figure has one definition.</summary>
public sealed class TodayQuery
{
    public const int Weeks = 12;
    public const int CoverageDays = 90;
    private const int Gaps = 6;

    // With more products or more orders in the weeks shown nobody waits until they are added up again.
    private const int ManyProducts = 20_000;
    private const int ManyOrders = 20_000;

    private readonly StudioStore store;
    private readonly InsightsQuery insights;
    private readonly CatalogList list;
    private readonly TimeProvider time;
    private readonly StateCache<int, LoadedFigures> kept;

    // These are sentences, so they are kept in each language that somebody reads them in.
    private readonly StateCache<(int Channel, string Language), IReadOnlyList<BrokenBundle>> broken;

    public TodayQuery(StudioStore store, InsightsQuery insights, CatalogList list, TimeProvider time)
    {
        (this.store, this.insights, this.list, this.time) = (store, insights, list, time);
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
        var last = await db.Orders.Where(order => order.ChannelId == channelId).MaxAsync(order => (DateTimeOffset?)order.OrderedAt, cancellation);
        var facets = await list.FacetsAsync(
            ReadScope.Everything, new CatalogQuery { ChannelId = channelId, Filters = [new(FacetKeys.Status, FacetFilter.Of("active"))] }, cancellation);
        var figures = new TodayFigures(
            facets.Count(FacetKeys.With, "dead-link"),
            facets.Count(FacetKeys.With, "no-links"),
            [],
            (await insights.CoverageAsync(ReadScope.Everything, channelId, CoverageDays, Gaps, cancellation))!,
            await insights.WeeksAsync(ReadScope.Everything, channelId, Weeks, cancellation),
            last);
        return new LoadedFigures(figures, facets.Total);
    }

    /// <param name="Products">Active ones of the channel.</param>
    private sealed record LoadedFigures(TodayFigures Figures, int Products);
}
