using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Panels;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Panels;

/// <summary>A shop that shows nothing whose price and stock were reported a day ago.</summary>
public sealed class PanelReportAgeTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel camera = null!;
    private PanelService panels = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private bool IsShown => panels.Finish(Query, "https://shop.test", _ => throw new InvalidOperationException("It is kept.")) is { Value.IsEmpty: false };

    private static PanelQuery Query => new("SIMPLE", "camera");

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        camera = await studio.ChannelAsync(completenessThreshold: 0);
        await studio.ProductAsync("SIMPLE", camera);
        var bag = await studio.ProductAsync("BAG", camera, price: 5_000, stock: 3);
        await studio.WriteAsync(session =>
        {
            session.Db.Add(new PanelSettings { ChannelId = camera.Id, MaxReportHours = 24 });
            session.Db.Add(new CrossSell.Core.Links.ProductLink
            {
                SourceId = PanelCacheTests.IdOf(session, "SIMPLE"), TargetId = bag.Id, TypeId = 1, CreatedBy = "Eva", CreatedAt = TestStudio.Start,
            });
            return Task.CompletedTask;
        });
        panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        panels.Dispose();
        await studio.DisposeAsync();
    }

    [StudioFact]
    public async Task Report_ThatGrowsOld_HidesTheProduct_UntilItIsReportedAgain()
    {
        await AskAsync(isShown: true);
        await ReportAsync();
        await AskAsync(isShown: true);
        studio.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        await AskAsync(isShown: true);
        studio.Time.Advance(TimeSpan.FromTicks(1));
        await AskAsync(isShown: false);
        var trace = panels.Resolve(Query).Required.Panel.Trace.Single();
        Assert.Equal((PanelFilter.Outdated, "price and stock last reported on 20 Nov 13:00, over 24 hours ago"), (trace.Filter!.Value, trace.Sentence));

        await ReportAsync();
        await AskAsync(isShown: true);

        // What is reported in time stays, whenever it was asked for before.
        studio.Time.Advance(TimeSpan.FromHours(20));
        await ReportAsync();
        studio.Time.Advance(TimeSpan.FromHours(20));
        await AskAsync(isShown: true);
        studio.Time.Advance(TimeSpan.FromHours(4));
        await AskAsync(isShown: false);
    }

    [StudioFact]
    public async Task Product_ThatIsEditedByAPersonOrAFile_IsAsGoodAsReported()
    {
        await ReportAsync();
        studio.Time.Advance(TimeSpan.FromDays(2));
        await AskAsync(isShown: false);

        await studio.WriteAsync(async session =>
        {
            session.RunsWriteHooks = true;
            var listing = await session.Db.Listings.SingleAsync(item => item.ProductId == PanelCacheTests.IdOf(session, "BAG"), Stop);
            Assert.True(listing.Edit(new ListingEdit(listing.Version, 5_100, null, null, 3, true)).IsDone);
        });
        await AskAsync(isShown: true);
        studio.Time.Advance(TimeSpan.FromDays(2));
        await AskAsync(isShown: false);

        var file = Path.Combine(studio.Data.Exchange, "stock.csv");
        Directory.CreateDirectory(studio.Data.Exchange);
        await File.WriteAllTextAsync(file, "sku,channel,stock\nBAG,camera,7\n", Stop);
        Assert.Equal(1, (await Import().ImportAsync(TestStudio.Merchandiser, file, new CatalogImportOptions(), cancellation: Stop)).Required.Changed);
        await AskAsync(isShown: true);
    }

    /// <summary>What will be reported until next Friday nobody knows.</summary>
    [StudioFact]
    public async Task Panel_OfAnotherDay_GoesByTheAgeOfNow()
    {
        await ReportAsync();
        await panels.RefreshAsync(Stop);
        Assert.Single(panels.Resolve(Query with { At = studio.Time.GetUtcNow().AddDays(9) }).Required.Panel.Companions);
        studio.Time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(panels.Resolve(Query with { At = studio.Time.GetUtcNow().AddDays(9) }).Required.Panel.Companions);
        Assert.Single(panels.Resolve(Query with { At = studio.Time.GetUtcNow().AddHours(-1) }).Required.Panel.Companions);
    }

    [StudioFact]
    public async Task Sample_OfSettings_KnowsHowOldReportsAre()
    {
        await ReportAsync();
        studio.Time.Advance(TimeSpan.FromHours(5));
        var sample = (await panels.SampleAsync(CrossSell.Core.People.ReadScope.Everything, camera.Id, PanelPlacement.ProductPage, null, Stop)).Required;

        Assert.Equal(0, sample.With(new PanelSettings { ChannelId = camera.Id, MaxReportHours = 6 }).Vanished);
        Assert.Equal(1, sample.With(new PanelSettings { ChannelId = camera.Id, MaxReportHours = 5 }).Vanished);
    }

    [StudioFact]
    public async Task Setting_ThatCannotBe_NamesTheField()
    {
        var settings = new PanelSettingsService(studio.Store);
        foreach (var hours in new[] { 0, PanelSettingsService.MostReportHours + 1 })
        {
            var found = await settings.FindAsync(camera.Id, Stop);
            found.MaxReportHours = hours;
            Assert.Equal("maxReportHours", (await settings.SaveAsync(found, TestStudio.Administrator, Stop)).Refusal?.Field);
        }
    }

    /// <summary>The same as a service says that has just begun; and the next one is answered with what is kept.</summary>
    private async Task AskAsync(bool isShown)
    {
        await panels.RefreshAsync(Stop);
        using var fresh = new PanelService(studio.Store, studio.Time);
        await fresh.RefreshAsync(Stop);
        Assert.Equal(isShown, !FinishedPanelTests.Finish(fresh, Query).IsEmpty);
        Assert.Equal(isShown, !FinishedPanelTests.Finish(panels, Query).IsEmpty);
        Assert.Equal(isShown, IsShown);
    }

    private CatalogImport Import() => new(studio.Store, studio.Data, studio.Time);

    private async Task ReportAsync()
    {
        using var intake = new CatalogIntake(studio.Store, studio.Data, Import(), new JobQueue(studio.Store, studio.Time));
        var report = (await intake.TakeAsync(
            TestStudio.Merchandiser, camera, [new(new Dictionary<string, string?> { ["sku"] = "BAG", ["stock"] = "3" })], validateOnly: false, Stop)).Required;
        Assert.Equal((1, 0, 0), (report.Unchanged, report.Changed, report.Outdated));
    }
}
