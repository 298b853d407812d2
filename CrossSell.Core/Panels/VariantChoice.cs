using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>
/// Which variant of a family stands for it: in the shopper's size where one was chosen, with the anchor or in the cart (<see cref="ShopperSize"/>), and then
/// the nearest to the anchor, the grey cover for the grey camera. A size that is sold out is never replaced by another.
/// </summary>
/// <remarks>
/// More equal attribute values first; then the smaller sum of relative distances of numeric values under the same code; then the shop's order.
/// </remarks>
[Engine]
internal static class VariantChoice
{
    /// <summary>The nearest variant that nothing keeps out, or what keeps them all out.</summary>
    /// <param name="drop">What keeps one variant out.</param>
    public static (ProductFact? Chosen, PanelDrop? Drop) Choose(PanelContext context, ProductFact family, Func<ProductFact, PanelDrop?> drop)
    {
        var anchor = context.Facts.Anchor;
        var variants = NearestFirst(anchor, family.Variants.Select(context.Find).OfType<ProductFact>()).ToArray();
        if (variants.Length == 0)
        {
            return (null, new(PanelFilter.NotInChannel, L["none of its variants is sold in this shop"]));
        }

        var size = SizeOf(context, variants);
        var choices = variants.Where(variant => size?.Fitting.Contains(variant.Id) ?? true).Select(variant => (Variant: variant, Drop: drop(variant)))
            .ToArray();
        return Array.Find(choices, choice => choice.Drop is null).Variant is { } chosen ? (chosen, null) : (null, WhyNone(choices, size));
    }

    /// <summary>Whether a variant that was named itself is in another size than the shopper chose.</summary>
    public static PanelDrop? OtherSize(PanelContext context, ProductFact variant) =>
        variant.Kind == Catalog.ProductKind.Variant && variant.FamilyId != context.Facts.Anchor.FamilyId
            && SizeOf(context, [variant]) is { } size && !size.Fitting.Contains(variant.Id)
            ? new(PanelFilter.OtherSize, L["not in the shopper's size, {0}", size.Size])
            : null;

    /// <summary>
    /// The size chosen with the anchor or with anything that lies in the cart beside it. Two sizes in one cart are two people, or one who tries both: what
    /// fits either of them will do.
    /// </summary>
    private static SizeChoice? SizeOf(PanelContext context, IReadOnlyCollection<ProductFact> variants)
    {
        var chosen = context.Facts.AlsoInCart.Prepend(context.Facts.Anchor).Where(one => one.Attributes.Count > 0)
            .Select(one => ShopperSize.Of(one, one.Variants.Select(context.Find).OfType<ProductFact>(), variants, code => IsCompared(context, variants, code)))
            .OfType<SizeChoice>().ToArray();
        return chosen.Length == 0
            ? null
            : new SizeChoice(string.Join($" {L["or"].Value} ", chosen.Select(one => one.Size).Distinct()), chosen.SelectMany(one => one.Fitting).ToHashSet());
    }

    /// <summary>Whether a rule for the anchor, or for something beside it, wants products of this type to be equal in the attribute.</summary>
    private static bool IsCompared(PanelContext context, IReadOnlyCollection<ProductFact> variants, string code) =>
        context.Facts.Of<RuleFacts>().Offers.Any(offer => offer.Compares.Contains(code, StringComparer.OrdinalIgnoreCase)
            && context.Find(offer.ProductId) is { } offered
            && variants.All(variant => variant.FamilyId == offered.FamilyId || (variant.TypeId is not null && variant.TypeId == offered.TypeId)));

    private static PanelDrop WhyNone((ProductFact Variant, PanelDrop? Drop)[] choices, SizeChoice? size)
    {
        if (choices.Length == 0)
        {
            return new(PanelFilter.OtherSize, L["does not come in the shopper's size, {0}", size!.Size]);
        }

        var (nearest, drop) = choices[0];
        if (choices.All(choice => choice.Drop!.Value.Filter == PanelFilter.OutOfStock))
        {
            return size is null
                ? new(PanelFilter.OutOfStock, L["every variant is out of stock"])
                : new(PanelFilter.SizeSoldOut, L["out of stock in the shopper's size, {0}", size.Size]);
        }

        return choices.All(choice => choice.Drop!.Value.Filter == drop!.Value.Filter)
            ? drop!.Value
            : new(drop!.Value.Filter, L["no variant can be shown; the nearest, {0}: {1}", nearest.Name, drop.Value.Why]);
    }

    private static IEnumerable<ProductFact> NearestFirst(ProductFact anchor, IEnumerable<ProductFact> variants) =>
        variants
            .Select((variant, index) => (Variant: variant, Index: index, Nearness: Nearness(anchor, variant)))
            .OrderByDescending(item => item.Nearness.Equal).ThenBy(item => item.Nearness.Distance).ThenBy(item => item.Index)
            .Select(item => item.Variant);

    private static (int Equal, double Distance) Nearness(ProductFact anchor, ProductFact variant)
    {
        var (equal, distance) = (0, 0d);
        foreach (var (code, value) in variant.Attributes)
        {
            if (!anchor.Attributes.TryGetValue(code, out var wanted))
            {
                continue;
            }

            if (string.Equals(value, wanted, StringComparison.OrdinalIgnoreCase))
            {
                equal++;
            }
            else
            {
                distance += Distance(value, wanted);
            }
        }

        return (equal, distance);
    }

    /// <summary>0 to 1: values that are no numbers are as far apart as can be.</summary>
    private static double Distance(string value, string wanted) =>
        Range(value) is { } here && Range(wanted) is { } there
            ? Math.Max(0, Math.Max(here.From - there.To, there.From - here.To)) / Math.Max(1, Math.Max(here.To, there.To))
            : 1;

    /// <summary>42 and 42-43 are ranges; M is not.</summary>
    private static (double From, double To)? Range(string text)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        return parts.Length is 1 or 2 && Number(parts[0]) is { } from && Number(parts[^1]) is { } to && from <= to ? (from, to) : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1e9 ? number : null;
}
