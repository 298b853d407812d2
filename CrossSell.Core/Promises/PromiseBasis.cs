using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Promises;

/// <summary>What a shop's orders say about one set.</summary>
/// <param name="Attach">Null for "not enough orders".</param>
/// <param name="OrdersPerDay">Of the main product; null likewise.</param>
internal sealed record PromiseBasis(PromisedSet Set, AttachEstimate? Attach, double? OrdersPerDay)
{
    /// <summary>Reads it from what was mined; null for a set without a price or with nothing beside its main product.</summary>
    public static async Task<PromiseBasis?> LoadAsync(StudioDb db, BundleQuote quote, CancellationToken cancellation)
    {
        if (quote.Price is not { } price || await SetAsync(db, quote, price, cancellation) is not { } set)
        {
            return null;
        }

        var families = set.Parts.SelectMany(part => part.FamilyIds).Distinct().ToArray();
        var pairs = (await db.Affinities
            .Where(pair => pair.ChannelId == quote.Channel.Id && pair.AnchorId == set.MainFamilyId && families.Contains(pair.CompanionId))
            .ToListAsync(cancellation)).GroupBy(pair => pair.CompanionId).ToDictionary(same => same.Key, same => same.MaxBy(pair => pair.RunId)!);
        // A slot is filled by the one that is bought most: how often others come beside it, pairs do not say.
        var attach = BundleForecasts.Attach([.. set.Parts.Select(part => part.FamilyIds.Select(id => pairs.GetValueOrDefault(id)).OfType<ProductAffinity>()
            .MaxBy(pair => pair.PairBaskets) is { } best ? new PairOfSet(best.PairBaskets, best.AnchorBaskets) : (PairOfSet?)null)]);
        return attach is null || await CountedSpan.DaysAsync(db, quote.Channel.Id, cancellation) is not { } days
            ? new PromiseBasis(set, null, null)
            : new PromiseBasis(set, attach, BundleForecasts.OrdersIn(1, pairs.Values.First().AnchorBaskets, days));
    }

    private static async Task<PromisedSet?> SetAsync(StudioDb db, BundleQuote quote, BundlePrice price, CancellationToken cancellation)
    {
        var content = quote.Content;
        var main = content.Triggers.FirstOrDefault() ?? content.Always.FirstOrDefault();
        // What a rule fills a slot with is not known before the shopper sees it.
        if (main is null || content.Slots.Any(slot => slot is { IsRequired: true, Condition: not null }))
        {
            return null;
        }

        var ids = content.Components.Select(component => component.ProductId).Distinct().ToArray();
        var families = await db.Products.Where(product => ids.Contains(product.Id))
            .ToDictionaryAsync(product => product.Id, product => product.ParentId ?? product.Id, cancellation);
        if (!families.TryGetValue(main.ProductId, out var mainFamily))
        {
            return null;
        }

        var parts = content.Always.Where(component => component != main && component.IsRequired)
            .Select(component => new PromisePart([families.GetValueOrDefault(component.ProductId)], component.Quantity))
            .Concat(content.Slots.Where(slot => slot.IsRequired).Select(slot => new PromisePart(
                [.. content.ChoicesOf(slot).Select(choice => families.GetValueOrDefault(choice.ProductId)).Distinct()], 1)))
            .Where(part => !part.FamilyIds.Contains(mainFamily)).ToList();
        var shareOfMain = quote.Lines.Where(line => line.Option?.Component?.ProductId == main.ProductId).Sum(line => line.Price?.SetTotal.Minor ?? 0);
        return parts.Count == 0 ? null : new PromisedSet(
            mainFamily, main.Quantity, parts, content.Triggers.Any() ? price.SetPrice.Minor : price.SetPrice.Minor - shareOfMain,
            price.Margin?.Amount.Minor);
    }
}
