using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>Products that somebody linked to another: what a set of it may begin with.</summary>
public sealed class LinkedParts(StudioStore store)
{
    /// <summary>
    /// What the product is linked to and sold with in the channel, in the order of its links; not what replaces it, and not what cannot be bought.
    /// </summary>
    /// <param name="most">At most so many.</param>
    public async Task<IReadOnlyList<ProductSummary>> LoadAsync(
        ReadScope scope, int productId, int channelId, int most, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var targets = (await (
            from link in db.Links
            join type in db.LinkTypes on link.TypeId equals type.Id
            where link.SourceId == productId && link.State == LinkState.Active && type.Kind != LinkKind.Substitute && type.Kind != LinkKind.UpSell
            orderby type.Position, link.Position
            select new { link.TargetId, link.ChannelIds }).ToListAsync(cancellation))
            .Where(link => link.ChannelIds.Count == 0 || link.ChannelIds.Contains(channelId)).Select(link => link.TargetId).Distinct().ToArray();
        var products = (await ProductSummaries.LoadAsync(db, targets, channelId, cancellation)).ToDictionary(product => product.Id);
        return [.. targets.Select(id => products.GetValueOrDefault(id))
            .OfType<ProductSummary>().Where(product => product is { Price: not null, Published: true, Status: ProductStatus.Active }).Take(most)];
    }
}
