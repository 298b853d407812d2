using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Notifications;
using CrossSell.Core.People;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <summary>One shop of a revision to one person: what stands there, and what this person may still say.</summary>
/// <param name="Approvers">How many different people have to approve.</param>
/// <param name="Denied">Why this person does not approve it here; null when nothing stands in the way.</param>
public sealed record ReviewShop(BundleQuote Quote, ReviewStanding Standing, int Approvers, Refusal? Denied)
{
    public bool CanApprove => Denied is null && !Standing.IsComplete;
}

/// <summary>A revision in the history of its bundle, with what was said about it.</summary>
/// <param name="Given">The newest first, those taken back too.</param>
public sealed record ReviewPast(int RevisionId, int Number, RevisionState State, string Author, DateTimeOffset At, IReadOnlyList<GivenVerdict> Given);

/// <summary>Everything a manager needs on one page to decide on a revision.</summary>
/// <param name="Live">The quote of the approved revision it would follow, by channel; empty when there is none.</param>
/// <param name="Changes">What is different from the live revision; empty for a first revision.</param>
public sealed record ReviewDetail(
    Bundle Bundle,
    BundleRevision Revision,
    IReadOnlyList<BundleQuote> Quotes,
    IReadOnlyDictionary<int, BundleQuote> Live,
    IReadOnlyList<ReviewChange> Changes,
    IReadOnlyList<ReviewEvidence> Evidence)
{
    /// <summary>What the orders let one expect, by channel; without those where they know too little.</summary>
    public required IReadOnlyDictionary<int, ReviewEffect> Effects { get; init; }

    public required IReadOnlyList<ReviewComment> Comments { get; init; }

    public required IReadOnlyList<ReviewVerdict> Verdicts { get; init; }

    /// <summary>What was said in this round and stands, in order.</summary>
    public required IReadOnlyList<GivenVerdict> Given { get; init; }

    public required IReadOnlyDictionary<int, ReviewPolicy> Policies { get; init; }

    /// <summary>The campaign with which it is decided on; null where it goes by itself.</summary>
    public CampaignName? Campaign { get; init; }

    /// <summary>All revisions of the bundle, the newest first.</summary>
    public required IReadOnlyList<ReviewPast> History { get; init; }

    /// <summary>Who may see it, and may be named in a comment.</summary>
    public required IReadOnlyList<Mentionable> People { get; init; }

    public IReadOnlyList<ReviewFlag> Flags => ReviewFlags.Of(Quotes, Live);

    public string SubmittedBy =>
        Revision.Authors.FirstOrDefault(author => author.ActorId == Revision.SubmittedBy)?.Name ?? Revision.SubmittedBy ?? L["somebody"].Value;

    /// <summary>The shops that this person may see, each with what they may say there.</summary>
    public IReadOnlyList<ReviewShop> ShopsFor(Actor actor) => ReviewDesk.Shops(Revision, Quotes, Policies, Given, actor);

    /// <summary>Why this person cannot approve the revision; null when nothing stands in the way.</summary>
    public string? CannotApprove(Actor actor) => ReviewDesk.CannotApprove(Revision, ShopsFor(actor), Given, actor);

    /// <summary>Until when this person may take their last verdict back; null when there is none, or its time is over.</summary>
    public DateTimeOffset? UndoUntil(Actor actor, DateTimeOffset now) =>
        Given.LastOrDefault(verdict => verdict.ReviewerId == actor.Id) is { } mine && now - mine.At <= ReviewRules.UndoWithin
            ? mine.At + ReviewRules.UndoWithin
            : null;
}

/// <summary>What a person may say of a revision, shop by shop. Pure.</summary>
internal static class ReviewDesk
{
    public static IReadOnlyList<ReviewShop> Shops(
        BundleRevision revision, IReadOnlyList<BundleQuote> quotes, IReadOnlyDictionary<int, ReviewPolicy> policies, IReadOnlyList<GivenVerdict> given,
        Actor actor)
    {
        var tally = ReviewRules.Stand(revision.Channels.Select(place => place.ChannelId), given, Approvers).Shops.ToDictionary(shop => shop.ChannelId);
        return [.. quotes.Select(quote => new ReviewShop(
            quote,
            tally[quote.Channel.Id],
            Approvers(quote.Channel.Id),
            ReviewRules.Deny(quote, policies[quote.Channel.Id], actor)
                ?? (given.Any(verdict => verdict.ReviewerId == actor.Id && verdict.ChannelIds.Contains(quote.Channel.Id)
                        && verdict.Decision == ReviewDecision.Approved && !tally[quote.Channel.Id].IsComplete)
                    ? new Refusal("review.second", L["You approved it. A second person has to approve it too."])
                    : null)))];

        int Approvers(int id) => policies.TryGetValue(id, out var policy) && policy.TwoApprovers ? 2 : 1;
    }

    public static string? CannotApprove(
        BundleRevision revision, IReadOnlyList<ReviewShop> shops, IReadOnlyList<GivenVerdict> given, Actor actor)
    {
        if (!revision.Channels.Exists(place => actor.Can(Permission.Review, place.ChannelId)))
        {
            return L["Only a manager can approve it."];
        }

        if (revision.Authors.Exists(author => author.ActorId == actor.Id))
        {
            return L["You worked on it, so someone else has to approve it."];
        }

        if (shops.Any(shop => shop.CanApprove) || revision.State != RevisionState.InReview)
        {
            return null;
        }

        return shops.FirstOrDefault(shop => !shop.Standing.IsComplete && actor.Can(Permission.Review, shop.Quote.Channel.Id))?.Denied?.Message
            ?? (given.Any(verdict => verdict.ReviewerId == actor.Id)
                ? L["You approved it in your shops; others still decide."].Value
                : L["It is decided in your shops; others still decide."].Value);
    }
}
