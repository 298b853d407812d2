using CrossSell.Core.Access;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Core.Jobs;

public sealed class JobTests
{
    [StudioFact]
    public async Task Job_ThatIsStarted_RunsWithItsInputAndLeavesAReport()
    {
        await using var studio = await TestStudio.CreateAsync();
        var work = new Counting((run, _) =>
        {
            run.Report(3, 3, "Counting");
            return Task.FromResult<Outcome<JobReport>>(JobReport.Just($"Counted {run.Input<Input>().Number} for {run.Actor.Name}"));
        });
        var (queue, execution) = Desk(studio, work);
        var moves = new List<JobState>();
        queue.Changed += job => moves.Add(job.State);

        var id = (await queue.StartAsync(work.Kind, "Count", new Input(7), Actor.CommandLine)).Required;
        Assert.True(await execution.RunNextAsync());
        Assert.False(await execution.RunNextAsync());

        var job = (await queue.FindAsync(id, Actor.CommandLine))!;
        Assert.Equal((JobState.Done, 3, 3), (job.State, job.Done, job.Total));
        Assert.Equal("Counted 7 for command line", JobReport.Of(job)!.Summary);
        Assert.Equal([JobState.Waiting, JobState.Running, JobState.Done], moves.Distinct());
    }

    [StudioFact]
    public async Task Cancel_OfAWaitingJob_EndsItAtOnce_AndOfARunningOne_StopsItBetweenSteps()
    {
        await using var studio = await TestStudio.CreateAsync();
        JobQueue queue = null!;
        long id = 0;
        var work = new Counting(async (run, cancellation) =>
        {
            run.Report(1, 2, "Half");
            Assert.True((await queue.CancelAsync(id, Actor.CommandLine, CancellationToken.None)).IsDone);
            Assert.True(cancellation.IsCancellationRequested);
            return JobReport.Just("Did one of two");
        });
        (queue, var execution) = Desk(studio, work);

        var waiting = (await queue.StartAsync(work.Kind, "Never", new Input(1), Actor.CommandLine)).Required;
        Assert.True((await queue.CancelAsync(waiting, Actor.CommandLine)).IsDone);
        Assert.Equal(JobState.Cancelled, (await queue.FindAsync(waiting, Actor.CommandLine))!.State);
        Assert.Equal("job.over", (await queue.CancelAsync(waiting, Actor.CommandLine)).Refusal?.Code);

        id = (await queue.StartAsync(work.Kind, "Half", new Input(2), Actor.CommandLine)).Required;
        Assert.True(await execution.RunNextAsync());
        var job = (await queue.FindAsync(id, Actor.CommandLine))!;
        Assert.Equal((JobState.Cancelled, "Did one of two"), (job.State, JobReport.Of(job)!.Summary));
    }

    [StudioFact]
    public async Task Cancel_OfSomebodyElsesJob_NeedsAManager()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (queue, _) = Desk(studio);
        var id = (await queue.StartAsync("count", "Count", new Input(1), TestStudio.Merchandiser)).Required;

        Assert.Equal(Refusal.ForbiddenCode, (await queue.CancelAsync(id, TestStudio.Person("else", Role.Merchandiser))).Refusal?.Code);
        Assert.True((await queue.CancelAsync(id, TestStudio.Manager)).IsDone);
    }

    [StudioFact]
    public async Task Job_RunsWithTheRightsOfNow_NotOfThen()
    {
        await using var studio = await TestStudio.CreateAsync();
        Actor? ran = null;
        var work = new Counting((run, _) =>
        {
            ran = run.Actor;
            return Task.FromResult<Outcome<JobReport>>(JobReport.Just("Done"));
        });
        var (queue, execution) = Desk(studio, work);
        var gone = (await queue.StartAsync(work.Kind, "Of nobody", new Input(1), TestStudio.Merchandiser)).Required;
        await execution.RunNextAsync();
        Assert.Equal(JobState.Failed, (await queue.FindAsync(gone, Actor.CommandLine))!.State);

        await studio.AddAsync(TestStudio.UserOf(TestStudio.Merchandiser, Role.Viewer));
        await queue.StartAsync(work.Kind, "Of Eva", new Input(1), TestStudio.Merchandiser);
        await execution.RunNextAsync();
        Assert.False(ran!.CanAnywhere(Permission.EditCatalog));
    }

    [StudioFact]
    public async Task Job_OfAnApiKey_RunsWithWhatTheKeyMay_UntilItIsRevoked()
    {
        await using var studio = await TestStudio.CreateAsync();
        var camera = await studio.ChannelAsync();
        var keys = new ApiKeyService(studio.Store);
        var made = (await keys.CreateAsync("ERP", ApiKeyKind.Secret, camera.Id, TestStudio.Administrator)).Required;
        var asKey = Actor.Of((await keys.FindAsync(made.Text))!);
        Actor? ran = null;
        var work = new Counting((run, _) =>
        {
            ran = run.Actor;
            return Task.FromResult<Outcome<JobReport>>(JobReport.Just("Done"));
        });
        var (queue, execution) = Desk(studio, work);
        await queue.StartAsync(work.Kind, "Of the key", new Input(1), asKey);
        await execution.RunNextAsync();
        Assert.Equal(
            (ActorKind.ApiKey, "ERP", true, false),
            (ran!.Kind, ran.Name, ran.Can(Permission.EditCatalog, camera.Id), ran.CanAnywhere(Permission.Review)));

        Assert.True((await keys.RevokeAsync(made.Id, TestStudio.Administrator)).IsDone);
        var late = (await queue.StartAsync(work.Kind, "Too late", new Input(2), asKey)).Required;
        await execution.RunNextAsync();
        Assert.Equal(
            (JobState.Failed, "The API key ERP was revoked, so the job was not run."),
            ((await queue.FindAsync(late, Actor.CommandLine))!.State, (await queue.FindAsync(late, Actor.CommandLine))!.Problem));
    }

    [StudioTheory]
    [InlineData(true, JobState.Waiting)]
    [InlineData(false, JobState.Failed)]
    public async Task Recover_AfterACrash_StartsAgainWhatMayAndFailsTheRest(bool runsAgain, JobState expected)
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.AddAsync(
            new Job { Kind = "count", Title = "Broken off", ActorKind = ActorKind.Job, ActorId = "job:x", ActorName = "x", State = JobState.Running });
        var (queue, execution) = Desk(studio, new Counting((_, _) => Task.FromResult<Outcome<JobReport>>(JobReport.Just("Done")), runsAgain));

        await execution.RecoverAsync();

        var job = Assert.Single(await queue.ListAsync(Actor.CommandLine));
        Assert.Equal(expected, job.State);
        Assert.Equal(runsAgain, job.Problem is null);
    }

    [StudioFact]
    public async Task Job_ThatStoppedTheStudioTwice_IsNotTriedAThirdTime()
    {
        await using var studio = await TestStudio.CreateAsync();
        using var stop = new CancellationTokenSource();
        var work = new Counting(
            async (_, cancellation) =>
            {
                await stop.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
                return JobReport.Just("Done");
            },
            runsAgain: true);
        var (queue, execution) = Desk(studio, work);
        var id = (await queue.StartAsync(work.Kind, "Count", new Input(1), Actor.CommandLine)).Required;

        // A studio that stops in good order takes nothing from the job.
        Assert.True(await execution.RunNextAsync(stop.Token));
        Assert.Equal((JobState.Running, 0), (await queue.FindAsync(id, Actor.CommandLine) is { } stopped ? (stopped.State, stopped.Attempts) : default));

        for (var attempt = 1; attempt <= Job.MaxAttempts; attempt++)
        {
            await execution.RecoverAsync();
            Assert.Equal(JobState.Waiting, (await StoredAsync()).State);
            await studio.WriteAsync(async session =>
            {
                // Taken, and then the process was killed.
                var taken = await session.Db.Jobs.SingleAsync(job => job.Id == id);
                (taken.State, taken.Attempts) = (JobState.Running, taken.Attempts + 1);
            });
        }

        await execution.RecoverAsync();

        var job = await StoredAsync();
        Assert.Equal((JobState.Failed, 2), (job.State, job.Attempts));
        Assert.Contains("is not retried", job.Problem, StringComparison.Ordinal);

        async Task<Job> StoredAsync()
        {
            await using var db = studio.Store.Read();
            return await db.Jobs.SingleAsync(stored => stored.Id == id);
        }
    }

    [StudioFact]
    public async Task Runner_ThatWaits_LooksEverySecondForJobsOfAnotherProcess()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (queue, execution) = Desk(studio, new Counting((_, _) => Task.FromResult<Outcome<JobReport>>(JobReport.Just("Done"))));
        var waiting = queue.WaitAsync(JobLane.Main, TestContext.Current.CancellationToken);
        var ofAnotherProcess = new JobQueue(studio.OtherProcess(), studio.Time);
        var id = (await ofAnotherProcess.StartAsync("count", "Count", new Input(1), Actor.CommandLine)).Required;
        Assert.False(waiting.IsCompleted);

        studio.Time.Advance(JobQueue.LookAgain);
        await waiting;

        Assert.True(await execution.RunNextAsync());
        Assert.Equal(JobState.Done, (await queue.FindAsync(id, Actor.CommandLine))!.State);
    }

    [StudioFact]
    public async Task Job_ThatBreaks_FailsWithASentence_AndTheNextOneRuns()
    {
        await using var studio = await TestStudio.CreateAsync();
        var work = new Counting((run, _) => run.Input<Input>().Number == 1
            ? throw new InvalidOperationException("The disk is full.")
            : Task.FromResult<Outcome<JobReport>>(JobReport.Just("Done")));
        var (queue, execution) = Desk(studio, work);
        var broken = (await queue.StartAsync(work.Kind, "Breaks", new Input(1), Actor.CommandLine)).Required;
        var fine = (await queue.StartAsync(work.Kind, "Works", new Input(2), Actor.CommandLine)).Required;

        await execution.RunNextAsync();
        await execution.RunNextAsync();

        Assert.Contains("The disk is full.", (await queue.FindAsync(broken, Actor.CommandLine))!.Problem, StringComparison.Ordinal);
        Assert.Equal(JobState.Done, (await queue.FindAsync(fine, Actor.CommandLine))!.State);
    }

    [Fact]
    public async Task Job_ThatEndsOnAFullDisk_WritesItsEndOnceThereIsRoom()
    {
        await using var studio = await TestStudio.CreateAsync();
        var work = new Counting(async (_, _) =>
        {
            // The next connection out of the pool is this one: its file may not grow any more.
            await SetAsync(studio, "PRAGMA max_page_count = 1");
            return JobReport.Just(new string('x', 500_000));
        });
        var queue = new JobQueue(studio.Store, studio.Time);
        var time = new Waiting(JobExecution.TryAgainAfter);
        var execution = new JobExecution(studio.Store, queue, [work], time);
        var problems = new List<string?>();
        execution.Failed += (_, problem) => problems.Add(StorageTrouble.Of(problem)?.Code);
        var id = (await queue.StartAsync(work.Kind, "Count", new Input(1), Actor.CommandLine)).Required;

        var run = execution.RunNextAsync();
        await Task.WhenAny(time.Waits, run);
        Assert.False(run.IsCompleted);
        Assert.Equal(JobState.Running, await StateAsync());
        await SetAsync(studio, "PRAGMA max_page_count = 1000000");
        time.Advance(JobExecution.TryAgainAfter);

        Assert.True(await run);
        Assert.Equal(JobState.Done, await StateAsync());
        Assert.Equal([StorageTrouble.FullCode], problems);

        async Task<JobState> StateAsync()
        {
            await using var db = studio.Store.Read();
            return await db.Jobs.Where(job => job.Id == id).Select(job => job.State).SingleAsync();
        }
    }

    [StudioFact]
    public async Task LongJob_OfTheLaneBeside_HoldsUpNobody()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (begun, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new Counting(
            async (_, _) =>
            {
                begun.SetResult();
                await answer.Task;
                return JobReport.Just("Fetched");
            },
            kind: "fetch",
            lane: JobLane.Background);
        var quick = new Counting((_, _) => Task.FromResult<Outcome<JobReport>>(JobReport.Just("Counted")));
        var (queue, execution) = Desk(studio, slow, quick);
        var first = (await queue.StartAsync(slow.Kind, "Fetch", new Input(1), Actor.CommandLine)).Required;
        var second = (await queue.StartAsync(quick.Kind, "Count", new Input(2), Actor.CommandLine)).Required;

        var beside = execution.RunNextAsync(JobLane.Background);
        await begun.Task;
        Assert.True(await execution.RunNextAsync());

        Assert.Equal(
            (JobState.Running, JobState.Done),
            ((await queue.FindAsync(first, Actor.CommandLine))!.State, (await queue.FindAsync(second, Actor.CommandLine))!.State));
        answer.SetResult();
        Assert.True(await beside);
        Assert.Equal(JobState.Done, (await queue.FindAsync(first, Actor.CommandLine))!.State);
    }

    private static (JobQueue Queue, JobExecution Execution) Desk(TestStudio studio, params JobWork[] works)
    {
        var queue = new JobQueue(studio.Store, studio.Time);
        return (queue, new JobExecution(studio.Store, queue, works, studio.Time));
    }

    private static async Task SetAsync(TestStudio studio, string pragma)
    {
        await using var db = studio.Store.Read();
        await db.Database.ExecuteSqlRawAsync(pragma);
    }

    /// <summary>A clock that says when somebody begins to wait that long.</summary>
    private sealed class Waiting(TimeSpan howLong) : FakeTimeProvider(TestStudio.Start)
    {
        private readonly TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waits => waits.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == howLong)
            {
                waits.TrySetResult();
            }

            return timer;
        }
    }

    private sealed record Input(int Number);

    private sealed class Counting(
        Func<JobRun, CancellationToken, Task<Outcome<JobReport>>> run, bool runsAgain = false, string kind = "count", JobLane lane = JobLane.Main) : JobWork
    {
        public override string Kind => kind;

        public override JobLane Lane => lane;

        public override bool IsRestartable => runsAgain;

        public override Task<Outcome<JobReport>> RunAsync(JobRun jobRun, CancellationToken cancellation) => run(jobRun, cancellation);
    }
}
