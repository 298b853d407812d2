using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>What is taken to be otherwise than it is. Nothing of it is written.</summary>
public sealed record PanelWhatIf
{
    public static readonly PanelWhatIf Nothing = new();

    /// <summary>Units in stock, by SKU; of a family for each of its variants.</summary>
    public IReadOnlyDictionary<string, int> Stock { get; init; } = new Dictionary<string, int>();

    /// <summary>Code of a bundle whose newest revision is on sale, whatever its state.</summary>
    public string? Bundle { get; init; }

    /// <summary>Code of a campaign that is approved.</summary>
    public string? Campaign { get; init; }

    /// <summary>The shop's settings of panels; null as they are.</summary>
    public PanelSettings? Shop { get; init; }

    /// <summary>All that is set nearer; null as it is.</summary>
    public IReadOnlyList<PanelScopeSettings>? Scopes { get; init; }

    public bool IsNothing => Stock.Count == 0 && Bundle is null && Campaign is null && Shop is null && Scopes is null;
}

/// <content>Panels as they would be.</content>
public sealed partial class PanelService
{
    /// <summary>The panel with everything that was written until now, if some things were otherwise. Nothing is written.</summary>
    public async Task<Outcome<PanelAnswer>> AssumeAsync(
        ReadScope scope, PanelQuery query, PanelWhatIf what, CancellationToken cancellation = default)
    {
        if ((await SupposeAsync(scope, query, what, cancellation)).IsRefused(out var refusal, out var supposed))
        {
            return refusal;
        }

        return supposed.Answer;
    }

    /// <summary>
    /// <see cref="Choose"/> in the panel as it would be: what is not live is priced by itself, never by what is on sale of it now. Nothing is written.
    /// </summary>
    /// <returns>As <see cref="Choose"/> refuses.</returns>
    public async Task<Outcome<BundleOffer>> ChooseAssumedAsync(
        ReadScope scope, PanelQuery query, PanelWhatIf what, string code, IReadOnlyList<ChosenOption> chosen, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        if ((await SupposeAsync(scope, query, what, cancellation)).IsRefused(out var refusal, out var supposed))
        {
            return refusal;
        }

        if (supposed.Facts is not { } facts)
        {
            return Choose(query, code, chosen).IsRefused(out refusal, out var live) ? refusal : live.Offer;
        }

        return supposed.Answer.Panel.Offer is { } offer && string.Equals(offer.Code, code, StringComparison.OrdinalIgnoreCase)
            && facts.Of<BundleFacts>().Bundles.FirstOrDefault(bundle => bundle.Id == offer.BundleId && bundle.Revision == offer.Revision) is { } fact
            ? OfferChoice.Of(offer, fact, chosen)
            : Refusal.NotFound(L["The panel of {0} does not show the bundle \"{1}\".", query.Sku, code], "code");
    }

    /// <param name="Facts">What it was resolved from; null where nothing is otherwise than it is.</param>
    private sealed record Supposed(PanelAnswer Answer, PanelFacts? Facts = null);

    private async Task<Outcome<Supposed>> SupposeAsync(ReadScope scope, PanelQuery query, PanelWhatIf what, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(what);
        if ((await ResolveFreshAsync(scope, query, cancellation)).IsRefused(out var refusal, out var now))
        {
            return refusal;
        }

        if (what.IsNothing || index.Channel(now.Channel.Code) is not { } channel)
        {
            return new Supposed(now);
        }

        await using var db = store.Read(scope);
        channel = await AssumedAsync(db, channel, what, cancellation);
        var (bundles, links) = await AssumedAsync(db, channel, what, now.Panel.Anchor.Id, cancellation);
        using var asked = new PanelReads(connections, index, time.GetUtcNow());
        var locale = channel.LocaleOf(query.Locale);
        int[] also = [.. bundles.SelectMany(bundle => bundle.Products), .. links.Select(link => link.TargetId)];
        if (asked.FactsWith(now.Panel.Anchor.Id, channel, locale, also) is not { } facts)
        {
            return new Supposed(now);
        }

        IReadOnlyCollection<int> cart = [.. CartLines.Of(index, channel.Channel.Id, query.Cart, asked.IdOf, now.At)];
        if (query.Placement.SpeaksForCart())
        {
            facts = CartCompanions.Of(facts, [.. cart.Where(id => id != facts.Anchor.Id).Take(MaxCart)
                .Select(id => asked.FactsWith(id, channel, locale, [])).OfType<PanelFacts>()]);
        }

        if (bundles.Count > 0)
        {
            var known = facts.Of<BundleFacts>();
            facts = facts.With(known with { Bundles = [.. known.Bundles.Where(one => bundles.All(other => other.Id != one.Id)), .. bundles] });
        }

        if (links.Count > 0)
        {
            var known = facts.Of<CampaignFacts>();
            facts = facts.With(known with { Links = [.. known.Links.Where(one => one.CampaignId != links[0].CampaignId), .. links] });
        }

        foreach (var (sku, units) in what.Stock)
        {
            facts = asked.IdOf(sku) is { } id ? facts.WithStock(id, units) : facts;
        }

        var request = new PanelRequest
        {
            AnchorId = facts.Anchor.Id,
            ChannelId = channel.Channel.Id,
            At = now.At,
            KnownAt = Sooner(now.At, asked.Now),
            Placement = query.Placement,
            Locale = query.Locale,
            Segment = channel.SegmentOf(query.Segment),
            Cart = cart,
            Limit = query.Limit,
            Arm = channel.ArmOf(query, channel.SegmentOf(query.Segment), now.At),
        };
        return new Supposed(now with { Panel = channel.Resolve(request, facts) }, facts);
    }

    private async Task<ChannelPanels> AssumedAsync(StudioDb db, ChannelPanels channel, PanelWhatIf what, CancellationToken cancellation)
    {
        if (what.Shop is null && what.Scopes is null)
        {
            return channel;
        }

        var id = channel.Channel.Id;
        var shop = what.Shop ?? await db.PanelSettings.SingleOrDefaultAsync(settings => settings.ChannelId == id, cancellation) ?? new PanelSettings();
        var scopes = what.Scopes ?? await db.PanelScopeSettings.Where(settings => settings.ChannelId == id).ToListAsync(cancellation);
        return channel.With(new ChannelPolicies(shop, scopes, index.Catalog.CategoryPaths, layers));
    }

    /// <summary>The bundles of what is assumed that may stand beside the anchor, and its campaign's links from it.</summary>
    private static async Task<(List<BundleFact> Bundles, List<CampaignLinkFact> Links)> AssumedAsync(
        StudioDb db, ChannelPanels channel, PanelWhatIf what, int anchorId, CancellationToken cancellation)
    {
        var (revisions, links) = (new List<int>(), new List<CampaignLinkFact>());
        (DateTimeOffset? From, DateTimeOffset? Until)? window = null;
        if (what.Bundle is { } bundleCode)
        {
            revisions.AddRange(await db.BundleRevisions
                .Join(db.Bundles, revision => revision.BundleId, bundle => bundle.Id, (revision, bundle) => new { revision.Id, revision.Number, bundle.Code })
                .Where(row => row.Code == bundleCode).OrderByDescending(row => row.Number).Select(row => row.Id).Take(1).ToListAsync(cancellation));
        }

        if (what.Campaign is { } campaignCode && await db.Campaigns.Include(item => item.Bundles).Include(item => item.Links).AsSplitQuery()
            .SingleOrDefaultAsync(item => item.Code == campaignCode, cancellation) is { } campaign && campaign.ChannelIds.Contains(channel.Channel.Id))
        {
            window = campaign.Window(channel.Channel);
            revisions.AddRange(campaign.Bundles.Select(member => member.RevisionId));
            links.AddRange(CampaignLayer.Facts(campaign, channel.Channel).Where(pair => pair.SourceId == anchorId).Select(pair => pair.Fact));
        }

        if (revisions.Count == 0)
        {
            return ([], links);
        }

        var quotes = await BundleQuotes.LoadAsync(db, revisions, channel.Channel.Id, cancellation);
        var rows = await db.BundleRevisions.Where(revision => revisions.Contains(revision.Id))
            .Join(db.Bundles, revision => revision.BundleId, bundle => bundle.Id, (revision, bundle) => new { Revision = revision, bundle.Code })
            .ToListAsync(cancellation);
        var facts = new List<BundleFact>();
        foreach (var row in rows)
        {
            if (quotes.TryGetValue(row.Revision.Id, out var quote) && quote.Price is not null && quote.Content.ChannelIds.Contains(channel.Channel.Id))
            {
                var (from, until) = window ?? BundleSchedule.Window(row.Revision, channel.Channel);
                var fact = BundleLayer.Fact(new ApprovedBundle(row.Revision.BundleId, row.Code, row.Revision.Number, quote, from, until));
                // Of a campaign's many bundles those that have to do with the anchor; the one that was asked for says itself why it is not here.
                if (row.Code == what.Bundle || fact.Products.Contains(anchorId))
                {
                    facts.Add(fact);
                }
            }
        }

        return (facts, links);
    }
}
