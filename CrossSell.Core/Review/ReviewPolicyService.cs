using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <summary>Sets what has to be reviewed in a shop, and who may approve it.</summary>
public sealed class ReviewPolicyService(StudioStore store)
{
    private const int MostHours = 720;

    /// <summary>The shop's policy; the defaults, of version 0, where nobody set any.</summary>
    public async Task<ReviewPolicy> FindAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return (await RevisionApproval.PoliciesAsync(db, [channelId], cancellation))[channelId];
    }

    /// <summary>Why each of these quotes has to be reviewed, by channel; empty for one that would go live by its submission.</summary>
    public async Task<IReadOnlyDictionary<int, IReadOnlyList<ReviewNeed>>> NeedsAsync(
        ReadScope scope, IReadOnlyCollection<BundleQuote> quotes, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(quotes);
        await using var db = store.Read(scope);
        var policies = await RevisionApproval.PoliciesAsync(db, quotes.Select(quote => quote.Channel.Id), cancellation);
        return quotes.ToDictionary(quote => quote.Channel.Id, quote => ReviewRules.Needs(quote, policies[quote.Channel.Id]));
    }

    /// <summary>Writes all of it; its version is that of the row that was looked at, 0 for none. Managers of the shop and administrators may.</summary>
    /// <returns>The change set, or null when nothing differs.</returns>
    public async Task<Outcome<long?>> SaveAsync(ReviewPolicy policy, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if ((actor.Deny(Permission.Review, policy.ChannelId) ?? Wrong(policy)) is { } refused)
        {
            return refused;
        }

        if (!actor.Can(Permission.Administer, policy.ChannelId))
        {
            // What holds for managers is not set by managers.
            var now = await FindAsync(actor.Reads, policy.ChannelId, cancellation);
            if ((now.ManagerDiscountBasisPoints, now.TwoApprovers) != (policy.ManagerDiscountBasisPoints, policy.TwoApprovers))
            {
                return Refusal.Forbidden(L["Only an administrator changes what managers may approve."]);
            }
        }

        return await ChannelSettings.SaveAsync(
            store, actor, policy.ChannelId, policy, channel => $"Changed the review policy of {channel}", cancellation);
    }

    private static Refusal? Wrong(ReviewPolicy policy) => policy switch
    {
        { ReviewsAll: false, MarginBelowBasisPoints: null, DiscountAboveBasisPoints: null, ValueAbove: null } =>
            new Refusal("policy.none", L["Enter at least one limit, or have every bundle reviewed."], "marginBelow"),
        { MarginBelowBasisPoints: < 0 or > 10_000 } => new Refusal("policy.margin", L["The margin is from 0 to 100 %."], "marginBelow"),
        { DiscountAboveBasisPoints: < 0 or > 10_000 } => new Refusal("policy.discount", L["The discount is from 0 to 100 %."], "discountAbove"),
        { ValueAbove: < 0 } => new Refusal("policy.value", L["The amount cannot be negative."], "valueAbove"),
        { ManagerDiscountBasisPoints: < 0 or > 10_000 } => new Refusal("policy.manager", L["The discount is from 0 to 100 %."], "managerDiscount"),
        { WithinHours: < 1 or > MostHours } => new Refusal("policy.hours", L["A review is due within 1 to {0} hours.", MostHours], "withinHours"),
        _ => null,
    };
}
