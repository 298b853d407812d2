using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <summary>A campaign that waits for the one verdict on all of it: its bundles are no reviews of their own.</summary>
/// <param name="SubmittedBy">The name of who did.</param>
/// <param name="CannotApprove">Why this reader cannot approve it; null when nothing stands in the way.</param>
public sealed record ReviewCampaign(
    string Code, string Name, string SubmittedBy, DateTimeOffset SubmittedAt, DateTime? StartsAt, DateTime? EndsAt, IReadOnlyList<Channel> Channels,
    int Bundles, int Links, string? CannotApprove)
{
    /// <summary>Whether the reader worked on it.</summary>
    public bool IsMine { get; init; }

    /// <summary>It waits longer than the policy of one of its shops wants, or should be on by now.</summary>
    public bool IsOverdue { get; init; }
}

/// <summary>Reads the campaigns that wait for a verdict.</summary>
internal static class ReviewCampaigns
{
    /// <summary>The one that starts first, first.</summary>
    public static async Task<IReadOnlyList<ReviewCampaign>> LoadAsync(StudioDb db, Actor reader, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = await db.Campaigns.Where(campaign => campaign.State == CampaignState.InReview)
            .Include(campaign => campaign.Bundles).Include(campaign => campaign.Links).AsSplitQuery().ToListAsync(cancellation);
        if (found.Count == 0)
        {
            return [];
        }

        var channels = await db.Channels.ToDictionaryAsync(channel => channel.Id, cancellation);
        var policies = await RevisionApproval.PoliciesAsync(db, [.. found.SelectMany(campaign => campaign.ChannelIds).Distinct()], cancellation);
        return [.. found.OrderBy(campaign => campaign.StartsAt).ThenBy(campaign => campaign.Id).Select(campaign =>
        {
            var submitted = campaign.SubmittedAt ?? campaign.CreatedAt;
            var isMine = campaign.AuthorIds.Contains(reader.Id);
            return new ReviewCampaign(
                campaign.Code, campaign.Name, campaign.SubmittedBy ?? L["somebody"].Value, submitted, campaign.StartsAt, campaign.EndsAt,
                [.. campaign.ChannelIds.Where(channels.ContainsKey).Select(id => channels[id])], campaign.Bundles.Count, campaign.Links.Count,
                !campaign.ChannelIds.TrueForAll(id => reader.Can(Permission.Review, id)) ? L["Only a manager can approve it."].Value
                : isMine ? L["You worked on it, so someone else has to approve it."].Value : null)
            {
                IsMine = isMine,
                IsOverdue = campaign.ChannelIds.Exists(id => now - submitted > TimeSpan.FromHours(policies[id].WithinHours)
                    || (channels.TryGetValue(id, out var channel) && campaign.Window(channel).From <= now)),
            };
        })];
    }
}
