using CrossSell.Core.People;

namespace CrossSell.Core.Jobs;

/// <summary>
/// Who may see a job, its files and its report, cancel it and undo it: whoever started it, and whoever manages every channel that it concerns. The one rule for
/// lists, pages, downloads and services.
/// </summary>
public static class JobAccess
{
    public static bool May(Actor actor, Job job) =>
        job.ActorId == actor.Id || (job.ChannelIds.Count == 0 ? actor.Can(Permission.Review, null) : actor.CanInEach(Permission.Review, job.ChannelIds));

    /// <summary>Those of the jobs that the actor may see, in the database.</summary>
    internal static IQueryable<Job> Of(IQueryable<Job> jobs, Actor actor)
    {
        if (actor.Can(Permission.Review, null))
        {
            return jobs;
        }

        int[] managed = [.. actor.Grants.Select(grant => grant.ChannelId).OfType<int>().Where(id => actor.Can(Permission.Review, id))];
        return jobs.Where(job => job.ActorId == actor.Id || (job.ChannelIds.Count > 0 && !job.ChannelIds.Any(id => !managed.Contains(id))));
    }

    /// <summary>What a job concerns for which nobody says more: the channels of whoever starts it.</summary>
    internal static List<int> ChannelsOf(Actor actor) => [.. actor.Reads.ChannelIds];
}
