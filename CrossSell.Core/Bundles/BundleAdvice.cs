using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>
/// Everything to know about a set before it is sold: what <see cref="BundleReadiness"/> says of the set itself, and what its surroundings say. What only the
/// surroundings say never blocks: they may change at any time without the set. Builder, list and review ask here.
/// </summary>
[Engine]
public static class BundleAdvice
{
    /// <inheritdoc cref="BundleReadiness.Check"/>
    public static IReadOnlyList<BundleCheck> Check(
        BundleContent content, IReadOnlyList<BundleQuote> quotes, DateTimeOffset now, IReadOnlyCollection<Segment> segments, BundleAround around)
    {
        ArgumentNullException.ThrowIfNull(quotes);
        ArgumentNullException.ThrowIfNull(around);
        var own = BundleReadiness.Check(content, quotes, now, segments).Select(check => WithSuccessor(check, content, quotes, around));
        return
        [
            .. own.Concat(OfNoSaving(content, quotes)).Concat(OfBundles(content, around)).Concat(OfSubstitutes(content, quotes, around))
                .Concat(OfIncomplete(content, quotes, around))
                .DistinctBy(check => check.Sentence).OrderByDescending(check => check.Blocks),
        ];
    }

    // A part that has to go is replaced best by what follows it, which only the catalogue knows.
    private static BundleCheck WithSuccessor(BundleCheck check, BundleContent content, IReadOnlyList<BundleQuote> quotes, BundleAround around)
    {
        var going = check.Fixes.FirstOrDefault(fix => fix.Place is BundlePlace.Product or BundlePlace.ProductShops) is { Code: { } sku }
            ? quotes.SelectMany(quote => quote.Lines).FirstOrDefault(line => line.Product.Sku == sku)?.Product
            : null;
        return going is not null && check.Fixes.Any(fix => fix.Content is not null) && around.Successors.TryGetValue(going.Id, out var successor)
            ? check with { Fixes = BundleFixes.OfPart(content, going, successor) }
            : check;
    }

    // Meant or not: what the shopper is told saves something has to.
    private static IEnumerable<BundleCheck> OfNoSaving(BundleContent content, IReadOnlyList<BundleQuote> quotes) =>
        quotes.Where(quote => quote.Lines.Count > 1).SelectMany(quote => quote.Price?.Warnings ?? [])
            .Where(warning => warning is { Kind: BundleWarningKind.NoSaving, Level: BundleWarningLevel.Info })
            .Select(warning => new BundleCheck(warning.Message, Blocks: false) { Fixes = [BundleFixes.Saves(content)] });

    private static IEnumerable<BundleCheck> OfBundles(BundleContent content, BundleAround around) =>
        BundleOverlap.Of(content, around.Others).Select(found => new BundleCheck(Sentence(found), Blocks: false)
        {
            Fixes = [BundleFix.At(L["Compare with {0}", found.Other.Name], BundlePlace.Bundle, found.Other.Code)],
        });

    private static string Sentence(BundleOverlapping found) => found.Kind switch
    {
        BundleOverlapKind.SameSet when found.Other.IsLive => L["“{0}” sells the same products already.", found.Other.Name],
        BundleOverlapKind.SameSet => L["“{0}” has the same products.", found.Other.Name],
        BundleOverlapKind.HoldsIt => L["All of “{0}” is part of this bundle.", found.Other.Name],
        BundleOverlapKind.InsideIt => L["“{0}” has all of these products and more.", found.Other.Name],
        _ => L["“{0}” has {1} of these products, with the same main product. The one that saves more is shown.", found.Other.Name, found.Shared.Count],
    };

    private static IEnumerable<BundleCheck> OfSubstitutes(BundleContent content, IReadOnlyList<BundleQuote> quotes, BundleAround around)
    {
        var products = quotes.SelectMany(quote => quote.Lines).Select(line => line.Product).DistinctBy(product => product.Id)
            .ToDictionary(product => product.Id);
        return around.Substitutes.Where(pair => products.ContainsKey(pair.Low) && products.ContainsKey(pair.High))
            .Select(pair => (One: products[pair.Low], Other: products[pair.High]))
            .Select(pair => new BundleCheck(L["{0} and {1} are substitutes: few shoppers want both.", pair.One.Name, pair.Other.Name], Blocks: false)
            {
                Fixes = content.Components.Count < 3 ? [] : [BundleFixes.WithoutPart(content, pair.One), BundleFixes.WithoutPart(content, pair.Other)],
            });
    }

    private static IEnumerable<BundleCheck> OfIncomplete(BundleContent content, IReadOnlyList<BundleQuote> quotes, BundleAround around) =>
        from quote in quotes
        from line in quote.Lines
        join gap in around.Incomplete on (line.Product.Id, quote.Channel.Id) equals (gap.ProductId, gap.ChannelId)
        where content.ChannelIds.Contains(quote.Channel.Id)
        select new BundleCheck(
            L["{0} is {1} % complete in {2}, which asks for {3} %.", line.Product.Name, gap.Percent, quote.Channel.Name, quote.Channel.CompletenessThreshold],
            Blocks: false)
        {
            Fixes = [BundleFix.At(L["Complete {0}", line.Product.Sku], BundlePlace.Completeness, line.Product.Sku)],
        };
}
