using CrossSell.Core.Backtesting;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Jobs;

/// <summary>What runs for a channel is known by what it does and for which, never by how it is called.</summary>
public sealed class JobOfAChannelTests
{
    [StudioFact]
    public async Task Mining_OfTwoChannelsOfOneName_IsAJobEach()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (one, other) = await DuplicatesAsync(studio);
        var jobs = new MiningJobs(studio.Store, new JobQueue(studio.Store, studio.Time), studio.Time);

        var first = (await jobs.StartAsync(one.Code, Actor.CommandLine)).Required;
        var second = (await jobs.StartAsync(other.Code, Actor.CommandLine)).Required;

        Assert.NotEqual(first, second);
        Assert.Equal(first, (await jobs.StartAsync(one.Code, Actor.CommandLine)).Required);
        Assert.Equal((first, second), (await jobs.CurrentAsync(one), await jobs.CurrentAsync(other)));
    }

    [StudioFact]
    public async Task Mining_OfAChannelThatIsRenamedMeanwhile_IsStillItsJob()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var queue = new JobQueue(studio.Store, studio.Time);
        var jobs = new MiningJobs(studio.Store, queue, studio.Time);
        var job = (await jobs.StartAsync(channel.Code, Actor.CommandLine)).Required;

        await studio.WriteAsync(async session =>
        {
            var row = await session.Db.Channels.SingleAsync();
            (row.Code, row.Name) = ("renamed", "Renamed");
        });

        Assert.Equal(job, (await jobs.StartAsync("renamed", Actor.CommandLine)).Required);
        Assert.True(await new JobExecution(studio.Store, queue, [new MiningWork(new MiningService(studio.Store, studio.Time))], studio.Time).RunNextAsync());
        Assert.Equal(JobState.Done, (await queue.FindAsync(job, TestStudio.Administrator))!.State);
    }

    [StudioFact]
    public async Task Backtest_OfTwoChannelsOfOneName_IsAJobEach()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (one, other) = await DuplicatesAsync(studio);
        var jobs = new BacktestJobs(new JobQueue(studio.Store, studio.Time));

        var first = (await jobs.StartAsync(one, TestStudio.Merchandiser)).Required;
        var second = (await jobs.StartAsync(other, TestStudio.Merchandiser)).Required;

        Assert.NotEqual(first, second);
        Assert.Equal((first, second), (await jobs.CurrentAsync(one), await jobs.CurrentAsync(other)));
    }

    [StudioFact]
    public async Task Mining_AskedForByManyAtOnce_IsOneJob_FromOtherProcessesToo()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();

        var ids = await AtOnceAsync(studio, (queue, asker) => new MiningJobs(queue.Store, queue.Queue, studio.Time)
            .StartAsync(channel.Code, TestStudio.Person($"asker-{asker}", Role.Merchandiser)));

        Assert.Single(ids.Distinct());
        Assert.Single(await new JobQueue(studio.Store, studio.Time).ListAsync(Actor.CommandLine));
    }

    [StudioFact]
    public async Task Backtest_AskedForByManyAtOnce_IsOneJob_FromOtherProcessesToo()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();

        var ids = await AtOnceAsync(
            studio, (queue, asker) => new BacktestJobs(queue.Queue).StartAsync(channel, TestStudio.Person($"asker-{asker}", Role.Merchandiser)));

        Assert.Single(ids.Distinct());
        Assert.Single(await new JobQueue(studio.Store, studio.Time).ListAsync(Actor.CommandLine));
    }

    /// <summary>
    /// Eight askers at the same moment, each on a thread of its own and half of them in a process of their own, as far as the database can tell.
    /// </summary>
    private static async Task<IReadOnlyList<long>> AtOnceAsync(TestStudio studio, Func<(StudioStore Store, JobQueue Queue), int, Task<Outcome<long>>> ask)
    {
        const int Askers = 8;
        var shared = (studio.Store, Queue: new JobQueue(studio.Store, studio.Time));
        using var start = new Barrier(Askers);
        var answers = await Task.WhenAll(Enumerable.Range(0, Askers).Select(asker => Task.Factory.StartNew(
            () =>
            {
                var store = studio.OtherProcess();
                var place = asker % 2 == 0 ? shared : (store, new JobQueue(store, studio.Time));
                start.SignalAndWait();
                return ask(place, asker);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
        return [.. answers.Select(answer => answer.Required)];
    }

    private static async Task<(Channel One, Channel Other)> DuplicatesAsync(TestStudio studio)
    {
        var (one, other) = (await studio.ChannelAsync("nl"), await studio.ChannelAsync("de"));
        await studio.WriteAsync(async session =>
        {
            foreach (var channel in await session.Db.Channels.ToListAsync())
            {
                channel.Name = "Shop";
            }
        });
        (one.Name, other.Name) = ("Shop", "Shop");
        return (one, other);
    }
}
