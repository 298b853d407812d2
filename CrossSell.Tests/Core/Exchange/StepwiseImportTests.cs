using System.Text.Json;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>An import that is written step by step: what others see and do in between, and what becomes of it when it ends in the middle.</summary>
public sealed class StepwiseImportTests : CatalogImportScene
{
    [StudioFact]
    public async Task SomebodyElse_WritesBetweenTwoSteps_AndSeesWholeSteps()
    {
        await Studio.ProductAsync("THEIRS", name: "Theirs");
        long edited = 0;
        var seen = 0;

        var report = await StepsOf(2).RunAsync(At(2, () =>
        {
            seen = CountAsync().GetAwaiter().GetResult();
            Studio.WriteAsync(async session => (await session.Db.Products.SingleAsync(product => product.Sku == "THEIRS")).Set(it => it.Name, "Renamed"))
                .GetAwaiter().GetResult();
            edited = Studio.Store.StateAsync().GetAwaiter().GetResult();
        }), "sku,name", "A,A", "B,B", "C,C", "D,D", "E,E");

        Assert.Equal(3, seen);
        Assert.Equal((5, 3), (report.New, report.ChangeSets.Count));
        Assert.True(report.ChangeSets[0] < edited && edited < report.ChangeSets[1]);
        Assert.Equal(6, await CountAsync());
    }

    [StudioFact]
    public async Task WhatSomebodyChangesBetweenTwoSteps_IsNotOverwritten_NeitherAheadNorBehind()
    {
        foreach (var sku in new[] { "A", "B", "C" })
        {
            await Studio.ProductAsync(sku, Camera, price: 100);
        }

        var report = await StepsOf(1).RunAsync(
            At(1, () => Studio.WriteAsync(async session =>
            {
                var listings = await session.Db.Listings.OrderBy(listing => listing.ProductId).ToListAsync();
                listings[0].Set(it => it.Price, 999);
                listings[2].Set(it => it.Stock, 77);
            }).GetAwaiter().GetResult()),
            "sku,channel,price", "A,camera,2.00", "B,camera,2.00", "C,camera,2.00");

        Assert.Equal((0, 3, 0), (report.New, report.Changed, report.Same));
        await using var db = Studio.Store.Read();
        Assert.Equal(
            [(999, 10), (200, 10), (200, 77)],
            await db.Listings.OrderBy(listing => listing.ProductId).Select(listing => new ValueTuple<long, int?>(listing.Price, listing.Stock)).ToListAsync());
    }

    [StudioFact]
    public async Task NewProduct_OfSomebodyElseBetweenTwoSteps_TakesNoIdOfTheImport_AndItsSkuIsTheSameProduct()
    {
        var passes = 0;
        var others = At(1, () =>
        {
            Studio.ProductAsync("OTHER", name: "OTHER").GetAwaiter().GetResult();
            Studio.ProductAsync("C", name: "Theirs").GetAwaiter().GetResult();
        });

        var report = await StepsOf(1).RunAsync(
            new Relay<CatalogImportProgress>(at =>
            {
                others.Report(at);
                passes += at is { Stage: CatalogImportStage.Reading, Done: 0 } ? 1 : 0;
            }),
            "sku,name", "A,A", "B,B", "C,C");

        // Only the row whose SKU somebody took is read again.
        Assert.Equal((2, 1, 0, 2), (report.New, report.Changed, report.Wrong, passes));
        await using var db = Studio.Store.Read();
        Assert.Equal(
            [(1, "A"), (2, "B"), (4, "OTHER"), (5, "C")],
            await db.Products.OrderBy(product => product.Id).Select(product => new ValueTuple<int, string>(product.Id, product.Name)).ToListAsync());
    }

    [StudioFact]
    public async Task Family_WrittenInAStepBeforeItsVariants_DoesNotMakeThemLookChangedByOthers()
    {
        await Studio.WriteAsync(async session =>
        {
            (await session.Db.Channels.SingleAsync()).RequiredFields = ["price"];
            session.Db.Add(new ProductTypeAttribute
            {
                ProductTypeId = (await session.Db.ProductTypes.SingleAsync()).Id,
                AttributeId = (await session.Db.Attributes.SingleAsync(attribute => attribute.Code == "focal")).Id,
                Required = true,
            });
        });
        await StepsOf(10).RunAsync(
            null, "sku,name,kind,parent,product_type,channel,price", "F,F,parent,,lens,,", "V,V,variant,F,,camera,1.00", "W,W,variant,F,,camera,1.00");
        var passes = 0;

        var report = await StepsOf(1).RunAsync(
            new Relay<CatalogImportProgress>(at => passes += at is { Stage: CatalogImportStage.Reading, Done: 0 } ? 1 : 0),
            "sku,attr:focal,channel,price", "F,50,,", "V,,camera,3.00", "W,,camera,3.00");

        Assert.Equal((3, 3, 1), (report.Changed, report.ChangeSets.Count, passes));
        await using var db = Studio.Store.Read();
        Assert.Equal(
            [(300, 100), (300, 100)],
            await db.Listings.Select(listing => new ValueTuple<long, int>(listing.Price, listing.Completeness)).ToListAsync());
    }

    [StudioFact]
    public async Task Cancel_BetweenTwoSteps_SaysWhatIsIn_AndTheRestComesWithTheSameFile()
    {
        using var stop = new CancellationTokenSource();
        string[] lines = ["sku,name", "A,A", "B,B", "C,C", "D,D", "E,E"];

        var report = await StepsOf(2).RunAsync(At(4, stop.Cancel), lines, stop.Token);

        Assert.Equal((true, 4, 1), (report.CalledOff, report.New, report.NotReached));
        Assert.Equal(4, await CountAsync());
        var again = await StepsOf(2).RunAsync(null, lines);
        Assert.Equal((false, 1, 4), (again.CalledOff, again.New, again.Same));
    }

    [StudioFact]
    public async Task JobThatIsCancelledBetweenTwoSteps_SaysSo_AndIsUndoneAsOne()
    {
        await using (var session = await Studio.Store.WriteAsync(TestStudio.Administrator, "Added an account"))
        {
            session.Db.Add(TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser));
            Assert.Null((await session.CommitAsync()).Refusal);
        }

        var before = await DumpAsync();
        var queue = new JobQueue(Studio.Store, Studio.Time);
        var import = new CatalogImport(Studio.Store, Studio.Data, Studio.Time, steps: WriteSteps.Of(2));
        var orders = new OrderImport(Studio.Store, Studio.Data);
        var work = new CancelledAt(2, queue, new ImportWork(Studio.Data, import, orders, queue, new LinkImport(Studio.Store), new BundleImport(Studio.Store)));
        var execution = new JobExecution(Studio.Store, queue, [work, new JobUndoWork(Studio.Store, Studio.Undo)], Studio.Time);
        await FileAsync("sku,name", "A,A", "B,B", "C,C", "D,D", "E,E");
        var job = (await new ImportJobs(Studio.Data, queue).StartAsync(
            new ImportInput("file.csv", "file.csv", ExchangeKind.Products, DryRun: false), TestStudio.Merchandiser)).Required;
        await execution.RunNextAsync();

        var ended = (await queue.FindAsync(job, TestStudio.Merchandiser))!;
        Assert.Equal(JobState.Cancelled, ended.State);
        Assert.Equal(
            "2 added, 0 updated. Cancelled with 3 rows not imported. What was imported can be undone as one; import the file again for the rest.",
            JobReport.Of(ended)!.Summary);
        _ = (await new JobUndo(Studio.Store, queue).StartAsync(job, TestStudio.Merchandiser)).Required;
        await execution.RunNextAsync();
        Assert.Equal(before, await DumpAsync());
    }

    private Steps StepsOf(int rows) => new(this, new CatalogImport(Studio.Store, Studio.Data, Studio.Time, steps: WriteSteps.Of(rows)));

    private async Task<int> CountAsync()
    {
        await using var db = Studio.Store.Read();
        return await db.Products.CountAsync();
    }

    /// <summary>Does something once, when so many products are written.</summary>
    private static Relay<CatalogImportProgress> At(int written, Action act)
    {
        var isDone = false;
        return new Relay<CatalogImportProgress>(at =>
        {
            if (at.Stage == CatalogImportStage.Writing && at.Done == written && !isDone)
            {
                isDone = true;
                act();
            }
        });
    }

    /// <summary>A job that its own person cancels when so much of it is written.</summary>
    private sealed class CancelledAt(long written, JobQueue queue, JobWork work) : JobWork
    {
        public override string Kind => work.Kind;

        public override Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation) => work.RunAsync(
            new JobRun(run.JobId, run.Actor, run.Input<JsonElement>().GetRawText(), at =>
            {
                run.Report(at.Done, at.Total, at.Step);
                if (at.Step == "Writing" && at.Done == written)
                {
                    Assert.Null(queue.CancelAsync(run.JobId, run.Actor).GetAwaiter().GetResult().Refusal);
                }
            }),
            cancellation);
    }

    private sealed class Steps(StepwiseImportTests scene, CatalogImport import)
    {
        public Task<CatalogImportReport> RunAsync(IProgress<CatalogImportProgress>? progress, params string[] lines) =>
            RunAsync(progress, lines, CancellationToken.None);

        public async Task<CatalogImportReport> RunAsync(IProgress<CatalogImportProgress>? progress, string[] lines, CancellationToken cancellation) =>
            (await import.ImportAsync(TestStudio.Merchandiser, await scene.FileAsync(lines), new CatalogImportOptions(), null, progress, cancellation))
            .Required;
    }
}
