using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <summary>
/// Records what managers decide on revisions. A verdict is about the very version that was looked at, an author never approves, and who gave one may take
/// it back for ten seconds.
/// </summary>
public sealed class ReviewService(StudioStore store)
{
    private const int TextLength = 2000;

    /// <summary>
    /// Approves in the shops of the set where the reviewer may; the revision is approved when all its shops are decided, each by as many people as its policy
    /// wants.
    /// </summary>
    /// <param name="version">The version that was looked at.</param>
    /// <param name="only">The shops to approve; in the reviewer's others it is left out, and what is sold there stays. Null for all.</param>
    /// <returns>Whether the revision is approved now, or waits for somebody else.</returns>
    public Task<Outcome<bool>> ApproveAsync(
        int revisionId, int version, Actor actor, IReadOnlyCollection<int>? only = null, CancellationToken cancellation = default) =>
        DecideAsync(revisionId, version, actor, "Approved", async (session, revision, channels) =>
        {
            if (revision.DenyApproval(actor) is { } isAuthor)
            {
                return isAuthor;
            }

            var quotes = await BundleService.QuotesAsync(session.Db, revision, cancellation);
            if (BundleReadiness.Check(BundleContent.Of(revision), quotes, session.Now, await Segments.LoadAsync(session.Db, cancellation))
                .FirstOrDefault(check => check.Blocks) is { } blocking)
            {
                // The shop went on since it was submitted: what may not be submitted may not be approved.
                return new Refusal("bundle.not-ready", blocking.Sentence);
            }

            var policies = await RevisionApproval.PoliciesAsync(session.Db, channels, cancellation);
            var decided = await DecidedAsync(session.Db, revision, policies, cancellation);
            var open = channels.Where(id => !decided.Contains(id)).ToList();
            var wanted = open.Where(id => only is null || only.Contains(id)).ToList();
            var given = await RevisionApproval.GivenAsync(session.Db, revision, cancellation);
            if (wanted.Count == 0)
            {
                return new Refusal("review.shops", L["Choose at least one shop."], "shops");
            }

            if (given.Exists(verdict => verdict.ReviewerId == actor.Id && verdict.Decision == ReviewDecision.Approved
                && wanted.TrueForAll(verdict.ChannelIds.Contains)))
            {
                return new Refusal("review.second", L["You approved it already. A second person has to approve it too."]);
            }

            foreach (var quote in quotes.Where(quote => wanted.Contains(quote.Channel.Id)))
            {
                if (ReviewRules.Deny(quote, policies[quote.Channel.Id], actor) is { } denied)
                {
                    return denied;
                }

                if (quote.Price is null)
                {
                    return quote.Refusal!;
                }
            }

            return Given(session, revision, ReviewDecision.Approved, wanted, null, [.. open.Except(wanted)]);
        }, cancellation);

    /// <summary>Sends a revision back to its authors with what should change.</summary>
    /// <param name="reason">Required: nobody can fix what nobody names.</param>
    public Task<Outcome> RequestChangesAsync(int revisionId, int version, string reason, Actor actor, CancellationToken cancellation = default) =>
        RefuseAsync(revisionId, version, reason, actor, ReviewDecision.ChangesRequested, cancellation);

    /// <summary>Ends a revision: it is never sold, and its author may start the next one. What is live stays.</summary>
    /// <param name="reason">Required.</param>
    public Task<Outcome> RejectAsync(int revisionId, int version, string reason, Actor actor, CancellationToken cancellation = default) =>
        RefuseAsync(revisionId, version, reason, actor, ReviewDecision.Rejected, cancellation);

    /// <summary>
    /// Takes one's own last verdict on a revision back, within ten seconds of it: everything is as if it had not been given, also what it had superseded. Not
    /// once its author edited it, or another revision was started.
    /// </summary>
    public async Task<Outcome> TakeBackAsync(int revisionId, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Took back a verdict", cancellation);
        session.CanUndo = false;
        if (await FindAsync(session.Db, revisionId, cancellation) is not { } bundle)
        {
            return Refusal.NotFound(L["There is no such revision."]);
        }

        var revision = bundle.Revisions.Single(item => item.Id == revisionId);
        var channels = revision.Channels.ConvertAll(place => place.ChannelId);
        if (!actor.CanInOneOf(Permission.Review, channels))
        {
            return actor.DenyInEach(Permission.Review, channels)!;
        }

        if ((await RevisionApproval.GivenAsync(session.Db, revision, cancellation)).FindLast(verdict => verdict.ReviewerId == actor.Id) is not { } mine)
        {
            return Refusal.Stale(L["There is no verdict of yours to take back: the revision went on since."]);
        }

        if (session.Now - mine.At > ReviewRules.UndoWithin)
        {
            return new Refusal("review.late", L[
                "A verdict can be taken back for {0} seconds. Start a new revision, or roll back to an earlier one.", ReviewRules.UndoWithin.TotalSeconds]);
        }

        if (bundle.RetiredAt is not null || bundle.Revisions.Exists(other => other.Number > revision.Number))
        {
            return Refusal.Stale(L["The bundle went on since: its next revision was started."]);
        }

        if (await CampaignMembership.DenyAsync(session.Db, revisionId, isEdit: false, cancellation) is { } withOthers)
        {
            return withOthers;
        }

        mine.TakeBack(session.Now);
        session.Db.ReviewComments.RemoveRange(await session.Db.ReviewComments
            .Where(comment => comment.RevisionId == revisionId && comment.AuthorId == actor.Id && comment.At == mine.At && comment.OfVerdict)
            .ToListAsync(cancellation));
        var quotes = await BundleService.QuotesAsync(session.Db, revision, cancellation);
        if ((await RevisionApproval.SettleAsync(session, bundle, revision, quotes, cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        session.Purpose = $"Took back the verdict on {revision.Name}, revision {revision.Number}";
        return (await session.CommitAsync(cancellation)).Refusal is { } stale ? stale : Outcome.Done;
    }

    /// <summary>Adds a remark to a revision; merchandisers and managers of its channels may.</summary>
    /// <param name="productId">The component that it is about; null for the whole.</param>
    public async Task<Outcome> CommentAsync(
        int revisionId, string text, Actor actor, int? productId = null, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > TextLength)
        {
            return new Refusal("review.comment", L["A comment has 1 to {0} letters.", TextLength], "comment");
        }

        await using var session = await store.WriteAsync(actor, "Commented on a revision", cancellation);
        session.CanUndo = false;
        var channels = await session.Db.BundleChannels.Where(place => place.RevisionId == revisionId).Select(place => place.ChannelId)
            .ToListAsync(cancellation);
        if (!await session.Db.BundleRevisions.AnyAsync(revision => revision.Id == revisionId, cancellation))
        {
            return Refusal.NotFound(L["There is no such revision."]);
        }

        if (!actor.CanInOneOf(Permission.EditBundles, channels))
        {
            return actor.DenyInEach(Permission.EditBundles, channels)!;
        }

        if (productId is { } part
            && !await session.Db.BundleComponents.AnyAsync(component => component.RevisionId == revisionId && component.ProductId == part, cancellation))
        {
            return Refusal.NotFound(L["This product is no longer in the bundle."]);
        }

        var comment = Comment(session, revisionId, text.Trim());
        comment.ProductId = productId;
        session.Db.ReviewComments.Add(comment);
        return (await session.CommitAsync(cancellation)).Refusal is { } refusal ? refusal : Outcome.Done;
    }

    /// <summary>
    /// Approves a revision in all of its shops within a write of more. It may wait for somebody else afterwards, where a policy wants two people.
    /// </summary>
    internal static async Task<Outcome> ApproveWithinAsync(
        WriteSession session, Bundle bundle, BundleRevision revision, Actor actor, CancellationToken cancellation)
    {
        var channels = revision.Channels.ConvertAll(place => place.ChannelId);
        var missing = channels.Select(id => actor.Deny(Permission.Review, id)).FirstOrDefault(refusal => refusal is not null);
        if ((missing ?? revision.DenyApproval(actor)) is { } denied)
        {
            return denied;
        }

        var quotes = await BundleService.QuotesAsync(session.Db, revision, cancellation);
        if (BundleReadiness.Check(BundleContent.Of(revision), quotes, session.Now, await Segments.LoadAsync(session.Db, cancellation))
            .FirstOrDefault(check => check.Blocks) is { } blocking)
        {
            return new Refusal("bundle.not-ready", blocking.Sentence);
        }

        var policies = await RevisionApproval.PoliciesAsync(session.Db, channels, cancellation);
        foreach (var quote in quotes)
        {
            if ((ReviewRules.Deny(quote, policies[quote.Channel.Id], actor) ?? (quote.Price is null ? quote.Refusal : null)) is { } refused)
            {
                return refused;
            }
        }

        session.Db.GivenVerdicts.Add(Given(session, revision, ReviewDecision.Approved, channels, null, []));
        return await RevisionApproval.SettleAsync(session, bundle, revision, quotes, cancellation);
    }

    private async Task<Outcome> RefuseAsync(
        int revisionId, int version, string reason, Actor actor, ReviewDecision decision, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal(
                "review.reason", decision == ReviewDecision.Rejected ? L["Enter why it is rejected."] : L["Enter what should change."], "reason");
        }

        if (reason.Length > TextLength)
        {
            return new Refusal("review.reason", L["The reason may have {0} characters at most.", TextLength], "reason");
        }

        var (verb, heading) = decision == ReviewDecision.Rejected
            ? ("Rejected", ReviewComment.Rejected)
            : ("Requested changes to", ReviewComment.ChangesRequested);
        var outcome = await DecideAsync(revisionId, version, actor, verb, (session, revision, channels) =>
        {
            // Verdicts count no more when the revision is submitted again; what was asked for stays in the conversation.
            var comment = Comment(session, revision.Id, heading + reason.Trim());
            comment.OfVerdict = true;
            session.Db.ReviewComments.Add(comment);
            return Task.FromResult<Outcome<GivenVerdict>>(Given(session, revision, decision, channels, reason.Trim(), []));
        }, cancellation);
        return outcome.Refusal is { } refused ? refused : Outcome.Done;
    }

    private async Task<Outcome<bool>> DecideAsync(
        int revisionId, int version, Actor actor, string verb, Func<WriteSession, BundleRevision, List<int>, Task<Outcome<GivenVerdict>>> decide,
        CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(actor, verb, cancellation);
        session.CanUndo = false;
        if (await FindAsync(session.Db, revisionId, cancellation) is not { } bundle)
        {
            return Refusal.NotFound(L["There is no such revision."]);
        }

        var revision = bundle.Revisions.Single(item => item.Id == revisionId);
        var channels = revision.Channels.Select(place => place.ChannelId).Where(id => actor.Can(Permission.Review, id)).ToList();
        if (channels.Count == 0)
        {
            return actor.DenyInEach(Permission.Review, [.. revision.Channels.Select(place => place.ChannelId)])
                ?? Refusal.Forbidden(L["{0} may not review bundles here.", actor.Name]);
        }

        if (bundle.RetiredAt is not null || revision.State != RevisionState.InReview)
        {
            return Refusal.Stale(L["This revision is no longer in review: it was withdrawn or decided."]);
        }

        if (revision.Version != version)
        {
            return Refusal.Stale(L["This revision changed since you opened it. Reload it before you decide."]);
        }

        if (await CampaignMembership.DenyAsync(session.Db, revisionId, isEdit: false, cancellation) is { } withOthers)
        {
            return withOthers;
        }

        if ((await decide(session, revision, channels)).IsRefused(out var refusal, out var given))
        {
            return refusal;
        }

        session.Db.GivenVerdicts.Add(given);
        var quotes = await BundleService.QuotesAsync(session.Db, revision, cancellation);
        if ((await RevisionApproval.SettleAsync(session, bundle, revision, quotes, cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        var isDecided = revision.State != RevisionState.InReview;
        session.Purpose = $"{verb} {revision.Name}, revision {revision.Number}" + (isDecided ? "" : ", in some of its shops");
        return (await session.CommitAsync(cancellation)).Refusal is { } stale ? stale : isDecided;
    }

    // Where enough was said already, so that nobody says it again.
    private static async Task<HashSet<int>> DecidedAsync(
        StudioDb db, BundleRevision revision, IReadOnlyDictionary<int, ReviewPolicy> policies, CancellationToken cancellation) =>
        [.. ReviewRules.Stand(policies.Keys, await RevisionApproval.GivenAsync(db, revision, cancellation), id => policies[id].TwoApprovers ? 2 : 1)
            .Shops.Where(shop => shop.IsComplete).Select(shop => shop.ChannelId)];

    private static async Task<Bundle?> FindAsync(StudioDb db, int revisionId, CancellationToken cancellation) =>
        await db.Bundles.Where(bundle => bundle.Revisions.Any(revision => revision.Id == revisionId)).WithRevisions()
            .SingleOrDefaultAsync(cancellation);

    private static GivenVerdict Given(
        WriteSession session, BundleRevision revision, ReviewDecision decision, List<int> channels, string? reason, List<int> leftOut) => new()
        {
            RevisionId = revision.Id,
            Round = revision.Round,
            Decision = decision,
            ChannelIds = channels,
            LeftOutIds = leftOut,
            Reason = reason,
            ReviewerId = session.Actor.Id,
            ReviewerName = session.Actor.Name,
            At = session.Now,
        };

    private static ReviewComment Comment(WriteSession session, int revisionId, string text) =>
        new() { RevisionId = revisionId, AuthorId = session.Actor.Id, AuthorName = session.Actor.Name, Text = text, At = session.Now };
}
