using System.Data.Common;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Jobs;

/// <summary>
/// Runs the jobs that wait, those of a lane one after the other, each with the rights that its actor has now. One a process; over all instances a lane
/// still does one job at a time, for two would write at cross purposes.
/// </summary>
public sealed class JobExecution
{
    /// <summary>How often progress is stored and told, at most.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a database that is full or busy is left alone before a job's row is written again.</summary>
    public static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);

    // A job that holds the writer lock must not hold up its own progress: the next beat tries again.
    private const int ProgressTimeoutSeconds = 1;

    private readonly StudioStore store;
    private readonly JobQueue queue;
    private readonly TimeProvider time;
    private readonly Dictionary<string, JobWork> byKind;
    private readonly ILookup<JobLane, string> kinds;
    private readonly JobTakeover takeover;

    public JobExecution(StudioStore store, JobQueue queue, IEnumerable<JobWork> works, TimeProvider time)
    {
        (this.store, this.queue, this.time) = (store, queue, time);
        byKind = works.ToDictionary(work => work.Kind, StringComparer.Ordinal);
        kinds = byKind.Values.ToLookup(work => work.Lane, work => work.Kind);
        takeover = new JobTakeover(store, queue, byKind);
    }

    /// <summary>
    /// After a crash: what can be run again waits again until it has been begun <see cref="Job.MaxAttempts"/> times, everything else failed. Call before
    /// the first job runs.
    /// </summary>
    /// <param name="alone">Whether no other process serves this studio: then whatever stands there as running is nobody's.</param>
    public Task RecoverAsync(bool alone = false, CancellationToken cancellation = default) => takeover.RecoverAsync(alone, cancellation);

    /// <summary>How often <see cref="LookAsync"/> is to be called, by every instance.</summary>
    public static TimeSpan LookEvery => JobTakeover.Every;

    /// <summary>For how many looks of another instance a job's instance may show no sign of life.</summary>
    public static int LooksMissed => JobTakeover.Missed;

    /// <summary>Shows the other instances that this one lives, and takes over the jobs of those that do not: at most 25 s after they died.</summary>
    public async Task LookAsync(CancellationToken cancellation = default)
    {
        // Once a newer version has taken the database over, so are the jobs.
        if (await store.CheckVersionAsync(cancellation) is null)
        {
            await takeover.LookAsync(cancellation);
        }
    }

    /// <summary>Runs the job of the main lane that waits longest.</summary>
    /// <returns>False when none waits.</returns>
    public Task<bool> RunNextAsync(CancellationToken stopping = default) => RunNextAsync(JobLane.Main, stopping);

    /// <inheritdoc cref="RunNextAsync(CancellationToken)"/>
    public async Task<bool> RunNextAsync(JobLane lane, CancellationToken stopping = default)
    {
        if (await TakeAsync(lane, stopping) is not { } job)
        {
            return false;
        }

        var token = queue.Running(job, stopping);
        queue.Tell(job);
        using var ended = new CancellationTokenSource();
        var pump = PumpAsync(job, ended.Token);
        try
        {
            await queue.TellOthersAsync(job.Id, CancellationToken.None);
            await RunAsync(job, token);
            if (stopping.IsCancellationRequested && IsLeftForTheNextStart(job))
            {
                (job.State, job.Report) = (JobState.Running, null);
                stopping.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops: the row stays as running, and the next start, or another instance, decides what becomes of it. It was no fault of the job.
            await GiveBackAsync(job);
            return true;
        }
        catch (OperationCanceledException)
        {
            // Another instance took it over: how it ends is said there. If none did, the work stopped by itself.
            (job.State, job.Problem) = (JobState.Failed, "The job stopped before its end. Finished steps are kept; start it again for the rest.");
        }
        finally
        {
            await ended.CancelAsync();
            await pump;
        }

        job.FinishedAt = queue.Now();
        try
        {
            if (await EndAsync(job, stopping))
            {
                await queue.TellOthersAsync(job.Id, CancellationToken.None);
                byKind.GetValueOrDefault(job.Kind)?.Ended(job);
            }
            else if (await queue.FindAsync(job.Id, CancellationToken.None) is { } elsewhere)
            {
                job = elsewhere;
            }
        }
        finally
        {
            queue.Over(job);
        }

        return true;
    }

    /// <summary>
    /// Writes how the job ended, unless another instance took it over. A full or busy database is waited for: a row left as running would stand in the way
    /// of all jobs like it.
    /// </summary>
    /// <returns>Whether it was still this instance's.</returns>
    private async Task<bool> EndAsync(Job job, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await using var db = store.OpenUnaudited(inBackground: true);
                await using var transaction = await JobNotices.BeginAsync(db, job);
                var isMine = await db.Jobs.Where(item => item.Id == job.Id && item.OwnerId == store.Instance && item.State == JobState.Running)
                    .ExecuteUpdateAsync(
                        update => update.SetProperty(item => item.State, job.State).SetProperty(item => item.CancelAsked, job.CancelAsked)
                            .SetProperty(item => item.Done, job.Done).SetProperty(item => item.Total, job.Total).SetProperty(item => item.Step, job.Step)
                            .SetProperty(item => item.Report, job.Report).SetProperty(item => item.Problem, job.Problem)
                            .SetProperty(item => item.FinishedAt, job.FinishedAt).SetProperty(item => item.OwnerId, (string?)null),
                        CancellationToken.None) == 1;
                if (isMine)
                {
                    await JobNotices.TellAsync(db, job);
                }

                await JobNotices.EndAsync(transaction);
                return isMine;
            }
            catch (Exception problem) when (StorageTrouble.Of(problem) is not null && !stopping.IsCancellationRequested)
            {
                Failed?.Invoke(job, problem);
                await Task.Delay(TryAgainAfter, time, stopping);
            }
        }
    }

    // A work that is told to stop reports what it did until then; nobody but the host wanted it to stop.
    private bool IsLeftForTheNextStart(Job job) =>
        job is { State: JobState.Done, CancelAsked: false } && !(job.Total > 0 && job.Done >= job.Total) && byKind[job.Kind].IsRestartable;

    private async Task GiveBackAsync(Job job)
    {
        try
        {
            await using var db = store.OpenUnaudited();
            db.Database.SetCommandTimeout(ProgressTimeoutSeconds);
            await db.Jobs.Where(item => item.Id == job.Id && item.OwnerId == store.Instance).ExecuteUpdateAsync(
                update => update.SetProperty(item => item.Attempts, item => item.Attempts - 1).SetProperty(item => item.OwnerId, (string?)null),
                CancellationToken.None);
        }
        catch (Exception problem) when (problem is DbException || StorageTrouble.Of(problem) is not null)
        {
            // Busy while the host stops: the attempt counts, and one is left. Others find out that nobody runs it.
        }
        finally
        {
            queue.Left(job);
        }
    }

    /// <summary>
    /// The job that waits longest, unless one of its lane runs, here or in another instance. Looking and taking are one transaction of one instance at a time.
    /// One of a kind or with an input that only a newer version knows is left to an instance that has that version; it counts in the main lane while it runs.
    /// </summary>
    private async Task<Job?> TakeAsync(JobLane lane, CancellationToken cancellation)
    {
        string[] listed = lane == JobLane.Main ? [.. kinds.Where(group => group.Key != JobLane.Main).SelectMany(group => group)] : [.. kinds[lane]];
        await using var db = store.OpenUnaudited(inBackground: true);
        var ofLane = db.Jobs.AsNoTracking().Where(job => listed.Contains(job.Kind) == (lane != JobLane.Main));
        // Most looks find nothing, and wait for nobody who writes.
        if (await NextAsync(db, lane, cancellation) is null || await ofLane.AnyAsync(job => job.State == JobState.Running, cancellation)
            || await store.CheckVersionAsync(cancellation) is not null)
        {
            return null;
        }

        await using var transaction = await db.BeginAloneAsync(cancellation);
        if (await ofLane.AnyAsync(job => job.State == JobState.Running, cancellation)
            || await NextAsync(db, lane, cancellation) is not { } job)
        {
            return null;
        }

        (job.State, job.StartedAt, job.Attempts, job.OwnerId) = (JobState.Running, queue.Now(), job.Attempts + 1, store.Instance);
        // A person may cancel it at this moment.
        if (await db.Jobs.Where(item => item.Id == job.Id && item.State == JobState.Waiting).ExecuteUpdateAsync(
            update => update.SetProperty(item => item.State, job.State).SetProperty(item => item.StartedAt, job.StartedAt)
                .SetProperty(item => item.Attempts, job.Attempts).SetProperty(item => item.OwnerId, job.OwnerId), cancellation) == 0)
        {
            return null;
        }

        await transaction.CommitAsync(cancellation);
        return job;
    }

    private async Task<Job?> NextAsync(StudioDb db, JobLane lane, CancellationToken cancellation)
    {
        string[] known = [.. kinds[lane]];
        var after = 0L;
        while (await db.Jobs.AsNoTracking().Where(job => job.State == JobState.Waiting && job.Id > after && known.Contains(job.Kind)).OrderBy(job => job.Id)
            .FirstOrDefaultAsync(cancellation) is { } job)
        {
            var work = byKind[job.Kind];
            if (work.Understands(job.Input) && (work.IsRestartable || job.StartedAt is null))
            {
                return job;
            }

            after = job.Id;
        }

        return null;
    }

    private async Task RunAsync(Job job, CancellationToken cancellation)
    {
        using var span = Telemetry.Span("job.run");
        span?.SetTag("job.kind", job.Kind);
        try
        {
            var outcome = (await ActorAsync(job, cancellation)).IsRefused(out var nobody, out var actor)
                ? nobody
                : await JobOwnership.RunAsync(
                    job.Id, () => byKind[job.Kind].RunAsync(new JobRun(job.Id, actor, job.Input, progress => Take(job, progress)), cancellation));
            if (outcome.IsRefused(out var refusal, out var report))
            {
                (job.State, job.Problem) = (JobState.Failed, refusal.Message);
            }
            else if (report.Failed)
            {
                (job.State, job.Problem, job.Report) = (JobState.Failed, report.Summary, report.ToJson());
            }
            else
            {
                (job.State, job.Report) = (job.CancelAsked && job.Done < job.Total ? JobState.Cancelled : JobState.Done, report.ToJson());
            }
        }
        catch (OperationCanceledException) when (job.CancelAsked)
        {
            job.State = JobState.Cancelled;
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } trouble)
        {
            (job.State, job.Problem) = (JobState.Failed, $"{trouble.Message} Finished steps are kept.");
            Failed?.Invoke(job, problem);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // Whatever it was, the queue goes on; the sentence is for the person, the rest for the log.
            (job.State, job.Problem) = (JobState.Failed, $"Unexpected error: {problem.Message} Finished steps are kept.");
            Failed?.Invoke(job, problem);
        }
    }

    /// <summary>Raised with an unexpected error, for the log.</summary>
    public event Action<Job, Exception>? Failed;

    private static void Take(Job job, JobProgress progress) => (job.Done, job.Total, job.Step) = (progress.Done, progress.Total, progress.Step);

    private async Task PumpAsync(Job job, CancellationToken ended)
    {
        // Off the caller's thread: SQLite waits synchronously.
        await Task.Yield();
        using var timer = new PeriodicTimer(Beat, time);
        var stored = (-1L, -1L, (string?)null);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                var now = (job.Done, job.Total, job.Step);
                if (now != stored)
                {
                    stored = now;
                    queue.Tell(job);
                    await StoreAsync(job, ended);
                    await queue.TellOthersAsync(job.Id, ended);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job is over; its last state is written as a whole.
        }
        catch (Exception problem)
        {
            // What is shown of a job must not be what ends it.
            Failed?.Invoke(job, problem);
        }
    }

    private async Task StoreAsync(Job job, CancellationToken ended)
    {
        try
        {
            await using var db = store.OpenUnaudited();
            db.Database.SetCommandTimeout(ProgressTimeoutSeconds);
            var (done, total, step) = (job.Done, job.Total, job.Step);
            await db.Jobs.Where(item => item.Id == job.Id && item.OwnerId == store.Instance).ExecuteUpdateAsync(
                update => update.SetProperty(item => item.Done, done).SetProperty(item => item.Total, total).SetProperty(item => item.Step, step), ended);
            if (!job.CancelAsked && await db.Jobs.AnyAsync(item => item.Id == job.Id && item.CancelAsked, ended))
            {
                // Asked for by another process.
                job.CancelAsked = true;
                await queue.AskToStopAsync(job.Id);
            }
        }
        catch (Exception problem) when (problem is DbException || StorageTrouble.Of(problem) is not null)
        {
            // Busy; the next beat tells.
        }
    }

    private async Task<Outcome<Actor>> ActorAsync(Job job, CancellationToken cancellation)
    {
        if (job.ActorKind == ActorKind.Job)
        {
            return Actor.Job(job.ActorName);
        }

        await using var db = store.Read();
        if (job.ActorKind == ActorKind.ApiKey)
        {
            var id = Actor.KeyIdOf(job.ActorId);
            return await db.ApiKeys.SingleOrDefaultAsync(key => key.Id == id && key.RevokedAt == null, cancellation) is { } key
                ? Actor.Of(key) with { InBackground = true }
                : Refusal.Forbidden($"The API key {job.ActorName} was revoked, so the job was not run.");
        }

        return await db.Users.Include(user => user.Grants)
            .SingleOrDefaultAsync(user => user.Id == job.ActorId && user.DisabledAt == null, cancellation) is { } user
            ? user.ToActor() with { InBackground = true }
            : Refusal.Forbidden($"{job.ActorName} no longer has an active account, so the job was not run.");
    }
}
