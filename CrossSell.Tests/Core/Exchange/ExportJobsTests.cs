using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Exchange;

public sealed class ExportJobsTests
{
    [StudioFact]
    public async Task Export_ClickedFiveTimes_IsOneJob_AlsoWhenTheFirstIsDoneAlready()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser));
        var queue = new JobQueue(studio.Store, studio.Time);
        var exports = new ExportJobs(queue, studio.Store);

        var clicks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => exports.StartAsync(CatalogFileKind.Products, null, TestStudio.Merchandiser)));
        var id = Assert.Single(clicks.Select(click => click.Required).Distinct());
        await DoneAsync(studio);

        Assert.Equal(id, (await exports.StartAsync(CatalogFileKind.Products, null, TestStudio.Merchandiser)).Required);
        Assert.Single(await queue.ListAsync(Actor.CommandLine));
    }

    [StudioFact]
    public async Task Export_OfSomethingElseOrBySomebodyElseOrLaterOrAfterAChange_IsAJobOfItsOwn()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser));
        var exports = new ExportJobs(new JobQueue(studio.Store, studio.Time), studio.Store);
        var first = (await exports.StartAsync(CatalogFileKind.Products, null, TestStudio.Merchandiser)).Required;
        await DoneAsync(studio);

        var ids = new List<long> {
            first, await StartAsync(CatalogFileKind.Listings),
            (await exports.StartAsync(new ExportRequest(ExportContent.Links), TestStudio.Merchandiser)).Required,
            (await exports.StartAsync(CatalogFileKind.Products, null, TestStudio.Manager)).Required };
        await studio.ProductAsync("NEW");
        ids.Add(await StartAsync(CatalogFileKind.Products));
        await DoneAsync(studio);
        studio.Time.Advance(TimeSpan.FromMinutes(1));
        ids.Add(await StartAsync(CatalogFileKind.Products));

        Assert.Equal(ids.Count, ids.Distinct().Count());

        async Task<long> StartAsync(CatalogFileKind kind) => (await exports.StartAsync(kind, null, TestStudio.Merchandiser)).Required;
    }

    [Fact]
    public async Task Export_OfSomebodyWithTenUnderWay_IsRefused_UntilOneIsDone_AndOthersAreNot()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser));
        var exports = new ExportJobs(new JobQueue(studio.Store, studio.Time), studio.Store);
        for (var number = 0; number < ExportJobs.MostOpen; number++)
        {
            Assert.True((await StartAsync(TestStudio.Merchandiser)).IsDone);
            await studio.ProductAsync();
        }

        var refused = await StartAsync(TestStudio.Merchandiser);
        Assert.Equal("export.many", refused.Refusal?.Code);
        Assert.Contains("10 of your exports are under way", refused.Refusal!.Message, StringComparison.Ordinal);
        Assert.True((await StartAsync(TestStudio.Manager)).IsDone);

        await DoneAsync(studio);
        Assert.True((await StartAsync(TestStudio.Merchandiser)).IsDone);

        Task<Outcome<long>> StartAsync(Actor actor) => exports.StartAsync(CatalogFileKind.Products, null, actor);
    }

    private static async Task DoneAsync(TestStudio studio)
    {
        var execution = new JobExecution(studio.Store, new JobQueue(studio.Store, studio.Time), [new Written()], studio.Time);
        while (await execution.RunNextAsync())
        {
            // All that wait.
        }
    }

    /// <summary>An export without its file, which is not asked about here.</summary>
    private sealed class Written : JobWork
    {
        public override string Kind => ExportJobs.Kind;

        public override Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation) =>
            Task.FromResult<Outcome<JobReport>>(JobReport.Just("Wrote it"));
    }
}
