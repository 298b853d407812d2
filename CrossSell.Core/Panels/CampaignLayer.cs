using CrossSell.Core.Audit;
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

    protected internal override IReadOnlyCollection<string> Entities { get; } = [nameof(Campaign), nameof(CampaignLink)];

    /// <summary>None by themselves: whose panels a campaign concerns, those tell that are kept (<see cref="SharedCampaigns"/>).</summary>
    protected internal override Task<IReadOnlyCollection<int>?> TouchedAsync(StudioDb db, IReadOnlyList<Change> changes, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<int>?>([]);

    protected internal override async Task<LayerShared?> ShareAsync(StudioDb db, IReadOnlyList<Channel> channels, CancellationToken cancellation) =>
        await SharedCampaigns.ReadAsync(db, channels, cancellation);

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
            link.TargetId, () => L["Campaign {0}, position {1}", link.Campaign, link.Position + 1], context.OutsideValidity(link.Validity), IsByHand: true));
}

/// <summary>Links of approved campaigns, by channel and source.</summary>
internal sealed class SharedCampaigns(IReadOnlyList<Channel> channels, IReadOnlyDictionary<int, ILookup<int, CampaignLinkFact>> byChannel) : LayerShared
{
    public static async Task<SharedCampaigns> ReadAsync(StudioDb db, IReadOnlyList<Channel> channels, CancellationToken cancellation)
    {
        var campaigns = await db.Campaigns.Where(campaign => campaign.State == CampaignState.Approved).Include(campaign => campaign.Links)
            .AsSplitQuery().ToListAsync(cancellation);
        return new SharedCampaigns(channels, channels.ToDictionary(channel => channel.Id, channel => campaigns
            .Where(campaign => campaign.ChannelIds.Contains(channel.Id))
            .SelectMany(campaign => CampaignLayer.Facts(campaign, channel))
            .ToLookup(pair => pair.SourceId, pair => pair.Fact)));
    }

    public ILookup<int, CampaignLinkFact> Of(int channelId) => byChannel[channelId];

    /// <summary>What is approved, or was, is read again; a draft is in no panel.</summary>
    public override async Task<LayerSharedAfter> AfterAsync(
        StudioDb db, PanelWrites writes, IEnumerable<PanelKey> kept, CancellationToken cancellation)
    {
        var ids = writes.Rows[nameof(Campaign)].Select(change => change.KeyPart()).ToHashSet();
        if (writes.Rows[nameof(CampaignLink)].ToArray() is { Length: > 0 } links)
        {
            ids.UnionWith(await ChangedRow.NamedAsync(
                links, nameof(CampaignLink.CampaignId),
                edited => db.CampaignLinks.Where(link => edited.Contains(link.Id)).Select(link => link.CampaignId).ToListAsync(cancellation)) ?? []);
        }

        var isOn = ids.Count > 0 && (Pairs.Any(pair => ids.Contains(pair.Fact.CampaignId))
            || await db.Campaigns.AnyAsync(campaign => ids.Contains(campaign.Id) && campaign.State == CampaignState.Approved, cancellation));
        if (!isOn)
        {
            return new(this);
        }

        var after = await ReadAsync(db, channels, cancellation);
        var touched = Pairs.Concat(after.Pairs).Where(pair => ids.Contains(pair.Fact.CampaignId)).Select(pair => pair.Source).ToHashSet();
        return new(after) { Touches = (_, facts) => facts is not null && (touched.Contains(facts.Anchor.Id) || touched.Contains(facts.Anchor.FamilyId)) };
    }

    private IEnumerable<(int Source, CampaignLinkFact Fact)> Pairs =>
        byChannel.Values.SelectMany(channel => channel).SelectMany(source => source.Select(fact => (source.Key, fact)));
}

/// <summary>What campaigns recommend beside the anchor.</summary>
public sealed record CampaignFacts : LayerFacts
{
    public IReadOnlyList<CampaignLinkFact> Links { get; init; } = [];

    public override IEnumerable<int> Products => Links.Select(link => link.TargetId);

    public override IEnumerable<ValidityFact> Windows => Links.Select(link => link.Validity);
}

/// <param name="Campaign">Its name.</param>
public sealed record CampaignLinkFact(int CampaignId, string Campaign, int TargetId, int Position, ValidityFact Validity = default);
