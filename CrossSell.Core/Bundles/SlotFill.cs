using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>What decides which products a rule offers in a slot: two slots of the same fill offer the same.</summary>
/// <param name="Comparisons">What each must be beside the main product.</param>
/// <param name="MainId">That product; null where nothing is compared with it, and while there is none.</param>
public sealed record SlotFill(Condition Condition, SlotOrder Order, int Limit, EquatableList<Comparison> Comparisons, int? MainId)
{
    /// <summary>Null for a slot whose products are named.</summary>
    /// <param name="mainId">Of the bundle.</param>
    public static SlotFill? Of(SlotContent slot, int? mainId) => slot.Condition is { } condition
        ? new SlotFill(condition, slot.Order, slot.Limit, slot.Comparisons, slot.Comparisons.Count == 0 ? null : mainId)
        : null;
}

/// <summary>Finds the products that fill slots by a rule: on sale in the channel, in stock, the first in the slot's order.</summary>
internal static class SlotFillQuery
{
    // Of a condition for half the catalogue the first of so many are looked at: a builder waits for it.
    private const int MostRead = 500;

    // Of what is compared with the main product more have to be looked at: the first by price may not fit.
    private const int MostCompared = 5_000;

    public static async Task<IReadOnlyDictionary<SlotFill, IReadOnlyList<int>>> LoadAsync(
        StudioDb db, IEnumerable<BundleContent> contents, int channelId, CancellationToken cancellation)
    {
        var fills = contents.SelectMany(content => content.Slots.Select(slot => (Slot: slot, content.MainProductId)))
            .Where(item => item.Slot.Condition is { } condition && RuleContent.Check(condition, "condition", "") is null)
            .Select(item => SlotFill.Of(item.Slot, item.MainProductId)).OfType<SlotFill>().Distinct().ToArray();
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
        }).Take(fill.Comparisons.Count > 0 ? MostCompared : fill.Order == SlotOrder.Margin ? MostRead : fill.Limit).ToListAsync(cancellation);
        if (fill.Comparisons.Count > 0)
        {
            var fitting = Fitting(db, scope, fill, first.ConvertAll(row => row.Id), cancellation);
            first.RemoveAll(row => !fitting.Contains(row.Id));
        }

        if (fill.Order != SlotOrder.Margin)
        {
            return [.. first.Take(fill.Limit).Select(row => row.Id)];
        }

        var rates = scope.Channel.TaxRates.ToDictionary(rate => rate.TaxClass, rate => rate.BasisPoints, StringComparer.OrdinalIgnoreCase);
        decimal Net(string taxClass, long price) => scope.Channel.PricesIncludeTax ? price * 10_000m / (10_000 + rates.GetValueOrDefault(taxClass)) : price;
        return [.. first.OrderByDescending(row => row.Cost is { } cost ? Net(row.TaxClass, row.Price) - cost : decimal.MinValue).ThenBy(row => row.Id)
            .Take(fill.Limit).Select(row => row.Id)];
    }

    /// <summary>Those of the products for which every comparison with the main product holds; none without that product.</summary>
    private static HashSet<int> Fitting(StudioDb db, ConditionScope scope, SlotFill fill, List<int> ids, CancellationToken cancellation)
    {
        int[] attributes =
        [
            .. fill.Comparisons.OfType<AttributeMatches>().SelectMany(match => new[] { match.AnchorAttributeId, match.CompanionAttributeId }).Distinct(),
        ];
        var skus = scope.NamesProducts(attributes);
        if (fill.MainId is not { } main || RuleRows.Load(db, scope.Channel, [main], attributes, skus, cancellation) is not [var anchor])
        {
            return [];
        }

        var candidates = RuleRows.Load(db, scope.Channel, ids, attributes, skus, cancellation);
        var matcher = new RuleMatcher(fill.Comparisons, RuleOrder.PriceLow, scope.Kinds, candidates);
        return [.. candidates.Where(candidate => matcher.Fits(anchor, candidate)).Select(candidate => candidate.Id)];
    }
}
