using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Notifications;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <summary>One revision that waits for a verdict.</summary>
/// <param name="Flags">What stands out, risks first; empty when nothing does.</param>
/// <param name="CannotApprove">Why this reader cannot approve it; null when nothing stands in the way.</param>
public sealed record ReviewRow(
    int RevisionId, string BundleCode, string Name, int Number, string SubmittedBy, DateTimeOffset SubmittedAt, IReadOnlyList<BundleQuote> Quotes,
    IReadOnlyList<ReviewFlag> Flags, string? CannotApprove)
{
    /// <summary>Whether the reader worked on it.</summary>
    public bool IsMine { get; init; }

    /// <summary>It waits longer than its shop's policy wants, or should be on sale by now.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>What the orders let one expect in the first of its shops; null where they know too little.</summary>
    public ReviewEffect? Effect { get; init; }

    /// <summary>Whether somebody approved it and another has to.</summary>
    public bool HasFirstWord { get; init; }

    /// <summary>In a word or two each: "below cost", "below minimum margin"; empty when nothing stands out.</summary>
    public IReadOnlyList<string> Risks => [.. Flags.Where(flag => flag.IsRisk).Select(flag => flag.Words)];
}

/// <summary>Reads what waits for a verdict.</summary>
public sealed class ReviewQueue(StudioStore store)
{
    /// <summary>
    /// Revisions in review: those that could lose money first, then the longest waiting. What goes with a campaign is decided on there alone
    /// (<see cref="CampaignsAsync"/>).
    /// </summary>
    /// <param name="reader">Whose rights say what can be approved.</param>
    /// <param name="now">What is overdue is so at an instant.</param>
    public async Task<IReadOnlyList<ReviewRow>> LoadAsync(Actor reader, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using var db = store.Read(reader.Reads);
        var revisions = await db.BundleRevisions
            .Where(revision => revision.State == RevisionState.InReview && !db.Set<CampaignBundle>().Any(member => member.RevisionId == revision.Id)
                && db.Set<Bundle>().Any(bundle => bundle.Id == revision.BundleId && bundle.RetiredAt == null))
            .Include(revision => revision.Components).Include(revision => revision.Channels).Include(revision => revision.Authors)
            .AsSplitQuery().ToListAsync(cancellation);
        var (bundleIds, ids) = (revisions.ConvertAll(revision => revision.BundleId), revisions.ConvertAll(revision => revision.Id));
        var codes = await db.Bundles.Where(bundle => bundleIds.Contains(bundle.Id)).ToDictionaryAsync(bundle => bundle.Id, bundle => bundle.Code, cancellation);
        var given = (await db.GivenVerdicts.Where(verdict => ids.Contains(verdict.RevisionId) && verdict.TakenBackAt == null).OrderBy(verdict => verdict.Id)
            .ToListAsync(cancellation)).ToLookup(verdict => verdict.RevisionId);
        var places = revisions.SelectMany(revision => revision.Channels).Select(place => place.ChannelId).Distinct().Order().ToList();
        var policies = await RevisionApproval.PoliciesAsync(db, places, cancellation);
        var shops = await db.Channels.Where(channel => places.Contains(channel.Id)).ToListAsync(cancellation);
        var sales = await SaleBook.LoadAsync(db, bundleIds, shops, cancellation);
        var quotes = revisions.ToDictionary(revision => revision.Id, _ => new List<BundleQuote>());
        var live = revisions.ToDictionary(revision => revision.Id, _ => new Dictionary<int, BundleQuote>());
        var effects = new Dictionary<int, ReviewEffect>();
        foreach (var channelId in places.Where(reader.Reads.Includes))
        {
            var here = revisions.Where(revision => revision.Channels.Exists(place => place.ChannelId == channelId)).ToList();
            // What shoppers of this shop see, which need not be the newest that was approved.
            var olders = here.Select(revision => sales.Of(revision.BundleId).StandingAt(channelId, now)).OfType<int>().ToArray();
            var found = await BundleQuotes.LoadAsync(db, [.. here.Select(revision => revision.Id), .. olders], channelId, cancellation);
            var orders = await ReviewOrders.LoadAsync(db, channelId, [.. here.Select(revision => found[revision.Id])], cancellation);
            foreach (var revision in here)
            {
                quotes[revision.Id].Add(found[revision.Id]);
                if (sales.Of(revision.BundleId).StandingAt(channelId, now) is { } older && found.TryGetValue(older, out var was))
                {
                    live[revision.Id][channelId] = was;
                }

                if (orders.EffectOf(found[revision.Id]) is { } effect)
                {
                    effects.TryAdd(revision.Id, effect);
                }
            }
        }

        return [.. revisions
            .Select(revision => Row(revision))
            .OrderByDescending(row => row.Flags.Any(flag => flag.IsRisk)).ThenBy(row => row.SubmittedAt).ThenBy(row => row.RevisionId)];

        ReviewRow Row(BundleRevision revision)
        {
            var said = given[revision.Id].Where(verdict => verdict.Round == revision.Round).ToList();
            var submitted = revision.SubmittedAt ?? revision.UpdatedAt;
            var own = quotes[revision.Id];
            return new ReviewRow(
                revision.Id,
                codes[revision.BundleId],
                revision.Name,
                revision.Number,
                revision.Authors.Find(author => author.ActorId == revision.SubmittedBy)?.Name ?? revision.SubmittedBy ?? L["somebody"].Value,
                submitted,
                own,
                ReviewFlags.Of(own, live[revision.Id]),
                ReviewDesk.CannotApprove(revision, ReviewDesk.Shops(revision, own, policies, said, reader), said, reader))
            {
                IsMine = revision.Authors.Exists(author => author.ActorId == reader.Id),
                IsOverdue = own.Any(quote => now - submitted > TimeSpan.FromHours(policies[quote.Channel.Id].WithinHours)
                    || BundleSchedule.Window(revision, quote.Channel).From <= now),
                Effect = effects.GetValueOrDefault(revision.Id),
                HasFirstWord = said.Exists(verdict => verdict.Decision == ReviewDecision.Approved && verdict.ReviewerId != GivenVerdict.ByPolicy),
            };
        }
    }

    /// <summary>Campaigns in review, the one that starts first first.</summary>
    /// <inheritdoc cref="LoadAsync" path="/param"/>
    public async Task<IReadOnlyList<ReviewCampaign>> CampaignsAsync(Actor reader, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using var db = store.Read(reader.Reads);
        return await ReviewCampaigns.LoadAsync(db, reader, now, cancellation);
    }

    /// <summary>How many revisions and campaigns wait for a verdict; what goes with a campaign counts as one with it.</summary>
    /// <param name="channelId">Only those sold in this channel; null for all that the reader may see.</param>
    public async Task<int> CountAsync(ReadScope scope, int? channelId = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await CountAsync(db, channelId, cancellation);
    }

    /// <inheritdoc cref="CountAsync(ReadScope, int?, CancellationToken)"/>
    internal static async Task<int> CountAsync(StudioDb db, int? channelId, CancellationToken cancellation) => await db.BundleRevisions.CountAsync(
        revision => revision.State == RevisionState.InReview && !db.Set<CampaignBundle>().Any(member => member.RevisionId == revision.Id)
            && (channelId == null || revision.Channels.Any(place => place.ChannelId == channelId))
            && db.Set<Bundle>().Any(bundle => bundle.Id == revision.BundleId && bundle.RetiredAt == null),
        cancellation)
        + await db.Campaigns.CountAsync(
            campaign => campaign.State == CampaignState.InReview && (channelId == null || campaign.ChannelIds.Contains(channelId.Value)), cancellation);

    /// <summary>A revision in whatever state with all there is to know; null when there is none.</summary>
    public async Task<ReviewDetail?> FindAsync(ReadScope scope, int revisionId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var bundle = await db.Bundles.Where(bundle => bundle.Revisions.Any(revision => revision.Id == revisionId)).WithRevisions()
            .SingleOrDefaultAsync(cancellation);
        if (bundle?.Revisions.SingleOrDefault(revision => revision.Id == revisionId) is not { } revision)
        {
            return null;
        }

        var quotes = await BundleService.QuotesAsync(db, revision, cancellation);
        var live = await LiveAsync(db, bundle, revision, cancellation);
        var channelIds = revision.Channels.ConvertAll(place => place.ChannelId);
        var ids = bundle.Revisions.ConvertAll(other => other.Id);
        var given = await db.GivenVerdicts.Where(verdict => ids.Contains(verdict.RevisionId)).OrderBy(verdict => verdict.Id).ToListAsync(cancellation);
        var effects = new Dictionary<int, ReviewEffect>();
        IReadOnlyList<ReviewEvidence> evidence = [];
        foreach (var quote in quotes)
        {
            var orders = await ReviewOrders.LoadAsync(db, quote.Channel.Id, [quote], cancellation);
            evidence = evidence.Count == 0 ? orders.EvidenceOf(quote) : evidence;
            if (orders.EffectOf(quote) is { } effect)
            {
                effects[quote.Channel.Id] = effect;
            }
        }

        return new ReviewDetail(bundle, revision, quotes, live, ReviewChanges.Between(live.Values, quotes), evidence)
        {
            Effects = effects,
            Comments = await db.ReviewComments.Where(comment => comment.RevisionId == revisionId).OrderBy(comment => comment.Id).ToListAsync(cancellation),
            Verdicts = await db.ReviewVerdicts.Where(verdict => verdict.RevisionId == revisionId).OrderBy(verdict => verdict.ChannelId)
                .ToListAsync(cancellation),
            Given = [.. given.Where(verdict => verdict.RevisionId == revisionId && verdict.Round == revision.Round && verdict.TakenBackAt is null)],
            Policies = await RevisionApproval.PoliciesAsync(db, channelIds, cancellation),
            Campaign = await CampaignMembership.OfRevisionAsync(db, revisionId, cancellation),
            People = await Recipients.MentionableAsync(db, channelIds, cancellation),
            History = [.. bundle.Revisions.OrderByDescending(other => other.Number).Select(other => new ReviewPast(
                other.Id,
                other.Number,
                other.State,
                other.Authors.Find(author => author.ActorId == other.SubmittedBy)?.Name ?? other.Authors.FirstOrDefault()?.Name ?? "",
                other.SubmittedAt ?? other.UpdatedAt,
                [.. given.Where(verdict => verdict.RevisionId == other.Id).Reverse()]))],
        };
    }

    // What the revision is compared with in each shop: what is sold there while it is open, and what was sold before it once it was decided on.
    private async Task<Dictionary<int, BundleQuote>> LiveAsync(StudioDb db, Bundle bundle, BundleRevision revision, CancellationToken cancellation)
    {
        var channels = await db.Channels.ToListAsync(cancellation);
        var sales = revision.IsOpen ? (await SaleBook.LoadAsync(db, [bundle.Id], channels, cancellation)).Of(bundle.Id) : BundleSales.None;
        var ofCampaigns = await CampaignMembership.OfBundleAsync(db, bundle.Id, cancellation);
        var before = bundle.Revisions
            .Where(other => other.Number < revision.Number && other.State is RevisionState.Approved or RevisionState.Superseded)
            .OrderByDescending(other => !ofCampaigns.Contains(other.Id)).ThenByDescending(other => other.Number).FirstOrDefault();
        var live = new Dictionary<int, BundleQuote>();
        foreach (var shop in channels.GroupBy(channel => sales.StandingAt(channel.Id, store.Time.GetUtcNow()) ?? before?.Id))
        {
            if (bundle.Revisions.Find(other => other.Id == shop.Key) is { } older && older.Id != revision.Id)
            {
                foreach (var quote in await BundleService.QuotesAsync(db, older, cancellation))
                {
                    if (shop.Any(channel => channel.Id == quote.Channel.Id))
                    {
                        live[quote.Channel.Id] = quote;
                    }
                }
            }
        }

        return live;
    }
}
