using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Storage;

/// <summary>What one instance writes is known to the others at once: no clock moves in these tests.</summary>
public sealed class ChangeNoticeTests
{
    private const string CutTheLine =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'CrossSell notices' AND datname = current_database()";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [PostgresFact]
    public async Task Write_OfOneInstance_IsHeardByAnotherAtOnce_AndAfterTheLineBroke()
    {
        await using var studio = await TestStudio.CreateAsync();
        var other = studio.OtherProcess();
        var line = await Line.OpenAsync(other);
        using var signal = new ChangeSignal(other, studio.Time);

        await WriteAsync(studio.Store);
        await signal.WaitAsync(Stop);

        await studio.RunOnServerAsync(CutTheLine);
        await Assert.ThrowsAnyAsync<Exception>(() => line.Ended);
        await WriteAsync(studio.Store);
        var again = signal.WaitAsync(Stop);
        Assert.False(again.IsCompleted);
        // Many in a row are one change; the pause between two looks is the only thing that waits for the clock, and is over before the line is back.
        studio.Time.Advance(ChangeSignal.Gap);
        line = await Line.OpenAsync(other);
        await again;
        await line.CloseAsync();
    }

    [PostgresFact]
    public async Task Job_StartedCancelledAndEndedInDifferentInstances_IsFollowedInBothAtOnce()
    {
        await using var studio = await TestStudio.CreateAsync();
        var otherStore = studio.OtherProcess();
        var (here, elsewhere) = (new JobQueue(studio.Store, studio.Time), new JobQueue(otherStore, studio.Time));
        var work = new UntilCancelled();
        var execution = new JobExecution(studio.Store, here, [work], studio.Time);
        var (line, otherLine) = (await Line.OpenAsync(studio.Store), await Line.OpenAsync(otherStore));
        var over = new TaskCompletionSource<Job>();
        elsewhere.Changed += job =>
        {
            if (job.IsOver)
            {
                over.TrySetResult(job);
            }
        };
        var started = new TaskCompletionSource<long>();
        here.Changed += job => started.TrySetResult(job.Id);

        var id = (await elsewhere.StartAsync(work.Kind, "Wait", new { }, Actor.CommandLine, Stop)).Required;
        Assert.Equal(id, await started.Task);
        var run = execution.RunNextAsync(Stop);
        await work.Begun.Task;
        Assert.True((await elsewhere.CancelAsync(id, Actor.CommandLine, Stop)).IsDone);

        Assert.True(await run);
        Assert.Equal((id, JobState.Cancelled), await over.Task is var job ? (job.Id, job.State) : default);
        await line.CloseAsync();
        await otherLine.CloseAsync();
    }

    private static async Task WriteAsync(StudioStore store)
    {
        await using var session = await store.WriteAsync(Actor.CommandLine, "Wrote", Stop);
        Assert.True((await session.CommitAsync(Stop)).IsDone);
    }

    /// <summary>An instance that listens.</summary>
    private sealed class Line(CancellationTokenSource stop, Task ended)
    {
        public Task Ended => ended;

        /// <summary>Returns when the line stands: what is written from now on is heard.</summary>
        public static async Task<Line> OpenAsync(StudioStore store)
        {
            var stands = new TaskCompletionSource();
            void Stand() => stands.TrySetResult();
            store.WrittenElsewhere += Stand;
            var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var ended = store.ListenAsync(stop.Token);
            await Task.WhenAny(stands.Task, ended);
            store.WrittenElsewhere -= Stand;
            return new Line(stop, ended);
        }

        public async Task CloseAsync()
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended);
            stop.Dispose();
        }
    }

    private sealed class UntilCancelled : JobWork
    {
        public TaskCompletionSource Begun { get; } = new();

        public override string Kind => "wait";

        public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
        {
            Begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return JobReport.Just("Waited");
        }
    }
}
