using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using static CrossSell.Core.Bulk.BulkTexts;

namespace CrossSell.Core.Bulk;

/// <summary>Links some products to a few, judged by the rules of links set-wise: as the preview, and inside the write.</summary>
internal static class LinkToJudge
{
    /// <param name="before">What parts before this one will have written.</param>
    /// <returns>What was judged: which products get links, which have them all, and why others do not; and the links, to be written.</returns>
    public static async Task<(BulkVerdict Verdict, LinkBatch Batch)> JudgeAsync(
        StudioDb db, IReadOnlyCollection<int> ids, LinkTo link, Actor actor, CancellationToken cancellation, IEnumerable<NewLink>? before = null)
    {
        var targets = link.TargetIds.Distinct().ToArray();
        var batch = await LinkBatch.LoadAsync(db, [.. ids, .. targets], actor, cancellation: cancellation);
        batch.Follow(before ?? []);
        var verdict = new BulkVerdict();
        foreach (var id in ids)
        {
            var (added, refused) = (0, 0);
            foreach (var target in targets)
            {
                // Nobody looks at each of them.
                if (batch.Add(new NewLink(id, target, link.TypeCode), isSeen: false).Refusal is not { } refusal)
                {
                    added++;
                }
                else if (refusal.Code != "link.duplicate")
                {
                    refused++;
                    verdict.Refuse(id, Reason(refusal));
                }
            }

            if (added > 0)
            {
                verdict.Changing.Add(id);
            }
            else if (refused == 0)
            {
                verdict.Unchanged++;
            }
        }

        return (verdict, batch);
    }

    // As seen from the products that were picked.
    private static string Reason(Refusal refusal) => refusal switch
    {
        { Code: "link.self" } => L["is the product to link to"].Value,
        { Code: "link.family" } => L["is of the same family as the product to link to"].Value,
        { Code: "link.max", Field: not "target" } => L["has as many links of this type as the shop allows"].Value,
        { Code: Refusal.ForbiddenCode, Field: not "target" } => L["is of another shop, whose links you may not edit"].Value,
        { Code: "not-found" } => L["no longer exists"].Value,
        _ => LinkReasons.Of(refusal),
    };
}
