using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Mining;

/// <summary>What was counted when, and what came of it.</summary>
public sealed class MiningRunList(StudioStore store)
{
    /// <summary>The runs of a channel, the newest first.</summary>
    /// <param name="most">At most so many.</param>
    public async Task<IReadOnlyList<MiningRun>> LoadAsync(ReadScope scope, int channelId, int most, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await db.MiningRuns.Where(run => run.ChannelId == channelId).OrderByDescending(run => run.Id).Take(most).ToListAsync(cancellation);
    }
}
