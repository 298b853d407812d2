using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Undo;

public sealed class JobUndoTests
{
    [StudioFact]
    public async Task UndoOfAJob_CountsOnlyWhatItTookBack_AndSaysWhyTheRestStays()
    {
        await using var studio = await TestStudio.CreateAsync();

        var undo = await UndoneAsync(studio, renames: 2, definesAttribute: true);

        Assert.Equal(JobState.Done, undo.State);
        var report = JobReport.Of(undo)!;
        Assert.Equal([2L, 1L], report.Figures.Select(figure => figure.Count));
        Assert.Equal("Undone, except what is listed.", report.Summary);
        Assert.Contains("may not", Assert.Single(report.Problems).Reason, StringComparison.Ordinal);
        Assert.Equal("Old name", await NameAsync(studio));
    }

    [StudioFact]
    public async Task UndoOfAJob_ThatMayTakeNothingBack_Fails()
    {
        await using var studio = await TestStudio.CreateAsync();

        var undo = await UndoneAsync(studio, renames: 0, definesAttribute: true);

        Assert.Equal(JobState.Failed, undo.State);
        Assert.StartsWith("Nothing was undone. ", undo.Problem, StringComparison.Ordinal);
        Assert.Equal([0L, 1L], JobReport.Of(undo)!.Figures.Select(figure => figure.Count));
    }

    [StudioFact]
    public async Task UndoOfAJob_ThatTakesAllBack_LeavesEverythingAsItWas()
    {
        await using var studio = await TestStudio.CreateAsync();

        var undo = await UndoneAsync(studio, renames: 2, definesAttribute: false);

        Assert.Equal(JobState.Done, undo.State);
        Assert.Equal("All changes were undone.", JobReport.Of(undo)!.Summary);
        Assert.Equal([2L, 0L], JobReport.Of(undo)!.Figures.Select(figure => figure.Count));
        Assert.Equal("Old name", await NameAsync(studio));
    }

    /// <summary>A merchandiser's job that renames a product so often and defines an attribute, which only administrators take back; then its undo.</summary>
    private static async Task<Job> UndoneAsync(TestStudio studio, int renames, bool definesAttribute)
    {
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser));
        var product = await studio.ProductAsync(name: "Old name");
        var queue = new JobQueue(studio.Store, studio.Time);
        var execution = new JobExecution(
            studio.Store, queue, [new Writes(studio.Store, product.Id, renames, definesAttribute), new JobUndoWork(studio.Store, studio.Undo)], studio.Time);
        var job = (await queue.StartAsync(Writes.Name, "Writes", "", TestStudio.Merchandiser)).Required;
        Assert.True(await execution.RunNextAsync());
        var undo = (await new JobUndo(studio.Store, queue).StartAsync(job, TestStudio.Merchandiser)).Required;
        Assert.True(await execution.RunNextAsync());
        return (await queue.FindAsync(undo, Actor.CommandLine))!;
    }

    private static async Task<string> NameAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        return await db.Products.Select(product => product.Name).SingleAsync();
    }

    private sealed class Writes(StudioStore store, int productId, int renames, bool definesAttribute) : JobWork
    {
        public const string Name = "writes";

        public override string Kind => Name;

        public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
        {
            for (var time = 1; time <= renames; time++)
            {
                await using var session = await store.WriteAsync(run.Actor, "Renamed a product", cancellation);
                session.JobId = run.JobId;
                (await session.Db.Products.SingleAsync(product => product.Id == productId, cancellation)).Set(it => it.Name, $"Name {time}");
                Assert.True((await session.CommitAsync(cancellation)).IsDone);
            }

            if (definesAttribute)
            {
                await using var session = await store.WriteAsync(run.Actor, "Defined an attribute", cancellation);
                session.JobId = run.JobId;
                session.Db.Add(new AttributeDefinition { Code = "mount", Name = "Mount", Kind = AttributeKind.Text });
                Assert.True((await session.CommitAsync(cancellation)).IsDone);
            }

            return JobReport.Just("Written.");
        }
    }
}
