using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <param name="IsWhole">The bundle had no other revision and went with it.</param>
public sealed record DraftDeleted(string Name, int Number, bool IsWhole, long ChangeSetId);

/// <summary>Deletes drafts: what nobody has decided on may go without a trace on the page; its history stays, and undo brings it back.</summary>
public sealed class BundleDrafts(StudioStore store)
{
    /// <summary>Of the refusal of what reviewers have judged, or hold.</summary>
    public const string ReviewedCode = "draft.reviewed";

    /// <summary>
    /// Deletes an open draft with its comments, and the bundle when it has no other revision. What reviewers judged stays: such a bundle is retired.
    /// </summary>
    /// <param name="version">The version that the person saw.</param>
    public async Task<Outcome<DraftDeleted>> DeleteAsync(int revisionId, int version, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Deleted a draft", cancellation);
        if (await session.Db.BundleRevisions.Include(item => item.Components).Include(item => item.Channels).Include(item => item.Authors)
            .AsSplitQuery().SingleOrDefaultAsync(item => item.Id == revisionId, cancellation) is not { } revision)
        {
            return Refusal.NotFound(L["There is no such draft."]);
        }

        if (revision.Channels.Select(place => actor.Deny(Permission.EditBundles, place.ChannelId)).FirstOrDefault(denied => denied is not null) is { } denied)
        {
            return denied;
        }

        if (revision.Version != version)
        {
            return Refusal.Stale(L["Someone else changed this bundle. Reload it to see what changed."]);
        }

        if (await CampaignMembership.DenyAsync(session.Db, revisionId, isEdit: false, cancellation) is { } withOthers)
        {
            return withOthers;
        }

        if (revision.State != RevisionState.Draft
            || await session.Db.ReviewVerdicts.AnyAsync(verdict => verdict.RevisionId == revisionId, cancellation))
        {
            return new Refusal(
                ReviewedCode, L["Only a draft that nobody has reviewed can be deleted. Retire the bundle instead: its reviews stay in history."]);
        }

        session.Db.ReviewComments.RemoveRange(await session.Db.ReviewComments.Where(item => item.RevisionId == revisionId).ToListAsync(cancellation));
        session.Db.BundleRevisions.Remove(revision);
        var isWhole = !await session.Db.BundleRevisions.AnyAsync(item => item.BundleId == revision.BundleId && item.Id != revisionId, cancellation);
        if (isWhole)
        {
            session.Db.Bundles.Remove(await session.Db.Bundles.SingleAsync(item => item.Id == revision.BundleId, cancellation));
        }

        session.Purpose = isWhole ? $"Deleted the draft {revision.Name}" : $"Deleted the draft of {revision.Name}, revision {revision.Number}";
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var changeSet)
            ? refusal
            : new DraftDeleted(revision.Name, revision.Number, isWhole, changeSet);
    }
}
