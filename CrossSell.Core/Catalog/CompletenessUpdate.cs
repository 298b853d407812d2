using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>Completeness in one locale of a channel.</summary>
public sealed record LocaleScore(string Locale, Completeness Completeness);

/// <summary>
/// Asks the database what is known of products, and keeps the completeness of their listings true inside the write that changed them. Every
/// <see cref="WriteSession"/> calls it by itself for the rows it tracked; bulk statements must call it for theirs.
/// </summary>
public static class CompletenessUpdate
{
    private const int Chunk = 500;

    // What one write records row by row. More than that is a bulk load, which records nothing: readers of changes then look at everything again.
    private const int MostRecorded = 2000;

    // What changed settings may concern inside their own write; more is a job.
    private const int MostInside = 2000;

    private static readonly HashSet<string> OfAProduct =
        [nameof(Product), nameof(Listing), nameof(ProductText), nameof(AttributeValue), nameof(ProductCategory)];

    /// <summary>Completeness of one product in each channel that lists it, by channel id: the channel's locales in its order, the default first.</summary>
    public static async Task<IReadOnlyDictionary<int, IReadOnlyList<LocaleScore>>> OfAsync(StudioDb db, int productId, CancellationToken cancellation = default)
    {
        var channels = await ChannelsAsync(db, cancellation);
        using var rows = await CompletenessRows.OpenAsync(db, cancellation);
        return Of(rows, productId, channels);
    }

    /// <summary>The same for who has read the channels already.</summary>
    internal static IReadOnlyDictionary<int, IReadOnlyList<LocaleScore>> Of(CompletenessRows rows, int productId, IReadOnlyDictionary<int, Channel> channels) =>
        rows.Load([productId]).SelectMany(row => row.Listings.Select(listing => (row, listing)))
            .ToDictionary(
                pair => pair.listing.ChannelId, IReadOnlyList<LocaleScore> (pair) => Scores(channels[pair.listing.ChannelId], pair.row, pair.listing));

    /// <summary>Writes the completeness of the product's listings, and of its variants', again. Call it after the session's other changes were saved.</summary>
    /// <returns>How many listings changed.</returns>
    public static Task<int> WriteAsync(WriteSession session, int productId, CancellationToken cancellation = default) =>
        WriteAsync(session, [productId], cancellation);

    /// <summary>
    /// Writes the completeness of these products, and of the variants of families among them, again: only what has changed. Call it after the session's other
    /// changes were saved.
    /// </summary>
    /// <returns>How many listings changed.</returns>
    public static Task<int> WriteAsync(WriteSession session, IReadOnlyCollection<int> productIds, CancellationToken cancellation = default) =>
        WriteAsync(session, productIds, record: true, cancellation);

    /// <param name="record">False where <see cref="BulkAudit"/> watches the listings and records them itself.</param>
    internal static async Task<int> WriteAsync(WriteSession session, IReadOnlyCollection<int> productIds, bool record, CancellationToken cancellation)
    {
        if (productIds.Count == 0)
        {
            return 0;
        }

        var channels = await ChannelsAsync(session.Db, cancellation);
        using var rows = await CompletenessRows.OpenAsync(session.Db, cancellation);
        var changes = new List<Change>();
        var changed = 0;
        var ids = productIds.ToHashSet();
        foreach (var chunk in productIds.Chunk(Chunk))
        {
            ids.UnionWith(rows.VariantsOf(chunk));
        }

        foreach (var chunk in ids.Order().Chunk(Chunk))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var row in rows.Load(chunk))
            {
                foreach (var listing in row.Listings)
                {
                    if (Write(rows, channels[listing.ChannelId], row, listing) is { } change)
                    {
                        changed++;
                        if (changes.Count <= MostRecorded)
                        {
                            changes.Add(change);
                        }
                    }
                }
            }
        }

        if (record && changes.Count <= MostRecorded)
        {
            session.Note(changes);
        }

        return changed;
    }

    /// <summary>What a write's changes make of completeness: of the products themselves, or of all that a changed type or channel has.</summary>
    internal sealed class FollowUp : IWriteFollowUp
    {
        public async Task<Outcome> FollowAsync(WriteSession session, WrittenRows written, CancellationToken cancellation)
        {
            var products = written.Changes.Select(ProductOf).OfType<int>().ToHashSet();
            var scope = new CompletenessWork.Scope(
                [.. written.Changes.Where(change => change.Entity == nameof(ProductTypeAttribute)).Select(change => change.KeyPart()).Distinct()],
                [.. written.Changes.Where(AsksAgain).Select(change => change.KeyPart()).Distinct()]);
            if (scope.TypeIds.Count + scope.ChannelIds.Count > 0)
            {
                var concerned = CompletenessWork.Products(session.Db, scope);
                if (await concerned.CountAsync(cancellation) is var count and > MostInside)
                {
                    session.Queue(
                        CompletenessWork.JobKind, $"Recalculate the completeness of {English.Count(count, "product")}", scope);
                }
                else
                {
                    products.UnionWith(await concerned.ToListAsync(cancellation));
                }
            }

            await WriteAsync(session, products, cancellation);
            return Outcome.Done;
        }
    }

    private static bool AsksAgain(Change change) =>
        change.Entity == nameof(Channel) && change.IsEditOf(nameof(Channel.RequiredFields), nameof(Channel.Locales));

    private static int? ProductOf(Change change) =>
        OfAProduct.Contains(change.Entity) ? change.KeyPart() : change.Entity == nameof(ProductMedia) ? change.Number(nameof(ProductMedia.ProductId)) : null;

    private static async Task<Dictionary<int, Channel>> ChannelsAsync(StudioDb db, CancellationToken cancellation) =>
        await db.Channels.AsNoTracking().ToDictionaryAsync(channel => channel.Id, cancellation);

    /// <summary>In each locale of the channel, its first one first.</summary>
    internal static List<LocaleScore> Scores(Channel channel, CompletenessRow row, CompletenessListing listing)
    {
        var facts = row.Facts with { Filled = row.Facts.Filled | listing.Figures };
        var scores = new List<LocaleScore>(channel.Locales.Count) {
            new(channel.Locales.FirstOrDefault() ?? "", Completeness.Of(channel.RequiredFields, facts)) };
        foreach (var locale in channel.Locales.Skip(1))
        {
            scores.Add(new(locale, Completeness.Of(channel.RequiredFields, facts.InLocale(row.Texts.GetValueOrDefault(locale)))));
        }

        return scores;
    }

    private static Change? Write(CompletenessRows rows, Channel channel, CompletenessRow row, CompletenessListing listing)
    {
        var scores = Scores(channel, row, listing);
        foreach (var (locale, completeness) in scores.Skip(1))
        {
            if (!listing.Locales.Remove(locale, out var kept) || kept != (completeness.Percent, completeness.MissingText))
            {
                rows.Write(row.ProductId, channel.Id, locale, completeness);
            }
        }

        foreach (var gone in listing.Locales.Keys)
        {
            rows.Forget(row.ProductId, channel.Id, gone);
        }

        var (percent, missing) = (scores[0].Completeness.Percent, scores[0].Completeness.MissingText);
        if ((listing.Percent, listing.Missing) == (percent, missing))
        {
            return null;
        }

        rows.Write(row.ProductId, channel.Id, scores[0].Completeness);
        return new Change
        {
            Entity = nameof(Listing),
            EntityId = string.Create(CultureInfo.InvariantCulture, $"{row.ProductId}/{channel.Id}"),
            Kind = ChangeKind.Edited,
            Before = Json(listing.Percent, listing.Missing),
            After = Json(percent, missing),
        };
    }

    private static string Json(int percent, string missing) =>
        JsonSerializer.Serialize(new Dictionary<string, object> { [nameof(Listing.Completeness)] = percent, [nameof(Listing.Missing)] = missing });
}
