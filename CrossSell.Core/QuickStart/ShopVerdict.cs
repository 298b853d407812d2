using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Insights;
using CrossSell.Core.Links;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.QuickStart;

/// <summary>A product that shoppers buy, and what is shown beside it.</summary>
/// <param name="Revenue">Over the year that ends with the newest order; null where the shop has none.</param>
/// <param name="Recommended">In the order of its panel.</param>
public sealed record VerdictPanel(ProductSummary Product, Money? Revenue, IReadOnlyList<PanelProduct> Recommended);

/// <summary>What a shop that was just set up should know first.</summary>
/// <param name="Products">Sold in it.</param>
/// <param name="Orders">All there are.</param>
/// <param name="Revenue">Of the main products over the year that ends with the newest order; null without orders.</param>
/// <param name="CoveredPercent">Of that revenue, of products with at least one recommendation.</param>
/// <param name="FullPercent">Of products with all of them.</param>
/// <param name="Gaps">The products without any recommendation that earn most, at most <see cref="MostGaps"/>.</param>
/// <param name="GapsPercent">Of the revenue, what these earn.</param>
/// <param name="BareProducts">How many main products have no recommendation.</param>
/// <param name="Panels">First panels to look at, at most <see cref="MostPanels"/>.</param>
public sealed record ShopVerdict(
    int Products, int Orders, Money? Revenue, int CoveredPercent, int FullPercent, IReadOnlyList<CoverageGap> Gaps, int GapsPercent, int BareProducts,
    IReadOnlyList<VerdictPanel> Panels)
{
    public const int MostGaps = 20;
    public const int MostPanels = 10;

    /// <summary>Percent of the revenue that comes from the products that are meant, rounded; 100 is all of it and 0 none.</summary>
    internal static int PercentOf(MainProducts mains, Func<MainRevenue, bool> isMeant)
    {
        var all = mains.Products.Sum(main => main.Revenue);
        var part = mains.Products.Where(isMeant).Sum(main => main.Revenue);
        var percent = all == 0 ? 0 : (int)Math.Round(part * 100m / all, MidpointRounding.AwayFromZero);
        // Almost all is not all, and a little is not nothing.
        return part > 0 && part < all ? Math.Clamp(percent, 1, 99) : percent;
    }
}

/// <summary>Asks what a shop that was just set up should know first: where its revenue has nothing beside it, and what its best panels show.</summary>
public sealed class ShopVerdictQuery(StudioStore store, InsightsQuery insights, PanelService panels)
{
    // Some of the best sellers are sold no more, or have no panel.
    private const int Tried = 60;

    /// <summary>Null when the reader may not look into the shop.</summary>
    public async Task<ShopVerdict?> LoadAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.Includes(channelId))
        {
            return null;
        }

        await using var db = store.Read(scope);
        if (await db.Channels.AsNoTracking().SingleOrDefaultAsync(item => item.Id == channelId, cancellation) is not { } channel)
        {
            return null;
        }

        var products = await db.Listings.CountAsync(listing => listing.ChannelId == channelId, cancellation);
        var orders = await db.Orders.CountAsync(order => order.ChannelId == channelId, cancellation);
        await panels.RefreshAsync(cancellation);
        if (await insights.MainsAsync(scope, channelId, cancellation) is not { } mains)
        {
            // Without orders nobody knows what is worth most: those with the most links first.
            var linked = await db.Links.GroupBy(link => link.SourceId).OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
                .Select(group => group.Key).Take(Tried).ToListAsync(cancellation);
            var first = await PanelsAsync(db, channel, linked.ConvertAll(id => (id, (Money?)null)), cancellation);
            return new ShopVerdict(products, orders, null, 0, 0, [], 0, 0, first);
        }

        var bare = mains.Products.Where(main => main.Recommended == 0).ToList();
        var dearest = bare.Take(ShopVerdict.MostGaps).ToList();
        var summaries = (await ProductSummaries.LoadAsync(db, dearest.ConvertAll(main => main.FamilyId), channelId, cancellation))
            .ToDictionary(product => product.Id);
        var gaps = dearest.Where(main => summaries.ContainsKey(main.FamilyId))
            .Select(main => new CoverageGap(summaries[main.FamilyId], new Money(main.Revenue, mains.Currency), 0)).ToList();
        var named = gaps.ConvertAll(gap => gap.Product.Id).ToHashSet();
        return new ShopVerdict(
            products, orders, new Money(mains.Products.Sum(main => main.Revenue), mains.Currency), ShopVerdict.PercentOf(mains, main => main.Recommended > 0),
            ShopVerdict.PercentOf(mains, main => main.IsFull), gaps, ShopVerdict.PercentOf(mains, main => named.Contains(main.FamilyId)), bare.Count,
            await PanelsAsync(
                db, channel,
                [
                    .. mains.Products.Where(main => main.Recommended > 0).Take(Tried)
                        .Select(main => (main.FamilyId, (Money?)new Money(main.Revenue, mains.Currency))),
                ],
                cancellation));
    }

    private async Task<IReadOnlyList<VerdictPanel>> PanelsAsync(
        StudioDb db, Channel channel, IReadOnlyList<(int Id, Money? Revenue)> asked, CancellationToken cancellation)
    {
        var summaries = (await ProductSummaries.LoadAsync(db, [.. asked.Select(one => one.Id)], channel.Id, cancellation)).ToDictionary(product => product.Id);
        var found = new List<VerdictPanel>();
        foreach (var (id, revenue) in asked)
        {
            if (summaries.GetValueOrDefault(id) is { Status: ProductStatus.Active, Published: true } product
                && panels.Resolve(new PanelQuery(product.Sku, channel.Code)).Value?.Panel is { } panel)
            {
                IReadOnlyList<PanelProduct> shown =
                [
                    .. (panel.Offer?.Parts ?? []).Select(part => part.Product).Where(part => part.Id != product.Id),
                    .. panel.Companions.Select(companion => companion.Product),
                ];
                if (shown.Count > 0)
                {
                    found.Add(new VerdictPanel(product, revenue, [.. shown.DistinctBy(one => one.Id)]));
                }
            }

            if (found.Count == ShopVerdict.MostPanels)
            {
                break;
            }
        }

        return found;
    }
}
