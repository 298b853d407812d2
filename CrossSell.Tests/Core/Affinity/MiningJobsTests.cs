using CrossSell.Core.Jobs;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Warehouse;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Affinity;

public sealed class MiningJobsTests
{
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioTheory]
    // 23 November 2026 is a Monday; Amsterdam is an hour ahead of UTC then.
    [InlineData(MiningSchedule.Daily, "2026-11-24T03:30:00Z", "2026-11-24T02:30:00Z", true)]
    [InlineData(MiningSchedule.Daily, "2026-11-24T02:59:00Z", "2026-11-23T03:01:00Z", false)]
    [InlineData(MiningSchedule.Daily, "2026-11-24T03:30:00Z", "2026-11-24T03:01:00Z", false)]
    [InlineData(MiningSchedule.Weekly, "2026-11-28T12:00:00Z", "2026-11-23T02:59:00Z", true)]
    [InlineData(MiningSchedule.Weekly, "2026-11-28T12:00:00Z", "2026-11-23T03:00:00Z", false)]
    [InlineData(MiningSchedule.ByHand, "2026-11-28T12:00:00Z", "2020-01-01T00:00:00Z", false)]
    public void Timetable_AtFourInTheShop_StrikesOnce(MiningSchedule schedule, string now, string lastRun, bool due) =>
        Assert.Equal(due, MiningTimetable.IsDue(new MiningPolicy { Schedule = schedule, AtHour = 4 }, Amsterdam, At(lastRun), At(now)));

    [StudioFact]
    public async Task Job_KilledInTheMiddle_LeavesTheOldResultWholeAndRunsAgain()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (body, card) = (await studio.ProductAsync("BODY", channel), await studio.ProductAsync("CARD", channel));
        await studio.OrderAsync(channel, body, card);
        await studio.OrderAsync(channel, body, card);
        var mining = new MiningService(studio.Store, studio.Time);
        Assert.True((await mining.MineAsync(Actor.CommandLine, cancellation: Stop)).IsDone);
        await studio.OrderAsync(channel, body, card);
        var queue = new JobQueue(studio.Store, studio.Time);
        var job = (await new MiningJobs(studio.Store, queue, studio.Time).StartAsync(channel.Code, Actor.CommandLine, Stop)).Required;
        Assert.Equal(job, (await new MiningJobs(studio.Store, queue, studio.Time).StartAsync(channel.Code, Actor.CommandLine, Stop)).Required);

        // The host goes down while it counts: what runs is stopped without a word, and its row stays as running.
        using var host = new CancellationTokenSource();
        var dying = new JobExecution(studio.Store, queue, [new MiningWork(mining)], studio.Time);
        queue.Changed += moved => host.Cancel();
        Assert.True(await dying.RunNextAsync(host.Token));
        Assert.Equal(JobState.Running, (await queue.FindAsync(job, Actor.CommandLine, Stop))!.State);
        await using (var db = studio.Store.Read())
        {
            Assert.Equal(2, (await db.Affinities.FirstAsync(Stop)).PairBaskets);
        }

        var restarted = new JobExecution(studio.Store, queue, [new MiningWork(mining)], studio.Time);
        await restarted.RecoverAsync(cancellation: Stop);
        Assert.True(await restarted.RunNextAsync(Stop));

        Assert.Equal(JobState.Done, (await queue.FindAsync(job, Actor.CommandLine, Stop))!.State);
        await using var after = studio.Store.Read();
        Assert.Equal(3, (await after.Affinities.FirstAsync(Stop)).PairBaskets);
    }

    [StudioFact]
    public async Task Due_EnoughNewOrders_StartsOnce()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (body, card) = (await studio.ProductAsync("BODY", channel), await studio.ProductAsync("CARD", channel));
        await studio.WriteAsync(session =>
        {
            session.Db.Add(new MiningPolicy { ChannelId = channel.Id, NewOrders = 2 });
            return Task.CompletedTask;
        });
        var queue = new JobQueue(studio.Store, studio.Time);
        var jobs = new MiningJobs(studio.Store, queue, studio.Time);
        await studio.OrderAsync(channel, body, card);
        Assert.Empty(await jobs.StartDueAsync(Stop));

        await studio.OrderAsync(channel, body, card);

        // Whose orders live in a warehouse is not started by what was imported besides.
        var elsewhere = new MiningJobs(studio.Store, queue, studio.Time, ShopWarehouse.Of(
            new WarehouseSettings(WarehouseEngine.PostgreSql, "Host=x", "v", new Dictionary<string, string> { [channel.Code] = "1" })));
        Assert.Empty(await elsewhere.StartDueAsync(Stop));
        Assert.Equal([channel.Code], await jobs.StartDueAsync(Stop));
        Assert.True(await new JobExecution(studio.Store, queue, [new MiningWork(new MiningService(studio.Store, studio.Time))], studio.Time)
            .RunNextAsync(Stop));
        Assert.Empty(await jobs.StartDueAsync(Stop));
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
