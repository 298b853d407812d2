using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

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
        return await LoadAsync(db, revisions, channel, null, cancellation);
    }

    private static async Task<IReadOnlyDictionary<int, BundleQuote>> LoadAsync(
        StudioDb db, IReadOnlyCollection<BundleRevision> revisions, Channel channel, DateTimeOffset? began, CancellationToken cancellation)
    {
        var contents = revisions.ToDictionary(revision => revision.Id, BundleContent.Of);
        var figures = await QuoteFigures.LoadAsync(db, contents.Values, channel, began, cancellation);
        return revisions.ToDictionary(revision => revision.Id, revision => Of(
            contents[revision.Id], figures, revision.Id, revision.Channels.Find(place => place.ChannelId == channel.Id)?.SplitBasis));
    }

    /// <inheritdoc cref="QuoteFigures.ProductsAsync"/>
    public static Task<IReadOnlyDictionary<int, QuoteProduct>> ProductsAsync(
        StudioDb db, IReadOnlyCollection<int> ids, Channel channel, CancellationToken cancellation = default) =>
        QuoteFigures.ProductsAsync(db, ids, channel, cancellation);

    /// <summary>
    /// Every approved revision of the channel that is not retired, with its time on sale: a newer revision takes over from an older one when it starts, one of
    /// a campaign only while that is on, after which the older one is sold again: it then comes twice.
    /// </summary>
    public static Task<IReadOnlyList<ApprovedBundle>> LoadApprovedAsync(StudioDb db, int channelId, CancellationToken cancellation = default) =>
        LoadApprovedAsync(db, channelId, null, cancellation);

    /// <inheritdoc cref="LoadApprovedAsync(StudioDb, int, CancellationToken)"/>
    /// <param name="only">Ids of the bundles to read; null for all.</param>
    public static async Task<IReadOnlyList<ApprovedBundle>> LoadApprovedAsync(
        StudioDb db, int channelId, IReadOnlyCollection<int>? only, CancellationToken cancellation = default)
    {
        var channel = await ChannelAsync(db, channelId, cancellation);
        var asked = only is null ? db.Bundles : db.Bundles.Where(bundle => only.Contains(bundle.Id));
        var codes = await asked
            .Where(bundle => bundle.RetiredAt == null && db.Set<BundleRevision>().Any(revision => revision.BundleId == bundle.Id
                && revision.State == RevisionState.Approved && revision.Channels.Any(place => place.ChannelId == channelId)))
            .ToDictionaryAsync(bundle => bundle.Id, bundle => bundle.Code, cancellation);
        var book = await SaleBook.LoadAsync(db, codes.Keys, [channel], cancellation);
        var times = codes.Keys.Order().SelectMany(id => book.Of(id).In(channelId)).ToList();
        var ids = times.ConvertAll(time => time.RevisionId);
        var revisions = await db.BundleRevisions.AsNoTracking().Where(revision => ids.Contains(revision.Id))
            .Include(revision => revision.Components).Include(revision => revision.Channels).AsSplitQuery().ToListAsync(cancellation);
        var verdicts = await db.ReviewVerdicts
            .Where(verdict => verdict.ChannelId == channelId && verdict.Decision == ReviewDecision.Approved && ids.Contains(verdict.RevisionId))
            .ToDictionaryAsync(verdict => verdict.RevisionId, verdict => verdict.At, cancellation);
        var quotes = await LoadAsync(db, revisions, channel, verdicts.Values.Select(at => (DateTimeOffset?)at).Min(), cancellation);
        var paused = await db.BundleDrifts.Where(drift => drift.ChannelId == channelId && drift.ClearedAt == null && drift.PausedAt != null)
            .Select(drift => drift.RevisionId).ToHashSetAsync(cancellation);
        var numbers = revisions.ToDictionary(revision => revision.Id, revision => revision.Number);
        return [.. times.Where(time => numbers.ContainsKey(time.RevisionId)).Select(time => new ApprovedBundle(
            time.BundleId, codes[time.BundleId], numbers[time.RevisionId], quotes[time.RevisionId], time.Window.From, time.Window.Until)
        {
            IsPaused = paused.Contains(time.RevisionId),
            ApprovedAt = verdicts.TryGetValue(time.RevisionId, out var at) ? at : null,
        })];
    }

    /// <summary>The quote of content of named products, saved or not. Pure: the products are those of <see cref="ProductsAsync"/>.</summary>
    public static BundleQuote Of(BundleContent content, Channel channel, IReadOnlyDictionary<int, QuoteProduct> products, int revisionId = 0) =>
        Of(content, new QuoteFigures(channel, products), revisionId);

    /// <summary>The quote of any content, saved or not. Pure: the same content and figures give the same quote.</summary>
    /// <param name="basis">By what a submitted revision is split; null follows the channel's settings.</param>
    public static BundleQuote Of(BundleContent content, QuoteFigures figures, int revisionId = 0, SplitBasis? basis = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(figures);
        var channel = figures.Channel;
        var split = basis ?? figures.Settings.SplitBasis;
        var parts = BundleParts.Of(content, figures);
        var picks = BundleChoices.Usual(parts);
        var empty = parts.Slots.FirstOrDefault(slot => slot.Slot.IsRequired && slot.Options.Count == 0);
        BundlePrice? price = null;
        Refusal? refusal = empty is null ? null
            : new Refusal("bundle.slot", L["Nothing is left for {0}. Add products to the slot, or make it optional.", empty.Slot.Title], "slot");
        if (refusal is null)
        {
            (price, refusal) = PriceOf(content, channel, picks, split, figures.Settings.MarginFloorBlocks);
        }

        return new BundleQuote(
            revisionId, channel, content,
            [.. picks.Select((pick, index) => new QuoteLine(
                pick.Option.Product, pick.Quantity, pick.Option.DiscountBasisPoints, price?.Components[index],
                BundleParts.ProblemOf(pick.Option.Product, pick.Quantity)) { Option = pick.Option })],
            price, refusal, StockOf(parts))
        {
            Parts = parts,
            Figures = figures,
            Basis = split,
            Extremes = new(() => BundleChoices.Extremes(parts, chosen => PriceOf(content, channel, chosen, split, figures.Settings.MarginFloorBlocks).Value)),
        };
    }

    /// <summary>The price of one choice of a bundle in a channel. Pure; the one place where a choice becomes a price.</summary>
    /// <param name="floorBlocks">Whether a price under the shop's minimum margin may not be submitted.</param>
    public static Outcome<BundlePrice> PriceOf(
        BundleContent content, Channel channel, IReadOnlyList<BundlePick> picks, SplitBasis basis = default, bool floorBlocks = false)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(channel);
        if (picks.FirstOrDefault(pick => pick.Option.Product.Price is null).Option is { } unlisted)
        {
            return new Refusal("bundle.not-listed", L["{0} is not sold in {1}.", unlisted.Product.Name, channel.Name], "components");
        }

        var lines = picks.Select(pick => new BundleLine(
            pick.Option.Product.Id, pick.Option.Product.Name, pick.Quantity, pick.Option.Product.Price!.Value, pick.Option.Product.Cost,
            pick.Option.TaxBasisPoints, pick.Option.DiscountBasisPoints)
        { PriceDelta = pick.Option.PriceDelta }).ToArray();
        var floor = channel.MarginFloorBasisPoints > 0 ? new MarginFloor(channel.MarginFloorBasisPoints, floorBlocks) : null;
        return BundlePricing.Price(new BundlePriceRequest(lines, content.Terms(channel.Currency), channel.PricesIncludeTax, floor)
        {
            Basis = basis,
            IsComposite = content.IsComposite,
        });
    }

    /// <summary>How many sets can be sold, with what must be in and what slots need.</summary>
    /// <param name="inCart">Units by product that lie in the shopper's cart already.</param>
    public static BundleStock StockOf(BundleParts parts, IReadOnlyDictionary<int, int>? inCart = null) => BundleStock.Of(
        parts.Always.Where(part => part.Component.IsRequired && part.Options[0].Product.Price is not null)
            .Select(part => Line(part.Options[0], part.Component.Fewest)),
        [.. parts.Slots.Select(slot => new BundleStockSlot(
            slot.Slot.Key, slot.Slot.ChooseMin,
            [.. slot.Options.Where(option => option.Product is { Price: not null, Published: true, Status: ProductStatus.Active })
                .Select(option => Line(option, option.Quantity))],
            slot.Slot.IsRequired, slot.Slot.MayRepeat))],
        inCart);

    public static async Task<Channel> ChannelAsync(StudioDb db, int channelId, CancellationToken cancellation = default) =>
        await db.Channels.AsNoTracking().Include(channel => channel.TaxRates).SingleAsync(channel => channel.Id == channelId, cancellation);

    private static BundleStockLine Line(QuoteOption option, int quantity) => new(option.Product.Id, quantity, option.Product.Stock);
}
