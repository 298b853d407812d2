using CrossSell.Core.Bundles;

namespace CrossSell.Admin.Features.Links;

/// <summary>What is handed over, and what the person left as it is. Knows no component and no database.</summary>
public sealed class SuccessorPageState
{
    public SuccessorWay Way { get; set; }

    public HashSet<int> LeftLinks { get; } = [];

    public HashSet<int> LeftDrafts { get; } = [];

    public void ToggleLink(int linkId) => Toggle(LeftLinks, linkId);

    public void ToggleDraft(int revisionId) => Toggle(LeftDrafts, revisionId);

    public SuccessorStep ToStep(int productId, int? successorId) => new(productId, successorId, Way, [.. LeftLinks], [.. LeftDrafts]);

    /// <summary>How many links and places would be touched.</summary>
    public int CountOf(SuccessorPlan plan) =>
        plan.Links.Count(line => !line.Stays && !LeftLinks.Contains(line.Link.Id)) + plan.Bundles.Count(bundle => !bundle.Stays && !LeftDrafts.Contains(bundle.RevisionId));

    private static void Toggle(HashSet<int> set, int id)
    {
        if (!set.Remove(id))
        {
            set.Add(id);
        }
    }
}
