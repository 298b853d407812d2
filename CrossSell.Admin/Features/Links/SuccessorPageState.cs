using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>What is handed over, and what the person left as it is. Knows no component and no database.</summary>
public sealed class SuccessorPageState
{
    public SuccessorAction Way { get; set; }

    public HashSet<int> LeftLinks { get; } = [];

    public HashSet<int> LeftDrafts { get; } = [];

    public void ToggleLink(int linkId) => Toggle(LeftLinks, linkId);

    public void ToggleDraft(int revisionId) => Toggle(LeftDrafts, revisionId);

    public SuccessorStep ToStep(int productId, int? successorId) => new(productId, successorId, Way, [.. LeftLinks], [.. LeftDrafts]);

    /// <summary>How many links and places would be touched.</summary>
    public int CountOf(SuccessorPlan plan) =>
        plan.Links.Count(line => !line.Stays && !LeftLinks.Contains(line.Link.Id)) + plan.Bundles
            .Count(bundle => !bundle.Stays && !LeftDrafts.Contains(bundle.RevisionId));

    /// <summary>What other shops have of the product, as a sentence: "2 links and 1 bundle of other shops stay as they are."</summary>
    public static string OtherShops(int links, int bundles)
    {
        string[] parts =
        [
            .. links != 0 ? [L.Count(links, "{0} link", "{0} links")] : Array.Empty<string>(),
            .. bundles != 0 ? [L.Count(bundles, "{0} bundle", "{0} bundles")] : Array.Empty<string>(),
        ];
        return links + bundles == 1
            ? L["{0} of other shops stays as it is.", Texts.And(parts)]
            : L["{0} of other shops stay as they are.", Texts.And(parts)];
    }

    private static void Toggle(HashSet<int> set, int id)
    {
        if (!set.Remove(id))
        {
            set.Add(id);
        }
    }
}
