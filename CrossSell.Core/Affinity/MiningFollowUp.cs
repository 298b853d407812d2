using CrossSell.Core.Jobs;

namespace CrossSell.Core.Affinity;

/// <summary>What is done with a channel's new result once it stands, by a feature that affinity knows nothing of.</summary>
public abstract class MiningFollowUp
{
    /// <returns>A figure for the job's report; null when there was nothing to do.</returns>
    public abstract Task<JobFigure?> AfterAsync(string channelCode, long jobId, CancellationToken cancellation);
}
