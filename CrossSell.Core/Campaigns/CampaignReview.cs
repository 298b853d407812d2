using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Notifications;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Campaigns.CampaignsTexts;

namespace CrossSell.Core.Campaigns;

/// <summary>
/// Carries a campaign from draft to its end as one: what is said of it is said of all its revisions in the same write, or of nothing. It goes live and ends by
/// its schedule alone, with nothing written.
/// </summary>
public sealed class CampaignReview(StudioStore store)
{
    private const int TextLength = 2000;

    /// <summary>Hands the campaign with all its drafts to the reviewers; refused with what stands in the way in any of them.</summary>
    public Task<Outcome> SubmitAsync(int id, int version, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, Permission.EditBundles, actor, "Submitted the campaign", async (session, campaign) =>
        {
            if (campaign.Submit(actor, session.Now).IsRefused(out var refusal)
                || (await CampaignService.ScheduleAsync(session, campaign, actor, cancellation)).IsRefused(out refusal))
            {
                return refusal;
            }

            foreach (var (bundle, revision) in await MembersAsync(session, campaign, cancellation))
            {
                if (revision.IsEditable
                    && (await BundleService.SubmitWithinAsync(session, bundle, revision, actor, cancellation)).IsRefused(out refusal))
                {
                    return refusal with { Message = $"{revision.Name}: {refusal.Message}" };
                }
            }

            // Who may decide on it may so in each of its shops.
            var reviewers = (await Recipients.WhoMayAsync(session.Db, Permission.Review, campaign.ChannelIds, cancellation))
                .Where(person => person.CanInEach(Permission.Review, campaign.ChannelIds)).Select(person => person.Id);
            await TellAsync(session, NotificationKind.ReviewRequested, reviewers.Except(campaign.AuthorIds), campaign, null, cancellation);
            return Outcome.Done;
        }, cancellation);

    /// <summary>Takes it back from the reviewers to be edited.</summary>
    public Task<Outcome> WithdrawAsync(int id, int version, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, Permission.EditBundles, actor, "Withdrew the campaign", async (session, campaign) =>
            campaign.Withdraw().IsRefused(out var refusal)
                ? refusal
                : await WithdrawAllAsync(session, campaign, cancellation), cancellation);

    /// <summary>One verdict on all: every revision is approved in all its shops, or the campaign is not.</summary>
    public Task<Outcome> ApproveAsync(int id, int version, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, Permission.Review, actor, "Approved the campaign", async (session, campaign) =>
        {
            if (campaign.Decide(approve: true, null, actor, session.Now).IsRefused(out var refusal))
            {
                return refusal;
            }

            foreach (var (bundle, revision) in await MembersAsync(session, campaign, cancellation))
            {
                if (revision.State == RevisionState.InReview
                    && (await ReviewService.ApproveWithinAsync(session, bundle, revision, actor, cancellation)).IsRefused(out refusal))
                {
                    return refusal with { Message = $"{revision.Name}: {refusal.Message}" };
                }

                if (revision.State != RevisionState.Approved)
                {
                    return new Refusal("campaign.bundle", L[
                        "{0} cannot be approved with the campaign: a second person has to approve it on its own page first.", revision.Name]);
                }
            }

            await TellAsync(session, NotificationKind.Approved, campaign.AuthorIds, campaign, null, cancellation);
            return Outcome.Done;
        }, cancellation);

    /// <summary>Sends it back to its authors; its revisions are drafts again.</summary>
    /// <param name="reason">Required: nobody can fix what nobody names.</param>
    public async Task<Outcome> SendBackAsync(int id, int version, string reason, Actor actor, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > TextLength)
        {
            return new Refusal("campaign.reason", L["Enter what should change, in at most {0} characters.", TextLength], "reason");
        }

        return await WriteAsync(id, version, Permission.Review, actor, "Requested changes to the campaign", async (session, campaign) =>
        {
            if (campaign.Decide(approve: false, reason.Trim(), actor, session.Now).IsRefused(out var refusal)
                || (await ReturnAllAsync(session, campaign, revision => revision.Settle(RevisionState.ChangesRequested), cancellation)).IsRefused(out refusal))
            {
                return refusal;
            }

            await TellAsync(session, NotificationKind.ChangesRequested, campaign.AuthorIds, campaign, reason.Trim(), cancellation);
            return Outcome.Done;
        }, cancellation);
    }

    /// <summary>Takes an approved campaign back as one, at any time: its revisions are sold no more, and what was sold without them is.</summary>
    public Task<Outcome> RollBackAsync(int id, int version, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, Permission.Review, actor, "Rolled back the campaign", async (session, campaign) =>
        {
            if (campaign.RollBack(actor, session.Now).IsRefused(out var refusal))
            {
                return refusal;
            }

            foreach (var (_, revision) in await MembersAsync(session, campaign, cancellation))
            {
                if (revision.State == RevisionState.Approved)
                {
                    revision.Supersede(revision.Number);
                }
            }

            await TellAsync(session, NotificationKind.RolledBack, campaign.AuthorIds, campaign, null, cancellation);
            return Outcome.Done;
        }, cancellation);

    private static async Task<Outcome> WithdrawAllAsync(WriteSession session, Campaign campaign, CancellationToken cancellation)
    {
        // What the policy of a shop let through was nobody's review: the drafts may be deleted as before.
        var ids = campaign.Bundles.ConvertAll(member => member.RevisionId);
        session.Db.ReviewVerdicts.RemoveRange(await session.Db.ReviewVerdicts
            .Where(verdict => ids.Contains(verdict.RevisionId) && verdict.ReviewerId == GivenVerdict.ByPolicy).ToListAsync(cancellation));
        return await ReturnAllAsync(session, campaign, revision => revision.Withdraw(), cancellation);
    }

    private static async Task<Outcome> ReturnAllAsync(
        WriteSession session, Campaign campaign, Func<BundleRevision, Outcome> back, CancellationToken cancellation)
    {
        foreach (var (_, revision) in await MembersAsync(session, campaign, cancellation))
        {
            if (revision.State == RevisionState.InReview && back(revision).IsRefused(out var refusal))
            {
                return refusal;
            }
        }

        return Outcome.Done;
    }

    private static async Task<List<(Bundle Bundle, BundleRevision Revision)>> MembersAsync(
        WriteSession session, Campaign campaign, CancellationToken cancellation)
    {
        var members = new List<(Bundle, BundleRevision)>();
        foreach (var id in campaign.Bundles.Select(member => member.RevisionId).Order())
        {
            if (await CampaignBundles.RevisionAsync(session.Db, id, cancellation) is ({ } bundle, { } revision))
            {
                members.Add((bundle, revision));
            }
        }

        return members;
    }

    private static Task TellAsync(
        WriteSession session, NotificationKind kind, IEnumerable<string> who, Campaign campaign, string? why, CancellationToken cancellation) =>
        session.NotifyAsync(
            kind, who, NotificationTarget.Campaign, campaign.Code, [session.Actor.Name, campaign.Name, .. why is null ? Array.Empty<string>() : [why]],
            campaign.ChannelIds, cancellation);

    private async Task<Outcome> WriteAsync(
        int id, int version, Permission permission, Actor actor, string verb, Func<WriteSession, Campaign, Task<Outcome>> change,
        CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(actor, verb, cancellation);
        session.CanUndo = false;
        if (await CampaignService.FindAsync(session.Db, id, cancellation) is not { } campaign)
        {
            return Refusal.NotFound(L["There is no such campaign."]);
        }

        if (CampaignService.DenyIn(actor, permission, campaign.ChannelIds) is { } denied)
        {
            return denied;
        }

        // Its revisions may be sold in more shops than it is for.
        var members = campaign.Bundles.ConvertAll(member => member.RevisionId);
        var shops = await session.Db.BundleChannels.Where(place => members.Contains(place.RevisionId)).Select(place => place.ChannelId).Distinct()
            .ToListAsync(cancellation);
        if (shops.Count > 0 && CampaignService.DenyIn(actor, permission, shops) is { } elsewhere)
        {
            return elsewhere;
        }

        if (campaign.Version != version)
        {
            return Refusal.Stale(L["Someone else changed this campaign. Reload it to see what changed."]);
        }

        if ((await change(session, campaign)).IsRefused(out var refusal))
        {
            return refusal;
        }

        session.Purpose = $"{verb} {campaign.Name}";
        return Outcome.FromRefusalOrDone((await session.CommitAsync(cancellation)).Refusal);
    }
}
