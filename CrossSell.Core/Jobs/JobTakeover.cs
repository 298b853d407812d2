using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Jobs;

/// <summary>
/// Which instance runs which job, and who goes on when one dies. An instance that runs jobs lets their <see cref="Job.Beat"/> grow every <see cref="Every"/>;
/// when the others see one stand still for <see cref="Missed"/> looks, they take the job over. Only looks at which the database could be written count, so
/// that neither a server that is gone for a while nor a long write looks like a death; and nobody compares clocks. One a process, and one look at a time.
/// </summary>
internal sealed class JobTakeover(StudioStore store, JobQueue queue, IReadOnlyDictionary<string, JobWork> works)
{
    /// <summary>How often an instance beats and looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>How many looks a beat stands still before its job is taken over: at most 25 s after its instance died.</summary>
    public const int Missed = 4;

    // Longer than any statement that is not held up takes.
    private const int TimeoutSeconds = 2;

    private readonly Dictionary<long, (string Owner, long Beat, int Missed)> seen = [];

    // This one's own rows that nobody runs here. One that is just being taken looks so for a moment: only what two looks in a row saw is taken over.
    private HashSet<long> left = [];

    /// <summary>At the start: takes over what nobody runs, and, where no other process serves this studio, all that stands there as running.</summary>
    public async Task RecoverAsync(bool alone, CancellationToken cancellation)
    {
        await using var db = store.OpenUnaudited(inBackground: true);
        foreach (var job in await RunningAsync(db, cancellation))
        {
            if (alone || IsLeft(job))
            {
                await TakeAsync(db, job, cancellation);
            }
        }
    }

    /// <summary>Beats for the jobs that run here, stops those that were taken over, and takes over those whose instance died.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = store.OpenUnaudited();
            // Before the rows: a job that begins in between has a row, and is not taken for one that was taken over.
            var here = queue.AllHere.ToList();
            var running = await RunningAsync(db, cancellation);
            await StopAsync(running, here);
            if (running.Count == 0)
            {
                seen.Clear();
                return;
            }

            // Said even where no job is this instance's own: it shows whether the others could beat.
            db.Database.SetCommandTimeout(TimeoutSeconds);
            await db.Jobs.Where(job => here.Contains(job.Id) && job.OwnerId == store.Instance && job.State == JobState.Running)
                .ExecuteUpdateAsync(update => update.SetProperty(job => job.Beat, job => job.Beat + 1), cancellation);
            await TakeOverAsync(db, running, cancellation);
        }
        catch
        {
            // Nobody could beat meanwhile.
            seen.Clear();
            throw;
        }
    }

    private async Task TakeOverAsync(StudioDb db, List<Job> running, CancellationToken cancellation)
    {
        foreach (var id in seen.Keys.Except(running.Where(IsOfOthers).Select(job => job.Id)).ToList())
        {
            seen.Remove(id);
        }

        var before = left;
        left = [.. running.Where(job => job.OwnerId is not null && IsLeft(job)).Select(job => job.Id)];
        foreach (var job in running)
        {
            if (job.OwnerId is null || (left.Contains(job.Id) && before.Contains(job.Id)) || HasStoppedBeating(job))
            {
                await TakeAsync(db, job, cancellation);
                seen.Remove(job.Id);
            }
        }
    }

    private static Task<List<Job>> RunningAsync(StudioDb db, CancellationToken cancellation) =>
        db.Jobs.AsNoTracking().Where(job => job.State == JobState.Running).OrderBy(job => job.Id).ToListAsync(cancellation);

    private bool IsOfOthers(Job job) => job.OwnerId is { } owner && owner != store.Instance;

    // Given back by an instance that stopped in good order; or this one's own, whose end it could not write.
    private bool IsLeft(Job job) => job.OwnerId is null || (job.OwnerId == store.Instance && !queue.RunsHere(job.Id));

    private bool HasStoppedBeating(Job job)
    {
        if (!IsOfOthers(job))
        {
            return false;
        }

        var missed = seen.TryGetValue(job.Id, out var last) && (last.Owner, last.Beat) == (job.OwnerId, job.Beat) ? last.Missed + 1 : 0;
        seen[job.Id] = (job.OwnerId!, job.Beat, missed);
        return missed >= Missed;
    }

    private async Task StopAsync(List<Job> running, List<long> here)
    {
        var mine = running.Where(job => job.OwnerId == store.Instance).ToDictionary(job => job.Id);
        foreach (var id in here)
        {
            if (!mine.TryGetValue(id, out var stored))
            {
                // Taken over; or it has just ended, and there is nothing left to stop.
                await queue.AskToStopAsync(id);
            }
            else if (stored.CancelAsked)
            {
                await queue.CancelHereAsync(id);
            }
        }
    }

    /// <summary>
    /// What can be run again waits again until it has been begun <see cref="Job.MaxAttempts"/> times, everything else failed. Of several instances that want
    /// the same job one gets it.
    /// </summary>
    private async Task TakeAsync(StudioDb db, Job job, CancellationToken cancellation)
    {
        var (owner, beat) = (job.OwnerId, job.Beat);
        var isKnown = works.TryGetValue(job.Kind, out var work);
        var mayRestart = isKnown && work!.IsRestartable;
        if (!job.CancelAsked && !isKnown)
        {
            // Of a newer version, which knows whether it may be run again: that it was begun stands in the row.
            job.State = JobState.Waiting;
        }
        else if (!job.CancelAsked && mayRestart && job.Attempts < Job.MaxAttempts)
        {
            (job.State, job.StartedAt, job.Done) = (JobState.Waiting, null, 0);
        }
        else if (!job.CancelAsked && mayRestart)
        {
            (job.State, job.FinishedAt) = (JobState.Failed, queue.Now());
            job.Problem =
                "The server stopped twice during this job, so it is not retried. Finished steps are kept. Check the log for the cause before you start it again.";
        }
        else
        {
            (job.State, job.FinishedAt) = (job.CancelAsked ? JobState.Cancelled : JobState.Failed, queue.Now());
            job.Problem = "The server stopped during this job. Finished steps are kept and can be undone; start it again for the rest.";
        }

        job.OwnerId = null;
        await using var transaction = await JobNotices.BeginAsync(db, job);
        if (await db.Jobs.Where(item => item.Id == job.Id && item.State == JobState.Running && item.OwnerId == owner && item.Beat == beat).ExecuteUpdateAsync(
            update => update.SetProperty(item => item.State, job.State).SetProperty(item => item.StartedAt, job.StartedAt)
                .SetProperty(item => item.Done, job.Done).SetProperty(item => item.FinishedAt, job.FinishedAt)
                .SetProperty(item => item.Problem, job.Problem).SetProperty(item => item.OwnerId, job.OwnerId), cancellation) == 1)
        {
            await JobNotices.TellAsync(db, job);
            await JobNotices.EndAsync(transaction);
            queue.Tell(job);
            await queue.TellOthersAsync(job.Id, cancellation);
            queue.Wake();
        }
    }
}
