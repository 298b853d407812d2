using System.Text.Json;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>What speaks for a pair, in numbers.</summary>
/// <param name="Later">Of customers who came back this way round; null for none.</param>
internal readonly record struct PairEvidence(SuggestionBasis Basis, PairCount Pair, ObservedPair? Later);

/// <summary>
/// What links may bring a month in one channel: how long its orders were counted, and the tax of its products (<see cref="ExpectedRevenue"/>).
/// </summary>
internal sealed class SuggestionWorth
{
    private readonly double months;
    private readonly Dictionary<int, int> taxOf;

    // A reference is swapped whole: who reads meanwhile has the old ones.
    private volatile IReadOnlyList<SuggestionRecord> records = [];

    private SuggestionWorth(double months, Dictionary<int, int> taxOf) => (this.months, this.taxOf) = (months, taxOf);

    public static async Task<SuggestionWorth> LoadAsync(
        StudioDb db, int channelId, string? settings, IReadOnlySet<int> productIds, CancellationToken cancellation)
    {
        // Two looks into the index, where min and max in one question would read all of it.
        var orders = db.Orders.Where(order => order.ChannelId == channelId && order.Status == OrderStatus.Placed);
        var last = await orders.OrderByDescending(order => order.OrderedAt).Select(order => (DateTimeOffset?)order.OrderedAt).FirstOrDefaultAsync(cancellation)
            ?? default;
        var first = await orders.OrderBy(order => order.OrderedAt).Select(order => (DateTimeOffset?)order.OrderedAt).FirstOrDefaultAsync(cancellation)
            ?? default;
        var window = (settings is null ? null : JsonSerializer.Deserialize<MiningSettings>(settings))?.WindowDays;
        first = window is { } days && last.AddDays(-days) > first ? last.AddDays(-days) : first;
        var channel = await db.Channels.AsNoTracking().Include(item => item.TaxRates).SingleAsync(item => item.Id == channelId, cancellation);
        var taxOf = new Dictionary<int, int>();
        if (channel.PricesIncludeTax && channel.TaxRates.Count > 0)
        {
            var rates = channel.TaxRates.ToDictionary(rate => rate.TaxClass, rate => rate.BasisPoints, StringComparer.Ordinal);
            foreach (var chunk in productIds.Chunk(2_000))
            {
                foreach (var product in await db.Products.Where(product => chunk.Contains(product.Id)).Select(product => new { product.Id, product.TaxClass })
                    .ToListAsync(cancellation))
                {
                    taxOf[product.Id] = rates.GetValueOrDefault(product.TaxClass);
                }
            }
        }

        return new SuggestionWorth(ExpectedRevenue.Months(first, last), taxOf);
    }

    /// <summary>How earlier promises of this shop were kept; what is said next is multiplied by that. Another one once more of them were compared.</summary>
    public IReadOnlyList<SuggestionRecord> Records
    {
        get => records;
        set => records = value;
    }

    /// <summary>Null where there is not enough data to say.</summary>
    public RevenueRange? Of(Suggestion pair) =>
        Forecast(new PairEvidence(pair.Basis, pair.Pair, pair.Observed.BoughtLater), pair.Companion.Id, pair.Companion.Price)?.Revenue
            .Times(RatioOf(pair.Basis));

    /// <summary>By how much forecasts of a kind were kept; 1 where nothing is known.</summary>
    public double RatioOf(SuggestionBasis basis) => records.FirstOrDefault(record => record.Basis == basis)?.Ratio.Value ?? 1;

    /// <summary>Before recalibration; null where there is not enough data to say.</summary>
    /// <param name="price">Of the companion, as prices are written; null where it has none.</param>
    public PairForecast? Forecast(PairEvidence evidence, int companionId, Money? price)
    {
        if (price is not { } known)
        {
            return null;
        }

        var net = ExpectedRevenue.Net(known, taxOf.GetValueOrDefault(companionId));
        return evidence switch
        {
            { Basis: SuggestionBasis.Baskets, Pair: var counts } =>
                SuggestionForecasts.Of(counts.Together, counts.Anchor, (double)counts.Companion / counts.Baskets, months, net),
            { Basis: SuggestionBasis.BoughtLater, Later: { } later } => SuggestionForecasts.Of(later.Count, later.Of, later.BaseRate, months, net),
            _ => null,
        };
    }
}
