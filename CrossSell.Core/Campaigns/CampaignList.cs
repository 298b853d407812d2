using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Campaigns;

/// <summary>One campaign in the list.</summary>
public sealed record CampaignRow(Campaign Campaign, IReadOnlyList<Channel> Channels, int Bundles, int Links);

/// <summary>A revision of a campaign.</summary>
/// <param name="StandsAlone">Nothing else of its bundle was approved: it is sold in the campaign only.</param>
public sealed record CampaignMember(int RevisionId, string Code, string Name, int Number, RevisionState State, bool StandsAlone)
{
    /// <summary>As it stands today in each shop of the campaign where it is sold.</summary>
    public IReadOnlyList<BundleQuote> Quotes { get; init; } = [];
}

/// <summary>A link of a campaign.</summary>
public sealed record CampaignPair(int Id, int SourceId, string SourceSku, string SourceName, int TargetId, string TargetSku, string TargetName, int Position);

/// <summary>A campaign with all that its page shows.</summary>
public sealed record CampaignDetail(
    Campaign Campaign, IReadOnlyList<Channel> Channels, IReadOnlyList<CampaignMember> Members, IReadOnlyList<CampaignPair> Pairs);

/// <summary>Reads campaigns as lists and pages show them.</summary>
public sealed class CampaignList(StudioStore store)
{
    /// <summary>Of one shop, or of all that the reader sees; what starts last first.</summary>
    public async Task<IReadOnlyList<CampaignRow>> LoadAsync(ReadScope scope, int? channelId = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var channels = await db.Channels.ToDictionaryAsync(channel => channel.Id, cancellation);
        var found = await db.Campaigns.Include(campaign => campaign.Bundles).Include(campaign => campaign.Links).AsSplitQuery().ToListAsync(cancellation);
        return [.. found
            .Where(campaign => channelId is not { } id || campaign.ChannelIds.Contains(id))
            .OrderByDescending(campaign => campaign.StartsAt ?? DateTime.MaxValue).ThenByDescending(campaign => campaign.Id)
            .Select(campaign => new CampaignRow(
                campaign, [.. campaign.ChannelIds.Where(channels.ContainsKey).Select(id => channels[id])], campaign.Bundles.Count, campaign.Links.Count))];
    }

    /// <summary>Null when there is none of this code.</summary>
    public async Task<CampaignDetail?> FindAsync(ReadScope scope, string code, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        if (await db.Campaigns.Include(item => item.Bundles).Include(item => item.Links).AsSplitQuery()
            .SingleOrDefaultAsync(item => item.Code == code, cancellation) is not { } campaign)
        {
            return null;
        }

        var revisions = campaign.Bundles.ConvertAll(member => member.RevisionId);
        var members = await (
            from revision in db.BundleRevisions
            where revisions.Contains(revision.Id)
            join bundle in db.Bundles on revision.BundleId equals bundle.Id
            orderby revision.Name, revision.Id
            select new CampaignMember(
                revision.Id, bundle.Code, revision.Name, revision.Number, revision.State,
                !db.Set<BundleRevision>().Any(other => other.BundleId == bundle.Id && other.Id != revision.Id && other.State == RevisionState.Approved)))
            .ToListAsync(cancellation);
        var ids = campaign.Links.SelectMany(link => new[] { link.SourceId, link.TargetId }).Distinct().ToArray();
        var products = await db.Products.Where(product => ids.Contains(product.Id)).Select(product => new { product.Id, product.Sku, product.Name })
            .ToDictionaryAsync(product => product.Id, cancellation);
        var channels = await db.Channels.Where(channel => campaign.ChannelIds.Contains(channel.Id)).OrderBy(channel => channel.Id).ToListAsync(cancellation);
        return new CampaignDetail(
            campaign,
            channels,
            await QuotedAsync(db, members, channels, cancellation),
            [.. campaign.Links.OrderBy(link => products[link.SourceId].Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(link => link.SourceId)
                .ThenBy(link => link.Position)
                .Select(link => new CampaignPair(
                    link.Id, link.SourceId, products[link.SourceId].Sku, products[link.SourceId].Name, link.TargetId, products[link.TargetId].Sku,
                    products[link.TargetId].Name, link.Position))]);
    }

    private static async Task<IReadOnlyList<CampaignMember>> QuotedAsync(
        StudioDb db, List<CampaignMember> members, List<Channel> channels, CancellationToken cancellation)
    {
        var ids = members.ConvertAll(member => member.RevisionId);
        var revisions = await db.BundleRevisions.Where(revision => ids.Contains(revision.Id))
            .Include(revision => revision.Components).Include(revision => revision.Channels).AsSplitQuery().ToListAsync(cancellation);
        var quotes = new List<BundleQuote>();
        foreach (var channel in channels)
        {
            var here = revisions.Where(revision => revision.Channels.Exists(place => place.ChannelId == channel.Id)).ToList();
            quotes.AddRange(here.Count == 0 ? [] : (await BundleQuotes.LoadAsync(db, here, channel.Id, cancellation)).Values);
        }

        return [.. members.Select(member => member with { Quotes = [.. quotes.Where(quote => quote.RevisionId == member.RevisionId)] })];
    }
}
