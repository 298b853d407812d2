using System.Text.Json;
using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Bulk;

/// <summary>A bulk edit that a stopped or killed server left half done goes on where it was.</summary>
[Trait("Kind", "Slow")]
public sealed class BulkResumeTests
{
    [StudioTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PriceRise_LeftHalfDone_GoesOnAtTheNextStart_AndRaisesNoPriceTwice(bool killed)
    {
        await using var scene = await BulkScene.CreateAsync();
        var ids = await scene.ManyAsync(6_000);
        var selection = new ProductSelection(new CatalogQuery { ChannelId = scene.Camera.Id }, false, [.. ids]);
        var rise = new PriceFormula(scene.Camera.Id, PriceRule.Percent, 1_000, PriceRounding.None);
        var id = (await scene.Service.StartAsync(selection, rise, TestStudio.Merchandiser)).Required;
        await StopAfterFirstChunkAsync(scene);
        Assert.Equal((JobState.Running, 0), await StateAsync(scene, id));
        if (killed)
        {
            await scene.Studio.WriteAsync(async session => (await session.Db.Jobs.SingleAsync(job => job.Id == id)).Attempts = 1);
        }

        await scene.Execution.RecoverAsync();
        Assert.True(await scene.Execution.RunNextAsync());

        Assert.Equal(JobState.Done, (await StateAsync(scene, id)).State);
        var report = JobReport.Of((await scene.Queue.FindAsync(id, Actor.CommandLine))!)!;
        Assert.Equal("Change the price of 6,000 products in Camera shop: done.", report.Summary);
        Assert.Equal([("changed", 6_000), ("unchanged", 0), ("skipped", 0)], report.Figures.Select(figure => (figure.Name, figure.Count)));
        await using var db = scene.Studio.Store.Read();
        Assert.Equal([1_100], await db.Listings.Select(listing => listing.Price).Distinct().ToListAsync());
    }

    [StudioFact]
    public async Task Edit_CancelledByAPersonWhileTheServerStops_StaysCancelled()
    {
        await using var scene = await BulkScene.CreateAsync();
        var ids = await scene.ManyAsync(6_000);
        var selection = new ProductSelection(new CatalogQuery { ChannelId = scene.Camera.Id }, false, [.. ids]);
        var id = (await scene.Service.StartAsync(selection, new SetStock(scene.Camera.Id, 3), TestStudio.Merchandiser)).Required;

        await StopAfterFirstChunkAsync(scene, () => scene.Queue.CancelAsync(id, TestStudio.Merchandiser));

        Assert.Equal(JobState.Cancelled, (await StateAsync(scene, id)).State);
    }

    private static async Task<(JobState State, int Attempts)> StateAsync(BulkScene scene, long id)
    {
        await using var db = scene.Studio.Store.Read();
        var job = await db.Jobs.SingleAsync(item => item.Id == id);
        return (job.State, job.Attempts);
    }

    private static async Task StopAfterFirstChunkAsync(BulkScene scene, Func<Task>? before = null)
    {
        using var stop = new CancellationTokenSource();
        var work = new Stopping(new BulkEditWork(scene.Studio.Store, scene.Service, new BundleService(scene.Studio.Store)), stop, before);
        Assert.True(await new JobExecution(scene.Studio.Store, scene.Queue, [work], scene.Studio.Time).RunNextAsync(stop.Token));
    }

    /// <summary>The same work on a server that is told to stop when the first chunk is written.</summary>
    private sealed class Stopping(BulkEditWork work, CancellationTokenSource stop, Func<Task>? before) : JobWork
    {
        public override string Kind => work.Kind;

        public override bool IsRestartable => work.IsRestartable;

        public override Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation) => work.RunAsync(
            new JobRun(run.JobId, run.Actor, run.Input<JsonElement>().GetRawText(), progress =>
            {
                run.Report(progress.Done, progress.Total, progress.Step);
                if (progress.Done > 0 && !stop.IsCancellationRequested)
                {
                    before?.Invoke().GetAwaiter().GetResult();
                    stop.Cancel();
                }
            }),
            cancellation);
    }
}
