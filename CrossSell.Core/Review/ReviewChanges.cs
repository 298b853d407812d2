using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Review;

/// <summary>What of a revision differs from the one that it follows.</summary>
public enum ReviewField
{
    Name,
    Text,

    /// <summary>A product is in it that was not, or no longer.</summary>
    Component,
    Quantity,

    /// <summary>Of one component, in basis points.</summary>
    Discount,

    /// <summary>Whether the bundle leads the panel of a component's page.</summary>
    Leads,
    Pricing,

    /// <summary>Percent off, in basis points.</summary>
    Percent,

    /// <summary>Amount off, or the fixed price.</summary>
    Amount,
    Rounding,
    Starts,
    Ends,
    Segment,

    /// <summary>Names of the shops.</summary>
    Shops,
}

/// <summary>One difference, field by field.</summary>
/// <param name="Subject">The component that it is about; null for the whole.</param>
/// <param name="Before">What it was, as its kind of value: text, number, <see cref="Money"/>, wall time, enum; null for nothing.</param>
/// <param name="After">What it is now; null for nothing.</param>
public sealed record ReviewChange(ReviewField Field, ProductSummary? Subject, object? Before, object? After);

/// <summary>Field by field, what a new revision changes against the one it follows. Pure.</summary>
[Engine]
public static class ReviewChanges
{
    /// <summary>In the order in which a person would look at them: products, price, the rest.</summary>
    /// <param name="before">The quotes of what is approved, one a shop.</param>
    /// <param name="after">The quotes of the revision, one a shop; at least one.</param>
    public static IReadOnlyList<ReviewChange> Between(IReadOnlyCollection<BundleQuote> before, IReadOnlyList<BundleQuote> after)
    {
        if (before.Count == 0 || after.Count == 0)
        {
            return [];
        }

        var changes = new List<ReviewChange>();
        var (old, now) = (before.First(), after[0]);
        var (was, content) = (old.Content, now.Content);
        void Add(ReviewField field, object? earlier, object? later, ProductSummary? subject = null)
        {
            if (!Equals(earlier, later))
            {
                changes.Add(new ReviewChange(field, subject, earlier, later));
            }
        }

        var oldLines = old.Lines.ToDictionary(line => line.Product.Id);
        var newLines = now.Lines.ToDictionary(line => line.Product.Id);
        foreach (var line in old.Lines.Where(line => !newLines.ContainsKey(line.Product.Id)))
        {
            Add(ReviewField.Component, line.Product.Name, null, line.Product);
        }

        foreach (var line in now.Lines)
        {
            if (!oldLines.TryGetValue(line.Product.Id, out var known))
            {
                Add(ReviewField.Component, null, line.Product.Name, line.Product);
                continue;
            }

            Add(ReviewField.Quantity, known.Quantity, line.Quantity, line.Product);
            Add(ReviewField.Discount, known.DiscountBasisPoints, line.DiscountBasisPoints, line.Product);
            Add(ReviewField.Leads, was.LeadsOn(line.Product.Id), content.LeadsOn(line.Product.Id), line.Product);
        }

        Add(ReviewField.Pricing, was.Pricing, content.Pricing);
        Add(ReviewField.Percent, PercentOf(was), PercentOf(content));
        Add(ReviewField.Amount, AmountOf(was, old), AmountOf(content, now));
        Add(ReviewField.Rounding, was.Rounding, content.Rounding);
        Add(ReviewField.Starts, was.StartsAt, content.StartsAt);
        Add(ReviewField.Ends, was.EndsAt, content.EndsAt);
        Add(ReviewField.Segment, was.Segment, content.Segment);
        Add(ReviewField.Shops, ShopsOf(before), ShopsOf(after));
        Add(ReviewField.Name, was.Name, content.Name);
        Add(ReviewField.Text, was.Text, content.Text);
        return changes;
    }

    private static object? PercentOf(BundleContent content) => content.Pricing == PricingKind.PercentOff ? content.PercentBasisPoints : null;

    private static object? AmountOf(BundleContent content, BundleQuote quote) => content.Pricing is PricingKind.AmountOff or PricingKind.FixedPrice
        ? new Money(content.Amount, quote.Channel.Currency)
        : null;

    private static string ShopsOf(IEnumerable<BundleQuote> quotes) => string.Join(", ", quotes.OrderBy(quote => quote.Channel.Id)
        .Select(quote => quote.Channel.Name));
}
