using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <summary>What kind of thing stands out of a bundle that waits.</summary>
public enum ReviewFlagKind
{
    Margin,
    Stock,

    /// <summary>It has no price, none that a shopper would like, or another than what is live.</summary>
    Price,

    /// <summary>It holds a product that what is live does not.</summary>
    NewComponent,
}

/// <summary>Something that stands out, in a word or two.</summary>
/// <param name="IsRisk">It could lose money or not be sold; else it is only to be known.</param>
public sealed record ReviewFlag(ReviewFlagKind Kind, string Words, bool IsRisk);

/// <summary>What a manager should see first of a bundle that waits. Pure.</summary>
[Engine]
public static class ReviewFlags
{
    // So few sets may be gone before anyone has seen the offer.
    private const int FewSets = 3;

    /// <summary>Risks first; each said once, whatever the number of shops.</summary>
    /// <param name="live">Of the approved revision that it would follow, by channel; empty for a first one.</param>
    public static IReadOnlyList<ReviewFlag> Of(IReadOnlyCollection<BundleQuote> quotes, IReadOnlyDictionary<int, BundleQuote> live)
    {
        var flags = quotes.SelectMany(quote => quote.Price?.Warnings ?? []).Select(OfWarning).OfType<ReviewFlag>().ToList();
        foreach (var quote in quotes)
        {
            if (quote.Price is null)
            {
                flags.Add(new(ReviewFlagKind.Price, L["no price"], true));
            }

            if (!quote.Stock.IsAvailable)
            {
                flags.Add(new(ReviewFlagKind.Stock, L["out of stock"], true));
            }
            else if (quote.Stock.Sets is { } sets and <= FewSets)
            {
                flags.Add(new(ReviewFlagKind.Stock, L["stock for {0}", sets], false));
            }

            if (quote.Lines.Any(line => line.Product.Status != ProductStatus.Active || !line.Product.Published))
            {
                flags.Add(new(ReviewFlagKind.Stock, L["not sold"], true));
            }

            if (live.GetValueOrDefault(quote.Channel.Id) is not { } before)
            {
                continue;
            }

            if (quote.Price is { } price && before.Price is { } was && price.SetPrice != was.SetPrice)
            {
                flags.Add(new(ReviewFlagKind.Price, price.SetPrice.Minor > was.SetPrice.Minor ? L["price up"] : L["price down"], false));
            }

            if (quote.Lines.Any(line => before.Lines.All(other => other.Product.Id != line.Product.Id)))
            {
                flags.Add(new(ReviewFlagKind.NewComponent, L["new product"], false));
            }
        }

        return [.. flags.Distinct().OrderByDescending(flag => flag.IsRisk)];
    }

    private static ReviewFlag? OfWarning(BundleWarning warning) => warning.Kind switch
    {
        BundleWarningKind.BelowCost => new(ReviewFlagKind.Margin, L["below cost"], true),
        BundleWarningKind.UnderFloor => new(ReviewFlagKind.Margin, L["below minimum margin"], true),
        BundleWarningKind.MarginUnknown => new(ReviewFlagKind.Margin, L["margin unknown"], true),
        BundleWarningKind.GivenAway => new(ReviewFlagKind.Price, L["free"], true),
        BundleWarningKind.NoSaving when warning.Level != BundleWarningLevel.Info => new(ReviewFlagKind.Price, L["no saving"], true),
        _ => null,
    };
}
