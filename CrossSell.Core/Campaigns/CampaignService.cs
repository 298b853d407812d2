using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Campaigns.CampaignsTexts;

namespace CrossSell.Core.Campaigns;

/// <summary>
/// Makes campaigns and what is in them. Every edit needs the right in each of the campaign's shops and names the version that the person saw.
/// </summary>
public sealed class CampaignService(StudioStore store)
{
    private const int MostLinks = 500;
    private const int MostBundles = 50;

    /// <returns>The code.</returns>
    public async Task<Outcome<string>> CreateAsync(string name, IReadOnlyList<int> channelIds, Actor actor, CancellationToken cancellation = default)
    {
        if (DenyIn(actor, Permission.EditBundles, channelIds) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, $"Created the campaign {name.Trim()}", cancellation);
        session.CanUndo = false;
        var taken = await session.Db.Campaigns.Select(campaign => campaign.Code).ToListAsync(cancellation);
        var campaign = new Campaign { Code = CatalogCode.Of(name, taken), Name = "", OwnerId = actor.Id, CreatedAt = session.Now };
        if (campaign.Edit(new CampaignTerms(name, null, null, null, channelIds), actor).IsRefused(out var refusal))
        {
            return refusal;
        }

        session.Db.Add(campaign);
        return (await session.CommitAsync(cancellation)).Refusal is { } stale ? stale : campaign.Code;
    }

    /// <summary>Name, note, schedule and shops. Revisions that are still drafts take the schedule.</summary>
    public Task<Outcome> EditAsync(int id, int version, CampaignTerms terms, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, actor, "Edited the campaign", async (session, campaign) =>
        {
            if (DenyIn(actor, Permission.EditBundles, terms.ChannelIds) is { } denied)
            {
                return denied;
            }

            return campaign.Edit(terms, actor).IsRefused(out var refusal) ? refusal : await ScheduleAsync(session, campaign, actor, cancellation);
        }, cancellation);

    /// <summary>Takes in the open draft of a bundle; one that has none starts its next revision.</summary>
    public Task<Outcome> AddBundleAsync(int id, int version, string code, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, actor, "Added a bundle to the campaign", async (session, campaign) =>
        {
            if (campaign.Work(actor).IsRefused(out var refusal))
            {
                return refusal;
            }

            var bundleId = await session.Db.Bundles.Where(item => item.Code == code).Select(item => (int?)item.Id).SingleOrDefaultAsync(cancellation);
            if (bundleId is null || await CampaignBundles.FindAsync(session.Db, bundleId.Value, cancellation) is not { } bundle)
            {
                return Refusal.NotFound(L["There is no such bundle."]);
            }

            if (DenyIn(actor, Permission.EditBundles, [.. bundle.Revisions.SelectMany(item => item.Channels).Select(place => place.ChannelId).Distinct()])
                is { } denied)
            {
                return denied;
            }

            var revision = bundle.Open;
            if (revision is null)
            {
                var ofCampaigns = await CampaignMembership.OfBundleAsync(session.Db, bundle.Id, cancellation);
                if (bundle.Revise(actor, session.Now, ofCampaigns).IsRefused(out refusal, out revision))
                {
                    return refusal;
                }

                await session.SaveAsync(cancellation);
            }

            if (!revision.IsEditable)
            {
                return new Refusal("campaign.bundle", L["{0} is in review by itself. Decide on it or withdraw it first.", revision.Name]);
            }

            if (await session.Db.CampaignBundles.AnyAsync(member => member.RevisionId == revision.Id, cancellation))
            {
                return new Refusal("campaign.bundle", L["{0} is in a campaign already.", revision.Name]);
            }

            if (campaign.Bundles.Count >= MostBundles)
            {
                return new Refusal("campaign.bundles", L["A campaign has at most {0} bundles: it is decided on as one.", MostBundles]);
            }

            campaign.Bundles.Add(new CampaignBundle { CampaignId = campaign.Id, RevisionId = revision.Id });
            return await ScheduleAsync(session, campaign, actor, cancellation);
        }, cancellation);

    /// <summary>Takes a bundle out; its draft stays as it is, on its own.</summary>
    public Task<Outcome> RemoveBundleAsync(int id, int version, int revisionId, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, actor, "Took a bundle out of the campaign", (_, campaign) =>
        {
            if (campaign.Work(actor).IsRefused(out var refusal))
            {
                return Task.FromResult<Outcome>(refusal);
            }

            campaign.Bundles.RemoveAll(member => member.RevisionId == revisionId);
            return Task.FromResult(Outcome.Done);
        }, cancellation);

    /// <summary>Recommends a product beside another while the campaign is on, behind its other links of that product.</summary>
    public Task<Outcome> AddLinkAsync(int id, int version, int sourceId, int targetId, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, actor, "Added a link to the campaign", async (session, campaign) =>
        {
            if (campaign.Work(actor).IsRefused(out var refusal))
            {
                return refusal;
            }

            if (sourceId == targetId)
            {
                return new Refusal("campaign.link", L["A product is not recommended beside itself."]);
            }

            int[] ends = [sourceId, targetId];
            if (await session.Db.Products.CountAsync(product => ends.Contains(product.Id), cancellation) < 2)
            {
                return Refusal.NotFound(L["One of the products was removed."]);
            }

            if (campaign.Links.Exists(link => link.SourceId == sourceId && link.TargetId == targetId))
            {
                return new Refusal("campaign.link", L["The campaign has this link already."]);
            }

            if (campaign.Links.Count >= MostLinks)
            {
                return new Refusal("campaign.links", L["A campaign has at most {0} links.", MostLinks]);
            }

            campaign.Links.Add(new CampaignLink
            {
                CampaignId = campaign.Id, SourceId = sourceId, TargetId = targetId, Position = campaign.Links.Count(link => link.SourceId == sourceId),
            });
            return Outcome.Done;
        }, cancellation);

    /// <summary>Moves a link one place up (-1) or down (1) among those of its product.</summary>
    public Task<Outcome> MoveLinkAsync(int id, int version, int linkId, int by, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, actor, "Moved a link of the campaign", (_, campaign) => Task.FromResult(WithLink(campaign, linkId, actor, (link, list) =>
        {
            var place = Math.Clamp(list.IndexOf(link) + Math.Sign(by), 0, list.Count - 1);
            list.Remove(link);
            list.Insert(place, link);
        })), cancellation);

    public Task<Outcome> RemoveLinkAsync(int id, int version, int linkId, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, actor, "Took a link out of the campaign", (_, campaign) => Task.FromResult(WithLink(campaign, linkId, actor, (link, list) =>
        {
            list.Remove(link);
            campaign.Links.Remove(link);
        })), cancellation);

    internal static Refusal? DenyIn(Actor actor, Permission permission, IReadOnlyCollection<int> channelIds) => channelIds.Count == 0
        ? actor.DenyInEach(permission, [])
        : channelIds.Select(id => actor.Deny(permission, id)).FirstOrDefault(denied => denied is not null);

    internal static async Task<Campaign?> FindAsync(StudioDb db, int id, CancellationToken cancellation) => await db.Campaigns.AsTracking()
        .Include(campaign => campaign.Bundles).Include(campaign => campaign.Links).AsSplitQuery().SingleOrDefaultAsync(item => item.Id == id, cancellation);

    /// <summary>Drafts of the campaign take its schedule: a bundle has one, and its page shows it.</summary>
    internal static async Task<Outcome> ScheduleAsync(WriteSession session, Campaign campaign, Actor actor, CancellationToken cancellation)
    {
        foreach (var member in campaign.Bundles)
        {
            if (await CampaignBundles.RevisionAsync(session.Db, member.RevisionId, cancellation) is not ({ } _, { IsEditable: true } revision))
            {
                continue;
            }

            if (DenyIn(actor, Permission.EditBundles, [.. revision.Channels.Select(place => place.ChannelId)]) is { } denied)
            {
                return denied;
            }

            var content = BundleContent.Of(revision);
            if ((content.StartsAt, content.EndsAt) != (campaign.StartsAt, campaign.EndsAt)
                && revision.Edit(content with { StartsAt = campaign.StartsAt, EndsAt = campaign.EndsAt }, actor, session.Now).IsRefused(out var refusal))
            {
                return refusal;
            }
        }

        return Outcome.Done;
    }

    private static Outcome WithLink(Campaign campaign, int linkId, Actor actor, Action<CampaignLink, List<CampaignLink>> change)
    {
        if (campaign.Work(actor).IsRefused(out var refusal))
        {
            return refusal;
        }

        if (campaign.Links.Find(item => item.Id == linkId) is not { } link)
        {
            return Refusal.NotFound(L["This link was removed already."]);
        }

        var list = campaign.Links.Where(item => item.SourceId == link.SourceId).OrderBy(item => item.Position).ToList();
        change(link, list);
        for (var place = 0; place < list.Count; place++)
        {
            list[place].Position = place;
        }

        return Outcome.Done;
    }

    private async Task<Outcome> WriteAsync(
        int id, int version, Actor actor, string verb, Func<WriteSession, Campaign, Task<Outcome>> change, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(actor, verb, cancellation);
        session.CanUndo = false;
        if (await FindAsync(session.Db, id, cancellation) is not { } campaign)
        {
            return Refusal.NotFound(L["There is no such campaign."]);
        }

        if (DenyIn(actor, Permission.EditBundles, campaign.ChannelIds) is { } denied)
        {
            return denied;
        }

        if (campaign.Version != version)
        {
            return Refusal.Stale(L["Someone else changed this campaign. Reload it to see what changed."]);
        }

        if ((await change(session, campaign)).IsRefused(out var refusal))
        {
            return refusal;
        }

        // What is in it are rows of their own: the campaign's version has to grow with them.
        session.Db.Entry(campaign).Property(item => item.Name).IsModified = true;
        session.Purpose = $"{verb} {campaign.Name}";
        return Outcome.FromRefusalOrDone((await session.CommitAsync(cancellation)).Refusal);
    }
}
