using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using static CrossSell.Admin.Features.Campaigns.CampaignsTexts;

namespace CrossSell.Admin.Features.Campaigns;

/// <summary>How the pages say where a campaign stands.</summary>
internal static class CampaignWords
{
    /// <param name="shop">Whose clock says whether it is on.</param>
    public static (string Tone, string Name) Of(Campaign campaign, Channel? shop, DateTimeOffset now) => campaign.State switch
    {
        CampaignState.Draft => ("plain", L["draft"].Value),
        CampaignState.InReview => ("primary", L["in review"].Value),
        CampaignState.ChangesRequested => ("warning", L["changes requested"].Value),
        CampaignState.RolledBack => ("plain", L["rolled back"].Value),
        _ when shop is null => ("good", L["approved"].Value),
        _ => campaign.PhaseAt(shop, now) switch
        {
            BundlePhase.Scheduled => ("good", L["scheduled"].Value),
            BundlePhase.Live => ("good", L["live"].Value),
            _ => ("plain", L["ended"].Value),
        },
    };

    /// <summary>"27 Nov 2026 00:00 – 1 Dec 2026 00:00"; "no dates yet".</summary>
    public static string Dates(Campaign campaign) => campaign is { StartsAt: { } from, EndsAt: { } until }
        ? $"{Formats.Wall(from)} – {Formats.Wall(until)}"
        : L["no dates yet"];
}
