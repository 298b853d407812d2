using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Mining;

/// <summary>
/// Where a run has its counts from: our own kernel over the stored orders (<see cref="StoredOrders"/>), or the shop's warehouse, which counts by itself
/// (<see cref="WarehouseOrders"/>). What follows from the counts, scores, trends and what is stored, is the same for both.
/// </summary>
internal abstract class MiningSource
{
    /// <param name="categoryOf">The category of families that have one, by product.</param>
    /// <returns>All that was found; refused when the counts cannot be had. Nothing is written.</returns>
    public abstract Task<Outcome<MinedFindings>> FindAsync(
        Channel channel, MiningSettings settings, IReadOnlyDictionary<int, int> categoryOf, IProgress<(string Step, double Share)>? progress,
        CancellationToken cancellation);
}

/// <summary>The orders of the studio's own tables, counted by the kernel.</summary>
internal sealed class StoredOrders(StudioStore store) : MiningSource
{
    public override async Task<Outcome<MinedFindings>> FindAsync(
        Channel channel, MiningSettings settings, IReadOnlyDictionary<int, int> categoryOf, IProgress<(string Step, double Share)>? progress,
        CancellationToken cancellation)
    {
        MinedBaskets baskets;
        await using (var db = store.Read())
        {
            baskets = await MinedBaskets.LoadAsync(db, channel.Id, settings, cancellation);
        }

        // Counting takes whole cores: off the caller's thread, which may be a person's circuit.
        return await Task.Run(() => MinedFindings.Of(baskets, settings, categoryOf, progress, cancellation), cancellation);
    }
}
