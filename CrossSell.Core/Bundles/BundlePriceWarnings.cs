using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>What about a price would cost money or surprise. Pure.</summary>
[Engine]
internal static class BundlePriceWarnings
{
    private const int Whole = 10_000;

    public static IReadOnlyList<BundleWarning> Of(BundlePriceRequest request, long sum, long price, long net, long? cost, int[] missing)
    {
        var warnings = new List<BundleWarning>();
        if (price == 0)
        {
            warnings.Add(new(BundleWarningKind.GivenAway, BundleWarningLevel.Check, L["The bundle is free: its price is zero."]));
        }

        if (cost is null)
        {
            var names = missing.Select(index => request.Lines[index].Name).Distinct(StringComparer.Ordinal).ToArray();
            string unknown = names.Length == 1
                ? L["The margin is unknown: {0} has no cost.", names[0]]
                : L["The margin is unknown: {0} and {1} more has no cost.", names[0], names.Length - 1];
            warnings.Add(new(BundleWarningKind.MarginUnknown, BundleWarningLevel.Check, unknown));
        }

        if (cost > net)
        {
            warnings.Add(new(BundleWarningKind.BelowCost, BundleWarningLevel.Check, L["The bundle sells below cost."]));
        }

        if (request.Floor is { } floor && cost is { } known && (Int128)(net - known) * Whole < (Int128)net * floor.BasisPoints)
        {
            var percent = (floor.BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);
            warnings.Add(new(
                BundleWarningKind.UnderFloor, floor.Blocks ? BundleWarningLevel.Blocks : BundleWarningLevel.Check,
                L["The margin is below the minimum of {0} %.", percent]));
        }

        if (price == sum && price > 0)
        {
            var meant = request.Terms.Kind == PricingKind.SumOfParts;
            warnings.Add(new(
                BundleWarningKind.NoSaving, meant ? BundleWarningLevel.Info : BundleWarningLevel.Check,
                L["The bundle costs as much as its parts: the shopper saves nothing."]));
        }

        if (request.Lines.Select(line => line.TaxBasisPoints).Distinct().Count() > 1)
        {
            string taxed = request.IsComposite
                ? L["The parts have different tax rates: the whole bundle is taxed at {0} %, the rate of the main product.",
                    (request.Lines[request.AnchorIndex].TaxBasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture)]
                : L["The parts have different tax rates: each part is taxed at its own rate."];
            warnings.Add(new(BundleWarningKind.MixedTax, BundleWarningLevel.Info, taxed));
        }

        return warnings;
    }
}
