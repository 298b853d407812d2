using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>How each thing that a check finds is corrected. An edit never takes more than it has to: what else the draft says stays.</summary>
[Engine]
internal static class BundleFixes
{
    // The saving that is offered where none was meant to be: enough to be seen, and undone by one click.
    private const int SuggestedSaving = 1000;

    /// <summary>A part that cannot be bought: its successor in its place, without it, or what is wrong with it.</summary>
    public static IReadOnlyList<BundleFix> OfPart(BundleContent content, ProductSummary product, ProductSummary? successor = null)
    {
        var fixes = new List<BundleFix>();
        if (successor is { Status: ProductStatus.Active, Published: true } && content.Components.All(part => part.ProductId != successor.Id))
        {
            fixes.Add(BundleFix.Edit(L["Replace it by {0}", successor.Name], content with
            {
                Components = [.. content.Components.Select(part => part.ProductId == product.Id ? part with { ProductId = successor.Id } : part)],
            }));
        }

        if (content.Components.Count > 2)
        {
            fixes.Add(WithoutPart(content, product));
        }

        fixes.Add(product.Price is null
            ? BundleFix.At(L["Open its shops"], BundlePlace.ProductShops, product.Sku)
            : BundleFix.At(L["Open {0}", product.Sku], BundlePlace.Product, product.Sku));
        return fixes;
    }

    public static BundleFix WithoutPart(BundleContent content, ProductSummary product) => BundleFix.Edit(
        L["Take {0} out", product.Name],
        content with { Components = [.. content.Components.Where(part => part.ProductId != product.Id)] });

    /// <summary>Shops with another currency than the first: the set is sold in one currency only.</summary>
    public static IReadOnlyList<BundleFix> OfCurrencies(BundleContent content, IReadOnlyList<BundleQuote> quotes) =>
        [.. quotes.GroupBy(quote => quote.Channel.CurrencyCode, StringComparer.Ordinal).Select(group => BundleFix.Edit(
            L["Only sell it in {0}", Texts.And([.. group.Select(quote => quote.Channel.Name)])],
            content with { ChannelIds = [.. group.Select(quote => quote.Channel.Id)] }))];

    /// <summary>One of its shops cannot sell it; the others can.</summary>
    public static IReadOnlyList<BundleFix> OfShop(BundleContent content, Channel shop) => content.ChannelIds.Count < 2 ? [] :
        [BundleFix.Edit(L["Do not sell it in {0}", shop.Name], content with { ChannelIds = [.. content.ChannelIds.Where(id => id != shop.Id)] })];

    public static IReadOnlyList<BundleFix> OfSegment(BundleContent content, Channel shop) =>
    [
        BundleFix.Edit(L["Offer it to everyone"], content with { Segment = null }),
        BundleFix.At(L["Open the segments of {0}", shop.Name], BundlePlace.Segments, shop.Code),
    ];

    public static IReadOnlyList<BundleFix> OfPastEnd(BundleContent content) => [BundleFix.Edit(L["Remove the end date"], content with { EndsAt = null })];

    public static IReadOnlyList<BundleFix> OfPastStart(BundleContent content) => [BundleFix.Edit(L["Start at once"], content with { StartsAt = null })];

    /// <summary>A price that no shopper would take, or that cannot be: above the parts, an amount off above them.</summary>
    public static IReadOnlyList<BundleFix> OfPriceAboveSum(BundleContent content) =>
    [
        BundleFix.Edit(L["Sell it at the sum of its parts"], content with { Pricing = PricingKind.SumOfParts, Amount = 0 }), Saves(content),
    ];

    public static BundleFix Saves(BundleContent content) => BundleFix.Edit(
        L["Take {0} % off", SuggestedSaving / 100], content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = SuggestedSaving, Amount = 0 });

    /// <summary>
    /// The lowest fixed price that keeps the least margin in every shop of the currency, and the shop's settings. No edit where not even the sum of the parts
    /// does, or where a cost is unknown.
    /// </summary>
    /// <remarks>Net needed = cost / (1 - floor); gross needed = that at the set's own mix of tax, in whole minor units upwards.</remarks>
    public static IReadOnlyList<BundleFix> OfMargin(BundleContent content, BundleQuote quote, IReadOnlyList<BundleQuote> quotes)
    {
        var fixes = new List<BundleFix>();
        var prices = quotes.Select(LeastPrice).ToArray();
        if (prices.All(price => price is not null) && prices.Max() is { } needed && quotes.All(other => needed <= other.Price!.SumOfParts.Minor))
        {
            fixes.Add(BundleFix.Edit(L["Raise the price to the minimum margin"], content with { Pricing = PricingKind.FixedPrice, Amount = needed })
                with
            { Amount = new Money(needed, quote.Channel.Currency) });
        }

        if (quote.Lines.MaxBy(line => line.Price is { Cost: { } cost, Net.Minor: > 0 and var net } ? (decimal)cost.Minor / net : 0) is { } dearest
            && content.Components.Count > 2)
        {
            fixes.Add(WithoutPart(content, dearest.Product));
        }

        fixes.Add(BundleFix.At(L["Open the settings of {0}", quote.Channel.Name], BundlePlace.Shop, quote.Channel.Code));
        return fixes;
    }

    private static long? LeastPrice(BundleQuote quote)
    {
        if (quote.Price is not { Cost: { } cost, NetPrice.Minor: > 0 and var net, SetPrice.Minor: var gross })
        {
            return null;
        }

        var floor = quote.Channel.MarginFloorBasisPoints;
        return floor >= 10_000 ? null : (long)Math.Ceiling((decimal)cost.Minor * 10_000 / (10_000 - floor) * gross / net);
    }
}
