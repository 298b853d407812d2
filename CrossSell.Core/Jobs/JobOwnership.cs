using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Jobs;

/// <summary>
/// What is written while a job runs lands only as long as it is this instance's job. One that was held up for so long that another instance took the job over
/// (a machine that slept) would otherwise write beside it.
/// </summary>
internal sealed class JobOwnership : IWriteFollowUp
{
    private static readonly AsyncLocal<long?> Running = new();

    /// <summary>Calls what runs a job; all that it writes, on whatever thread, is a write of this job.</summary>
    public static async Task<T> RunAsync<T>(long jobId, Func<Task<T>> work)
    {
        // Gone again when this method returns: a value set in an async method never leaves it.
        Running.Value = jobId;
        return await work();
    }

    public async Task<Outcome> FollowAsync(WriteSession session, WrittenRows written, CancellationToken cancellation)
    {
        if (Running.Value is not { } id)
        {
            return Outcome.Done;
        }

        // A statement that writes, so that nobody takes the job over between this look and the commit. It beats, too: on a server it holds the job's row, where
        // neither its own instance can beat nor another take it over until this commits; who waited for that then sees that it lives.
        return await session.Db.Jobs.Where(job => job.Id == id && job.OwnerId == session.Instance && job.State == JobState.Running)
            .ExecuteUpdateAsync(update => update.SetProperty(job => job.Beat, job => job.Beat + 1), cancellation) == 1
            ? Outcome.Done
            : new Refusal("job.taken", "Another server took this job over, so this one stopped. This step changed nothing.");
    }
}
