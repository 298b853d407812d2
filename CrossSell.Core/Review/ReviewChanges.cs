using System.Globalization;
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

    /// <summary>How many units the shopper may take.</summary>
    Range,
    Required,

    /// <summary>What a set costs more with a component.</summary>
    PriceDelta,
    Replacements,

    /// <summary>How many variants are allowed.</summary>
    Variants,

    /// <summary>A place that the shopper fills, with how many.</summary>
    Slot,

    /// <summary>What fills a place follows another rule: its title with the condition.</summary>
    SlotRule,
    Kind,

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
    BuyAndPay,
    StacksWithCodes,
    IsComposite,
    Starts,
    Ends,
    Segment,

    /// <summary>Names of the shops.</summary>
    Shops,

    /// <summary>Name and text in one language.</summary>
    Language,

    /// <summary>Its own picture, of all or of one language: <see cref="ShownPicture"/>.</summary>
    Picture,
}

/// <summary>A picture that a revision shows.</summary>
/// <param name="Locale">Null for all that have none of their own.</param>
public sealed record ShownPicture(string Hash, string? Locale);

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

        var names = before.Concat(after).SelectMany(quote => quote.Lines).Select(line => line.Product).DistinctBy(product => product.Id)
            .ToDictionary(product => product.Id);
        Add(ReviewField.Kind, was.Kind, content.Kind);
        var oldParts = was.Components.ToDictionary(part => part.Key);
        var newParts = content.Components.ToDictionary(part => part.Key);
        foreach (var part in was.Components.Where(part => !newParts.ContainsKey(part.Key)))
        {
            Add(ReviewField.Component, NameOf(part.ProductId), null, names.GetValueOrDefault(part.ProductId));
        }

        foreach (var part in content.Components)
        {
            var product = names.GetValueOrDefault(part.ProductId);
            if (!oldParts.TryGetValue(part.Key, out var known))
            {
                Add(ReviewField.Component, null, NameOf(part.ProductId), product);
                continue;
            }

            Add(ReviewField.Quantity, known.Quantity, part.Quantity, product);
            if (known.HasRange || part.HasRange)
            {
                Add(ReviewField.Range, RangeOf(known), RangeOf(part), product);
            }

            Add(ReviewField.Required, known.IsRequired, part.IsRequired, product);
            Add(ReviewField.Discount, known.DiscountBasisPoints, part.DiscountBasisPoints, product);
            Add(ReviewField.PriceDelta, MoneyOf(known.PriceDelta, old), MoneyOf(part.PriceDelta, now), product);
            Add(ReviewField.Replacements, NamesOf(known.Replacements), NamesOf(part.Replacements), product);
            Add(ReviewField.Variants, known.Variants.Count, part.Variants.Count, product);
            Add(ReviewField.Leads, was.LeadsOn(part.ProductId), content.LeadsOn(part.ProductId), product);
        }

        foreach (var slot in was.Slots.Where(slot => content.Slots.All(other => other.Key != slot.Key)))
        {
            Add(ReviewField.Slot, slot.Title, null);
        }

        foreach (var slot in content.Slots)
        {
            if (was.Slots.FirstOrDefault(other => other.Key == slot.Key) is not { } known)
            {
                Add(ReviewField.Slot, null, slot.Title);
            }
            else if (known != slot)
            {
                Add(ReviewField.Slot, ChoiceOf(known), ChoiceOf(slot));
                Add(ReviewField.SlotRule, (slot.Title, known.Condition, known.Comparisons), (slot.Title, slot.Condition, slot.Comparisons));
            }
        }

        Add(ReviewField.Pricing, was.Pricing, content.Pricing);
        Add(ReviewField.Percent, PercentOf(was), PercentOf(content));
        Add(ReviewField.Amount, AmountOf(was, old), AmountOf(content, now));
        Add(ReviewField.Rounding, was.Rounding, content.Rounding);
        Add(ReviewField.BuyAndPay, BuyAndPayOf(was), BuyAndPayOf(content));
        Add(ReviewField.StacksWithCodes, was.StacksWithCodes, content.StacksWithCodes);
        Add(ReviewField.IsComposite, was.IsComposite, content.IsComposite);
        Add(ReviewField.Starts, was.StartsAt, content.StartsAt);
        Add(ReviewField.Ends, was.EndsAt, content.EndsAt);
        Add(ReviewField.Segment, was.Segment, content.Segment);
        Add(ReviewField.Shops, ShopsOf(before), ShopsOf(after));
        Add(ReviewField.Name, was.Name, content.Name);
        Add(ReviewField.Text, was.Text, content.Text);
        foreach (var locale in was.Locales.Concat(content.Locales).Select(own => own.Locale).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Add(ReviewField.Language, InLocale(was, locale), InLocale(content, locale));
            Add(ReviewField.Picture, PictureIn(was, locale), PictureIn(content, locale));
        }

        Add(ReviewField.Picture, PictureOf(was.PictureHash), PictureOf(content.PictureHash));
        return changes;

        string NameOf(int id) => names.TryGetValue(id, out var product) ? product.Name : $"#{id.ToString(CultureInfo.InvariantCulture)}";

        string? NamesOf(EquatableList<int> ids) => ids.Count == 0 ? null : string.Join(", ", ids.Select(NameOf));
    }

    private static ShownPicture? PictureOf(string? hash) => hash is null ? null : new ShownPicture(hash, null);

    private static ShownPicture? PictureIn(BundleContent content, string locale) =>
        content.Locales.FirstOrDefault(own => own.Locale == locale)?.PictureHash is { } hash ? new ShownPicture(hash, locale) : null;

    private static string? InLocale(BundleContent content, string locale) =>
        content.Locales.FirstOrDefault(own => own.Locale == locale) is { } own && (own.Name ?? own.Text) is not null
            ? $"{locale}: {string.Join(" · ", new[] { own.Name, own.Text }.OfType<string>())}"
            : null;

    // "1–3".
    private static string RangeOf(ComponentContent part) => part.Fewest == part.Most
        ? part.Fewest.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{part.Fewest}–{part.Most}");

    // "Belt 1–2".
    private static string ChoiceOf(SlotContent slot) => slot.ChooseMin == slot.ChooseMax
        ? string.Create(CultureInfo.InvariantCulture, $"{slot.Title} {slot.ChooseMin}")
        : string.Create(CultureInfo.InvariantCulture, $"{slot.Title} {slot.ChooseMin}–{slot.ChooseMax}");

    private static string? BuyAndPayOf(BundleContent content) => content.Pricing == PricingKind.BuyNPayM
        ? string.Create(CultureInfo.InvariantCulture, $"{content.BuyQuantity} / {content.PayQuantity}")
        : null;

    private static Money? MoneyOf(long minor, BundleQuote quote) => minor == 0 ? null : new Money(minor, quote.Channel.Currency);

    private static int? PercentOf(BundleContent content) => content.Pricing == PricingKind.PercentOff ? content.PercentBasisPoints : null;

    private static Money? AmountOf(BundleContent content, BundleQuote quote) => content.Pricing is PricingKind.AmountOff or PricingKind.FixedPrice
        ? new Money(content.Amount, quote.Channel.Currency)
        : null;

    private static string ShopsOf(IEnumerable<BundleQuote> quotes) => string.Join(", ", quotes.OrderBy(quote => quote.Channel.Id)
        .Select(quote => quote.Channel.Name));
}
