using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>One thing to know before a set goes to review.</summary>
/// <param name="Blocks">True when it keeps the set from being submitted.</param>
public sealed record BundleCheck(string Sentence, bool Blocks)
{
    /// <summary>Ways to correct it, the likeliest first; empty where only a person knows.</summary>
    public IReadOnlyList<BundleFix> Fixes { get; init; } = [];
}

/// <summary>Whether a set is fit to be reviewed: the same list under "Before you submit" and behind the submit itself. Pure.</summary>
[Engine]
public static class BundleReadiness
{
    /// <summary>What blocks first, then what to look at.</summary>
    /// <param name="quotes">One for each channel of the content.</param>
    /// <param name="segments">Of all shops.</param>
    public static IReadOnlyList<BundleCheck> Check(
        BundleContent content, IReadOnlyList<BundleQuote> quotes, DateTimeOffset now, IReadOnlyCollection<Segment> segments)
    {
        var checks = new List<BundleCheck>();
        void Block(string sentence, IReadOnlyList<BundleFix>? fixes = null) => checks.Add(new(sentence, Blocks: true) { Fixes = fixes ?? [] });
        void Look(string sentence, IReadOnlyList<BundleFix>? fixes = null) => checks.Add(new(sentence, Blocks: false) { Fixes = fixes ?? [] });

        if (content.Check() is { } refusal)
        {
            Block(refusal.Message);
        }

        foreach (var missing in BundleKindChecks.Missing(content))
        {
            Block(missing);
        }

        if (content.ChannelIds.Count == 0)
        {
            Block(L["Choose at least one shop."]);
        }

        if (quotes.Select(quote => quote.Channel.CurrencyCode).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            Block(L["Its shops have different currencies. Create a bundle for each."], BundleFixes.OfCurrencies(content, quotes));
        }

        if (quotes.Count > 0 && content.EndsAt is not null
            && quotes.All(quote => BundleSchedule.ToInstant(content.EndsAt.Value, BundleSchedule.ZoneOf(quote.Channel)) <= now))
        {
            Block(L["The end date is in the past."], BundleFixes.OfPastEnd(content));
        }
        else if (quotes.Count > 0 && content.StartsAt is not null
            && quotes.All(quote => BundleSchedule.ToInstant(content.StartsAt.Value, BundleSchedule.ZoneOf(quote.Channel)) <= now))
        {
            Look(L["The start date is in the past: it goes on sale as soon as it is approved."], BundleFixes.OfPastStart(content));
        }

        foreach (var quote in content.Segment is null ? [] : quotes.Where(quote => Segments.Refuse(segments, content.Segment, [quote.Channel.Id]) is not null))
        {
            Block(
                L["{0} has no segment {1}, so no shopper there would see the bundle.", quote.Channel.Name, Segments.NameOf(segments, content.Segment!)],
                [.. BundleFixes.OfSegment(content, quote.Channel), .. BundleFixes.OfShop(content, quote.Channel)]);
        }

        foreach (var quote in quotes)
        {
            var place = quotes.Count > 1 ? $" ({quote.Channel.Name})" : "";
            if (content.Components.Count > 0 && quote.Refusal is { } noPrice)
            {
                Block(noPrice.Message, OfNoPrice(content, quote));
            }

            foreach (var line in quote.Lines.Where(line => line.Problem is not null && line.Product.Price is not null))
            {
                string sentence = quotes.Count > 1
                    ? L["{0} is {1} ({2}).", line.Product.Name, line.Problem!, quote.Channel.Name]
                    : L["{0} is {1}.", line.Product.Name, line.Problem!];
                if (line.Product.Status != ProductStatus.Active || !line.Product.Published)
                {
                    Block(sentence, BundleFixes.OfPart(content, line.Product));
                }
                else
                {
                    Look(sentence, BundleFixes.OfPart(content, line.Product));
                }
            }

            foreach (var sentence in BundleKindChecks.Remarks(quote, now))
            {
                Look(sentence + place);
            }

            foreach (var warning in quote.Price?.Warnings ?? [])
            {
                if (warning.Level == BundleWarningLevel.Blocks)
                {
                    Block(warning.Message + place, OfWarning(content, warning, quote, quotes));
                }
                else if (warning.Level == BundleWarningLevel.Check)
                {
                    Look(warning.Message + place, OfWarning(content, warning, quote, quotes));
                }
            }
        }

        return [.. checks.DistinctBy(check => check.Sentence).OrderByDescending(check => check.Blocks)];
    }

    /// <summary>No price: a part is not sold there, or the amount does not go with the parts.</summary>
    private static IReadOnlyList<BundleFix> OfNoPrice(BundleContent content, BundleQuote quote) =>
        quote.Lines.FirstOrDefault(line => line.Product.Price is null) is { } unlisted
            ? [.. BundleFixes.OfPart(content, unlisted.Product), .. BundleFixes.OfShop(content, quote.Channel)]
            : content.Pricing is PricingKind.FixedPrice or PricingKind.AmountOff && quote.Refusal?.Field == "amount"
                ? BundleFixes.OfPriceAboveSum(content) : [];

    private static IReadOnlyList<BundleFix> OfWarning(
        BundleContent content, BundleWarning warning, BundleQuote quote, IReadOnlyList<BundleQuote> quotes) => warning.Kind switch
        {
            BundleWarningKind.BelowCost or BundleWarningKind.UnderFloor => BundleFixes.OfMargin(content, quote, quotes),
            BundleWarningKind.MarginUnknown =>
                [.. quote.Price!.MissingCosts.Take(2).Select(index => quote.Lines.ElementAtOrDefault(index)?.Product).OfType<ProductSummary>()
                    .Select(product => BundleFix.At(L["Enter the cost of {0}", product.Sku], BundlePlace.Product, product.Sku))],
            BundleWarningKind.NoSaving => [BundleFixes.Saves(content)],
            BundleWarningKind.GivenAway => BundleFixes.OfPriceAboveSum(content),
            _ => [],
        };
}
