using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>What other completeness settings would make of a channel's active products.</summary>
/// <param name="Products">Active products that the channel lists.</param>
/// <param name="Under">Of them, how many would be under the threshold.</param>
/// <param name="UnderNow">How many are now.</param>
/// <param name="Falling">Ids of some that reach the threshold now and would not then.</param>
/// <param name="IsEstimate">True when a sample was asked because there are many.</param>
public sealed record ChannelPreview(int Products, int Under, int UnderNow, IReadOnlyList<int> Falling, bool IsEstimate)
{
    private const int Sample = 20_000;
    private const int MostFalling = 2_000;
    private const int Chunk = 500;

    internal static async Task<ChannelPreview> LoadAsync(
        StudioDb db, int channelId, IReadOnlyList<string> requiredFields, int threshold, CancellationToken cancellation = default)
    {
        var now = await db.Channels.Where(channel => channel.Id == channelId).Select(channel => channel.CompletenessThreshold).SingleAsync(cancellation);
        var listed = db.Listings.Where(listing => listing.ChannelId == channelId
            && db.Set<Product>().Any(product => product.Id == listing.ProductId && product.Status == ProductStatus.Active));
        var all = await listed.CountAsync(cancellation);
        // Evenly over the catalogue: ids follow when products were made, not what they are.
        var step = Math.Max(1, (all + Sample - 1) / Sample);
        var ids = await listed.Where(listing => listing.ProductId % step == 0).Select(listing => listing.ProductId).ToListAsync(cancellation);
        using var rows = await CompletenessRows.OpenAsync(db, cancellation);
        var (under, underNow, falling) = (0, 0, new List<int>());
        foreach (var chunk in ids.Chunk(Chunk))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var row in rows.Load(chunk))
            {
                var listing = row.Listings.First(item => item.ChannelId == channelId);
                var isUnder = Completeness.Of(requiredFields, row.Facts with { Filled = row.Facts.Filled | listing.Figures }).Percent < threshold;
                under += isUnder ? 1 : 0;
                underNow += listing.Percent < now ? 1 : 0;
                if (isUnder && listing.Percent >= now && falling.Count < MostFalling)
                {
                    falling.Add(row.ProductId);
                }
            }
        }

        int Whole(int count) => ids.Count == 0 ? 0 : (int)Math.Round((double)count * all / ids.Count);
        return new ChannelPreview(all, Whole(under), Whole(underNow), falling, step > 1);
    }
}
