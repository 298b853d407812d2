using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Jobs;

/// <summary>Several instances on one database: each job runs in one of them, and goes on in another when that one dies.</summary>
public sealed class JobInstancesTests
{
    [StudioFact]
    public async Task RunningJob_OfAnInstanceThatLives_IsLeftAlone_AtTheStartOfAnother_AndAfterIt()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (first, second) = (new Instance(studio.Store, studio), new Instance(studio.OtherProcess(), studio));
        var (id, run) = await first.BeginAsync();
        var next = (await second.Queue.StartAsync(Instance.Kind, "Count on", new { }, Actor.CommandLine)).Required;

        await second.Execution.RecoverAsync();
        for (var look = 0; look < 2 * JobExecution.LooksMissed; look++)
        {
            await first.Execution.LookAsync();
            await second.Execution.LookAsync();
        }

        // Nor does another one of its lane begin beside it.
        Assert.False(await second.Execution.RunNextAsync());
        Assert.Equal(JobState.Running, (await StoredAsync(studio, id)).State);
        first.Work.Go.SetResult();
        Assert.True(await run);
        Assert.Equal((JobState.Done, "by the first"), await EndAsync(studio, id, first));

        second.Work.Go.SetResult();
        Assert.True(await second.Execution.RunNextAsync());
        Assert.Equal(JobState.Done, (await StoredAsync(studio, next)).State);
    }

    [StudioFact]
    public async Task RunningJob_OfAnInstanceThatDied_GoesOnInAnother_WithinThirtySeconds_AndTheDeadOneWritesNothingMore()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (first, second, third) = (
            new Instance(studio.Store, studio), new Instance(studio.OtherProcess(), studio), new Instance(studio.OtherProcess(), studio));
        var (id, run) = await first.BeginAsync();

        // It sleeps: it looks no more. The one look more is for a beat just before it fell asleep.
        Assert.True(JobExecution.LookEvery * (JobExecution.LooksMissed + 1) < TimeSpan.FromSeconds(30));
        for (var look = 0; look < JobExecution.LooksMissed; look++)
        {
            await second.Execution.LookAsync();
            await third.Execution.LookAsync();
        }

        Assert.Equal(JobState.Running, (await StoredAsync(studio, id)).State);
        await second.Execution.LookAsync();
        Assert.Equal(JobState.Waiting, (await StoredAsync(studio, id)).State);
        await third.Execution.LookAsync();
        second.Work.Go.SetResult();
        Assert.True(await second.Execution.RunNextAsync());
        Assert.False(await third.Execution.RunNextAsync());

        // It wakes up.
        await first.Execution.LookAsync();
        Assert.True(first.Work.IsCancelled);
        first.Work.Go.SetResult();
        Assert.True(await run);
        Assert.Equal(("job.taken", null), (first.Work.Refused, second.Work.Refused));
        Assert.Equal((JobState.Done, "by the second"), await EndAsync(studio, id, second));
        Assert.Equal([id], second.Work.Tidied);
        Assert.Empty(first.Work.Tidied);
    }

    [StudioFact]
    public async Task OwnRow_ThatNobodyRuns_IsTakenOver_WhenTwoLooksInARowSawIt()
    {
        await using var studio = await TestStudio.CreateAsync();
        var first = new Instance(studio.Store, studio);
        var (id, run) = await first.BeginAsync();
        var lost = (await first.Queue.StartAsync(Instance.Kind, "Count on", new { }, Actor.CommandLine)).Required;
        // It was taken, and the answer of the database never came.
        var owner = (await StoredAsync(studio, id)).OwnerId;
        await using (var db = studio.Store.Read())
        {
            await db.Jobs.Where(job => job.Id == lost).ExecuteUpdateAsync(update =>
                update.SetProperty(job => job.State, JobState.Running).SetProperty(job => job.OwnerId, owner));
        }

        await first.Execution.LookAsync();
        Assert.Equal(JobState.Running, (await StoredAsync(studio, lost)).State);
        await first.Execution.LookAsync();

        Assert.Equal(JobState.Waiting, (await StoredAsync(studio, lost)).State);
        Assert.False(first.Work.IsCancelled);
        first.Work.Go.SetResult();
        Assert.True(await run);
    }

    [StudioFact]
    public async Task Cancel_InAnotherInstance_StopsTheJobAtItsNextLook()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (first, second) = (new Instance(studio.Store, studio), new Instance(studio.OtherProcess(), studio));
        var (id, run) = await first.BeginAsync();

        Assert.True((await second.Queue.CancelAsync(id, Actor.CommandLine)).IsDone);
        await first.Execution.LookAsync();

        Assert.True(first.Work.IsCancelled);
        first.Work.Go.SetResult();
        Assert.True(await run);
        Assert.Equal(JobState.Cancelled, (await StoredAsync(studio, id)).State);
    }

    [StudioFact]
    public async Task Cancel_WhileTheJobItselfHoldsItsRow_StopsItWhereItRuns_AndSaysElsewhereThatItCouldNot()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (first, second) = (new Instance(studio.Store, studio), new Instance(studio.OtherProcess(), studio));
        var (id, run) = await first.BeginAsync();

        await using (var step = await studio.Store.WriteAsync(Actor.CommandLine, "A long commit"))
        {
            // As every write of a job does before it commits.
            await step.Db.Jobs.Where(job => job.Id == id).ExecuteUpdateAsync(update => update.SetProperty(job => job.Beat, job => job.Beat + 1));

            Assert.Equal("job.committing", (await second.Queue.CancelAsync(id, Actor.CommandLine)).Refusal?.Code);
            Assert.False(first.Work.IsCancelled);
            Assert.Null((await first.Queue.CancelAsync(id, Actor.CommandLine)).Refusal);
            Assert.True(first.Work.IsCancelled);
        }

        first.Work.Go.SetResult();
        Assert.True(await run);
        Assert.Equal(JobState.Cancelled, (await StoredAsync(studio, id)).State);
    }

    [StudioFact]
    public async Task JobThatCommitsForLong_OnAServer_IsNotTakenOver_ByWhoWaitedForItsRow()
    {
        await using var studio = await TestStudio.CreateAsync();
        if (!studio.IsOnServer)
        {
            // A file has one writer: who cannot write does not look either.
            return;
        }

        var (first, second) = (new Instance(studio.Store, studio), new Instance(studio.OtherProcess(), studio));
        var (id, run) = await first.BeginAsync();
        for (var look = 0; look < JobExecution.LooksMissed; look++)
        {
            await second.Execution.LookAsync();
        }

        await using var blocked = studio.Store.Read();
        await using var asked = studio.Store.Read();
        Task taken;
        await using (await blocked.Database.BeginTransactionAsync())
        {
            await blocked.Database.ExecuteSqlRawAsync("LOCK TABLE \"ChangeSets\" IN SHARE MODE");
            first.Work.Go.SetResult();
            await UntilAsync("INSERT INTO \"ChangeSets\"");
            taken = second.Execution.LookAsync();
            await UntilAsync("UPDATE \"Jobs\"");
        }

        await taken;
        Assert.True(await run);
        Assert.Null(first.Work.Refused);
        Assert.Equal((JobState.Done, "by the first"), await EndAsync(studio, id, first));

        // Until such a statement waits for a lock.
        async Task UntilAsync(string statement)
        {
            while (await asked.Database.SqlQueryRaw<int>(
                "SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE {0}",
                $"%{statement}%").SingleAsync(TestContext.Current.CancellationToken) == 0)
            {
            }
        }
    }

    [StudioFact]
    public async Task JobOfATimetable_ThatAnotherInstanceStartedAndEndedSinceTheLook_IsNotStartedAgain()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (first, second) = (new Instance(studio.Store, studio), new Instance(studio.OtherProcess(), studio));
        first.Work.Go.SetResult();

        var look = (await second.Queue.LookAsync(Instance.Kind, new { }))!;
        var started = await DueAsync(first, (await first.Queue.LookAsync(Instance.Kind, new { }))!);
        Assert.Null(await second.Queue.LookAsync(Instance.Kind, new { }));
        Assert.True(await first.Execution.RunNextAsync());

        Assert.Equal(started, await DueAsync(second, look));
        Assert.NotEqual(started, await DueAsync(second, (await second.Queue.LookAsync(Instance.Kind, new { }))!));

        static async Task<long> DueAsync(Instance instance, DueLook look) =>
            (await instance.Queue.StartDueAsync(look, Instance.Kind, "Count at night", new { }, Actor.CommandLine, [])).Required;
    }

    [Fact]
    public async Task OneProcess_ThatServesAFile_KnowsThatItIsAlone_AndTakesOverAtOnce()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (first, second) = (new Instance(studio.Store, studio), new Instance(studio.OtherProcess(), studio));
        var (id, run) = await first.BeginAsync();
        using (first.Store.ServeAlone())
        {
            Assert.Null(second.Store.ServeAlone());
        }

        using var alone = second.Store.ServeAlone();
        await second.Execution.RecoverAsync(alone is not null);

        Assert.Equal(JobState.Waiting, (await StoredAsync(studio, id)).State);
        first.Work.Go.SetResult();
        await run;
    }

    [StudioFact]
    public async Task Job_OfAKindOrWithAnInputThatOnlyANewerVersionKnows_IsLeftToIt_AndRunsBesideNoOther()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (older, newer) = (new Instance(studio.Store, studio), new Newer(studio));
        var first = (await newer.Queue.StartAsync(Newer.Kind, "Weigh", new { }, Actor.CommandLine)).Required;
        var second = (await newer.Queue.StartAsync(Instance.Kind, "Count twice", new { Times = 2 }, Actor.CommandLine)).Required;
        var third = (await newer.Queue.StartAsync(Instance.Kind, "Count a day", new { Unit = 9 }, Actor.CommandLine)).Required;
        var mine = (await newer.Queue.StartAsync(Instance.Kind, "Count", new { Unit = 1 }, Actor.CommandLine)).Required;

        // What it understands it does, past what it does not.
        older.Work.Go.SetResult();
        Assert.True(await older.Execution.RunNextAsync());
        Assert.Equal(JobState.Done, (await StoredAsync(studio, mine)).State);
        Assert.False(await older.Execution.RunNextAsync());
        foreach (var id in new[] { first, second, third })
        {
            Assert.Equal(JobState.Waiting, (await StoredAsync(studio, id)).State);
        }

        // In whichever lane it is, nothing of the main lane begins beside it.
        var run = newer.Execution.RunNextAsync();
        await newer.Work.Begun.Task;
        var next = (await older.Queue.StartAsync(Instance.Kind, "Count", new { Unit = 0 }, Actor.CommandLine)).Required;
        Assert.False(await older.Execution.RunNextAsync());

        // Its instance dies: who does not know it only says that nobody runs it any more.
        for (var look = 0; look <= JobExecution.LooksMissed; look++)
        {
            await older.Execution.LookAsync();
        }

        var released = await StoredAsync(studio, first);
        Assert.Equal((JobState.Waiting, (string?)null), (released.State, released.OwnerId));
        Assert.NotNull(released.StartedAt);
        Assert.True(await older.Execution.RunNextAsync());
        Assert.Equal(JobState.Done, (await StoredAsync(studio, next)).State);
        newer.Work.Go.SetResult();
        await run;
        // Nobody knows of it whether it may be done twice: it was begun.
        Assert.False(await new Newer(studio).Execution.RunNextAsync());
    }

    private static async Task<Job> StoredAsync(TestStudio studio, long id)
    {
        await using var db = studio.Store.Read();
        return await db.Jobs.SingleAsync(job => job.Id == id);
    }

    private static async Task<(JobState State, string Words)> EndAsync(TestStudio studio, long id, Instance by)
    {
        var job = await StoredAsync(studio, id);
        return (job.State, JobReport.Of(job)!.Summary == by.Store.Instance ? by.Store == studio.Store ? "by the first" : "by the second" : "by another");
    }

    /// <summary>One process of several.</summary>
    private sealed class Instance
    {
        public const string Kind = "count";

        public Instance(StudioStore store, TestStudio studio)
        {
            Store = store;
            Work = new Held(store);
            Queue = new JobQueue(store, studio.Time);
            Execution = new JobExecution(store, Queue, [Work], studio.Time);
        }

        public StudioStore Store { get; }

        public Held Work { get; }

        public JobQueue Queue { get; }

        public JobExecution Execution { get; }

        /// <summary>Starts a job, and returns when it runs here.</summary>
        public async Task<(long Id, Task<bool> Run)> BeginAsync()
        {
            var id = (await Queue.StartAsync(Kind, "Count", new { }, Actor.CommandLine)).Required;
            var run = Execution.RunNextAsync();
            await Work.Begun.Task;
            return (id, run);
        }
    }

    /// <summary>One of a version that knows a kind more, of work that may not be done twice.</summary>
    private sealed class Newer
    {
        public const string Kind = "weigh";

        public Newer(TestStudio studio)
        {
            var store = studio.OtherProcess();
            Work = new Held(store, Kind, isRestartable: false);
            Queue = new JobQueue(store, studio.Time);
            Execution = new JobExecution(store, Queue, [Work], studio.Time);
        }

        public Held Work { get; }

        public JobQueue Queue { get; }

        public JobExecution Execution { get; }
    }

    private enum Unit
    {
        Item,
        Box,
    }

    private sealed record Asked(Unit Unit = Unit.Item);

    /// <summary>Work that goes on when it is told to.</summary>
    private sealed class Held(StudioStore store, string kind = Instance.Kind, bool isRestartable = true) : JobWork
    {
        private CancellationToken cancelled;

        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource Go { get; } = new();

        public List<long> Tidied { get; } = [];

        /// <summary>Why what it wrote at its end did not land; null where it did.</summary>
        public string? Refused { get; private set; }

        public bool IsCancelled => cancelled.IsCancellationRequested;

        public override string Kind => kind;

        public override bool IsRestartable => isRestartable;

        protected override Type? InputType => typeof(Asked);

        public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
        {
            cancelled = cancellation;
            Begun.TrySetResult();
            await Go.Task;
            await using (var session = await store.WriteAsync(run.Actor, "Counted", CancellationToken.None))
            {
                Refused = (await session.CommitAsync(CancellationToken.None)).Refusal?.Code;
            }

            cancellation.ThrowIfCancellationRequested();
            return JobReport.Just(store.Instance);
        }

        public override void Ended(Job job) => Tidied.Add(job.Id);
    }
}
