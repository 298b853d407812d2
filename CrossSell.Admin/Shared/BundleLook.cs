using CrossSell.Core.Bundles;
using CrossSell.Core.Workbench;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>How the state of a bundle that holds a product is said.</summary>
internal static class BundleLook
{
    public static string Words(BundleLineOf bundle) => bundle switch
    {
        { Retired: true } => L["retired"],
        { State: RevisionState.Approved } => L["approved"],
        { State: RevisionState.InReview } => L["in review"],
        { State: RevisionState.ChangesRequested } => L["changes requested"],
        { State: RevisionState.Rejected } => L["rejected"],
        _ => L["draft"],
    };

    public static string Tone(BundleLineOf bundle) => bundle is { Retired: false, State: RevisionState.Approved } ? "good" : "plain";
}
