using CrossSell.Core.Bundles;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;
using CrossSell.Core.Insights;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Today;
using CrossSell.Tests.Core.Panels;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Demo;

/// <summary>
/// The whole demo laid out on twelve days, with its orders counted: the promises are kept, the inbox finds what was planted, and everybody who comes has
/// something to do. What the orders hold by themselves is <see cref="DemoTruthTests"/>.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class DemoAnyDayTests
{
    public static TheoryData<DateOnly> Days => DemoDays.All;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Demo_OnAnyDay_KeepsItsPromisesAndHasWorkForEverybody(DateOnly today)
    {
        await using var studio = await TestStudio.CreateAsync();
        studio.Time.SetUtcNow(new DateTimeOffset(today, new TimeOnly(12, 0), TimeSpan.Zero));
        Assert.True((await new DemoLoader(studio.Store, studio.Data).LoadAsync(today, cancellation: Stop)).IsDone);
        Assert.True((await new MiningService(studio.Store, studio.Time).MineAsync(DemoLoader.Loader, cancellation: Stop)).IsDone);
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync(Stop);
        await using var db = studio.Store.Read();

        foreach (var channel in await db.Channels.OrderBy(channel => channel.Id).ToListAsync(Stop))
        {
            await FindsWhatWasPlantedAsync(studio, db, channel, today);
            await HasWorkForEverybodyAsync(studio, db, panels, channel);
        }

        await LeavesRoomOnTheCanvasAsync(studio);
        await DemoPromises.AllAsync((channel, sku, segment) =>
            Task.FromResult(DemoPromiseTests.Seen(panels.Resolve(new PanelQuery(sku, channel, Segment: segment)).Required.Panel)));
    }

    private static async Task FindsWhatWasPlantedAsync(TestStudio studio, StudioDb db, Channel channel, DateOnly today)
    {
        var truth = DemoCatalog.Create(today).Truth;
        var popularItems = truth.PopularItems.Select(popularItem => popularItem.Sku).ToHashSet();
        var planted = truth.Pairs.SelectMany(pair => new[] { (pair.AnchorSku, pair.CompanionSku), (pair.CompanionSku, pair.AnchorSku) }).ToHashSet();

        var all = await new SuggestionInbox(studio.Store, studio.Time).AllAsync(channel.Id, Stop);

        Assert.True(all.Count >= 20, $"{channel.Code}: only {all.Count} suggestions");
        Assert.Equal([], all.Where(item => popularItems.Contains(item.Anchor.Sku) || popularItems.Contains(item.Companion.Sku))
            .Select(item => $"{item.Anchor.Sku} + {item.Companion.Sku}: {item.Evidence}"));
        var top = all.OrderByDescending(item => item.Certainty).Take(20).ToList();
        Assert.True(
            top.Count(item => planted.Contains((item.Anchor.Sku, item.Companion.Sku))) >= 15,
            $"{channel.Code}: {string.Join(", ", top.Select(item => $"{item.Anchor.Sku}+{item.Companion.Sku}"))}");
    }

    /// <summary>Suggestions were asked above; here what waits for a manager, what is wrong, what begins soon, and the figures of Today.</summary>
    private static async Task HasWorkForEverybodyAsync(TestStudio studio, StudioDb db, PanelService panels, Channel channel)
    {
        var figures = await new TodayQuery(
            studio.Store, new InsightsQuery(studio.Store, panels, studio.Time), new CatalogList(studio.Store), studio.Time).LoadAsync(channel.Id, Stop);
        Assert.True(figures.Broken.Count > 0, $"{channel.Code}: no bundle needs attention");
        Assert.True(figures.DeadLinks > 0, $"{channel.Code}: no link to an unavailable product");
        Assert.True(figures.Unlinked > 0, $"{channel.Code}: nothing to link");
        Assert.True(figures.Coverage.Full.Minor > 0 && figures.Coverage.Gaps.Count > 0, $"{channel.Code}: {figures.Coverage}");
        Assert.Equal(TodayQuery.Weeks, figures.Weeks.Count);
        Assert.All(figures.Weeks, week => Assert.True(week.Orders > 10, $"{channel.Code}: {week}"));

        var revisions = await db.BundleRevisions.Include(revision => revision.Channels)
            .Where(revision => revision.Channels.Any(place => place.ChannelId == channel.Id)).ToListAsync(Stop);
        Assert.Contains(revisions, revision => revision.State == RevisionState.InReview && revision.SubmittedAt < studio.Time.GetUtcNow());
        Assert.Contains(revisions, revision => revision.State == RevisionState.Approved && revision.StartsAt > studio.Time.GetUtcNow().UtcDateTime.AddDays(2));

        var health = await new LinkHealth(studio.Store, studio.Time).CountsAsync(ReadScope.Everything, channel.Id, cancellation: Stop);
        Assert.True(health[LinkProblem.Dead] + health[LinkProblem.OutOfStock] > 0, $"{channel.Code}: every link is well");
        var listings = db.Listings.Where(listing => listing.ChannelId == channel.Id && listing.Published);
        Assert.True(await listings.AnyAsync(listing => listing.Completeness < 100, Stop), $"{channel.Code}: nothing is incomplete");
    }

    /// <summary>Where somebody draws ten links in a minute, the orders have enough to propose.</summary>
    private static async Task LeavesRoomOnTheCanvasAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        var camera = await db.Channels.SingleAsync(channel => channel.Code == "camera", Stop);
        foreach (var sku in (string[])["BAT-NB12", "STR-LOOP"])
        {
            var around = (await new LinkNeighbourhoods(studio.Store, studio.Time).FindAsync(ReadScope.Everything, sku, camera.Id, Stop))!;
            Assert.True(around.Candidates.Count >= 5, $"{sku}: {string.Join(", ", around.Candidates.Select(candidate => candidate.Product.Sku))}");
        }
    }
}
