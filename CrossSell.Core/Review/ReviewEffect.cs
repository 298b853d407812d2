using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Review;

/// <summary>
/// What the orders let one expect of a set in a month of 30 days. A set is bought together at most as often as the rarest of its pairs with the main product.
/// </summary>
/// <param name="TogetherAMonth">
/// Baskets a month that held the main product with the companion that it is seen least with: they would have bought both anyway.
/// </param>
/// <param name="GivenUpAMonth">The margin that the discount takes off those, without tax; null when a cost is unknown.</param>
/// <param name="NewSetsAMonth">
/// So many sets more, to people who would have bought none of it, pay for that: given up / margin of one set. 0 where nothing is given up; null where no
/// number does, or a cost is unknown.
/// </param>
public sealed record ReviewEffect(double TogetherAMonth, Money? GivenUpAMonth, double? NewSetsAMonth)
{
    private const double Month = 30;

    /// <summary>From the price and the counts of the orders. Pure.</summary>
    /// <param name="baskets">That held the main product with each companion, the rarest pair.</param>
    /// <param name="days">That the counted orders span; at least 1.</param>
    public static ReviewEffect Of(BundlePrice price, int baskets, double days)
    {
        var together = baskets * Month / Math.Max(1, days);
        if (price is not { Margin: { } margin, Separately: { } separately })
        {
            return new(together, null, null);
        }

        var loss = Math.Max(0, separately.Amount.Minor - margin.Amount.Minor);
        var given = (long)Math.Round(loss * together);
        return new(
            together,
            new Money(given, price.SetPrice.Currency),
            given == 0 ? 0 : margin.Amount.Minor > 0 ? (double)given / margin.Amount.Minor : null);
    }
}

/// <summary>What the orders say about the anchor and one companion of a set.</summary>
public sealed record ReviewEvidence(string Companion, int PairBaskets, int AnchorBaskets, double Lift);

/// <summary>Reads what the orders of a shop say about sets.</summary>
internal sealed class ReviewOrders
{
    private readonly Dictionary<(int Anchor, int Companion), ProductAffinity> pairs;
    private readonly double? days;

    private ReviewOrders(Dictionary<(int Anchor, int Companion), ProductAffinity> pairs, double? days) => (this.pairs, this.days) = (pairs, days);

    /// <summary>The counted pairs of all these sets, which are of one shop.</summary>
    public static async Task<ReviewOrders> LoadAsync(StudioDb db, int channelId, IReadOnlyCollection<BundleQuote> quotes, CancellationToken cancellation)
    {
        var anchors = quotes.Where(quote => quote.Lines.Count > 1).Select(quote => quote.Lines[0].Product.FamilyId).Distinct().ToArray();
        var companions = quotes.SelectMany(quote => quote.Lines.Skip(1)).Select(line => line.Product.FamilyId).Distinct().ToArray();
        var found = await db.Affinities.Where(pair => pair.ChannelId == channelId && anchors.Contains(pair.AnchorId) && companions.Contains(pair.CompanionId))
            .ToListAsync(cancellation);
        if (found.Count == 0)
        {
            return new([], 1);
        }

        return new(
            found.GroupBy(pair => (pair.AnchorId, pair.CompanionId)).ToDictionary(same => same.Key, same => same.MaxBy(pair => pair.PairBaskets)!),
            await CountedSpan.DaysAsync(db, channelId, cancellation));
    }

    /// <summary>Null where the orders know too little, or the set has no price.</summary>
    public ReviewEffect? EffectOf(BundleQuote quote)
    {
        if (quote.Price is not { } price || quote.Lines.Count < 2 || days is not { } span)
        {
            return null;
        }

        var counts = Pairs(quote).ToList();
        return counts.Count == 0 || counts.Exists(pair => pair.Found is null)
            ? null
            : ReviewEffect.Of(price, counts.Min(pair => pair.Found!.PairBaskets), span);
    }

    /// <summary>Of the companions of which the orders know something, the most frequent first.</summary>
    public IReadOnlyList<ReviewEvidence> EvidenceOf(BundleQuote quote) => [.. Pairs(quote)
        .Where(pair => pair.Found is not null).OrderByDescending(pair => pair.Found!.PairBaskets)
        .Select(pair => new ReviewEvidence(pair.Companion.Name, pair.Found!.PairBaskets, pair.Found.AnchorBaskets, pair.Found.Lift))];

    // Two variants of one family are one companion; the main product's own family is none.
    private IEnumerable<(ProductSummary Companion, ProductAffinity? Found)> Pairs(BundleQuote quote)
    {
        if (quote.Lines.Count == 0)
        {
            return [];
        }

        var anchor = quote.Lines[0].Product.FamilyId;
        return quote.Lines.Skip(1).Select(line => line.Product).Where(product => product.FamilyId != anchor).DistinctBy(product => product.FamilyId)
            .Select(product => (product, pairs.GetValueOrDefault((anchor, product.FamilyId))));
    }
}
