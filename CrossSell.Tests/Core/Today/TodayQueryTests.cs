using CrossSell.Core.Catalog;
using CrossSell.Core.Insights;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.Search;
using CrossSell.Core.Today;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Today;

public sealed class TodayQueryTests(DemoStudio demo) : IClassFixture<DemoStudio>
{
    private const int Camera = 1;
    private const int Coffee = 3;

    [StudioFact]
    public async Task LoadAsync_Coverage_IsWhatThePanelsOfTheShopShow()
    {
        using var panels = new PanelService(demo.Studio.Store, demo.Studio.Time);
        var today = await Query(panels).LoadAsync(Camera, Stop);

        var coverage = today.Coverage;
        Assert.True(coverage.Revenue.Minor > 0);
        Assert.True(coverage.Full.Minor + coverage.Some.Minor <= coverage.Revenue.Minor);
        Assert.InRange(coverage.FullBasisPoints, 1, 9_999);
        Assert.NotEmpty(coverage.Gaps);
        Assert.All(coverage.Gaps, gap =>
            Assert.Equal(gap.Companions, panels.Resolve(new PanelQuery(gap.Product.Sku, "camera")).Required.Panel.Companions.Count));
        Assert.Equal(coverage.Gaps.OrderByDescending(gap => gap.Revenue.Minor), coverage.Gaps);
        Assert.All(coverage.Gaps, gap => Assert.True(gap.Companions < coverage.Slots));
    }

    [StudioFact]
    public async Task LoadAsync_Weeks_AddUpToTheOrders()
    {
        using var panels = new PanelService(demo.Studio.Store, demo.Studio.Time);
        var today = await Query(panels).LoadAsync(Camera, Stop);

        Assert.Equal(TodayQuery.Weeks, today.Weeks.Count);
        await using var db = demo.Studio.Store.Read();
        var zone = (await db.Channels.SingleAsync(channel => channel.Id == Camera, Stop)).Zone;
        var wall = today.Weeks[0].Days.From.ToDateTime(TimeOnly.MinValue);
        var from = new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime();
        var orders = await db.Orders
            .Where(order => order.ChannelId == Camera && order.OrderedAt >= from && order.Status == OrderStatus.Placed)
            .Include(order => order.Lines).ToListAsync(Stop);
        Assert.Equal(orders.Count, today.Weeks.Sum(week => week.Orders));
        Assert.Equal(
            orders.Sum(order => order.Lines.Sum(line => line.UnitPrice * (line.Quantity - line.ReturnedQuantity))),
            today.Weeks.Sum(week => week.Sums.Revenue));
        Assert.All(today.Weeks, week => Assert.InRange(week.AttachBasisPoints!.Value, 1_000, 9_500));
    }

    [StudioFact]
    public async Task LoadAsync_ChannelWithoutOrders_HasNoFigures()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        using var panels = new PanelService(studio.Store, studio.Time);

        var today = await new TodayQuery(
            studio.Store, new InsightsQuery(studio.Store, panels, studio.Time), new CatalogList(studio.Store), studio.Time).LoadAsync(channel.Id, Stop);

        Assert.Empty(today.Weeks);
        Assert.Null(today.LastOrder);
        Assert.Equal(0, today.Coverage.FullBasisPoints);
        Assert.Empty(today.Broken);
    }

    [StudioFact]
    public async Task LoadAsync_LiveBundleWithASoldOutPart_IsBroken()
    {
        await using var studio = await TestStudio.CreateAsync();
        Assert.True((await new CrossSell.Core.Demo.DemoLoader(studio.Store, studio.Data).LoadAsync(DemoStudio.Today, cancellation: Stop)).IsDone);
        using var panels = new PanelService(studio.Store, studio.Time);
        var query = new TodayQuery(
            studio.Store, new InsightsQuery(studio.Store, panels, studio.Time), new CatalogList(studio.Store), studio.Time);
        Assert.DoesNotContain((await query.LoadAsync(Coffee, Stop)).Broken, bundle => bundle.Code == "coffee-start");

        await studio.WriteAsync(async session =>
        {
            var grinder = await session.Db.Products.SingleAsync(product => product.Sku == "GRN-HOME", Stop);
            (await session.Db.Listings.SingleAsync(listing => listing.ProductId == grinder.Id, Stop)).Set(it => it.Stock, 0);
        });

        var broken = Assert.Single((await query.LoadAsync(Coffee, Stop)).Broken, bundle => bundle.Code == "coffee-start");
        Assert.Contains(
            new BundleProblem("Drift home grinder is out of stock", "Add stock, or create a new revision without it.", "GRN-HOME"), broken.Problems);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TodayQuery Query(PanelService panels) =>
        new(demo.Studio.Store, new InsightsQuery(demo.Studio.Store, panels, demo.Studio.Time), new CatalogList(demo.Studio.Store), demo.Studio.Time);
}
