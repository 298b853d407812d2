using CrossSell.Core.Jobs;

namespace CrossSell.Core.Affinity;

/// <summary>What is done with a channel's new result once it stands, by a feature that affinity knows nothing of.</summary>
public abstract class MiningFollowUp
{
    /// <param name="jobId">The job that mined; null when none did.</param>
    /// <returns>A figure for the report; null when there was nothing to do.</returns>
    public abstract Task<JobFigure?> AfterAsync(string channelCode, long? jobId, CancellationToken cancellation);

    /// <summary>Gives each its turn for every channel that was mined, whoever mined.</summary>
    public static async Task<IReadOnlyList<JobFigure>> AfterAllAsync(IEnumerable<MiningFollowUp> followUps, IEnumerable<MinedChannel> mined, long? jobId, CancellationToken cancellation)
    {
        var figures = new List<JobFigure>();
        foreach (var followUp in followUps)
        {
            foreach (var one in mined)
            {
                if (await followUp.AfterAsync(one.Channel, jobId, cancellation) is { } figure)
                {
                    figures.Add(figure);
                }
            }
        }

        return figures;
    }
}
