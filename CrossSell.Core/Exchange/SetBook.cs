using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// The bundles that an order file may name: which rows are of one, and what a set was made of when it was sold. Only codes and names are kept; what a set is
/// made of is read when a file sells it.
/// </summary>
internal sealed class SetBook
{
    private readonly Dictionary<string, string> codes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> words = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Code, int ChannelId), History> histories = [];

    public static async Task<SetBook> LoadAsync(StudioDb db, CancellationToken cancellation)
    {
        var book = new SetBook();
        var bundles = await db.Bundles.Select(bundle => new { bundle.Id, bundle.Code }).ToListAsync(cancellation);
        if (bundles.Count == 0)
        {
            return book;
        }

        var known = bundles.Select(bundle => bundle.Code).ToArray();
        var taken = (await db.Products.Where(product => known.Contains(product.Sku)).Select(product => product.Sku).ToListAsync(cancellation))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var bundle in bundles)
        {
            book.words[bundle.Code] = bundle.Code;
            if (!taken.Contains(bundle.Code))
            {
                // A product of that code is what was sold, unless the file says that it was the bundle.
                book.codes[bundle.Code] = bundle.Code;
            }
        }

        var byId = bundles.ToDictionary(bundle => bundle.Id, bundle => bundle.Code);
        var names = await db.BundleRevisions.Select(revision => new { revision.BundleId, revision.Number, revision.Name }).ToListAsync(cancellation);
        foreach (var name in names.GroupBy(revision => revision.BundleId).Select(all => all.MaxBy(revision => revision.Number)!)
            .GroupBy(revision => revision.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() == 1).Select(same => same.Single()))
        {
            book.words.TryAdd(name.Name, byId[name.BundleId]);
        }

        return book;
    }

    /// <summary>The code of the set that a row is, or is a part of; what the file says where that is none of ours; null for neither.</summary>
    public string? CodeOf(OrderRow row) => row.Bundle is { } said
        ? words.GetValueOrDefault(said, said)
        : codes.Count > 0 ? codes.GetValueOrDefault(row.Sku) : null;

    /// <summary>Reads what these sets are made of in their channels, where that was not read yet.</summary>
    public async Task ReadAsync(StudioDb db, IEnumerable<(string Code, int ChannelId)> sold, CancellationToken cancellation)
    {
        foreach (var channel in sold.Where(set => set.ChannelId != 0 && words.ContainsKey(set.Code) && !histories.ContainsKey(set)).Distinct()
            .GroupBy(set => set.ChannelId, set => set.Code).ToList())
        {
            var wanted = channel.ToArray();
            var bundles = await db.Bundles.AsNoTracking().Where(bundle => wanted.Contains(bundle.Code))
                .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Components)
                .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Channels).AsSplitQuery().ToListAsync(cancellation);
            var shop = await BundleQuotes.ChannelAsync(db, channel.Key, cancellation);
            var ids = bundles.SelectMany(bundle => bundle.Revisions).Select(revision => revision.Id).ToArray();
            var sales = await SaleBook.HistoryAsync(db, bundles.ConvertAll(bundle => bundle.Id), [shop], cancellation);
            var quotes = await BundleQuotes.LoadAsync(db, ids, channel.Key, cancellation);
            foreach (var bundle in bundles.Where(bundle => bundle.Revisions.Count > 0))
            {
                histories[(bundle.Code, channel.Key)] = HistoryOf(bundle, sales.Of(bundle.Id).In(channel.Key), quotes);
            }
        }
    }

    /// <summary>
    /// What one set was made of at an instant, with each product's share: by the revision that was live then; where none was, by the list
    /// prices of what was sold last.
    /// Empty for a set that is none of ours. Ask after <see cref="ReadAsync"/>.
    /// </summary>
    public IReadOnlyList<SetShare> SharesOf(string code, int channelId, DateTimeOffset at)
    {
        if (!histories.TryGetValue((code, channelId), out var history))
        {
            return [];
        }

        foreach (var live in history.Live)
        {
            if (!(live.Window.From > at) && !(live.Window.Until <= at))
            {
                return live.Shares;
            }
        }

        return history.AtListPrice;
    }

    private static History HistoryOf(Bundle bundle, IReadOnlyList<SaleTime> sales, IReadOnlyDictionary<int, BundleQuote> quotes)
    {
        var live = sales.Where(time => quotes.ContainsKey(time.RevisionId))
            .Select(time => new Time(time.Window, SharesOf(quotes[time.RevisionId], atListPrice: false))).ToList();
        // Where nothing was on sale, what was sold last says most.
        var last = sales.Where(time => quotes.ContainsKey(time.RevisionId)).MaxBy(time => time.Window.From)?.RevisionId
            ?? bundle.Revisions.MaxBy(revision => revision.Number)!.Id;
        return new History(live, SharesOf(quotes[last], atListPrice: true));
    }

    private static IReadOnlyList<SetShare> SharesOf(BundleQuote quote, bool atListPrice) =>
    [
        // What sets an offer off is bought for itself.
        .. quote.Lines.Where(line => !IsTriggerOnly(quote.Content, line.Product.Id)).Select(line => new SetShare(
            // What is out today and replaced was sold as itself.
            (line.Replaces ?? line.Product).Sku.ToUpperInvariant(), line.Quantity,
            (line.Price is { } price ? atListPrice ? price.ListTotal : price.SetTotal : (Money?)null)?.Minor
                ?? (line.Product.Price?.Minor ?? 0) * line.Quantity)),
    ];

    private static bool IsTriggerOnly(BundleContent content, int productId) => content.Components.Any(component => component.ProductId == productId)
        && content.Components.Where(component => component.ProductId == productId).All(component => component.Role == ComponentRole.Trigger);

    private sealed record History(IReadOnlyList<Time> Live, IReadOnlyList<SetShare> AtListPrice);

    private sealed record Time(SaleWindow Window, IReadOnlyList<SetShare> Shares);
}
