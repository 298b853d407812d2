using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>One thing to know before a set goes to review.</summary>
/// <param name="Blocks">True when it keeps the set from being submitted.</param>
public sealed record BundleCheck(string Sentence, bool Blocks);

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
        void Block(string sentence) => checks.Add(new(sentence, Blocks: true));
        void Look(string sentence) => checks.Add(new(sentence, Blocks: false));

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
            Block(L["Its shops have different currencies. Create a bundle for each."]);
        }

        if (quotes.Count > 0 && content.EndsAt is not null
            && quotes.All(quote => BundleSchedule.ToInstant(content.EndsAt.Value, BundleSchedule.ZoneOf(quote.Channel)) <= now))
        {
            Block(L["The end date is in the past."]);
        }

        foreach (var quote in content.Segment is null ? [] : quotes.Where(quote => Segments.Refuse(segments, content.Segment, [quote.Channel.Id]) is not null))
        {
            Block(L[
                "{0} has no segment {1}, so no shopper there would see the bundle.", quote.Channel.Name, Segments.NameOf(segments, content.Segment!)]);
        }

        foreach (var quote in quotes)
        {
            var place = quotes.Count > 1 ? $" ({quote.Channel.Name})" : "";
            if (content.Components.Count > 0 && quote.Refusal is { } noPrice)
            {
                Block(noPrice.Message);
            }

            foreach (var line in quote.Lines.Where(line => line.Problem is not null && line.Product.Price is not null))
            {
                string sentence = quotes.Count > 1
                    ? L["{0} is {1} ({2}).", line.Product.Name, line.Problem!, quote.Channel.Name]
                    : L["{0} is {1}.", line.Product.Name, line.Problem!];
                if (line.Product.Status != ProductStatus.Active || !line.Product.Published)
                {
                    Block(sentence);
                }
                else
                {
                    Look(sentence);
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
                    Block(warning.Message + place);
                }
                else if (warning.Level == BundleWarningLevel.Check)
                {
                    Look(warning.Message + place);
                }
            }
        }

        return [.. checks.DistinctBy(check => check.Sentence).OrderByDescending(check => check.Blocks)];
    }
}
