using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>
/// What a person says of price and stock is as good as a report of the shop's system (<see cref="ListingReport"/>): it counts as reported now, and an older
/// report that arrives later takes it back no more. What was never reported stays so: it does not grow old.
/// </summary>
internal sealed class ListingReported : IWriteFollowUp
{
    // What follows from other fields: nobody said anything.
    private static readonly string[] Derived = [nameof(Listing.Completeness), nameof(Listing.Missing)];

    public async Task<Outcome> FollowAsync(WriteSession session, WrittenRows written, CancellationToken cancellation)
    {
        foreach (var channel in written.Tracked.Where(row => row.Row is Listing && !row.Change.IsEditOfOnly(Derived)).Select(row => (Listing)row.Row)
            .GroupBy(listing => listing.ChannelId))
        {
            var ids = channel.Select(listing => listing.ProductId).ToArray();
            await session.Db.Set<ListingReport>()
                .Where(report => report.ChannelId == channel.Key && ids.Contains(report.ProductId) && report.AsOf < session.Now)
                .ExecuteUpdateAsync(update => update.SetProperty(report => report.AsOf, session.Now), cancellation);
        }

        return Outcome.Done;
    }
}
