using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Drift;

/// <summary>The one judgment of whether a set is still what was approved.</summary>
[Engine]
public static class DriftJudge
{
    /// <summary>What moved past the shop's limits since the set was approved, what concerns the whole set first.</summary>
    /// <param name="approved">What the reviewer saw; its lines say since when something cannot be delivered.</param>
    /// <param name="completeness">Of each product now, in percent.</param>
    public static IReadOnlyList<DriftMove> Judge(
        ApprovedTerms approved, BundleQuote quote, IReadOnlyDictionary<int, int> completeness, DriftPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(approved);
        ArgumentNullException.ThrowIfNull(quote);
        ArgumentNullException.ThrowIfNull(policy);
        var moves = new List<DriftMove>();
        if (quote.Price is { } price && HasMoved(approved.SetPrice, price.SetPrice.Minor, policy.PricePercent))
        {
            moves.Add(new DriftMove(DriftKind.SetPrice, null, null, approved.SetPrice, price.SetPrice.Minor));
        }

        if (approved.MarginBasisPoints is { } before && DriftCheck.MarginOf(quote) is { } after && before - after > policy.MarginPoints * 100)
        {
            moves.Add(new DriftMove(DriftKind.Margin, null, null, before, after));
        }

        var known = approved.Lines.ToDictionary(line => line.ProductId);
        foreach (var line in quote.Lines.DistinctBy(line => line.Product.Id))
        {
            var complete = completeness.GetValueOrDefault(line.Product.Id, 100);
            moves.AddRange(Of(known.GetValueOrDefault(line.Product.Id), line, quote.Channel, complete, policy, now));
        }

        return moves;
    }

    /// <summary>Whether the shop has as many as a set needs, or has something that stands in for it.</summary>
    public static bool CanDeliver(QuoteLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Product.Stock is not { } stock || stock >= line.Quantity;
    }

    private static IEnumerable<DriftMove> Of(
        ApprovedLine? before, QuoteLine line, Channel channel, int completeness, DriftPolicy policy, DateTimeOffset now)
    {
        var product = line.Product;
        if (product.Status != ProductStatus.Active || product.Price is null || !product.Published)
        {
            // What is not sold has no other fault that matters.
            yield return new DriftMove(DriftKind.Status, product.Id, product.Name, 1, 0);
            yield break;
        }

        if (before is null)
        {
            yield break;
        }

        if (before.Price is { } price && HasMoved(price, product.Price.Value.Minor, policy.PricePercent))
        {
            yield return new DriftMove(DriftKind.Price, product.Id, product.Name, price, product.Price.Value.Minor);
        }

        if (before.Cost is { } cost && product.Cost is { } costs && HasMoved(cost, costs.Minor, policy.PricePercent))
        {
            yield return new DriftMove(DriftKind.Cost, product.Id, product.Name, cost, costs.Minor);
        }

        if (!CanDeliver(line) && before.OutSince is { } since && now - since >= TimeSpan.FromDays(policy.StockDays))
        {
            yield return new DriftMove(DriftKind.Stock, product.Id, product.Name, 0, (long)(now - since).TotalDays);
        }

        if (completeness < channel.CompletenessThreshold && before.Completeness >= channel.CompletenessThreshold)
        {
            yield return new DriftMove(DriftKind.Completeness, product.Id, product.Name, before.Completeness, completeness);
        }
    }

    /// <summary>Whether something has moved past the shop's limit again since a manager accepted where it stood.</summary>
    /// <param name="accepted">In the unit of its kind. That something cannot be delivered or is not sold is accepted for good.</param>
    public static bool IsFurther(DriftMove move, long accepted, DriftPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(move);
        ArgumentNullException.ThrowIfNull(policy);
        return move.Kind switch
        {
            DriftKind.SetPrice or DriftKind.Price or DriftKind.Cost => HasMoved(accepted, move.To, policy.PricePercent),
            DriftKind.Margin => accepted - move.To > policy.MarginPoints * 100,
            _ => false,
        };
    }

    private static bool HasMoved(long from, long to, int percent) => Math.Abs(to - from) * 100m > from * (decimal)percent;
}
