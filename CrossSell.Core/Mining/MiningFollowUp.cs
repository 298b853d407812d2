using CrossSell.Core.Jobs;

namespace CrossSell.Core.Mining;

/// <summary>
/// What is done with a channel's new result once it is stored, by a feature that affinity knows nothing of. <see cref="MiningService"/> calls each.
/// </summary>
public abstract class MiningFollowUp
{
    /// <param name="jobId">The job that mined; null when none did.</param>
    /// <returns>A figure for the report; null when there was nothing to do.</returns>
    public abstract Task<JobFigure?> AfterAsync(string channelCode, long? jobId, CancellationToken cancellation);
}
