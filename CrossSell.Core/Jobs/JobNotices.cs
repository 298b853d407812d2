using System.Globalization;
using CrossSell.Core.Notifications;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Jobs;

/// <summary>Tells who started a job that it failed: with the row that says so, by whichever instance wrote it.</summary>
internal static class JobNotices
{
    /// <summary>A transaction for the end of a job that somebody is told of; null for any other, whose end is one statement.</summary>
    public static async Task<IDbContextTransaction?> BeginAsync(StudioDb db, Job job) => IsTold(job) ? await db.BeginAloneAsync(CancellationToken.None) : null;

    /// <summary>Nothing for a job that did not fail, or that no person started.</summary>
    public static async Task TellAsync(StudioDb db, Job job)
    {
        if (IsTold(job))
        {
            db.Notifications.Add(Recipients.New(
                job.ActorId, NotificationKind.JobFailed, NotificationTarget.Job, job.Id.ToString(CultureInfo.InvariantCulture),
                [job.Title, job.Problem ?? ""], job.FinishedAt!.Value));
            await db.SaveChangesAsync(CancellationToken.None);
        }
    }

    public static Task EndAsync(IDbContextTransaction? transaction) => transaction?.CommitAsync(CancellationToken.None) ?? Task.CompletedTask;

    private static bool IsTold(Job job) => job is { State: JobState.Failed, ActorKind: ActorKind.Person, FinishedAt: not null };
}
