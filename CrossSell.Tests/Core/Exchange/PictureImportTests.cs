using System.Collections.Concurrent;
using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Undo;
using CrossSell.Tests.Core.Catalog;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CrossSell.Tests.Core.Exchange;

public sealed class PictureImportTests : IAsyncLifetime
{
    private readonly ConcurrentBag<string> asked = [];
    private MediaScene scene = null!;
    private WebApplication server = null!;
    private JobQueue queue = null!;
    private JobExecution execution = null!;
    private ImportJobs imports = null!;
    private Func<string, Task>? whenAsked;

    private TestStudio Studio => scene.Studio;

    private string Base => server.Urls.Single();

    public async ValueTask InitializeAsync()
    {
        scene = await MediaScene.CreateAsync();
        server = await ServeAsync();
        queue = new JobQueue(Studio.Store, Studio.Time);
        imports = new ImportJobs(Studio.Data, queue);
        var pictures = new PictureImport(Studio.Store, Studio.Data, scene.Service);
        execution = new JobExecution(
            Studio.Store,
            queue,
            [
                new ImportWork(
                    Studio.Data, new CatalogImport(Studio.Store, Studio.Data, Studio.Time), new OrderImport(Studio.Store, Studio.Data), queue,
                    new LinkImport(Studio.Store), new BundleImport(Studio.Store)),
                new PictureWork(pictures, Studio.Data),
                new JobUndoWork(Studio.Store, Studio.Undo),
            ],
            Studio.Time);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await scene.DisposeAsync();
    }

    [StudioFact]
    public async Task Import_NamesPictures_AJobFetchesThemInOrder_AndSaysWhichFailed()
    {
        var import = await ImportAsync(
            "sku,name,status,image_urls",
            $"CAM-1,,,{Base}/2.png|{Base}/1.png?v=1|{Base}/missing.png",
            $"CAM-2,Second,draft,\"{Base}/1.png?v=1, {Base}/page.png\"");

        Assert.Empty(asked);
        Assert.Equal(5, JobReport.Of(import)!.Figures.Single(figure => figure.Name == "pictures being fetched").Count);
        var report = JobReport.Of(await NextAsync())!;

        Assert.Equal(["2.png", "1.png"], await PicturesAsync("CAM-1"));
        Assert.Equal(["1.png"], await PicturesAsync("CAM-2"));
        Assert.Equal(["/1.png?v=1", "/2.png", "/missing.png", "/page.png"], asked.Order(StringComparer.Ordinal));
        Assert.Equal(
            [("addresses", 5), ("fetched", 3), ("already there", 0), ("failed", 2)], report.Figures.Select(figure => (figure.Name, (int)figure.Count)));
        Assert.Contains(
            report.Problems, problem => problem.Reason.Contains("404", StringComparison.Ordinal) && problem.Examples.Single() == $"CAM-1: {Base}/missing.png");
        var failed = await File.ReadAllLinesAsync(Path.Combine(Studio.Data.Exchange, report.ErrorFile!));
        Assert.Equal(3, failed.Length);
        Assert.EndsWith($",\"CAM-2\",\"{Base}/page.png\"", failed[2], StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Studio.Data.Exchange, "pictures-*"));
    }

    [StudioFact]
    public async Task Server_ThatDoesNotAnswer_IsNotAskedForAllItsPictures_OthersAre()
    {
        // Nobody listens there. One that answers is asked to the end, be it with errors.
        string[] dead = [.. Enumerable.Range(0, 20).Select(at => $"N-{at},New {at},http://127.0.0.1:9/{at}.png")];
        string[] missing = [.. Enumerable.Range(20, 10).Select(at => $"N-{at},New {at},{Base}/missing{at}.png")];
        await ImportAsync(["sku,name,image_urls", .. dead, .. missing, $"CAM-1,Camera,{Base}/1.png"]);

        var report = JobReport.Of(await NextAsync())!;

        Assert.Equal(
            [("addresses", 31), ("fetched", 1), ("already there", 0), ("failed", 30)], report.Figures.Select(figure => (figure.Name, (int)figure.Count)));
        var tried = report.Problems.Single(problem => problem.Reason.Contains("cannot be reached", StringComparison.Ordinal)).Count;
        // Four are asked at once.
        Assert.InRange(tried, 8, 11);
        Assert.Equal(
            20 - tried, report.Problems.Single(problem => problem.Reason.Contains("127.0.0.1:9 did not answer 8 times", StringComparison.Ordinal)).Count);
        Assert.Equal(11, asked.Count);
    }

    [StudioFact]
    public async Task Addresses_ThatAProductHolds_AreNotAskedAgain_ALoadedExportIncluded()
    {
        // The same picture at two addresses, and one that was brought by hand.
        string[] lines = ["sku,image_urls", $"CAM-1,{Base}/1.png?v=1|{Base}/also-1.png"];
        await scene.AddAsync(7);
        await ImportAsync(lines);
        await NextAsync();
        asked.Clear();
        Assert.Equal(2, (await scene.Service.ListAsync(scene.Product.Id)).Count);

        var again = JobReport.Of(await ImportAsync(lines))!;
        var export = new StringWriter(CultureInfo.InvariantCulture);
        await new CatalogExport(Studio.Store).ProductsAsync(ReadScope.Everything, export);
        var back = JobReport.Of(await ImportAsync(export.ToString().Split('\n')[..^1]))!;

        Assert.Contains("1.png#query-", export.ToString(), StringComparison.Ordinal);
        Assert.Equal(("Nothing changed.", "Nothing changed."), (again.Summary, back.Summary));
        Assert.DoesNotContain(again.Figures.Concat(back.Figures), figure => figure.Name.StartsWith("pictures", StringComparison.Ordinal));
        Assert.False(await execution.RunNextAsync(JobLane.Background));
        Assert.Empty(asked);
    }

    [StudioFact]
    public async Task Cancel_InTheMiddle_KeepsWhatWasFetched_AndUndoOfTheImportTakesThatAlong()
    {
        var addresses = string.Join('|', Enumerable.Range(1, 12).Select(number => $"{Base}/{number}.png"));
        var import = await ImportAsync("sku,name,image_urls", $"NEW,New,{addresses}");
        var id = (await queue.ListAsync(Actor.CommandLine, 1)).Single().Id;
        whenAsked = async path =>
        {
            if (path == "/6.png")
            {
                await queue.CancelAsync(id, Actor.CommandLine);
            }
        };
        var job = await NextAsync();

        Assert.Equal(JobState.Cancelled, job.State);
        Assert.Equal(4, (await PicturesAsync("NEW")).Count);
        Assert.Equal(8, JobReport.Of(job)!.Figures.Single(figure => figure.Name == "not downloaded").Count);
        await using var db = Studio.Store.Read();
        Assert.Equal(5, await JobUndoCountAsync(import.Id));
        await new JobUndo(Studio.Store, queue).StartAsync(import.Id, Actor.CommandLine);
        Assert.Empty(JobReport.Of(await NextAsync())!.Problems);
        Assert.False(await db.Products.AnyAsync(product => product.Sku == "NEW"));
        Assert.False(await db.ProductMedia.AnyAsync());
    }

    [StudioFact]
    public async Task WrongAddresses_AreErrorsOfTheirRow_AndATrialFetchesNothing()
    {
        var dry = await ImportAsync(
            dryRun: true, "sku,name,image_urls", $"A,One,{Base}/1.png", "B,Two,ftp://example.org/a.png", $"C,Three,\"{Base}/1.png, {Base}/1.png\"");

        var report = JobReport.Of(dry)!;
        Assert.Equal("errors in image_urls", Assert.Single(report.Problems).Reason);
        Assert.Equal(2, report.Figures.Single(figure => figure.Name == "pictures to fetch").Count);
        Assert.False(await execution.RunNextAsync(JobLane.Background));
        Assert.Empty(asked);
    }

    private Task<int> JobUndoCountAsync(long jobId) => new JobUndo(Studio.Store, queue).CountAsync(jobId);

    private Task<Job> ImportAsync(params string[] lines) => ImportAsync(dryRun: false, lines);

    private async Task<Job> ImportAsync(bool dryRun, params string[] lines)
    {
        await File.WriteAllLinesAsync(Path.Combine(Studio.Data.Exchange, "file.csv"), lines);
        var id = (await imports.StartAsync(new ImportInput("file.csv", "file.csv", ExchangeKind.Products, dryRun), Actor.CommandLine)).Required;
        var job = await NextAsync();
        Assert.Equal((id, JobState.Done, null), (job.Id, job.State, job.Problem));
        return job;
    }

    private async Task<Job> NextAsync()
    {
        var waiting = (await queue.ListAsync(Actor.CommandLine)).Last(job => job.State == JobState.Waiting);
        Assert.True(await execution.RunNextAsync(waiting.Kind == PictureWork.JobKind ? JobLane.Background : JobLane.Main));
        return (await queue.FindAsync(waiting.Id, Actor.CommandLine))!;
    }

    private async Task<IReadOnlyList<string>> PicturesAsync(string sku)
    {
        await using var db = Studio.Store.Read();
        var id = await db.Products.Where(product => product.Sku == sku).Select(product => product.Id).SingleAsync();
        return [.. (await scene.Service.ListAsync(id)).Select(line => new Uri(line.Origin!.Split('\n')[0]).Segments[^1])];
    }

    private async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Use(async (context, next) =>
        {
            asked.Add(context.Request.Path + context.Request.QueryString);
            if (whenAsked is { } hook)
            {
                await hook(context.Request.Path);
            }

            await next(context);
        });
        app.MapGet("/{number:int}.png", (int number) => Results.Bytes(TestPictures.Plain(number, 12, 8), "image/png"));
        app.MapGet("/also-1.png", () => Results.Bytes(TestPictures.Plain(1, 12, 8), "image/png"));
        app.MapGet("/page.png", () => Results.Text("<html></html>", "image/png"));
        await app.StartAsync();
        return app;
    }
}
