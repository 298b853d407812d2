using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>What a bundle is to the people who work on it: the state of its open revision, else where its approved one stands in time.</summary>
public enum BundleStatus
{
    Draft,
    InReview,
    ChangesRequested,
    Scheduled,
    Live,
    Ended,
    Retired,

    /// <summary>A reviewer ended its newest revision; what was live before it is live on.</summary>
    Rejected,
}

/// <summary>One bundle in the list.</summary>
/// <param name="RevisionId">The revision shown: the open one, else the newest.</param>
/// <param name="IsLive">Whether a revision is on sale now, even while a newer one is being worked on.</param>
/// <param name="Quote">In the channel asked for, or the first of its channels.</param>
public sealed record BundleRow(
    int Id, string Code, string Name, int RevisionId, int Number, BundleStatus Status, bool IsLive, IReadOnlyList<Channel> Channels, BundleQuote? Quote,
    DateTimeOffset UpdatedAt)
{
    public BundleKind Kind { get; init; }

    /// <summary>In each of its channels that the reader may see.</summary>
    public IReadOnlyList<BundleQuote> Quotes { get; init; } = [];
}

/// <summary>What finds a bundle by its name.</summary>
/// <param name="ChannelIds">Of the revision shown, those that the reader may look into.</param>
public sealed record BundleName(string Code, string Name, IReadOnlyList<int> ChannelIds);

/// <summary>Who changed a revision last, and when.</summary>
public sealed record BundleAuthor(string Name, string Id, DateTimeOffset At);

/// <summary>Reads bundles as lists and pages show them.</summary>
public sealed class BundleList(StudioStore store)
{
    private static readonly Dictionary<int, BundleQuote> Nothing = [];

    /// <summary>All bundles of a channel, or of every channel; what was worked on last first.</summary>
    public async Task<IReadOnlyList<BundleRow>> LoadAsync(ReadScope scope, int? channelId, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var channels = await db.Channels.Include(channel => channel.TaxRates).ToDictionaryAsync(channel => channel.Id, cancellation);
        var bundles = await db.Bundles
            .Where(bundle => channelId == null || bundle.Revisions.Any(revision => revision.Channels.Any(place => place.ChannelId == channelId)))
            .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Components)
            .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Channels)
            .AsSplitQuery().ToListAsync(cancellation);
        var sales = await SaleBook.LoadAsync(db, bundles.ConvertAll(bundle => bundle.Id), channels.Values, cancellation);
        var shown = bundles.ToDictionary(bundle => bundle.Id, bundle => Shown(
            bundle, channelId is { } only ? sales.Of(bundle.Id).StandingAt(only, now) : sales.Of(bundle.Id).StandingAt(now)));
        var quotes = new Dictionary<(int Revision, int Channel), BundleQuote>();
        foreach (var place in channels.Keys.Order())
        {
            var sold = shown.Values.Where(revision => revision.Channels.Any(other => other.ChannelId == place)).ToArray();
            foreach (var (id, quote) in sold.Length == 0 ? Nothing : await BundleQuotes.LoadAsync(db, sold, place, cancellation))
            {
                quotes[(id, place)] = quote;
            }
        }

        return [.. bundles
            .Select(bundle => (Bundle: bundle, Revision: shown[bundle.Id]))
            .OrderByDescending(item => item.Revision.UpdatedAt).ThenByDescending(item => item.Bundle.Id)
            .Select(item => (item.Bundle, item.Revision, Quotes: QuotesOf(item.Revision)))
            .Select(item => new BundleRow(
                item.Bundle.Id,
                item.Bundle.Code,
                item.Revision.Name,
                item.Revision.Id,
                item.Revision.Number,
                StatusOf(item.Bundle, item.Revision, sales.Of(item.Bundle.Id).PhaseOf(
                    item.Revision.Id, Place(item.Revision, channelId, channels), now)),
                sales.Of(item.Bundle.Id).IsLiveAt(now),
                [.. item.Revision.Channels.Select(place => channels.GetValueOrDefault(place.ChannelId)).OfType<Channel>().OrderBy(channel => channel.Id)],
                item.Quotes.FirstOrDefault(quote => quote.Channel.Id == channelId) ?? item.Quotes.FirstOrDefault(),
                item.Revision.UpdatedAt)
            {
                Kind = item.Bundle.Kind,
                Quotes = item.Quotes,
            })];

        BundleQuote[] QuotesOf(BundleRevision revision) =>
            [.. channels.Keys.Order().Select(place => quotes.GetValueOrDefault((revision.Id, place))).OfType<BundleQuote>()];
    }

    /// <summary>Every bundle that is not retired, by the name of its newest revision; what was worked on last first.</summary>
    public async Task<IReadOnlyList<BundleName>> NamesAsync(ReadScope scope, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var rows = await (
            from revision in db.BundleRevisions
            join bundle in db.Bundles on revision.BundleId equals bundle.Id
            where bundle.RetiredAt == null
                && !db.Set<BundleRevision>().Any(other => other.BundleId == revision.BundleId && other.Number > revision.Number)
            orderby revision.Id descending
            select new { bundle.Code, revision.Name, Channels = revision.Channels.Select(place => place.ChannelId).ToList() }).ToListAsync(cancellation);
        return [.. rows.Select(row => new BundleName(row.Code, row.Name, [.. row.Channels.Where(scope.Includes)]))];
    }

    /// <summary>A bundle with all its revisions, components, channels and authors; null when there is none of this code.</summary>
    public async Task<Bundle?> FindAsync(ReadScope scope, string code, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await db.Bundles.Where(bundle => bundle.Code == code).WithRevisions().SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Who changed the revision last; null when that is not known.</summary>
    public async Task<BundleAuthor?> AuthorOfAsync(ReadScope scope, int revisionId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        if (!await db.BundleRevisions.AnyAsync(revision => revision.Id == revisionId, cancellation))
        {
            return null;
        }

        var id = revisionId.ToString(CultureInfo.InvariantCulture);
        return await (
            from change in db.Changes
            where change.Entity == nameof(BundleRevision) && change.EntityId == id
            orderby change.Id descending
            join set in db.ChangeSets on change.ChangeSetId equals set.Id
            select new BundleAuthor(set.ActorName, set.ActorId, set.At)).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>What the channel says about these products, for quoting content that is still being edited.</summary>
    public async Task<IReadOnlyDictionary<int, QuoteProduct>> ProductsAsync(
        ReadScope scope, IReadOnlyCollection<int> ids, Channel channel, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await BundleQuotes.ProductsAsync(db, ids, channel, cancellation);
    }

    /// <summary>Everything that the price of this content depends on in the channel, for quoting it while it is edited.</summary>
    public async Task<QuoteFigures> FiguresAsync(ReadScope scope, BundleContent content, Channel channel, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await QuoteFigures.LoadAsync(db, [content], channel, cancellation: cancellation);
    }

    /// <summary>When the shops that the reader sees sell which of its revisions.</summary>
    public async Task<BundleSales> SalesAsync(ReadScope scope, int bundleId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return (await SaleBook.LoadAsync(db, [bundleId], await db.Channels.ToListAsync(cancellation), cancellation)).Of(bundleId);
    }

    /// <summary>What people see of a bundle: what is being worked on, else what shoppers see. A campaign's price is not the bundle's once it is over.</summary>
    /// <param name="standing">Of <see cref="BundleSales"/>.</param>
    public static BundleRevision Shown(Bundle bundle, int? standing)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var newest = bundle.Revisions.MaxBy(revision => revision.Number)!;
        return bundle.Open ?? (newest.State == RevisionState.Rejected ? newest : bundle.Revisions.Find(revision => revision.Id == standing) ?? newest);
    }

    /// <param name="phase">Where the revision stands in the shop, if it is approved there; null is over.</param>
    public static BundleStatus StatusOf(Bundle bundle, BundleRevision revision, BundlePhase? phase) => (bundle.RetiredAt, revision.State) switch
    {
        (not null, _) => BundleStatus.Retired,
        (_, RevisionState.Draft) => BundleStatus.Draft,
        (_, RevisionState.InReview) => BundleStatus.InReview,
        (_, RevisionState.ChangesRequested) => BundleStatus.ChangesRequested,
        (_, RevisionState.Rejected) => BundleStatus.Rejected,
        _ => phase switch
        {
            BundlePhase.Scheduled => BundleStatus.Scheduled,
            BundlePhase.Live => BundleStatus.Live,
            _ => BundleStatus.Ended,
        },
    };

    private static int Place(BundleRevision revision, int? channelId) =>
        channelId is { } wanted && revision.Channels.Any(place => place.ChannelId == wanted)
            ? wanted
            : revision.Channels.Select(place => place.ChannelId).Order().FirstOrDefault();

    private static int Place(BundleRevision revision, int? channelId, Dictionary<int, Channel> channels) =>
        Place(revision, channelId) is var place && channels.ContainsKey(place) ? place : channels.Keys.Min();
}
