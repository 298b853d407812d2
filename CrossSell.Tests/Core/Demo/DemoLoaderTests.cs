using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Demo;

public sealed class DemoLoaderTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task LoadAsync_EmptyStudio_HoldsTheWholeDemo()
    {
        await using var studio = await TestStudio.CreateAsync();
        var catalog = DemoCatalog.Create(Today);

        var outcome = await new DemoLoader(studio.Store, studio.Data).LoadAsync(Today, cancellation: TestContext.Current.CancellationToken);

        Assert.True(outcome.IsDone);
        await using var db = studio.Store.Read();
        Assert.Equal(catalog.Channels.Select(c => c.Code), db.Channels.OrderBy(c => c.Id).Select(c => c.Code));
        Assert.Equal(catalog.Products.Count, await db.Products.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(catalog.Listings.Count, await db.Listings.CountAsync(TestContext.Current.CancellationToken));
        Assert.InRange(await db.Orders.CountAsync(TestContext.Current.CancellationToken), 39_900, 40_000);
        Assert.Equal(0, await db.OrderLines.CountAsync(l => l.ProductId == null, TestContext.Current.CancellationToken));
        var set = await db.ChangeSets.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Loaded the demo", set.Purpose);
        Assert.False(set.CanUndo);

        await TheCameraIsAsItShouldBe(studio);
        await LinksKeepTheirInvariants(studio);
        await NothingPointsNowhere(studio);
    }

    [StudioFact]
    public async Task LoadAsync_StudioWithAChannel_IsRefusedAndLeftAlone()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();

        var outcome = await new DemoLoader(studio.Store, studio.Data).LoadAsync(Today, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal("demo.not-empty", outcome.Refusal?.Code);
        await using var db = studio.Store.Read();
        Assert.Equal(0, await db.Products.CountAsync(TestContext.Current.CancellationToken));
    }

    [StudioFact]
    public async Task Demo_KilledBetweenCountingAndTheFollowUps_IsNotWholeUntilTheyWereDone()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync("camera");
        await using (var session = await studio.Store.WriteAsync(DemoLoader.Loader, "Loaded the demo", Stop))
        {
            Assert.True((await session.CommitAsync(Stop)).IsDone);
        }

        var loader = new DemoLoader(studio.Store, studio.Data);
        var served = 0;
        await Assert.ThrowsAsync<OperationCanceledException>(() => new MiningService(
            studio.Store, studio.Time, [new FollowUp(() => throw new OperationCanceledException("killed"))])
            .MineAsync(DemoLoader.Loader, cancellation: Stop));
        Assert.Equal(["camera"], await loader.UnminedAsync(Stop));

        Assert.True(
            (await new MiningService(studio.Store, studio.Time, [new FollowUp(() => served++)]).MineAsync(DemoLoader.Loader, cancellation: Stop)).IsDone);

        Assert.Equal(1, served);
        Assert.Empty(await loader.UnminedAsync(Stop));
    }

    // A row through the bulk door must read like one that EF wrote.
    private static async Task TheCameraIsAsItShouldBe(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        var camera = await db.Products.SingleAsync(p => p.Sku == "cam-d7-body", TestContext.Current.CancellationToken);
        Assert.Equal((ProductKind.Simple, ProductStatus.Active, "Lumen"), (camera.Kind, camera.Status, camera.Brand));
        Assert.Equal("camera.indigo", camera.Picture);
        var channel = await db.Channels.Include(c => c.TaxRates).SingleAsync(c => c.Code == "camera", TestContext.Current.CancellationToken);
        Assert.Equal(["en", "nl-NL"], channel.Locales);
        Assert.Equal(2100, channel.TaxRates.Single(r => r.TaxClass == "standard").BasisPoints);
        var listing = await db.Listings.SingleAsync(l => l.ProductId == camera.Id && l.ChannelId == channel.Id, TestContext.Current.CancellationToken);
        Assert.Equal((129900L, 78000L, 14, 100), (listing.Price, listing.Cost!.Value, listing.Stock!.Value, listing.Completeness));
        var weight = await (from value in db.AttributeValues
                            join attribute in db.Attributes on value.AttributeId equals attribute.Id
                            where value.ProductId == camera.Id && attribute.Code == "weight"
                            select value).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(765d, weight.Number);
        var found = await new CrossSell.Core.Search.ProductSearch(studio.Store)
            .FindAsync(ReadScope.Everything, "lumen d7 dslr", channel.Id, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("CAM-D7-BODY", found[0].Sku);
    }

    private static async Task LinksKeepTheirInvariants(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        var types = await db.LinkTypes.ToDictionaryAsync(t => t.Id, TestContext.Current.CancellationToken);
        var links = await db.Links.ToListAsync(TestContext.Current.CancellationToken);
        var lists = links.GroupBy(l => (l.SourceId, List: types[l.TypeId].FillsPanel ? 0 : l.TypeId));
        Assert.All(lists, list => Assert.Equal(Enumerable.Range(0, list.Count()), list.Select(l => l.Position).Order()));
        Assert.All(links.Where(l => types[l.TypeId].Direction != LinkDirection.OneWay), l =>
            Assert.Single(links, other => other.PairId == l.PairId && other.SourceId == l.TargetId && other.TargetId == l.SourceId));
        Assert.All(links.Where(l => types[l.TypeId].Direction == LinkDirection.OneWay), l => Assert.Null(l.PairId));
    }

    // A server looks at every key as it is written.
    private static async Task NothingPointsNowhere(TestStudio studio)
    {
        if (studio.IsOnServer)
        {
            return;
        }

        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={studio.Data.Database}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM pragma_foreign_key_check;";
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private sealed class FollowUp(Action run) : MiningFollowUp
    {
        public override Task<JobFigure?> AfterAsync(string channelCode, long? jobId, CancellationToken cancellation)
        {
            run();
            return Task.FromResult<JobFigure?>(null);
        }
    }
}
