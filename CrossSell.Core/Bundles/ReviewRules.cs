using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>Why a bundle has to be reviewed in a shop.</summary>
public enum ReviewNeed
{
    /// <summary>The shop has all of them reviewed.</summary>
    Everything,

    /// <summary>It leaves less than the shop's limit.</summary>
    Margin,

    /// <summary>What it leaves is not known, and the shop has a limit.</summary>
    UnknownMargin,

    Discount,

    Value,

    /// <summary>It has no price, by which nothing can be judged.</summary>
    NoPrice,
}

/// <summary>What stands in one shop after all that reviewers said.</summary>
/// <param name="Approvals">How many different people approved it, or the policy did; 0 where it was left out.</param>
/// <param name="By">The last that counts; null where nobody said anything.</param>
public sealed record ReviewStanding(int ChannelId, int Approvals, bool IsLeftOut, bool IsComplete, GivenVerdict? By);

/// <summary>What all verdicts of a round come to.</summary>
public sealed record ReviewTally(RevisionState State, IReadOnlyList<ReviewStanding> Shops, GivenVerdict? By);

/// <summary>What has to be reviewed, who may approve it, and what the verdicts on a revision come to. Pure.</summary>
[Engine]
public static class ReviewRules
{
    /// <summary>So long a reviewer may take a verdict back.</summary>
    public static readonly TimeSpan UndoWithin = TimeSpan.FromSeconds(10);

    /// <summary>Why the bundle has to be reviewed in the quote's shop; empty when it may go live without.</summary>
    public static IReadOnlyList<ReviewNeed> Needs(BundleQuote quote, ReviewPolicy policy)
    {
        if (policy.ReviewsAll)
        {
            return [ReviewNeed.Everything];
        }

        var prices = PricesOf(quote);
        if (prices.Count == 0)
        {
            return [ReviewNeed.NoPrice];
        }

        var needs = new List<ReviewNeed>();
        if (policy.MarginBelowBasisPoints is { } least)
        {
            if (prices.Exists(price => price.Margin?.Percent is null))
            {
                needs.Add(ReviewNeed.UnknownMargin);
            }
            else if (prices.Exists(price => price.Margin!.Percent * 100 < least))
            {
                needs.Add(ReviewNeed.Margin);
            }
        }

        // What a manager may not approve does not go live without anybody.
        if (prices.Exists(price => price.SavingPercent * 100 > policy.DiscountAboveBasisPoints
            || price.SavingPercent * 100 > policy.ManagerDiscountBasisPoints))
        {
            needs.Add(ReviewNeed.Discount);
        }

        if (policy.ValueAbove is { } value && prices.Exists(price => price.SetPrice.Minor > value))
        {
            needs.Add(ReviewNeed.Value);
        }

        return needs;
    }

    // A shopper may choose what is usual, what earns most and what earns least.
    private static List<BundlePrice> PricesOf(BundleQuote quote) =>
        [.. new[] { quote.Price, quote.Price is null ? null : quote.Best?.Price, quote.Price is null ? null : quote.Worst?.Price }.OfType<BundlePrice>()];

    /// <summary>Why this person may not approve the bundle in the quote's shop; null when nothing stands in the way. Authors are asked elsewhere.</summary>
    public static Refusal? Deny(BundleQuote quote, ReviewPolicy policy, Actor actor)
    {
        if (actor.Deny(Permission.Review, quote.Channel.Id) is { } denied)
        {
            return denied;
        }

        return policy.ManagerDiscountBasisPoints is { } most && !actor.Can(Permission.Administer, quote.Channel.Id)
            && PricesOf(quote).Exists(price => price.SavingPercent * 100 > most)
            ? Refusal.Forbidden(L[
                "Managers approve up to {0} off in {1}. An administrator has to approve this one.", Percent(most), quote.Channel.Name])
            : null;
    }

    /// <summary>
    /// What the verdicts of one round come to: the last word of each reviewer counts. Anyone who asks for changes or rejects ends the round; else a shop is
    /// decided when enough different people, or its policy, approved it or the last of them left it out, and the revision when all its shops are.
    /// </summary>
    /// <param name="channelIds">The shops of the revision.</param>
    /// <param name="given">Of this round, in the order in which they were given; what was taken back is passed over.</param>
    /// <param name="approvers">How many different people each shop wants.</param>
    public static ReviewTally Stand(IEnumerable<int> channelIds, IEnumerable<GivenVerdict> given, Func<int, int> approvers)
    {
        var all = given.Where(verdict => verdict.TakenBackAt is null).ToList();
        var shops = channelIds.Order().Select(id => StandIn(id, all, approvers(id))).ToList();
        if (all.FindLast(verdict => verdict.Decision is ReviewDecision.ChangesRequested or ReviewDecision.Rejected) is { } end)
        {
            return new(end.Decision == ReviewDecision.Rejected ? RevisionState.Rejected : RevisionState.ChangesRequested, shops, end);
        }

        var isApproved = shops.Count > 0 && shops.TrueForAll(shop => shop.IsComplete) && shops.Exists(shop => !shop.IsLeftOut);
        return new(isApproved ? RevisionState.Approved : RevisionState.InReview, shops, all.LastOrDefault());
    }

    private static ReviewStanding StandIn(int channelId, List<GivenVerdict> all, int approvers)
    {
        var approvedBy = new HashSet<string>(StringComparer.Ordinal);
        var isLeftOut = false;
        GivenVerdict? by = null;
        foreach (var verdict in all.Where(verdict => verdict.Decision == ReviewDecision.Approved))
        {
            if (verdict.LeftOutIds.Contains(channelId))
            {
                (isLeftOut, by) = (true, verdict);
                approvedBy.Clear();
            }
            else if (verdict.ChannelIds.Contains(channelId))
            {
                (isLeftOut, by) = (false, verdict);
                approvedBy.Add(verdict.ReviewerId);
            }
        }

        var isComplete = isLeftOut || approvedBy.Count >= approvers || approvedBy.Contains(GivenVerdict.ByPolicy);
        return new(channelId, approvedBy.Count, isLeftOut, isComplete, by);
    }

    private static string Percent(int basisPoints) => string.Create(CultureInfo.InvariantCulture, $"{basisPoints / 100m:0.##} %");
}
