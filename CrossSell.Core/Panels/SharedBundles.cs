using CrossSell.Core.Bundles;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>All approved bundles by channel and product. A write has only those read again whose rows or products it names.</summary>
internal sealed class SharedBundles : LayerShared
{
    // Enough for pages that a shop has in its caches; who retires more at once is not known.
    private const int MostRetired = 200;

    private readonly IReadOnlyDictionary<int, IReadOnlyList<ChannelBundle>> bundles;
    private readonly Dictionary<int, ILookup<int, BundleFact>> byProduct;
    private readonly ILookup<int, int> idsByProduct;
    private readonly ILookup<int, string> retired;
    private readonly int[] dynamicIds;

    /// <param name="bundles">By channel.</param>
    /// <param name="retired">Codes of bundles that were taken off sale, by product.</param>
    private SharedBundles(IReadOnlyDictionary<int, IReadOnlyList<ChannelBundle>> bundles, ILookup<int, string> retired)
    {
        (this.bundles, this.retired) = (bundles, retired);
        byProduct = bundles.ToDictionary(channel => channel.Key, channel => channel.Value.Where(bundle => bundle.Fact is not null)
            .SelectMany(bundle => bundle.Products.Select(id => (Id: id, Bundle: bundle.Fact!))).ToLookup(pair => pair.Id, pair => pair.Bundle));
        var all = bundles.Values.SelectMany(channel => channel).ToList();
        idsByProduct = all.SelectMany(bundle => bundle.Products.Select(id => (Product: id, bundle.Id))).Distinct()
            .ToLookup(pair => pair.Product, pair => pair.Id);
        dynamicIds = [.. all.Where(bundle => bundle.IsDynamic).Select(bundle => bundle.Id).Distinct()];
    }

    /// <summary>The entities that say what is on sale as a bundle. A draft of one is none of it, and touches nothing.</summary>
    public static IReadOnlyCollection<string> Entities { get; } =
    [
        nameof(Bundle), nameof(BundleRevision), nameof(BundleComponent), nameof(BundleChannel), nameof(ReviewVerdict), nameof(BundleDrift), nameof(Campaign),
        nameof(CampaignBundle),
    ];

    public static async Task<SharedBundles> ReadAsync(StudioDb db, IEnumerable<int> channelIds, CancellationToken cancellation) =>
        new(await ReadAsync(db, channelIds, null, cancellation), await RetiredAsync(db, cancellation));

    /// <summary>Those that have a price, under every product that may stand in them, trigger them, or step in.</summary>
    public ILookup<int, BundleFact> Of(int channelId) => byProduct[channelId];

    public IEnumerable<string> RetiredOf(int productId) => retired[productId];

    public override async Task<LayerSharedAfter> AfterAsync(
        StudioDb db, PanelWrites writes, IEnumerable<PanelKey> kept, CancellationToken cancellation)
    {
        // A bundle's price follows its parts', and what a rule puts into a slot follows the catalogue: any product might be the next.
        var again = writes.Products.SelectMany(id => idsByProduct[id]).ToHashSet();
        if (writes.Products.Count > 0)
        {
            again.UnionWith(dynamicIds);
        }

        var rows = Entities.SelectMany(entity => writes.Rows[entity]).ToList();
        if (rows.Count > 0)
        {
            again.UnionWith(bundles.Values.SelectMany(channel => channel).Where(bundle => bundle.AsksForBundles).Select(bundle => bundle.Id));
            again.UnionWith(await OnSaleAsync(db, await BundleRows.NamedAsync(db, writes.Rows, cancellation), cancellation));
        }

        if (again.Count == 0)
        {
            return new(this);
        }

        var read = await ReadAsync(db, bundles.Keys, again, cancellation);
        var after = new SharedBundles(
            bundles.ToDictionary(
                channel => channel.Key,
                IReadOnlyList<ChannelBundle> (channel) => [.. channel.Value.Where(bundle => !again.Contains(bundle.Id)), .. read[channel.Key]]),
            rows.Count > 0 ? await RetiredAsync(db, cancellation) : retired);
        var touched = bundles.Values.Concat(read.Values).SelectMany(channel => channel).Where(bundle => again.Contains(bundle.Id))
            .SelectMany(bundle => bundle.Products).ToHashSet();
        touched.UnionWith(retired.Concat(after.retired).Select(codes => codes.Key).Where(id => !retired[id].ToHashSet().SetEquals(after.retired[id])));
        return new(after) { Touches = (_, facts) => facts is not null && IsHeld(facts.Anchor, touched) };
    }

    /// <summary>Whether a panel of the product looks at bundles of one of these.</summary>
    private static bool IsHeld(ProductFact anchor, HashSet<int> products) =>
        products.Contains(anchor.Id) || products.Contains(anchor.FamilyId) || (anchor.Id == anchor.FamilyId && anchor.Variants.Any(products.Contains));

    /// <summary>Of some bundles those that were or are approved; the others are drafts.</summary>
    private async Task<List<int>> OnSaleAsync(StudioDb db, HashSet<int> ids, CancellationToken cancellation)
    {
        var known = bundles.Values.SelectMany(channel => channel).Select(bundle => bundle.Id).Where(ids.Contains);
        var approved = await db.BundleRevisions.Where(revision => ids.Contains(revision.BundleId) && revision.State == RevisionState.Approved)
            .Select(revision => revision.BundleId).Distinct().ToListAsync(cancellation);
        return [.. known.Union(approved)];
    }

    /// <param name="only">Ids; null for all.</param>
    private static async Task<IReadOnlyDictionary<int, IReadOnlyList<ChannelBundle>>> ReadAsync(
        StudioDb db, IEnumerable<int> channelIds, IReadOnlyCollection<int>? only, CancellationToken cancellation)
    {
        var read = new Dictionary<int, IReadOnlyList<ChannelBundle>>();
        foreach (var id in channelIds)
        {
            read[id] = [.. (await BundleQuotes.LoadApprovedAsync(db, id, only, cancellation)).Select(ChannelBundle.Of)];
        }

        return read;
    }

    private static async Task<ILookup<int, string>> RetiredAsync(StudioDb db, CancellationToken cancellation)
    {
        // What was sold in a campaign alone is gone when that was rolled back.
        var codes = await db.Bundles
            .Where(bundle => bundle.RetiredAt != null || (bundle.Revisions.Any(revision => revision.State == RevisionState.Superseded)
                && !bundle.Revisions.Any(revision => revision.State == RevisionState.Approved)))
            .OrderByDescending(bundle => bundle.RetiredAt == null).ThenByDescending(bundle => bundle.RetiredAt).ThenBy(bundle => bundle.Id).Take(MostRetired)
            .Select(bundle => new { bundle.Id, bundle.Code }).ToDictionaryAsync(bundle => bundle.Id, bundle => bundle.Code, cancellation);
        var ids = codes.Keys.ToArray();
        var parts = codes.Count == 0 ? [] : await (
            from revision in db.BundleRevisions
            where ids.Contains(revision.BundleId) && (revision.State == RevisionState.Approved || revision.State == RevisionState.Superseded)
            join component in db.BundleComponents on revision.Id equals component.RevisionId
            select new { revision.BundleId, component.ProductId }).Distinct().ToListAsync(cancellation);
        return parts.ToLookup(row => row.ProductId, row => codes[row.BundleId]);
    }

    /// <summary>An approved bundle in one channel.</summary>
    /// <param name="Fact">Null for one that has no price today.</param>
    /// <param name="Products">Every product that it may show, or that could change what it shows.</param>
    private sealed record ChannelBundle(int Id, BundleFact? Fact, IReadOnlyList<int> Products, bool IsDynamic)
    {
        /// <summary>Whether the rule of one of its slots asks what is in a bundle.</summary>
        public bool AsksForBundles { get; private init; }

        public static ChannelBundle Of(ApprovedBundle bundle)
        {
            var (content, fact) = (bundle.Quote.Content, bundle.Quote.Price is null ? null : BundleLayer.Fact(bundle));
            // Without a price it has no parts yet, but gets one by them.
            var products = fact?.Products ?? content.Components.SelectMany(component => component.Replacements.Prepend(component.ProductId))
                .Concat(content.Triggers.Select(trigger => trigger.ProductId));
            return new(bundle.BundleId, fact, [.. products.Distinct()], content.Slots.Any(slot => slot.IsDynamic))
            {
                AsksForBundles = content.Slots.Any(slot => slot.Condition is { } condition && RuleContent.AsksForBundles(condition)),
            };
        }
    }
}
