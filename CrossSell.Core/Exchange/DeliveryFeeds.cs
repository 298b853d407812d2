using System.Runtime.CompilerServices;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>A link as a shop's system takes it over.</summary>
/// <param name="Id">What a feed that was broken off goes on behind.</param>
/// <param name="Position">From 1, in the list of its source.</param>
public sealed record LinkFeedRow(
    long Id, string Source, string Target, string Type, int Position, int Quantity, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, string? Segment,
    IReadOnlyDictionary<string, string> Fields);

/// <summary>
/// What a shop shows, in rows that follow one another by a number that only grows, so that a feed of any length takes the same memory and one that was broken
/// off goes on behind the last row that came. Each part is read by itself: nobody who writes waits for a slow reader.
/// </summary>
public sealed class DeliveryFeeds(StudioStore store, PanelService panels)
{
    private const int Batch = 500;

    /// <summary>Links that are on in the channel, those of later dates too.</summary>
    public async IAsyncEnumerable<LinkFeedRow> LinksAsync(Channel channel, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(channel);
        while (true)
        {
            List<LinkFeedRow> rows;
            await using (var db = store.Read(ReadScope.Only([channel.Id])))
            {
                var links = await db.Links.Where(link => link.Id > after).OrderBy(link => link.Id).Take(Batch).ToListAsync(cancellation);
                if (links.Count == 0)
                {
                    yield break;
                }

                after = links[^1].Id;
                rows = await RowsAsync(
                    db, links.FindAll(link => link.State == LinkState.Active && (link.ChannelIds.Count == 0 || link.ChannelIds.Contains(channel.Id))),
                    cancellation);
            }

            foreach (var row in rows)
            {
                yield return row;
            }
        }
    }

    /// <summary>Bundles that are on sale in the channel now.</summary>
    public async IAsyncEnumerable<ApprovedBundle> BundlesAsync(Channel channel, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(channel);
        IReadOnlyList<ApprovedBundle> approved;
        await using (var db = store.Read(ReadScope.Only([channel.Id])))
        {
            approved = await BundleQuotes.LoadApprovedAsync(db, channel.Id, cancellation);
        }

        var now = store.Time.GetUtcNow();
        foreach (var bundle in approved.Where(bundle => bundle.BundleId > after && bundle.PhaseAt(now) == BundlePhase.Live && !bundle.IsPaused)
            .OrderBy(bundle => bundle.BundleId))
        {
            yield return bundle;
        }
    }

    /// <summary>The panel of each product page of the channel, as a shopper of whom nothing is known sees it: the API's own answer.</summary>
    /// <param name="locale">Null is the channel's first.</param>
    public async IAsyncEnumerable<PanelAnswer> PanelsAsync(
        Channel channel, PanelPlacement placement, string? locale, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(channel);
        // A process that has just begun, as a command line, knows of nothing yet.
        await panels.RefreshAsync(cancellation);
        while (true)
        {
            List<(int Id, string Sku)> products;
            await using (var db = store.Read())
            {
                products = [.. (await (
                    from product in db.Products
                    where product.Id > after && product.Status == ProductStatus.Active
                        && db.Set<Listing>().Any(listing => listing.ProductId == product.Id && listing.ChannelId == channel.Id && listing.Published)
                    orderby product.Id
                    select new { product.Id, product.Sku }).Take(Batch).ToListAsync(cancellation)).Select(product => (product.Id, product.Sku))];
            }

            if (products.Count == 0)
            {
                yield break;
            }

            foreach (var (id, sku) in products)
            {
                cancellation.ThrowIfCancellationRequested();
                after = id;
                // One that is taken off sale meanwhile has none.
                if (panels.Resolve(new PanelQuery(sku, channel.Code, placement, locale, OnSaleOnly: true)).Value is { } answer)
                {
                    yield return answer;
                }
            }
        }
    }

    private static async Task<List<LinkFeedRow>> RowsAsync(StudioDb db, IReadOnlyList<ProductLink> links, CancellationToken cancellation)
    {
        var types = await db.LinkTypes.ToDictionaryAsync(type => type.Id, type => type.Code, cancellation);
        var ids = links.SelectMany(link => new[] { link.SourceId, link.TargetId }).Distinct().ToArray();
        var skus = await db.Products.Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, product => product.Sku, cancellation);
        return
        [
            .. links.Where(link => skus.ContainsKey(link.SourceId) && skus.ContainsKey(link.TargetId)).Select(link => new LinkFeedRow(
                link.Id, skus[link.SourceId], skus[link.TargetId], types[link.TypeId], link.Position + 1, link.Quantity, link.ValidFrom, link.ValidTo,
                link.Segment, link.Fields)),
        ];
    }
}
