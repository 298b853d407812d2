using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <summary>The revision that a roll back made.</summary>
/// <param name="State">Approved when it is on sale by that, in review when somebody has to look at it first.</param>
public sealed record RolledBack(int RevisionId, int Number, RevisionState State);

/// <summary>Brings a bundle back to what was approved before, in one step.</summary>
public sealed class RollBackService(StudioStore store)
{
    /// <summary>
    /// Makes a revision with the content of an earlier approved one. A manager of all its shops puts it on sale by that, for others approved this content
    /// before; anyone else's goes where the policies send what is submitted. What is live stays until then.
    /// </summary>
    /// <param name="number">Of the earlier revision.</param>
    public async Task<Outcome<RolledBack>> RollBackAsync(int bundleId, int number, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Rolled back a bundle", cancellation);
        session.CanUndo = false;
        var bundle = await session.Db.Bundles.Where(item => item.Id == bundleId).WithRevisions().SingleOrDefaultAsync(cancellation);
        if (bundle?.Revisions.Find(revision => revision.Number == number) is not { } earlier)
        {
            return Refusal.NotFound(L["There is no such revision."]);
        }

        if (earlier.State is not (RevisionState.Approved or RevisionState.Superseded))
        {
            return new Refusal("rollback.never-approved", L["Revision {0} was never approved.", number]);
        }

        var channels = earlier.Channels.ConvertAll(place => place.ChannelId);
        if (channels.Concat(bundle.Revisions.SelectMany(revision => revision.Channels).Select(place => place.ChannelId)).Distinct()
            .Select(id => actor.Deny(Permission.EditBundles, id)).FirstOrDefault(denied => denied is not null) is { } denied)
        {
            return denied;
        }

        if (earlier.State == RevisionState.Approved && bundle.Revisions.MaxBy(revision => revision.Number) == earlier)
        {
            return new Refusal("rollback.is-newest", L["Revision {0} is the newest already.", number]);
        }

        // Where a reviewer left it out, something else was sold, and stays so.
        var leftOut = await session.Db.ReviewVerdicts.Where(verdict => verdict.RevisionId == earlier.Id && verdict.Decision == ReviewDecision.LeftOut)
            .Select(verdict => verdict.ChannelId).ToListAsync(cancellation);
        var content = BundleContent.Of(earlier);
        var ofCampaigns = await CampaignMembership.OfBundleAsync(session.Db, bundle.Id, cancellation);
        if (bundle.Revise(actor, session.Now, ofCampaigns).IsRefused(out var refusal, out var revision)
            || revision.Edit(content, actor, session.Now).IsRefused(out refusal))
        {
            return refusal;
        }

        bundle.FollowNewest();
        // Verdicts name it by its id.
        if ((await session.SaveAsync(cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        var quotes = await BundleService.QuotesAsync(session.Db, revision, cancellation);
        if (BundleReadiness.Check(content, quotes, session.Now, await Segments.LoadAsync(session.Db, cancellation))
            .FirstOrDefault(check => check.Blocks) is { } blocking)
        {
            return new Refusal("bundle.not-ready", blocking.Sentence);
        }

        if (revision.Submit(actor, session.Now, await BundleService.BasesAsync(session.Db, revision, cancellation)).IsRefused(out refusal)
            || (await DecideAsync(session, bundle, revision, quotes, earlier.Number, leftOut, cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        session.Purpose = $"Rolled {revision.Name} back to revision {number}, as revision {revision.Number}";
        return (await session.CommitAsync(cancellation)).Refusal is { } stale ? stale : new RolledBack(revision.Id, revision.Number, revision.State);
    }

    private static async Task<Outcome> DecideAsync(
        WriteSession session, Bundle bundle, BundleRevision revision, IReadOnlyList<BundleQuote> quotes, int earlier, List<int> leftOut,
        CancellationToken cancellation)
    {
        var channels = revision.Channels.ConvertAll(place => place.ChannelId);
        // Costs and prices went on since: what this person may not approve today, they do not bring back by themselves either.
        var policies = await RevisionApproval.PoliciesAsync(session.Db, channels, cancellation);
        if (!channels.TrueForAll(id => session.Actor.Can(Permission.Review, id))
            || quotes.Any(quote => ReviewRules.Deny(quote, policies[quote.Channel.Id], session.Actor) is not null))
        {
            return (await RevisionApproval.SubmittedAsync(session, bundle, revision, quotes, cancellation)).Refusal is { } refused ? refused : Outcome.Done;
        }

        session.Db.GivenVerdicts.Add(new GivenVerdict
        {
            RevisionId = revision.Id,
            Round = revision.Round,
            Decision = ReviewDecision.Approved,
            ChannelIds = [.. channels.Except(leftOut)],
            LeftOutIds = leftOut,
            Reason = ReasonOf(earlier),
            // A person who rolls back worked on this revision; its content was approved by somebody else, and that is what lets it through.
            ReviewerId = GivenVerdict.ByPolicy,
            ReviewerName = session.Actor.Name,
            At = session.Now,
        });
        return await RevisionApproval.SettleAsync(session, bundle, revision, quotes, cancellation);
    }

    private const string ReasonStart = "The content of revision ";
    private const string ReasonEnd = ", which was approved before";

    private static string ReasonOf(int earlier) => string.Create(CultureInfo.InvariantCulture, $"{ReasonStart}{earlier}{ReasonEnd}");

    /// <summary>Which revision a verdict brought back; null for one that somebody gave in words.</summary>
    public static int? EarlierOf(GivenVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict is { ReviewerId: GivenVerdict.ByPolicy, Reason: { } reason } && reason.StartsWith(ReasonStart, StringComparison.Ordinal)
            && reason.EndsWith(ReasonEnd, StringComparison.Ordinal)
            && int.TryParse(reason[ReasonStart.Length..^ReasonEnd.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
