using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>What approved campaigns recommend beside a product while they are on, in their own order.</summary>
public sealed class CampaignLayer : PanelLayer<CampaignFacts>
{
    public override string Name => "Campaign";

    public override string Label => L["campaign"];

    public override string Title => L["Campaigns"];

    public override string By => L["by a campaign"];

    public override bool IsManual => true;

    protected override CampaignFacts Read(PanelReading reading)
    {
        var shared = reading.Shared<SharedCampaigns>()!.Of(reading.Channel.Id);
        CampaignLinkFact[] links =
            [.. new[] { reading.ProductId, reading.FamilyId }.Distinct().SelectMany(id => shared[id]).DistinctBy(link => (link.CampaignId, link.TargetId))];
        return links.Length == 0 ? None : new() { Links = links };
    }

    protected internal override async Task<LayerShared?> ShareAsync(StudioDb db, IReadOnlyList<Channel> channels, CancellationToken cancellation)
    {
        var campaigns = await db.Campaigns.Where(campaign => campaign.State == CampaignState.Approved).Include(campaign => campaign.Links)
            .AsSplitQuery().ToListAsync(cancellation);
        return new SharedCampaigns(channels.ToDictionary(channel => channel.Id, channel => campaigns
            .Where(campaign => campaign.ChannelIds.Contains(channel.Id))
            .SelectMany(campaign => Facts(campaign, channel))
            .ToLookup(pair => pair.SourceId, pair => pair.Fact)));
    }

    /// <summary>The links of a campaign as a shop has them.</summary>
    internal static IEnumerable<(int SourceId, CampaignLinkFact Fact)> Facts(Campaign campaign, Channel channel)
    {
        var (from, until) = campaign.Window(channel);
        return campaign.Links.Select(link => (
            link.SourceId, new CampaignLinkFact(campaign.Id, campaign.Name, link.TargetId, link.Position, new ValidityFact(from, until))));
    }

    protected override IEnumerable<PanelCandidate> Candidates(PanelContext context, CampaignFacts facts) => facts.Links
        .OrderBy(link => link.CampaignId).ThenBy(link => link.Position).ThenBy(link => link.TargetId)
        .Select(link => new PanelCandidate(
            link.TargetId, L["Campaign {0}, position {1}", link.Campaign, link.Position + 1], context.OutsideValidity(link.Validity), IsByHand: true));
}

/// <summary>Links of approved campaigns, by channel and source.</summary>
internal sealed class SharedCampaigns(IReadOnlyDictionary<int, ILookup<int, CampaignLinkFact>> byChannel) : LayerShared
{
    public ILookup<int, CampaignLinkFact> Of(int channelId) => byChannel[channelId];
}

/// <summary>What campaigns recommend beside the anchor.</summary>
public sealed record CampaignFacts : LayerFacts
{
    public IReadOnlyList<CampaignLinkFact> Links { get; init; } = [];

    public override IEnumerable<int> Products => Links.Select(link => link.TargetId);
}

/// <param name="Campaign">Its name.</param>
public sealed record CampaignLinkFact(int CampaignId, string Campaign, int TargetId, int Position, ValidityFact Validity = default);
