using System.Runtime.InteropServices;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>How complete one channel's catalogue is in one locale, drafts included, archived products not.</summary>
/// <param name="Average">Percent, rounded down; 100 without products.</param>
/// <param name="Bands">Products in 0-49, 50-74, 75-99 and at 100.</param>
/// <param name="Under">Below the channel's threshold.</param>
/// <param name="Missing">Fields by number of products that lack them, the most first.</param>
/// <param name="Categories">By primary category, those with most products under the threshold first.</param>
public sealed record CompletenessFigures(
    int Products, int Average, IReadOnlyList<int> Bands, int Under, IReadOnlyList<(string Field, int Products)> Missing,
    IReadOnlyList<CompletenessPart> Categories, IReadOnlyList<CompletenessPart> Brands)
{
    /// <summary>Of a channel that the reader may not look into.</summary>
    internal static CompletenessFigures Nothing { get; } = new(0, 0, [], 0, [], [], []);
}

/// <summary>One category or brand of the report.</summary>
/// <param name="Code">As the product list's filter writes it: <c>-</c> for none.</param>
public sealed record CompletenessPart(string Code, string Name, int Products, int Average, int Under);

/// <summary>Counts the completeness report: in the database, once for each state of the studio.</summary>
public sealed class CompletenessReport(StudioStore store)
{
    public const string None = "-";
    private const int MostParts = 200;

    private readonly Dictionary<(int ChannelId, string Locale), (long State, CompletenessFigures Figures)> known = [];
    private readonly Lock gate = new();

    /// <param name="locale">One of the channel's.</param>
    public async Task<CompletenessFigures> LoadAsync(ReadScope scope, Channel channel, string locale, CancellationToken cancellation = default)
    {
        if (!scope.Includes(channel.Id))
        {
            return CompletenessFigures.Nothing;
        }

        var state = await store.StateAsync(cancellation);
        lock (gate)
        {
            if (known.TryGetValue((channel.Id, locale), out var kept) && kept.State == state)
            {
                return Said(kept.Figures);
            }
        }

        var figures = await CountAsync(channel, locale, cancellation);
        lock (gate)
        {
            known[(channel.Id, locale)] = (state, figures);
        }

        return Said(figures);
    }

    /// <summary>The rows behind the report, for a file, by SKU.</summary>
    public async IAsyncEnumerable<(string Sku, string Name, int Percent, string Missing)> RowsAsync(
        ReadScope scope, Channel channel, string locale, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        await foreach (var row in Scores(db, channel, locale).OrderBy(row => row.Product.Sku)
            .Select(row => new { row.Product.Sku, row.Product.Name, row.Percent, row.Missing }).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            yield return (row.Sku, row.Name, row.Percent, row.Missing);
        }
    }

    private async Task<CompletenessFigures> CountAsync(Channel channel, string locale, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var least = channel.CompletenessThreshold;
        var scores = new Dictionary<(int Percent, string Missing), int>();
        var byCategory = new Dictionary<int, Tally>();
        var byBrand = new Dictionary<string, Tally>(StringComparer.Ordinal);
        // One pass, counted here: grouping by text costs the database more than reading does.
        await foreach (var row in Scores(db, channel, locale).Select(row => new { row.Percent, row.Missing, row.Product.CategoryId, row.Product.Brand })
            .AsAsyncEnumerable().WithCancellation(cancellation))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(scores, (row.Percent, row.Missing), out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(byCategory, row.CategoryId ?? 0, out _).Add(row.Percent, least);
            CollectionsMarshal.GetValueRefOrAddDefault(byBrand, row.Brand ?? "", out _).Add(row.Percent, least);
        }

        var categories = await db.Categories.ToDictionaryAsync(category => category.Id, cancellation);
        var products = scores.Values.Sum();
        int Band(int from, int to) => scores.Where(score => score.Key.Percent >= from && score.Key.Percent <= to).Sum(score => score.Value);
        return new CompletenessFigures(
            products,
            products == 0 ? 100 : (int)(scores.Sum(score => (long)score.Key.Percent * score.Value) / products),
            [Band(0, 49), Band(50, 74), Band(75, 99), Band(100, 100)],
            scores.Where(score => score.Key.Percent < least).Sum(score => score.Value),
            [.. scores.SelectMany(score => score.Key.Missing.Split(Completeness.Separator, StringSplitOptions.RemoveEmptyEntries)
                .Select(field => (Field: field, Count: score.Value)))
                .GroupBy(pair => pair.Field, (field, pairs) => (Field: field, Products: pairs.Sum(pair => pair.Count)))
                .OrderByDescending(pair => pair.Products).ThenBy(pair => pair.Field, StringComparer.Ordinal)],
            Parts(byCategory.Select(pair => categories.TryGetValue(pair.Key, out var category)
                ? pair.Value.Part(category.Code, category.Name)
                : pair.Value.Part(None, Texts.Key("No category")))),
            Parts(byBrand.Select(pair => pair.Key.Length == 0 ? pair.Value.Part(None, Texts.Key("No brand")) : pair.Value.Part(pair.Key, pair.Key))));
    }

    // Kept for readers of any language.
    private static CompletenessFigures Said(CompletenessFigures figures) =>
        figures with { Categories = Said(figures.Categories), Brands = Said(figures.Brands) };

    private static IReadOnlyList<CompletenessPart> Said(IReadOnlyList<CompletenessPart> parts) =>
        [.. parts.Select(part => part.Code == None ? part with { Name = L[part.Name] } : part)];

    private static List<CompletenessPart> Parts(IEnumerable<CompletenessPart> parts) =>
        [.. parts.OrderByDescending(part => part.Under).ThenBy(part => part.Average).ThenBy(part => part.Name, StringComparer.CurrentCulture).Take(MostParts)];

    private static IQueryable<Score> Scores(StudioDb db, Channel channel, string locale)
    {
        var channelId = channel.Id;
        return channel.Locales.Count == 0 || locale == channel.Locales[0]
            ? from listing in db.Listings
              join product in db.Products on listing.ProductId equals product.Id
              where listing.ChannelId == channelId && product.Status != ProductStatus.Archived
              select new Score { Product = product, Percent = listing.Completeness, Missing = listing.Missing }
            : from row in db.LocaleCompleteness
              join product in db.Products on row.ProductId equals product.Id
              where row.ChannelId == channelId && row.Locale == locale && product.Status != ProductStatus.Archived
              select new Score { Product = product, Percent = row.Percent, Missing = row.Missing };
    }

    private struct Tally
    {
        private int count;
        private int under;
        private long sum;

        public void Add(int percent, int least)
        {
            count++;
            sum += percent;
            under += percent < least ? 1 : 0;
        }

        public readonly CompletenessPart Part(string code, string name) => new(code, name, count, (int)(sum / count), under);
    }

    private sealed class Score
    {
        public required Product Product { get; init; }

        public required int Percent { get; init; }

        public required string Missing { get; init; }
    }
}
