using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <summary>One revision that waits for a verdict.</summary>
/// <param name="Risks">In a word or two each: "below cost", "below minimum margin"; empty when nothing stands out.</param>
/// <param name="CannotApprove">Why this reader cannot approve it; null when nothing stands in the way.</param>
public sealed record ReviewRow(
    int RevisionId, string BundleCode, string Name, int Number, string SubmittedBy, DateTimeOffset SubmittedAt, IReadOnlyList<BundleQuote> Quotes,
    IReadOnlyList<string> Risks, string? CannotApprove);

/// <summary>What the orders say about the anchor and one companion of a set.</summary>
public sealed record ReviewEvidence(string Companion, int PairBaskets, int AnchorBaskets, double Lift);

/// <summary>Everything a manager needs on one page to decide on a revision.</summary>
/// <param name="Live">The quote of the approved revision it would follow, by channel; empty when there is none.</param>
/// <param name="Changes">What is different from the live revision, a phrase each; empty for a first revision.</param>
public sealed record ReviewDetail(
    Bundle Bundle,
    BundleRevision Revision,
    IReadOnlyList<BundleQuote> Quotes,
    IReadOnlyDictionary<int, BundleQuote> Live,
    IReadOnlyList<string> Changes,
    IReadOnlyList<ReviewEvidence> Evidence,
    IReadOnlyList<ReviewComment> Comments,
    IReadOnlyList<ReviewVerdict> Verdicts,
    IReadOnlyList<string> Risks)
{
    public string SubmittedBy =>
        Revision.Authors.FirstOrDefault(author => author.ActorId == Revision.SubmittedBy)?.Name ?? Revision.SubmittedBy ?? L["somebody"].Value;

    /// <summary>Why this person cannot approve the revision; null when nothing stands in the way.</summary>
    public string? CannotApprove(Actor actor) => ReviewQueue.CannotApprove(Revision, actor);
}

/// <summary>Reads what waits for a verdict.</summary>
public sealed class ReviewQueue(StudioStore store)
{
    /// <summary>Revisions in review: those that could lose money first, then the longest waiting.</summary>
    /// <param name="reader">Whose rights say what can be approved.</param>
    public async Task<IReadOnlyList<ReviewRow>> LoadAsync(Actor reader, CancellationToken cancellation = default)
    {
        await using var db = store.Read(reader.Reads);
        var revisions = await db.BundleRevisions
            .Where(revision => revision.State == RevisionState.InReview
                && db.Set<Bundle>().Any(bundle => bundle.Id == revision.BundleId && bundle.RetiredAt == null))
            .Include(revision => revision.Components).Include(revision => revision.Channels).Include(revision => revision.Authors)
            .AsSplitQuery().ToListAsync(cancellation);
        var bundleIds = revisions.ConvertAll(revision => revision.BundleId);
        var codes = await db.Bundles.Where(bundle => bundleIds.Contains(bundle.Id)).ToDictionaryAsync(bundle => bundle.Id, bundle => bundle.Code, cancellation);
        var quotes = new Dictionary<int, List<BundleQuote>>();
        foreach (var channelId in revisions.SelectMany(revision => revision.Channels).Select(place => place.ChannelId).Where(reader.Reads.Includes).Distinct()
            .Order())
        {
            foreach (var (id, quote) in await BundleQuotes.LoadAsync(
                db, [.. revisions.Where(revision => revision.Channels.Any(place => place.ChannelId == channelId))], channelId, cancellation))
            {
                (quotes.TryGetValue(id, out var list) ? list : quotes[id] = []).Add(quote);
            }
        }

        return [.. revisions
            .Select(revision => new ReviewRow(
                revision.Id,
                codes[revision.BundleId],
                revision.Name,
                revision.Number,
                revision.Authors.FirstOrDefault(author => author.ActorId == revision.SubmittedBy)?.Name ?? revision.SubmittedBy ?? L["somebody"].Value,
                revision.SubmittedAt ?? revision.UpdatedAt,
                quotes.GetValueOrDefault(revision.Id) ?? [],
                RisksOf(quotes.GetValueOrDefault(revision.Id) ?? []),
                CannotApprove(revision, reader)))
            .OrderByDescending(row => row.Risks.Count > 0).ThenBy(row => row.SubmittedAt).ThenBy(row => row.RevisionId)];
    }

    /// <summary>How many revisions wait for a verdict.</summary>
    /// <param name="channelId">Only those sold in this channel; null for all that the reader may see.</param>
    public async Task<int> CountAsync(ReadScope scope, int? channelId = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await CountAsync(db, channelId, cancellation);
    }

    /// <inheritdoc cref="CountAsync(ReadScope, int?, CancellationToken)"/>
    internal static Task<int> CountAsync(StudioDb db, int? channelId, CancellationToken cancellation) => db.BundleRevisions.CountAsync(
        revision => revision.State == RevisionState.InReview
            && (channelId == null || revision.Channels.Any(place => place.ChannelId == channelId))
            && db.Set<Bundle>().Any(bundle => bundle.Id == revision.BundleId && bundle.RetiredAt == null),
        cancellation);

    /// <summary>A revision in whatever state with all there is to know; null when there is none.</summary>
    public async Task<ReviewDetail?> FindAsync(ReadScope scope, int revisionId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var bundle = await db.Bundles.Where(bundle => bundle.Revisions.Any(revision => revision.Id == revisionId))
            .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Components)
            .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Channels)
            .Include(bundle => bundle.Revisions).ThenInclude(revision => revision.Authors)
            .AsSplitQuery().SingleOrDefaultAsync(cancellation);
        if (bundle?.Revisions.SingleOrDefault(revision => revision.Id == revisionId) is not { } revision)
        {
            return null;
        }

        var quotes = await BundleService.QuotesAsync(db, revision, cancellation);
        var before = bundle.Revisions.Where(other => other.Number < revision.Number && other.State is RevisionState.Approved or RevisionState.Superseded)
            .MaxBy(other => other.Number);
        var live = before is null ? [] : (await BundleService.QuotesAsync(db, before, cancellation)).ToDictionary(quote => quote.Channel.Id);
        var comments = await db.ReviewComments.Where(comment => comment.RevisionId == revisionId).OrderBy(comment => comment.Id).ToListAsync(cancellation);
        var verdicts = await db.ReviewVerdicts.Where(verdict => verdict.RevisionId == revisionId).OrderBy(verdict => verdict.ChannelId)
            .ToListAsync(cancellation);
        return new ReviewDetail(
            bundle,
            revision,
            quotes,
            live,
            quotes.Count > 0 && live.Values.FirstOrDefault() is { } old ? ReviewChanges.Between(old, quotes[0]) : [],
            quotes.Count > 0 ? await EvidenceAsync(db, quotes[0], cancellation) : [],
            comments,
            verdicts,
            RisksOf(quotes));
    }

    internal static string? CannotApprove(BundleRevision revision, Actor actor)
    {
        if (!revision.Channels.Exists(place => actor.Can(Permission.Review, place.ChannelId)))
        {
            return L["Only a manager can approve it."];
        }

        return revision.Authors.Exists(author => author.ActorId == actor.Id) ? L["You worked on it, so someone else has to approve it."].Value : null;
    }

    private static string[] RisksOf(IReadOnlyList<BundleQuote> quotes)
    {
        var risks = quotes.SelectMany(quote => quote.Price?.Warnings ?? []).Select(warning => warning.Kind switch
        {
            BundleWarningKind.BelowCost => L["below cost"].Value,
            BundleWarningKind.UnderFloor => L["below minimum margin"].Value,
            BundleWarningKind.MarginUnknown => L["margin unknown"].Value,
            BundleWarningKind.GivenAway => L["free"].Value,
            BundleWarningKind.NoSaving when warning.Level != BundleWarningLevel.Info => L["no saving"].Value,
            _ => null,
        }).ToList();
        risks.AddRange(quotes.Where(quote => quote.Price is null).Select(_ => L["no price"].Value));
        risks.AddRange(quotes.Where(quote => !quote.Stock.IsAvailable).Select(_ => L["out of stock"].Value));
        risks.AddRange(quotes.SelectMany(quote => quote.Lines).Where(line => line.Product.Status != ProductStatus.Active || !line.Product.Published)
            .Select(_ => L["not sold"].Value));
        return [.. risks.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<ReviewEvidence>> EvidenceAsync(StudioDb db, BundleQuote quote, CancellationToken cancellation)
    {
        if (quote.Lines.Count < 2)
        {
            return [];
        }

        var anchor = quote.Lines[0].Product.FamilyId;
        var families = quote.Lines.Skip(1).ToLookup(line => line.Product.FamilyId, line => line.Product.Name);
        var ids = families.Select(family => family.Key).ToArray();
        var pairs = await db.Affinities.Where(pair => pair.ChannelId == quote.Channel.Id && pair.AnchorId == anchor && ids.Contains(pair.CompanionId))
            .ToListAsync(cancellation);
        return [.. pairs.OrderByDescending(pair => pair.PairBaskets)
            .Select(pair => new ReviewEvidence(families[pair.CompanionId].First(), pair.PairBaskets, pair.AnchorBaskets, pair.Lift))];
    }
}

/// <summary>What a new revision changes against the one it follows, in phrases. Pure.</summary>
public static class ReviewChanges
{
    public static IReadOnlyList<string> Between(BundleQuote before, BundleQuote after)
    {
        var changes = new List<string>();
        if (before.Content.Name != after.Content.Name)
        {
            changes.Add(L["name was {0}", before.Content.Name]);
        }

        var (old, now) = (before.Lines.ToDictionary(line => line.Product.Id), after.Lines.ToDictionary(line => line.Product.Id));
        changes.AddRange(after.Lines.Where(line => !old.ContainsKey(line.Product.Id)).Select(line => L["{0} added", line.Product.Name].Value));
        changes.AddRange(before.Lines.Where(line => !now.ContainsKey(line.Product.Id)).Select(line => L["{0} removed", line.Product.Name].Value));
        changes.AddRange(after.Lines.Where(line => old.TryGetValue(line.Product.Id, out var was) && was.Quantity != line.Quantity)
            .Select(line => L["{0}: {1} instead of {2}", line.Product.Name, line.Quantity, old[line.Product.Id].Quantity].Value));
        if ((before.Content.Pricing, before.Content.PercentBasisPoints, before.Content.Amount, before.Content.Rounding)
            != (after.Content.Pricing, after.Content.PercentBasisPoints, after.Content.Amount, after.Content.Rounding))
        {
            changes.Add(L["price rule changed"]);
        }

        changes.AddRange(after.Lines.Where(line => after.Content.LeadsOn(line.Product.Id) && !before.Content.LeadsOn(line.Product.Id))
            .Select(line => L["now shown on the page of {0}", line.Product.Name].Value));
        changes.AddRange(after.Lines.Where(line => !after.Content.LeadsOn(line.Product.Id) && before.Content.LeadsOn(line.Product.Id))
            .Select(line => L["no longer shown on the page of {0}", line.Product.Name].Value));
        if (before.Content.Segment != after.Content.Segment)
        {
            changes.Add(after.Content.Segment is { } segment ? L["only for the segment {0}", segment] : L["for everyone"]);
        }

        if ((before.Content.StartsAt, before.Content.EndsAt) != (after.Content.StartsAt, after.Content.EndsAt))
        {
            changes.Add(L["dates changed"]);
        }

        return before.Content.Text == after.Content.Text ? changes : [.. changes, L["text changed"].Value];
    }
}
