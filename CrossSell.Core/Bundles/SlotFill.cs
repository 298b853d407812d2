using CrossSell.Core.Catalog;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>What decides which products a rule offers in a slot: two slots of the same fill offer the same.</summary>
public sealed record SlotFill(Condition Condition, SlotOrder Order, int Limit)
{
    /// <summary>Null for a slot whose products are named.</summary>
    public static SlotFill? Of(SlotContent slot) => slot.Condition is { } condition ? new SlotFill(condition, slot.Order, slot.Limit) : null;
}

/// <summary>Finds the products that fill slots by a rule: on sale in the channel, in stock, the first in the slot's order.</summary>
internal static class SlotFillQuery
{
    // Of a condition for half the catalogue the first of so many are looked at: a builder waits for it.
    private const int MostRead = 500;

    public static async Task<IReadOnlyDictionary<SlotFill, IReadOnlyList<int>>> LoadAsync(
        StudioDb db, IEnumerable<BundleContent> contents, int channelId, CancellationToken cancellation)
    {
        var fills = contents.SelectMany(content => content.Slots)
            .Where(slot => slot.Condition is { } condition && RuleContent.Check(condition, "condition", "") is null)
            .Select(SlotFill.Of).OfType<SlotFill>().Distinct().ToArray();
        var filled = new Dictionary<SlotFill, IReadOnlyList<int>>();
        if (fills.Length == 0 || await ConditionScope.LoadAsync(db, channelId, cancellation) is not { } scope)
        {
            return filled;
        }

        foreach (var fill in fills)
        {
            filled[fill] = await OfAsync(db, scope, fill, cancellation);
        }

        return filled;
    }

    private static async Task<IReadOnlyList<int>> OfAsync(StudioDb db, ConditionScope scope, SlotFill fill, CancellationToken cancellation)
    {
        var channelId = scope.Channel.Id;
        var rows =
            from product in scope.Companions(db, fill.Condition)
            where product.Status == ProductStatus.Active
            join listing in db.Set<Listing>()
                .Where(listing => listing.ChannelId == channelId && listing.Published && (listing.Stock == null || listing.Stock > 0))
                on product.Id equals listing.ProductId
            select new { product.Id, product.Name, product.TaxClass, listing.Price, listing.Cost, listing.Stock };
        var first = await (fill.Order switch
        {
            SlotOrder.PriceHigh or SlotOrder.Margin => rows.OrderByDescending(row => row.Price).ThenBy(row => row.Id),
            SlotOrder.Newest => rows.OrderByDescending(row => row.Id),
            SlotOrder.Stock => rows.OrderByDescending(row => row.Stock == null).ThenByDescending(row => row.Stock).ThenBy(row => row.Id),
            SlotOrder.Name => rows.OrderBy(row => row.Name).ThenBy(row => row.Id),
            _ => rows.OrderBy(row => row.Price).ThenBy(row => row.Id),
        }).Take(fill.Order == SlotOrder.Margin ? MostRead : fill.Limit).ToListAsync(cancellation);
        if (fill.Order != SlotOrder.Margin)
        {
            return first.ConvertAll(row => row.Id);
        }

        var rates = scope.Channel.TaxRates.ToDictionary(rate => rate.TaxClass, rate => rate.BasisPoints, StringComparer.OrdinalIgnoreCase);
        decimal Net(string taxClass, long price) => scope.Channel.PricesIncludeTax ? price * 10_000m / (10_000 + rates.GetValueOrDefault(taxClass)) : price;
        return [.. first.OrderByDescending(row => row.Cost is { } cost ? Net(row.TaxClass, row.Price) - cost : decimal.MinValue).ThenBy(row => row.Id)
            .Take(fill.Limit).Select(row => row.Id)];
    }
}
