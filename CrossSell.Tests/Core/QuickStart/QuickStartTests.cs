using System.IO.Compression;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.QuickStart;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.QuickStart;

/// <summary>Two files of another system in an empty studio: products, orders, links, suggestions and panels, and what the shop should know first.</summary>
public sealed class QuickStartTests : IAsyncLifetime
{
    private QuickStartScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await QuickStartScene.CreateAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [StudioFact]
    public async Task TwoFiles_BecomeAShopWithPanels_ThatSaysItsDearestGaps_AndAreUndoneAsOne()
    {
        var shop = await scene.ShopAsync();
        var products = (await scene.BringAsync("products.csv", QuickStartScene.Products())).Required;
        var orders = (await scene.BringAsync("orders.csv", QuickStartScene.Orders())).Required;

        var job = await scene.RunAsync(shop, orders, products);

        Assert.Equal((JobState.Done, null), (job.State, job.Problem));
        var report = JobReport.Of(job)!;
        Assert.Equal((5, 200, 0), (FigureOf(report, "products"), FigureOf(report, "orders"), FigureOf(report, "wrong")));
        // The body's bag was linked by the file; the lens, the tripod and the strap had nothing. Of 160,750 the body earns 90,000, the lens 64,000.
        Assert.Equal((56, 96), (FigureOf(report, QuickStartJobs.Before), FigureOf(report, QuickStartJobs.After)));
        var verdict = (await scene.Verdicts.LoadAsync(ReadScope.Everything, shop.Id))!;
        Assert.Equal((5, 200, 96, 2, 4), (verdict.Products, verdict.Orders, verdict.CoveredPercent, verdict.BareProducts, verdict.GapsPercent));
        Assert.Equal(["TRIPOD", "STRAP"], verdict.Gaps.Select(gap => gap.Product.Sku));
        Assert.Equal(600_000, verdict.Gaps[0].Revenue.Minor);
        Assert.Equal(
            ["BODY: BAG, LENS", "LENS: BODY"],
            verdict.Panels.Select(panel => $"{panel.Product.Sku}: {string.Join(", ", panel.Recommended.Select(product => product.Sku).Order())}"));
        Assert.False(File.Exists(Path.Combine(scene.Studio.Data.Exchange, products.File)));

        await scene.UndoAsync(job.Id);
        await using var db = scene.Studio.Store.Read();
        Assert.Empty(await db.Links.ToListAsync());
        Assert.Empty(await db.Listings.Where(listing => listing.Published).ToListAsync());
    }

    [StudioFact]
    public async Task OrdersAlone_MakeTheProductsThatTheySell_ByName()
    {
        var shop = await scene.ShopAsync();
        var orders = (await scene.BringAsync("orders.csv", QuickStartScene.Orders())).Required;

        var job = await scene.RunAsync(shop, orders);

        Assert.Equal(JobState.Done, job.State);
        await using var db = scene.Studio.Store.Read();
        Assert.Equal(
            ["BODY Camera body", "LENS Lens", "STRAP Strap", "TRIPOD Tripod"],
            await db.Products.OrderBy(product => product.Sku).Select(product => product.Sku + " " + product.Name).ToListAsync());
        Assert.DoesNotContain(await db.OrderLines.ToListAsync(), line => line.ProductId is null);
        var verdict = (await scene.Verdicts.LoadAsync(ReadScope.Everything, shop.Id))!;
        Assert.Contains(verdict.Panels, panel => panel.Product.Sku == "BODY" && panel.Recommended[0].Sku == "LENS");
    }

    [StudioFact]
    public async Task ProductsAlone_SayNothingOfRevenue_ButShowThePanelsOfTheirLinks()
    {
        var shop = await scene.ShopAsync();
        var products = (await scene.BringAsync("products.csv", QuickStartScene.Products())).Required;

        var job = await scene.RunAsync(shop, products);

        Assert.Equal(JobState.Done, job.State);
        Assert.DoesNotContain(JobReport.Of(job)!.Figures, figure => figure.Name == QuickStartJobs.Before);
        var verdict = (await scene.Verdicts.LoadAsync(ReadScope.Everything, shop.Id))!;
        Assert.Equal((null, 0, 5), (verdict.Revenue, verdict.Orders, verdict.Products));
        Assert.Contains("BODY: BAG", verdict.Panels.Select(panel => $"{panel.Product.Sku}: {string.Join(", ", panel.Recommended.Select(one => one.Sku))}"));
    }

    [StudioFact]
    public async Task FileThatIsRefused_KeepsNobodyFromTheOther_AndIsSaid()
    {
        var shop = await scene.ShopAsync();
        var products = (await scene.BringAsync("products.csv", [QuickStartScene.ProductHeader, "a,,,,,,TRUE,,,,x,active,"])).Required;
        var orders = (await scene.BringAsync("orders.csv", QuickStartScene.Orders(40))).Required;
        // Gone between the page and the job.
        File.Delete(Path.Combine(scene.Studio.Data.Exchange, products.File));

        var job = await scene.RunAsync(shop, products, orders);

        // What came in stays, the job says that not all did, and the other file need not be brought again.
        Assert.Equal(JobState.Failed, job.State);
        Assert.True(File.Exists(Path.Combine(scene.Studio.Data.Exchange, orders.File)));
        var report = JobReport.Of(job)!;
        Assert.Equal(40, FigureOf(report, "orders"));
        Assert.Contains(report.Problems, problem => problem.Reason == "products.csv: The file has expired. Upload it again.");
        Assert.Contains("A file was not imported.", report.Summary, StringComparison.Ordinal);
    }

    [StudioFact]
    public async Task RowsWithErrors_OfBothFiles_ComeBackInOneArchive_WithoutWhoBought()
    {
        var shop = await scene.ShopAsync();
        var products = (await scene.BringAsync("products.csv", [.. QuickStartScene.Products(), "odd,Odd,,Acme,,,TRUE,Title,Default Title,ODD,much,active,"]))
            .Required;
        var orders = (await scene.BringAsync(
            "orders.csv", [.. QuickStartScene.Orders(8), "#9000,zoe@example.com,paid,EUR,2026-03-10 10:00:00 +0100,many,Strap,15.00,STRAP,Zoe Last,+316555,"]))
            .Required;

        var job = await scene.RunAsync(shop, products, orders);

        var report = JobReport.Of(job)!;
        Assert.Equal(2, FigureOf(report, "wrong"));
        await using var archive = await ZipFile.OpenReadAsync(
            Path.Combine(scene.Studio.Data.Exchange, report.ErrorFile!), TestContext.Current.CancellationToken);
        Assert.Equal(["1-products-errors.csv", "2-orders-errors.csv"], archive.Entries.Select(entry => entry.Name));
        using var reader = new StreamReader(await archive.Entries[1].OpenAsync(TestContext.Current.CancellationToken));
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("many", text, StringComparison.Ordinal);
        Assert.DoesNotContain("zoe@", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Zoe Last", text, StringComparison.Ordinal);
        Assert.DoesNotContain("+316555", text, StringComparison.Ordinal);
    }

    [StudioFact]
    public async Task SameFilesTwice_ChangeNothing()
    {
        var shop = await scene.ShopAsync();
        foreach (var changes in new[] { true, false })
        {
            var products = (await scene.BringAsync("products.csv", QuickStartScene.Products())).Required;
            var orders = (await scene.BringAsync("orders.csv", QuickStartScene.Orders(40))).Required;
            var report = JobReport.Of(await scene.RunAsync(shop, products, orders))!;
            Assert.Equal(changes, report.Changes > 0);
        }
    }

    [Fact]
    public async Task Merchandiser_WhoMayNotImport_IsRefusedBeforeAnythingIsBroughtIn()
    {
        var shop = await scene.ShopAsync();
        var products = (await scene.BringAsync("products.csv", QuickStartScene.Products())).Required;

        var refused = await scene.Jobs.StartAsync(ImportTurns.Of([products], shop.Code, newAreActive: true), shop.Code, TestStudio.Viewer);

        Assert.True(refused.IsRefused(out _, out _));
        Assert.True((await scene.Jobs.StartAsync([], shop.Code, scene.Me)).IsRefused(out var nothing, out _));
        Assert.Equal("quick.files", nothing.Code);
    }

    [Fact]
    public async Task File_WhoseColumnsNobodyKnows_IsRefused_WithWhereTheyAreChosen()
    {
        var refused = await scene.BringAsync("odd.csv", ["alpha;beta", "x;y", "z;w"]);

        Assert.True(refused.IsRefused(out var refusal, out _));
        Assert.Contains("Import & export", refusal.Message, StringComparison.Ordinal);
    }

    private static long FigureOf(JobReport report, string name) => report.Figures.Single(figure => figure.Name == name).Count;
}
