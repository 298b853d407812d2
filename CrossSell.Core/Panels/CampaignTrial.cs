using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>A panel at the moment when a campaign starts, without it and with it.</summary>
public sealed record CampaignPanel(string Sku, string Name, Panel Without, Panel With)
{
    /// <summary>Whether shoppers see something else with it.</summary>
    public bool Changes => Without.Offer?.Code != With.Offer?.Code || Without.Offer?.SetPrice != With.Offer?.SetPrice
        || !Without.Companions.Select(item => item.Product.Id).SequenceEqual(With.Companions.Select(item => item.Product.Id));
}

/// <content>Panels as a campaign changes them.</content>
public sealed partial class PanelService
{
    /// <summary>
    /// The panels that a campaign changes in one of its shops, at the moment when it starts there, whatever its state: of the products that its bundles lead on
    /// and those that its links begin at. Nothing is written.
    /// </summary>
    /// <param name="most">Panels at most.</param>
    public async Task<IReadOnlyList<CampaignPanel>> TryCampaignAsync(
        ReadScope scope, string code, int channelId, int most = 50, CancellationToken cancellation = default)
    {
        await RefreshAsync(cancellation);
        await using var db = store.Read(scope);
        var shop = await db.Channels.Include(item => item.TaxRates).SingleOrDefaultAsync(item => item.Id == channelId, cancellation);
        var campaign = await db.Campaigns.Include(item => item.Bundles).Include(item => item.Links).AsSplitQuery()
            .SingleOrDefaultAsync(item => item.Code == code, cancellation);
        if (shop is null || campaign is null || index.Channel(shop.Code) is not { } channel)
        {
            return [];
        }

        var (from, until) = campaign.Window(shop);
        var revisionIds = campaign.Bundles.ConvertAll(member => member.RevisionId);
        var quotes = await BundleQuotes.LoadAsync(db, revisionIds, channelId, cancellation);
        var bundles = await db.BundleRevisions.Where(revision => revisionIds.Contains(revision.Id))
            .Join(
                db.Bundles, revision => revision.BundleId, bundle => bundle.Id,
                (revision, bundle) => new { revision.Id, revision.Number, BundleId = bundle.Id, bundle.Code })
            .ToListAsync(cancellation);
        var offers = bundles.Where(bundle => quotes[bundle.Id].Price is not null && quotes[bundle.Id].Content.ChannelIds.Contains(channelId))
            .Select(bundle => new ApprovedBundle(bundle.BundleId, bundle.Code, bundle.Number, quotes[bundle.Id], from, until)).ToList();
        var links = CampaignLayer.Facts(campaign, shop).ToLookup(pair => pair.SourceId, pair => pair.Fact);
        var anchors = offers.SelectMany(offer => offer.Quote.Lines.Where(line => offer.Quote.Content.LeadsOn(line.Product.Id)).Select(line => line.Product.Id))
            .Concat(links.Select(group => group.Key)).Distinct().Take(most).ToList();
        using var asked = new PanelReads(connections, index, time.GetUtcNow());
        var panels = new List<CampaignPanel>();
        foreach (var anchor in anchors)
        {
            int[] also = [.. links[anchor].Select(link => link.TargetId), .. offers.SelectMany(offer => BundleLayer.Fact(offer).Products)];
            if (asked.FactsWith(anchor, channel, channel.LocaleOf(null), also) is not { } facts)
            {
                continue;
            }

            var own = offers.Select(offer => offer.BundleId).ToHashSet();
            var (known, sets) = (facts.Of<CampaignFacts>().Links.Where(link => link.CampaignId != campaign.Id).ToList(), facts.Of<BundleFacts>().Bundles);
            // Of its bundles stays what is sold without it: another revision.
            var numbers = offers.ToDictionary(offer => offer.BundleId, offer => offer.Revision);
            var without = facts.With(new CampaignFacts { Links = known })
                .With(new BundleFacts
                {
                    Bundles = [.. sets.Where(set => !numbers.TryGetValue(set.Id, out var number) || set.Revision != number)
                        .Select(set => own.Contains(set.Id) ? set with { Validity = Uncut(set.Validity, from, until) } : set)],
                });
            var with = facts.With(new CampaignFacts { Links = [.. known, .. links[anchor]] })
                .With(new BundleFacts { Bundles = [.. sets.Where(set => !own.Contains(set.Id)), .. offers.Select(BundleLayer.Fact)] });
            var request = new PanelRequest { AnchorId = anchor, ChannelId = channelId, At = from ?? asked.Now, KnownAt = Sooner(from ?? asked.Now, asked.Now) };
            var (before, after) = (channel.Resolve(request, without), channel.Resolve(request, with));
            panels.Add(new CampaignPanel(after.Anchor.Sku, after.Anchor.Name, before, after));
        }

        return panels;
    }

    // What makes way for an approved campaign would go on without it.
    private static ValidityFact Uncut(ValidityFact window, DateTimeOffset? from, DateTimeOffset? until) => new(
        window.From is { } begin && begin == until ? null : window.From, window.Until is { } end && end == from ? null : window.Until);
}
