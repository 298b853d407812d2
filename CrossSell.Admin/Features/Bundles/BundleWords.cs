using CrossSell.Core.Bundles;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>How the bundle pages say things.</summary>
internal static class BundleWords
{
    public static readonly (PricingKind Kind, string Name)[] Pricings =
    [
        (PricingKind.SumOfParts, "sum"), (PricingKind.PercentOff, "percent off"), (PricingKind.AmountOff, "amount off"),
        (PricingKind.FixedPrice, "fixed price"), (PricingKind.PerComponent, "per component"), (PricingKind.CheapestFree, "cheapest free"),
    ];

    public static readonly (PriceRounding Rounding, string Name)[] Roundings =
        [(PriceRounding.None, "no rounding"), (PriceRounding.Whole, "down to whole"), (PriceRounding.To95, "down to .95"), (PriceRounding.To99, "down to .99")];

    public static (string Tone, string Name) Of(BundleStatus status) => status switch
    {
        BundleStatus.Draft => ("plain", "draft"),
        BundleStatus.InReview => ("primary", "in review"),
        BundleStatus.ChangesRequested => ("warning", "changes requested"),
        BundleStatus.Scheduled => ("primary", "scheduled"),
        BundleStatus.Live => ("good", "live"),
        BundleStatus.Ended => ("plain", "ended"),
        _ => ("plain", "retired"),
    };

    public static (string Tone, string Name) Of(RevisionState state) => state switch
    {
        RevisionState.Draft => ("plain", "draft"),
        RevisionState.InReview => ("primary", "in review"),
        RevisionState.ChangesRequested => ("warning", "changes requested"),
        RevisionState.Approved => ("good", "approved"),
        _ => ("plain", "superseded"),
    };
}
