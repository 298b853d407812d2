using System.Globalization;

namespace CrossSell.Core.Panels;

/// <summary>Orders the variants of a family by nearness to another product: the grey cover for the grey camera, socks 42-43 for boots 42.</summary>
/// <remarks>More equal attribute values first; then the smaller sum of relative distances of numeric values under the same code; then the shop's order.</remarks>
internal static class VariantChoice
{
    public static IEnumerable<ProductFact> NearestFirst(ProductFact anchor, IEnumerable<ProductFact> variants) =>
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
