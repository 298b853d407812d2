using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>What a saved edit left behind: the version that the next edit has to name, and the change set that undo takes.</summary>
/// <param name="State">Where the revision stands now: what needed no review is approved by its submission.</param>
public sealed record SavedRevision(int RevisionId, int Version, long ChangeSetId, RevisionState State = RevisionState.Draft);

/// <summary>
/// Makes bundles and carries their revisions from draft to review. Every edit needs the right in each channel that the set is or will be sold in.
/// </summary>
public sealed class BundleService(StudioStore store)
{
    private const string Edited = "Edited";

    /// <summary>A new bundle with a first draft, sold in one channel.</summary>
    /// <param name="name">Its code is made from it.</param>
    /// <returns>The code.</returns>
    public Task<Outcome<string>> CreateAsync(
        string name, int channelId, IReadOnlyList<int> productIds, Actor actor, CancellationToken cancellation = default) =>
        CreateAsync(new BundleContent(name, [.. productIds.Distinct().Select(id => new ComponentContent(id))], [channelId]), actor, cancellation);

    /// <summary>A new bundle with a first draft of this content: a copy of another one, a set from the orders, anything that is known already.</summary>
    /// <returns>The code, made from the name.</returns>
    public async Task<Outcome<string>> CreateAsync(BundleContent content, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (DenyIn(actor, content.ChannelIds) is { } denied)
        {
            return denied;
        }

        if (content.Check() is { } refusal)
        {
            return refusal;
        }

        var name = content.Name;
        await using var session = await store.WriteAsync(actor, $"Created the bundle {name.Trim()}", cancellation);
        session.CanUndo = false;
        if (await UnknownAsync(session.Db, content, cancellation) is { } unknown)
        {
            return unknown;
        }

        var bundle = new Bundle { Code = await FreeCodeAsync(session.Db, name, cancellation), OwnerId = actor.Id, CreatedAt = session.Now };
        bundle.Revisions.Add(BundleRevision.Of(1, content, actor, session.Now));
        session.Db.Bundles.Add(bundle);
        return (await session.CommitAsync(cancellation)).Refusal is { } stale ? stale : bundle.Code;
    }

    /// <summary>Replaces the content of an open draft.</summary>
    /// <param name="version">The version that the person saw; another one is refused, so that nobody silently overwrites anybody.</param>
    public Task<Outcome<SavedRevision>> SaveAsync(int revisionId, int version, BundleContent content, Actor actor, CancellationToken cancellation = default) =>
        SaveAsync(revisionId, version, content, actor, null, cancellation);

    /// <inheritdoc cref="SaveAsync(int, int, BundleContent, Actor, CancellationToken)"/>
    /// <param name="jobId">The job that it is undone with, as long as the draft is open; null for the builder, which undoes by saving the former
    /// content.</param>
    public Task<Outcome<SavedRevision>> SaveAsync(
        int revisionId, int version, BundleContent content, Actor actor, long? jobId, CancellationToken cancellation) =>
        WriteAsync(revisionId, version, actor, Edited, async (session, bundle, revision) =>
        {
            (session.CanUndo, session.JobId) = (jobId is not null, jobId);
            if (DenyIn(actor, content.ChannelIds) is { } denied)
            {
                return denied;
            }

            return await UnknownAsync(session.Db, content, cancellation) is { } unknown ? unknown : Edit(bundle, revision, content, actor, session.Now);
        }, cancellation);

    /// <summary>
    /// Hands the draft to the reviewers; refused with everything that stands in the way. In shops whose policy asks for no review it is approved by that, and
    /// the revision with it when that is all of them.
    /// </summary>
    public Task<Outcome<SavedRevision>> SubmitAsync(int revisionId, int version, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(revisionId, version, actor, "Submitted", async (session, bundle, revision) =>
        {
            session.CanUndo = false;
            return await SubmitWithinAsync(session, bundle, revision, actor, cancellation);
        }, cancellation);

    /// <summary>The same within a write of more.</summary>
    internal static async Task<Outcome> SubmitWithinAsync(
        WriteSession session, Bundle bundle, BundleRevision revision, Actor actor, CancellationToken cancellation)
    {
        var quotes = await QuotesAsync(session.Db, revision, cancellation);
        if (BundleReadiness.Check(BundleContent.Of(revision), quotes, session.Now, await Segments.LoadAsync(session.Db, cancellation))
            .FirstOrDefault(check => check.Blocks) is { } blocking)
        {
            return new Refusal("bundle.not-ready", blocking.Sentence);
        }

        // The verdicts of an earlier round were about other content; what was said then stays in the comments.
        session.Db.ReviewVerdicts
            .RemoveRange(await session.Db.ReviewVerdicts.Where(verdict => verdict.RevisionId == revision.Id).ToListAsync(cancellation));
        if (revision.Submit(actor, session.Now, await BasesAsync(session.Db, revision, cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        return (await RevisionApproval.SubmittedAsync(session, bundle, revision, quotes, cancellation)).Refusal is { } refused ? refused : Outcome.Done;
    }

    public Task<Outcome<SavedRevision>> WithdrawAsync(int revisionId, int version, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(revisionId, version, actor, "Withdrew", async (session, _, revision) =>
        {
            session.CanUndo = false;
            // What the policy of a shop let through was nobody's review: the draft may be deleted as before.
            session.Db.ReviewVerdicts.RemoveRange(await session.Db.ReviewVerdicts
                .Where(verdict => verdict.RevisionId == revision.Id && verdict.ReviewerId == GivenVerdict.ByPolicy).ToListAsync(cancellation));
            return revision.Withdraw();
        }, cancellation);

    /// <summary>Starts the next revision of a bundle; what is live stays live meanwhile.</summary>
    public async Task<Outcome<SavedRevision>> ReviseAsync(int bundleId, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Started a new revision", cancellation);
        if (await FindAsync(session.Db, bundleId, cancellation) is not { } bundle)
        {
            return Refusal.NotFound(L["There is no such bundle."]);
        }

        if (DenyIn(actor, ChannelsOf(bundle)) is { } denied)
        {
            return denied;
        }

        var ofCampaigns = await CampaignMembership.OfBundleAsync(session.Db, bundle.Id, cancellation);
        if (bundle.Revise(actor, session.Now, ofCampaigns).IsRefused(out var refusal, out var revision))
        {
            return refusal;
        }

        session.CanUndo = false;
        session.Purpose = $"Started revision {revision.Number} of {revision.Name}";
        return (await session.CommitAsync(cancellation)).IsRefused(out var stale, out var changeSet)
            ? stale
            : new SavedRevision(revision.Id, revision.Version, changeSet);
    }

    /// <summary>Takes a bundle off sale for good.</summary>
    /// <returns>The change set that undo takes.</returns>
    public async Task<Outcome<long>> RetireAsync(int bundleId, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Retired a bundle", cancellation);
        if (await FindAsync(session.Db, bundleId, cancellation) is not { } bundle)
        {
            return Refusal.NotFound(L["There is no such bundle."]);
        }

        if (DenyIn(actor, ChannelsOf(bundle)) is { } denied)
        {
            return denied;
        }

        session.Purpose = $"Retired the bundle {bundle.Revisions.MaxBy(revision => revision.Number)!.Name}";
        return bundle.Retire(session.Now).IsRefused(out var refusal) ? refusal : await session.CommitAsync(cancellation);
    }

    /// <summary>Quotes of a revision in each of its channels that the context may see.</summary>
    internal static async Task<IReadOnlyList<BundleQuote>> QuotesAsync(StudioDb db, BundleRevision revision, CancellationToken cancellation)
    {
        var quotes = new List<BundleQuote>();
        foreach (var channelId in revision.Channels.Select(place => place.ChannelId).Where(db.Scope.Includes).Order())
        {
            quotes.Add((await BundleQuotes.LoadAsync(db, [revision], channelId, cancellation))[revision.Id]);
        }

        return quotes;
    }

    /// <summary>How each shop of the revision splits its price now.</summary>
    internal static async Task<IReadOnlyDictionary<int, SplitBasis>> BasesAsync(StudioDb db, BundleRevision revision, CancellationToken cancellation)
    {
        var channels = revision.Channels.Select(place => place.ChannelId).ToArray();
        var bases = await db.BundleSettings.Where(settings => channels.Contains(settings.ChannelId))
            .ToDictionaryAsync(settings => settings.ChannelId, settings => settings.SplitBasis, cancellation);
        return channels.ToDictionary(id => id, bases.GetValueOrDefault);
    }

    private async Task<Outcome<SavedRevision>> WriteAsync(
        int revisionId, int version, Actor actor, string verb, Func<WriteSession, Bundle, BundleRevision, Task<Outcome>> change, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(actor, verb, cancellation);
        var bundleId = await session.Db.BundleRevisions.Where(revision => revision.Id == revisionId).Select(revision => revision.BundleId)
            .SingleOrDefaultAsync(cancellation);
        if (await FindAsync(session.Db, bundleId, cancellation) is not { } bundle)
        {
            return Refusal.NotFound(L["There is no such bundle."]);
        }

        var revision = bundle.Revisions.Single(item => item.Id == revisionId);
        if (DenyIn(actor, [.. revision.Channels.Select(place => place.ChannelId)]) is { } denied)
        {
            return denied;
        }

        if (bundle.RetiredAt is not null)
        {
            return new Refusal("bundle.retired", L["This bundle is retired."]);
        }

        if (revision.Version != version)
        {
            return Refusal.Stale(L["Someone else changed this bundle. Reload it to see what changed."]);
        }

        if (await CampaignMembership.DenyAsync(session.Db, revision.Id, isEdit: verb == Edited, cancellation) is { } withOthers)
        {
            return withOthers;
        }

        if ((await change(session, bundle, revision)).IsRefused(out var refusal))
        {
            return refusal;
        }

        // Components and channels are rows of their own: the revision's version has to grow with them.
        session.Db.Entry(revision).Property(item => item.UpdatedAt).IsModified = true;
        session.Purpose = $"{verb} {revision.Name}, revision {revision.Number}";
        return (await session.CommitAsync(cancellation)).IsRefused(out var stale, out var changeSet)
            ? stale
            : new SavedRevision(revision.Id, revision.Version, changeSet, revision.State);
    }

    private static Outcome Edit(Bundle bundle, BundleRevision revision, BundleContent content, Actor actor, DateTimeOffset now)
    {
        var done = revision.Edit(content, actor, now);
        bundle.FollowNewest();
        return done;
    }

    private static async Task<Bundle?> FindAsync(StudioDb db, int bundleId, CancellationToken cancellation) =>
        await db.Bundles.WithRevisions().SingleOrDefaultAsync(bundle => bundle.Id == bundleId, cancellation);

    private static int[] ChannelsOf(Bundle bundle) =>
        [.. bundle.Revisions.SelectMany(revision => revision.Channels).Select(place => place.ChannelId).Distinct()];

    private static Refusal? DenyIn(Actor actor, IReadOnlyCollection<int> channelIds) => channelIds.Count == 0
        ? actor.DenyInEach(Permission.EditBundles, [])
        : channelIds.Select(id => actor.Deny(Permission.EditBundles, id)).FirstOrDefault(denied => denied is not null);

    private static async Task<Refusal?> UnknownAsync(StudioDb db, BundleContent content, CancellationToken cancellation)
    {
        var products = content.Components
            .SelectMany(component => component.Replacements.Concat(component.Variants.Select(variant => variant.ProductId)).Prepend(component.ProductId))
            .Distinct().ToArray();
        if (await db.Products.CountAsync(product => products.Contains(product.Id), cancellation) < products.Length)
        {
            return Refusal.NotFound(L["A product of the bundle was removed."], "components");
        }

        // Which of its shops know the segment is for the review: a draft may be on its way to another shop.
        if (await Segments.RefuseAsync(db, content.Segment, [], cancellation) is { } noSegment)
        {
            return noSegment;
        }

        var channels = content.ChannelIds.Distinct().ToArray();
        return await db.Channels.CountAsync(channel => channels.Contains(channel.Id), cancellation) < channels.Length
            ? Refusal.NotFound(L["A shop of the bundle was removed."], "channels")
            : null;
    }

    /// <summary>The name in lower-case letters, digits and hyphens, with a number behind it when taken.</summary>
    private static async Task<string> FreeCodeAsync(StudioDb db, string name, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                text.Append(letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }
        }

        var stem = text.ToString().Trim('-') is { Length: > 0 } made ? made[..Math.Min(made.Length, 48)].Trim('-') : "set";
        var taken = (await db.Bundles.Where(bundle => bundle.Code.StartsWith(stem)).Select(bundle => bundle.Code).ToListAsync(cancellation))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return taken.Contains(stem) ? Enumerable.Range(2, taken.Count + 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}"))
            .First(code => !taken.Contains(code)) : stem;
    }
}
