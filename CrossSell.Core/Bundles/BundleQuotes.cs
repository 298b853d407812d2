using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>What the channel says about one product of a set today.</summary>
/// <param name="TaxBasisPoints">2100 is 21 %.</param>
public sealed record QuoteProduct(ProductSummary Summary, int TaxBasisPoints);

/// <summary>One component of a quoted set.</summary>
/// <param name="Problem">What keeps it from being sold in the channel: "not sold here", "out of stock"; null for nothing.</param>
/// <param name="Price">Its share of the set; null when the set has no price.</param>
public sealed record QuoteLine(ProductSummary Product, int Quantity, int DiscountBasisPoints, ComponentPrice? Price, string? Problem);

/// <summary>
/// A set as it stands in one channel today: lines, price, stock, and what is wrong with it. The builder, the review and the panel all show this.
/// </summary>
/// <param name="RevisionId">0 for content that is not saved.</param>
/// <param name="Price">Null when the set has no price; then <paramref name="Refusal"/> says why.</param>
public sealed record BundleQuote(
    int RevisionId, Channel Channel, BundleContent Content, IReadOnlyList<QuoteLine> Lines, BundlePrice? Price, Refusal? Refusal, BundleStock Stock)
{
    /// <summary>Whether every component can be bought in the channel now, at a price.</summary>
    public bool IsSellable => Price is { SetPrice.Minor: > 0 } && Stock.IsAvailable && Lines.All(line => line.Problem is null);

    /// <summary>The product that runs out first; null when nothing limits.</summary>
    public ProductSummary? LimitedBy => Lines.FirstOrDefault(line => line.Product.Id == Stock.LimitedBy)?.Product;
}

/// <summary>An approved revision with the instants between which it is on sale in the channel.</summary>
/// <param name="From">Null means at once.</param>
/// <param name="Until">Exclusive: its own end, or the start of the revision that follows it; null means until retired.</param>
public sealed record ApprovedBundle(int BundleId, string Code, int Revision, BundleQuote Quote, DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>Whether no panel shows it in this channel, because it is no longer what was approved (<see cref="BundleDrift"/>).</summary>
    public bool IsPaused { get; init; }

    public BundlePhase PhaseAt(DateTimeOffset now) => Until <= now ? BundlePhase.Ended : From > now ? BundlePhase.Scheduled : BundlePhase.Live;
}

/// <summary>Prices sets with the figures that a channel has today. The one place where a set's content meets price, cost, tax and stock.</summary>
public static class BundleQuotes
{
    /// <summary>Quotes of these revisions in the channel, by revision id; unknown ids are left out.</summary>
    public static async Task<IReadOnlyDictionary<int, BundleQuote>> LoadAsync(
        StudioDb db, IReadOnlyCollection<int> revisionIds, int channelId, CancellationToken cancellation = default)
    {
        if (revisionIds.Count == 0)
        {
            return new Dictionary<int, BundleQuote>();
        }

        var revisions = await db.BundleRevisions.AsNoTracking().Where(revision => revisionIds.Contains(revision.Id))
            .Include(revision => revision.Components).Include(revision => revision.Channels).AsSplitQuery().ToListAsync(cancellation);
        return await LoadAsync(db, revisions, channelId, cancellation);
    }

    /// <summary>Quotes of revisions whose components and channels are loaded.</summary>
    public static async Task<IReadOnlyDictionary<int, BundleQuote>> LoadAsync(
        StudioDb db, IReadOnlyCollection<BundleRevision> revisions, int channelId, CancellationToken cancellation = default)
    {
        var channel = await ChannelAsync(db, channelId, cancellation);
        var ids = revisions.SelectMany(revision => revision.Components).Select(component => component.ProductId).Distinct().ToArray();
        var products = await ProductsAsync(db, ids, channel, cancellation);
        return revisions.ToDictionary(revision => revision.Id, revision => Of(BundleContent.Of(revision), channel, products, revision.Id));
    }

    /// <summary>What the channel says about these products, for quoting content that is still being edited.</summary>
    public static async Task<IReadOnlyDictionary<int, QuoteProduct>> ProductsAsync(
        StudioDb db, IReadOnlyCollection<int> ids, Channel channel, CancellationToken cancellation = default)
    {
        var rates = channel.TaxRates.ToDictionary(rate => rate.TaxClass, rate => rate.BasisPoints, StringComparer.OrdinalIgnoreCase);
        var classes = await db.Products.Where(product => ids.Contains(product.Id))
            .Select(product => new { product.Id, product.TaxClass }).ToDictionaryAsync(row => row.Id, row => row.TaxClass, cancellation);
        return (await ProductSummaries.LoadAsync(db, ids, channel.Id, cancellation))
            .ToDictionary(summary => summary.Id, summary => new QuoteProduct(summary, rates.GetValueOrDefault(classes[summary.Id])));
    }

    /// <summary>
    /// Every approved revision of the channel that is not retired, with its time on sale: a newer revision takes over from an older one when it starts, one of
    /// a campaign only while that is on, after which the older one is sold again: it then comes twice.
    /// </summary>
    public static async Task<IReadOnlyList<ApprovedBundle>> LoadApprovedAsync(StudioDb db, int channelId, CancellationToken cancellation = default)
    {
        var rows = await (
            from bundle in db.Bundles
            where bundle.RetiredAt == null
            join revision in db.BundleRevisions on bundle.Id equals revision.BundleId
            where revision.State == RevisionState.Approved
            select new { bundle.Code, revision.Id }).ToListAsync(cancellation);
        var codes = rows.ToDictionary(row => row.Id, row => row.Code);
        var ids = codes.Keys.ToArray();
        var revisions = await db.BundleRevisions.AsNoTracking().Where(revision => ids.Contains(revision.Id))
            .Include(revision => revision.Components).Include(revision => revision.Channels).AsSplitQuery().ToListAsync(cancellation);
        // Where a reviewer left it out, it is as if it were not there: what was sold before is sold on.
        var leftOut = await db.ReviewVerdicts
            .Where(verdict => verdict.ChannelId == channelId && ids.Contains(verdict.RevisionId) && verdict.Decision == ReviewDecision.LeftOut)
            .Select(verdict => verdict.RevisionId).ToListAsync(cancellation);
        var channel = await ChannelAsync(db, channelId, cancellation);
        var quotes = await LoadAsync(db, revisions, channelId, cancellation);
        var paused = await db.BundleDrifts.Where(drift => drift.ChannelId == channelId && drift.ClearedAt == null && drift.PausedAt != null)
            .Select(drift => drift.RevisionId).ToHashSetAsync(cancellation);
        // Whatever the reader sees: what is in a campaign is sold by it alone.
        var campaigns = await (
            from member in db.CampaignBundles
            where ids.Contains(member.RevisionId)
            join campaign in db.Campaigns.IgnoreQueryFilters() on member.CampaignId equals campaign.Id
            select new { member.RevisionId, campaign.State }).ToDictionaryAsync(row => row.RevisionId, row => row.State, cancellation);
        var approved = new List<ApprovedBundle>();
        foreach (var bundle in revisions.Where(revision => !leftOut.Contains(revision.Id)).GroupBy(revision => revision.BundleId).OrderBy(bundle => bundle.Key))
        {
            var taken = new List<SaleWindow>();
            foreach (var revision in bundle.OrderByDescending(revision => revision.Number))
            {
                var isOfCampaign = campaigns.TryGetValue(revision.Id, out var state);
                if (isOfCampaign && state != CampaignState.Approved)
                {
                    continue;
                }

                var (from, until) = BundleSchedule.Window(revision, channel);
                if (revision.Channels.Any(place => place.ChannelId == channelId))
                {
                    approved.AddRange(SaleWindows.Without(new SaleWindow(from, until), taken).Select(window => new ApprovedBundle(
                        revision.BundleId, codes[revision.Id], revision.Number, quotes[revision.Id], window.From, window.Until)
                    {
                        IsPaused = paused.Contains(revision.Id),
                    }));
                }

                // A revision takes over for good; one of a campaign for as long as that is on.
                taken.Add(new SaleWindow(from, isOfCampaign ? until : null));
                if (from is null && !isOfCampaign)
                {
                    break;
                }
            }
        }

        return approved;
    }

    /// <summary>The quote of any content, saved or not. Pure: the products are those of <see cref="ProductsAsync"/>.</summary>
    public static BundleQuote Of(BundleContent content, Channel channel, IReadOnlyDictionary<int, QuoteProduct> products, int revisionId = 0)
    {
        var currency = channel.Currency;
        var parts = content.Components.Where(component => products.ContainsKey(component.ProductId))
            .Select(component => (Content: component, Product: products[component.ProductId])).ToArray();
        var refusal = parts.FirstOrDefault(part => part.Product.Summary.Price is null) is { Content: not null } unlisted
            ? new Refusal("bundle.not-listed", L["{0} is not sold in {1}.", unlisted.Product.Summary.Name, channel.Name], "components")
            : null;
        BundlePrice? price = null;
        if (refusal is null)
        {
            var lines = parts.Select(part => new BundleLine(
                part.Content.ProductId,
                part.Product.Summary.Name,
                part.Content.Quantity,
                part.Product.Summary.Price!.Value,
                part.Product.Summary.Cost,
                part.Product.TaxBasisPoints,
                part.Content.DiscountBasisPoints)).ToArray();
            var floor = channel.MarginFloorBasisPoints > 0 ? new MarginFloor(channel.MarginFloorBasisPoints) : null;
            (price, refusal) = BundlePricing.Price(new BundlePriceRequest(lines, content.Terms(currency), channel.PricesIncludeTax, floor));
        }

        return new BundleQuote(
            revisionId,
            channel,
            content,
            [.. parts.Select((part, index) => new QuoteLine(part.Product.Summary, part.Content.Quantity, part.Content.DiscountBasisPoints, price
                ?.Components[index], Problem(part.Product.Summary, part.Content.Quantity)))],
            price,
            refusal,
            BundleStock.Of(parts.Where(part => part.Product.Summary.Price is not null)
                .Select(part => new BundleStockLine(part.Content.ProductId, part.Content.Quantity, part.Product.Summary.Stock))));
    }

    public static async Task<Channel> ChannelAsync(StudioDb db, int channelId, CancellationToken cancellation = default) =>
        await db.Channels.AsNoTracking().Include(channel => channel.TaxRates).SingleAsync(channel => channel.Id == channelId, cancellation);

    private static string? Problem(ProductSummary product, int quantity) => product switch
    {
        { Status: ProductStatus.Archived } => L["archived"].Value,
        { Status: ProductStatus.Draft } => L["still a draft"].Value,
        { Price: null } => L["not sold here"].Value,
        { Published: false } => L["not published here"].Value,
        { Stock: <= 0 } => L["out of stock"].Value,
        { Stock: { } stock } when stock < quantity => L["only {0} in stock", stock].Value,
        _ => null,
    };
}
