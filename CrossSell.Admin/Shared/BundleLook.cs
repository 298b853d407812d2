using CrossSell.Core.Bundles;
using CrossSell.Core.Workbench;

namespace CrossSell.Admin.Shared;

/// <summary>How the state of a bundle that holds a product is said.</summary>
internal static class BundleLook
{
    public static string Words(BundleLineOf bundle) => bundle switch
    {
        { Retired: true } => "retired",
        { State: RevisionState.Approved } => "approved",
        { State: RevisionState.InReview } => "in review",
        { State: RevisionState.ChangesRequested } => "changes requested",
        _ => "draft",
    };

    public static string Tone(BundleLineOf bundle) => bundle is { Retired: false, State: RevisionState.Approved } ? "good" : "plain";
}
