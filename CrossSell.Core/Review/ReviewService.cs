using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <summary>Records what managers decide on revisions. A verdict is about the very version that was looked at, and an author never approves.</summary>
public sealed class ReviewService(StudioStore store)
{
    private const int TextLength = 2000;

    /// <summary>Approves in every channel of the set where the reviewer may; the revision is approved when all its channels are.</summary>
    /// <param name="version">The version that was looked at.</param>
    /// <returns>Whether the revision is approved now, or waits for another channel's reviewer.</returns>
    public Task<Outcome<bool>> ApproveAsync(int revisionId, int version, Actor actor, CancellationToken cancellation = default) =>
        DecideAsync(revisionId, version, actor, "Approved", async (session, bundle, revision, channels) =>
        {
            if (revision.Authors.Any(author => author.ActorId == actor.Id))
            {
                return Refusal.Forbidden(L["You worked on this revision, so someone else has to approve it."]);
            }

            var given = await session.Db.ReviewVerdicts.Where(verdict => verdict.RevisionId == revision.Id).Select(verdict => verdict.ChannelId)
                .ToListAsync(cancellation);
            var quotes = await BundleService.QuotesAsync(session.Db, revision, cancellation);
            if (BundleReadiness.Check(BundleContent.Of(revision), quotes, session.Now, await Segments.LoadAsync(session.Db, cancellation))
                .FirstOrDefault(check => check.Blocks) is { } blocking)
            {
                // The shop went on since it was submitted: what may not be submitted may not be approved.
                return new Refusal("bundle.not-ready", blocking.Sentence);
            }

            foreach (var quote in quotes.Where(quote => channels.Contains(quote.Channel.Id) && !given.Contains(quote.Channel.Id)))
            {
                if (quote.Price is not { } price)
                {
                    return quote.Refusal!;
                }

                session.Db.ReviewVerdicts
                    .Add(Verdict(session, revision, quote.Channel.Id, ReviewDecision.Approved, null, price.SetPrice.Minor, price.Cost?.Minor));
                given.Add(quote.Channel.Id);
            }

            if (revision.Channels.Any(place => !given.Contains(place.ChannelId)))
            {
                session.Purpose = $"Approved {revision.Name}, revision {revision.Number}, in some of its shops";
                return false;
            }

            if (revision.Decide(approve: true, actor).IsRefused(out var refusal))
            {
                return refusal;
            }

            await SupersedeAsync(session, bundle, revision, cancellation);
            return true;
        }, cancellation);

    /// <summary>Sends a revision back to its authors with what should change.</summary>
    /// <param name="reason">Required: nobody can fix what nobody names.</param>
    public async Task<Outcome> RequestChangesAsync(int revisionId, int version, string reason, Actor actor, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal("review.reason", L["Enter what should change."], "reason");
        }

        if (reason.Length > TextLength)
        {
            return new Refusal("review.reason", L["The reason may have {0} characters at most.", TextLength], "reason");
        }

        var outcome = await DecideAsync(revisionId, version, actor, "Requested changes to", async (session, _, revision, channels) =>
        {
            var known = await session.Db.ReviewVerdicts.Where(verdict => verdict.RevisionId == revision.Id && channels.Contains(verdict.ChannelId))
                .ToListAsync(cancellation);
            session.Db.ReviewVerdicts.RemoveRange(known);
            await session.SaveAsync(cancellation);
            foreach (var quote in (await BundleService.QuotesAsync(session.Db, revision, cancellation)).Where(quote => channels.Contains(quote.Channel.Id)))
            {
                session.Db.ReviewVerdicts.Add(Verdict(
                    session, revision, quote.Channel.Id, ReviewDecision.ChangesRequested, reason.Trim(), quote.Price?.SetPrice.Minor ?? 0,
                    quote.Price?.Cost?.Minor));
            }

            // The verdict goes when the revision is submitted again; what was asked for stays in the conversation.
            session.Db.ReviewComments.Add(Comment(session, revision.Id, $"Changes requested: {reason.Trim()}"));
            return revision.Decide(approve: false, actor).IsRefused(out var refusal) ? refusal : true;
        }, cancellation);
        return outcome.Refusal is { } refused ? refused : Outcome.Done;
    }

    /// <summary>Adds a remark to a revision; merchandisers and managers of its channels may.</summary>
    public async Task<Outcome> CommentAsync(int revisionId, string text, Actor actor, CancellationToken cancellation = default)
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

        session.Db.ReviewComments.Add(Comment(session, revisionId, text.Trim()));
        return (await session.CommitAsync(cancellation)).Refusal is { } refusal ? refusal : Outcome.Done;
    }

    private async Task<Outcome<bool>> DecideAsync(
        int revisionId, int version, Actor actor, string verb, Func<WriteSession, Bundle, BundleRevision, int[], Task<Outcome<bool>>> decide,
        CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(actor, verb, cancellation);
        session.CanUndo = false;
        var bundle = await session.Db.Bundles.Where(bundle => bundle.Revisions.Any(revision => revision.Id == revisionId))
            .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Components)
            .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Channels)
            .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Authors)
            .AsSplitQuery().SingleOrDefaultAsync(cancellation);
        if (bundle is null)
        {
            return Refusal.NotFound(L["There is no such revision."]);
        }

        var revision = bundle.Revisions.Single(item => item.Id == revisionId);
        var channels = revision.Channels.Select(place => place.ChannelId).Where(id => actor.Can(Permission.Review, id)).ToArray();
        if (channels.Length == 0)
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

        session.Purpose = $"{verb} {revision.Name}, revision {revision.Number}";
        if ((await decide(session, bundle, revision, channels)).IsRefused(out var refusal, out var decided))
        {
            return refusal;
        }

        return (await session.CommitAsync(cancellation)).Refusal is { } stale ? stale : decided;
    }

    /// <summary>An older approved revision gives way at once, unless the new one starts later: then the old one sells until that moment.</summary>
    private static async Task SupersedeAsync(WriteSession session, Bundle bundle, BundleRevision approved, CancellationToken cancellation)
    {
        var ids = approved.Channels.Select(place => place.ChannelId).ToArray();
        var channels = await session.Db.Channels.Where(channel => ids.Contains(channel.Id)).ToListAsync(cancellation);
        if (channels.Exists(channel => BundleSchedule.PhaseAt(approved, channel, session.Now) == BundlePhase.Scheduled))
        {
            return;
        }

        foreach (var older in bundle.Revisions.Where(revision => revision.State == RevisionState.Approved && revision.Number < approved.Number))
        {
            older.Supersede();
        }
    }

    private static ReviewVerdict Verdict(
        WriteSession session, BundleRevision revision, int channelId, ReviewDecision decision, string? reason, long setPrice, long? cost) => new()
        {
            RevisionId = revision.Id,
            ChannelId = channelId,
            Decision = decision,
            Reason = reason,
            ReviewerId = session.Actor.Id,
            ReviewerName = session.Actor.Name,
            At = session.Now,
            SetPrice = setPrice,
            Cost = cost,
        };

    private static ReviewComment Comment(WriteSession session, int revisionId, string text) =>
        new() { RevisionId = revisionId, AuthorId = session.Actor.Id, AuthorName = session.Actor.Name, Text = text, At = session.Now };
}
