using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Jobs;

/// <summary>
/// Work that a command line does itself and no runner knows of: it has a job's row, so that it is seen among the jobs and undone as one. Until it has ended
/// the row says that it was broken off, for who kills a command line asks nobody first.
/// </summary>
public sealed class OutsideJobs(StudioStore store, JobQueue queue)
{
    private const string Unfinished =
        "This was started on the command line and did not end. What it wrote is kept; the same command does the rest.";

    /// <returns>The job's id, for <see cref="WriteSession.JobId"/>.</returns>
    public async Task<Outcome<long>> BeginAsync(string kind, string title, object input, Actor actor, CancellationToken cancellation = default)
    {
        var job = queue.New(kind, title, input, actor, JobAccess.ChannelsOf(actor));
        (job.State, job.StartedAt, job.FinishedAt, job.Problem) = (JobState.Failed, job.CreatedAt, job.CreatedAt, Unfinished);
        try
        {
            await using var db = store.OpenUnaudited();
            db.Jobs.Add(job);
            await db.SaveChangesAsync(cancellation);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } trouble)
        {
            return trouble;
        }

        return job.Id;
    }

    /// <summary>Says how it ended. Where it wrote nothing its row goes, as there is nothing to find again.</summary>
    /// <param name="report">Null where it was refused, or stopped before its end: what it wrote is kept.</param>
    public async Task EndAsync(long id, JobReport? report)
    {
        await using var db = store.OpenUnaudited();
        var job = db.Jobs.Where(item => item.Id == id);
        if (!await db.ChangeSets.AnyAsync(set => set.JobId == id))
        {
            await job.ExecuteDeleteAsync();
            return;
        }

        var (now, said) = (queue.Now(), report?.ToJson());
        if (report is not null)
        {
            await job.ExecuteUpdateAsync(update => update.SetProperty(item => item.State, JobState.Done).SetProperty(item => item.FinishedAt, now)
                .SetProperty(item => item.Problem, (string?)null).SetProperty(item => item.Report, said));
        }
    }
}
