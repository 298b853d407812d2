using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>
/// Puts a revision, what stands in its shops and the revisions before it where the verdicts of its round lead, whichever way one was given or taken back. The
/// one place where a revision becomes approved.
/// </summary>
internal static class RevisionApproval
{
    /// <summary>The policies of these shops; the defaults where nobody set any.</summary>
    public static async Task<IReadOnlyDictionary<int, ReviewPolicy>> PoliciesAsync(
        StudioDb db, IEnumerable<int> channelIds, CancellationToken cancellation)
    {
        var ids = channelIds.Distinct().ToArray();
        var known = await db.ReviewPolicies.AsNoTracking().Where(policy => ids.Contains(policy.ChannelId))
            .ToDictionaryAsync(policy => policy.ChannelId, cancellation);
        return ids.ToDictionary(id => id, id => known.GetValueOrDefault(id) ?? new ReviewPolicy { ChannelId = id });
    }

    /// <summary>The verdicts that count in the revision's round.</summary>
    public static Task<List<GivenVerdict>> GivenAsync(StudioDb db, BundleRevision revision, CancellationToken cancellation) =>
        db.GivenVerdicts.Where(verdict => verdict.RevisionId == revision.Id && verdict.Round == revision.Round && verdict.TakenBackAt == null)
            .OrderBy(verdict => verdict.Id).ToListAsync(cancellation);

    /// <summary>
    /// Lets the shops whose policies ask for no review through, as a verdict of its own; the revision is approved when that is all of them. For what was just
    /// submitted.
    /// </summary>
    /// <returns>The shops that still want a review.</returns>
    public static async Task<Outcome<IReadOnlyList<int>>> SubmittedAsync(
        WriteSession session, Bundle bundle, BundleRevision revision, IReadOnlyList<BundleQuote> quotes, CancellationToken cancellation)
    {
        var policies = await PoliciesAsync(session.Db, revision.Channels.Select(place => place.ChannelId), cancellation);
        var through = quotes.Where(quote => ReviewRules.Needs(quote, policies[quote.Channel.Id]).Count == 0).Select(quote => quote.Channel.Id).ToList();
        if (through.Count > 0)
        {
            session.Db.GivenVerdicts.Add(new GivenVerdict
            {
                RevisionId = revision.Id,
                Round = revision.Round,
                Decision = ReviewDecision.Approved,
                ChannelIds = through,
                ReviewerId = GivenVerdict.ByPolicy,
                ReviewerName = GivenVerdict.PolicyName,
                At = session.Now,
            });
            if ((await SettleAsync(session, bundle, revision, quotes, cancellation)).IsRefused(out var refusal))
            {
                return refusal;
            }
        }

        return Outcome.Of<IReadOnlyList<int>>([.. revision.Channels.Select(place => place.ChannelId).Except(through)]);
    }

    /// <summary>Has state, verdicts of the shops and older revisions follow what was given and taken back, that of this write included.</summary>
    /// <param name="quotes">Of the revision as it is now: what a new verdict of a shop remembers as seen.</param>
    public static async Task<Outcome> SettleAsync(
        WriteSession session, Bundle bundle, BundleRevision revision, IReadOnlyList<BundleQuote> quotes, CancellationToken cancellation)
    {
        var given = await GivenOfWriteAsync(session, revision, cancellation);
        var channelIds = revision.Channels.Select(place => place.ChannelId).ToList();
        var policies = await PoliciesAsync(session.Db, channelIds, cancellation);
        var tally = ReviewRules.Stand(channelIds, given, id => policies[id].TwoApprovers ? 2 : 1);
        if (tally.Shops.Count > 0 && tally.Shops.All(shop => shop.IsLeftOut))
        {
            return new Refusal("review.no-shop", L["No shop would sell it then. Request changes, or reject it."], "shops");
        }

        var before = revision.State;
        if (before != tally.State)
        {
            if (revision.Settle(tally.State).IsRefused(out var refusal))
            {
                return refusal;
            }

            if (tally.State == RevisionState.Approved)
            {
                await SupersedeAsync(session, bundle, revision, tally, cancellation);
            }
            else if (before == RevisionState.Approved)
            {
                foreach (var older in bundle.Revisions.Where(item => item.SupersededBy == revision.Number))
                {
                    older.Reinstate();
                }
            }
        }

        await WriteVerdictsAsync(session, revision, tally, quotes, cancellation);
        return Outcome.Done;
    }

    private static async Task<List<GivenVerdict>> GivenOfWriteAsync(WriteSession session, BundleRevision revision, CancellationToken cancellation)
    {
        var stored = await session.Db.GivenVerdicts.Where(verdict => verdict.RevisionId == revision.Id && verdict.Round == revision.Round)
            .OrderBy(verdict => verdict.Id).ToListAsync(cancellation);
        var added = session.Db.GivenVerdicts.Local
            .Where(verdict => session.Db.Entry(verdict).State == EntityState.Added && verdict.RevisionId == revision.Id && verdict.Round == revision.Round);
        return [.. stored, .. added];
    }

    /// <summary>What stands in each shop, as one row of it: others read those. A row that says the same already stays, with what was seen then.</summary>
    private static async Task WriteVerdictsAsync(
        WriteSession session, BundleRevision revision, ReviewTally tally, IReadOnlyList<BundleQuote> quotes, CancellationToken cancellation)
    {
        var wanted = new Dictionary<int, (GivenVerdict By, ReviewDecision Decision)>();
        foreach (var shop in tally.Shops)
        {
            if (tally.State is RevisionState.ChangesRequested or RevisionState.Rejected && tally.By!.ChannelIds.Contains(shop.ChannelId))
            {
                wanted[shop.ChannelId] = (tally.By, tally.By.Decision);
            }
            else if (shop is { IsComplete: true, By: { } by })
            {
                wanted[shop.ChannelId] = (by, shop.IsLeftOut ? ReviewDecision.LeftOut : ReviewDecision.Approved);
            }
        }

        var known = await session.Db.ReviewVerdicts.Where(verdict => verdict.RevisionId == revision.Id).ToListAsync(cancellation);
        foreach (var row in known)
        {
            if (wanted.TryGetValue(row.ChannelId, out var stays)
                && (stays.Decision, stays.By.ReviewerId, stays.By.At) == (row.Decision, row.ReviewerId, row.At))
            {
                wanted.Remove(row.ChannelId);
            }
            else
            {
                session.Db.ReviewVerdicts.Remove(row);
            }
        }

        foreach (var (channelId, (by, decision)) in wanted.OrderBy(pair => pair.Key))
        {
            var price = quotes.FirstOrDefault(quote => quote.Channel.Id == channelId)?.Price;
            session.Db.ReviewVerdicts.Add(new ReviewVerdict
            {
                RevisionId = revision.Id,
                ChannelId = channelId,
                Decision = decision,
                Reason = by.Reason,
                ReviewerId = by.ReviewerId,
                ReviewerName = by.ReviewerName,
                At = by.At,
                SetPrice = price?.SetPrice.Minor ?? 0,
                Cost = price?.Cost?.Minor,
            });
        }
    }

    /// <summary>
    /// An older approved revision gives way at once, unless the new one starts later, or was left out of a shop where the older one is sold: there the older
    /// one sells on, until then or for good.
    /// </summary>
    private static async Task SupersedeAsync(
        WriteSession session, Bundle bundle, BundleRevision approved, ReviewTally tally, CancellationToken cancellation)
    {
        // After its campaign the older one is sold again; and what is in a campaign is sold in its days, whatever comes after it.
        var ofCampaigns = await CampaignMembership.OfBundleAsync(session.Db, bundle.Id, cancellation);
        if (ofCampaigns.Contains(approved.Id))
        {
            return;
        }

        var ids = approved.Channels.Select(place => place.ChannelId).ToArray();
        var channels = await session.Db.Channels.Where(channel => ids.Contains(channel.Id)).ToListAsync(cancellation);
        if (channels.Exists(channel => BundleSchedule.PhaseAt(approved, channel, session.Now) == BundlePhase.Scheduled))
        {
            return;
        }

        var leftOut = tally.Shops.Where(shop => shop.IsLeftOut).Select(shop => shop.ChannelId).ToHashSet();
        foreach (var older in bundle.Revisions.Where(revision => revision.State == RevisionState.Approved && revision.Number < approved.Number
            && !ofCampaigns.Contains(revision.Id) && !revision.Channels.Exists(place => leftOut.Contains(place.ChannelId))))
        {
            older.Supersede(approved.Number);
        }
    }
}
