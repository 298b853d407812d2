using CrossSell.Core.People;
using static CrossSell.Core.Jobs.JobsTexts;

namespace CrossSell.Core.Jobs;

/// <summary>
/// Who may see a job, its files and its report, cancel it and undo it: who started it, as long as they may look into its channels, and who manages every one of
/// them; of what keeps the studio itself safe, administrators of all shops alone. The one rule for lists, pages, downloads and services.
/// </summary>
public static class JobAccess
{
    /// <summary>Kinds of the work that only administrators of all shops look at, start and cancel.</summary>
    public const string BackupKind = "backup";

    /// <inheritdoc cref="BackupKind"/>
    public const string BackupCheckKind = "backup-check";

    private static readonly string[] ForAdministrators = [BackupKind, BackupCheckKind];

    public static bool May(Actor actor, Job job) => ForAdministrators.Contains(job.Kind)
        ? actor.Can(Permission.Administer, null)
        : (job.ActorId == actor.Id && StillReads(actor, job))
            || (job.ChannelIds.Count == 0 ? actor.Can(Permission.Review, null) : actor.CanInEach(Permission.Review, job.ChannelIds));

    /// <summary>Those of the jobs that the actor may see, in the database.</summary>
    internal static IQueryable<Job> Of(IQueryable<Job> jobs, Actor actor)
    {
        if (!actor.Can(Permission.Administer, null))
        {
            jobs = jobs.Where(job => !ForAdministrators.Contains(job.Kind));
        }

        if (actor.Can(Permission.Review, null))
        {
            return jobs;
        }

        int[] managed = [.. actor.Grants.Select(grant => grant.ChannelId).OfType<int>().Where(id => actor.Can(Permission.Review, id))];
        var reads = actor.Reads;
        int[] read = [.. reads.ChannelIds];
        return jobs.Where(job => (job.ActorId == actor.Id
            && (reads.IsEverything || (job.ChannelIds.Count > 0 && !job.ChannelIds.Any(id => !read.Contains(id)))))
            || (job.ChannelIds.Count > 0 && !job.ChannelIds.Any(id => !managed.Contains(id))));
    }

    /// <summary>For who may not cancel a job: who may.</summary>
    internal static string WhoCancels(Job job) => ForAdministrators.Contains(job.Kind)
        ? L["Only an administrator of all shops can cancel this job."]
        : L["This is {0}'s job. {0} or a manager of every shop that it concerns can cancel it.", job.ActorName];

    // One's own file of a shop that one has left is no longer one's own to read.
    private static bool StillReads(Actor actor, Job job) =>
        job.ChannelIds.Count == 0 ? actor.Reads.IsEverything : job.ChannelIds.All(actor.Reads.Includes);

    /// <summary>What a job concerns for which nobody says more: the channels of the person who starts it.</summary>
    internal static List<int> ChannelsOf(Actor actor) => [.. actor.Reads.ChannelIds];
}
