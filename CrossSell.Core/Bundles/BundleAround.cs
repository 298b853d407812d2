using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>A listing that does not have all that its shop asks for.</summary>
/// <param name="Percent">Filled, 0 to 100; below the shop's own threshold.</param>
public sealed record IncompletePart(int ProductId, int ChannelId, int Percent);

/// <summary>What a set stands beside, for what its own content cannot tell.</summary>
/// <param name="Others">Bundles that are not retired and share a product with it.</param>
/// <param name="Substitutes">Products of the set of which one replaces the other, the lower id first.</param>
/// <param name="Successors">Of its products that have one, by product.</param>
public sealed record BundleAround(
    IReadOnlyList<OtherBundle> Others,
    IReadOnlyCollection<(int Low, int High)> Substitutes,
    IReadOnlyList<IncompletePart> Incomplete,
    IReadOnlyDictionary<int, ProductSummary> Successors)
{
    public static readonly BundleAround Nothing = new([], [], [], new Dictionary<int, ProductSummary>());
}

/// <summary>Reads <see cref="BundleAround"/>: by the keys of a set's products, so that it takes as long among ten bundles as among thousands.</summary>
public sealed class BundleSurroundings(StudioStore store)
{
    /// <param name="bundleId">The bundle itself, which is none of the others; 0 for one that is not there yet.</param>
    /// <param name="shops">Of the set.</param>
    public async Task<BundleAround> LoadAsync(
        ReadScope scope, int bundleId, IReadOnlyCollection<int> productIds, IReadOnlyCollection<Channel> shops, DateTimeOffset now,
        CancellationToken cancellation = default)
    {
        if (productIds.Count == 0)
        {
            return BundleAround.Nothing;
        }

        await using var db = store.Read(scope);
        var ids = productIds.ToArray();
        return new BundleAround(
            [.. (await OthersAsync(db, ids, now, cancellation)).Where(other => other.Id != bundleId)],
            await SubstitutesAsync(db, ids, cancellation),
            await IncompleteAsync(db, ids, shops, cancellation),
            await SuccessorsAsync(db, ids, shops, cancellation));
    }

    /// <summary>Every bundle that is not retired and holds one of these products: as it is on sale, else as it is being worked on.</summary>
    internal static async Task<IReadOnlyList<OtherBundle>> OthersAsync(StudioDb db, int[] ids, DateTimeOffset now, CancellationToken cancellation)
    {
        var channels = await db.Channels.ToListAsync(cancellation);
        var revisions = await db.BundleRevisions
            .Where(revision => revision.State != RevisionState.Superseded && revision.Components.Any(part => ids.Contains(part.ProductId))
                && db.Set<Bundle>().Any(bundle => bundle.Id == revision.BundleId && bundle.RetiredAt == null))
            .Include(revision => revision.Components).Include(revision => revision.Channels).AsSplitQuery().ToListAsync(cancellation);
        var bundleIds = revisions.ConvertAll(revision => revision.BundleId);
        var codes = await db.Bundles.Where(bundle => bundleIds.Contains(bundle.Id))
            .ToDictionaryAsync(bundle => bundle.Id, bundle => bundle.Code, cancellation);
        var sales = await SaleBook.LoadAsync(db, codes.Keys, channels, cancellation);
        return [.. revisions.GroupBy(revision => revision.BundleId).SelectMany(bundle => bundle
            .Select(revision => (Revision: revision, Phase: PhaseOf(revision)))
            .Where(item => item.Phase != BundlePhase.Ended)
            .OrderByDescending(item => item.Phase == BundlePhase.Live).ThenByDescending(item => item.Revision.Number).Take(1)
            .Select(item => Other(item.Revision, codes[bundle.Key], item.Phase == BundlePhase.Live))).OrderBy(other => other.Id)];

        // Null while it is being worked on.
        BundlePhase? PhaseOf(BundleRevision revision) => revision.State != RevisionState.Approved
            ? null
            : sales.Of(revision.BundleId).PhaseOf(revision.Id, now) ?? BundlePhase.Ended;
    }

    private static OtherBundle Other(BundleRevision revision, string code, bool isLive) => new(
        revision.BundleId,
        code,
        revision.Name,
        isLive,
        [.. revision.Components.OrderBy(part => part.Position).Select(part => part.ProductId)],
        [.. revision.Channels.Select(place => place.ChannelId)],
        revision.Segment);

    private static async Task<HashSet<(int Low, int High)>> SubstitutesAsync(StudioDb db, int[] ids, CancellationToken cancellation) =>
        (await db.Links
            .Where(link => ids.Contains(link.SourceId) && ids.Contains(link.TargetId) && link.State == LinkState.Active
                && db.Set<LinkType>().Any(type => type.Id == link.TypeId && type.Kind == LinkKind.Substitute))
            .Select(link => new { link.SourceId, link.TargetId }).ToListAsync(cancellation))
            .Select(link => (Math.Min(link.SourceId, link.TargetId), Math.Max(link.SourceId, link.TargetId))).ToHashSet();

    private static async Task<IReadOnlyList<IncompletePart>> IncompleteAsync(
        StudioDb db, int[] ids, IReadOnlyCollection<Channel> shops, CancellationToken cancellation)
    {
        var needed = shops.ToDictionary(shop => shop.Id, shop => shop.CompletenessThreshold);
        var channelIds = needed.Keys.ToArray();
        return [.. (await db.Listings.Where(listing => ids.Contains(listing.ProductId) && channelIds.Contains(listing.ChannelId))
            .Select(listing => new { listing.ProductId, listing.ChannelId, listing.Completeness }).ToListAsync(cancellation))
            .Where(listing => listing.Completeness < needed[listing.ChannelId])
            .Select(listing => new IncompletePart(listing.ProductId, listing.ChannelId, listing.Completeness))];
    }

    private static async Task<IReadOnlyDictionary<int, ProductSummary>> SuccessorsAsync(
        StudioDb db, int[] ids, IReadOnlyCollection<Channel> shops, CancellationToken cancellation)
    {
        var pairs = await db.Products.Where(product => ids.Contains(product.Id) && product.SuccessorId != null)
            .Select(product => new { product.Id, Successor = product.SuccessorId!.Value }).ToListAsync(cancellation);
        if (pairs.Count == 0 || shops.Count == 0)
        {
            return BundleAround.Nothing.Successors;
        }

        var named = (await ProductSummaries.LoadAsync(db, [.. pairs.Select(pair => pair.Successor)], shops.First().Id, cancellation))
            .ToDictionary(product => product.Id);
        return pairs.Where(pair => named.ContainsKey(pair.Successor)).ToDictionary(pair => pair.Id, pair => named[pair.Successor]);
    }
}
