using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>What happens to the links and bundle places of a product that goes.</summary>
public enum SuccessorAction
{
    /// <summary>They stand at the successor from now on.</summary>
    Move,

    /// <summary>They stand at both.</summary>
    Copy,

    /// <summary>Its links are paused and its places given up; nothing takes over.</summary>
    Retire,
}

/// <summary>A choice of what to do.</summary>
/// <param name="SuccessorId">Not needed to retire.</param>
/// <param name="LeftLinks">Links that stay as they are.</param>
/// <param name="LeftDrafts">Revisions that stay as they are.</param>
public sealed record SuccessorStep(
    int ProductId, int? SuccessorId, SuccessorAction Way, IReadOnlyCollection<int>? LeftLinks = null, IReadOnlyCollection<int>? LeftDrafts = null);

/// <summary>One link of the product; a pair stands once, as the row that starts at it.</summary>
/// <param name="OtherId">The product at its other end.</param>
/// <param name="Words">What happens when it is not simply taken over; null when it is.</param>
/// <param name="Stays">It stays as it is, because it must.</param>
public sealed record SuccessorLink(ProductLink Link, LinkType Type, LinkType? BackType, int OtherId, bool Outgoing, string? Words, bool Stays);

/// <summary>A bundle that the product is in.</summary>
/// <param name="Words">What happens to its place, or why nothing does.</param>
/// <param name="Stays">It is approved, in review, or not this person's.</param>
public sealed record SuccessorBundle(int RevisionId, string Code, string Name, string Words, bool Stays);

/// <param name="OtherShopsLinks">How many more links it has that are for shops into which this person may not look. They stay as they are.</param>
/// <param name="OtherShopsBundles">How many more bundles hold it that are sold in such shops only. They stay as they are.</param>
public sealed record SuccessorPlan(
    Product Product, Product? Successor, IReadOnlyList<SuccessorLink> Links, IReadOnlyList<SuccessorBundle> Bundles, int OtherShopsLinks = 0,
    int OtherShopsBundles = 0);

/// <summary>
/// Hands the links of a product, both ways, and its places in open bundle drafts over to its successor: reviewed, then applied as one change set. Approved
/// bundles are named, never changed; what other shops have is counted, never named.
/// </summary>
public sealed class SuccessorService(StudioStore store)
{
    private const int MostLinks = 5_000;

    public async Task<Outcome<SuccessorPlan>> PlanAsync(SuccessorStep step, Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        if ((await FindAsync(db, step, actor, cancellation)).IsRefused(out var refusal, out var found))
        {
            return refusal;
        }

        var words = new Dictionary<int, (string? Words, bool Stays)>();
        if (step.Way == SuccessorAction.Retire)
        {
            var batch = await LinkBatch.LoadAsync(
                db, found.Links.SelectMany(link => new[] { link.SourceId, link.TargetId }).ToHashSet(), actor, cancellation: cancellation);
            foreach (var link in found.Links)
            {
                words[link.Id] = batch.Deny(link) is { } denied
                    ? (denied.Message, true)
                    : link.State == LinkState.Paused ? (L["Paused already."].Value, true) : (null, false);
            }
        }
        else
        {
            foreach (var verdict in await LinkReplace.JudgeAsync(db, Replacements(step, found.Links), step.Way == SuccessorAction.Copy, actor, cancellation))
            {
                words[verdict.Wanted.LinkId] = verdict.Refusal is null ? (null, false)
                    : verdict.Removed ? (L["{0} It is removed here.", verdict.Refusal.Message].Value, false)
                    : (verdict.Refusal.Message, true);
            }
        }

        var types = await db.LinkTypes.ToListAsync(cancellation);
        return new SuccessorPlan(
            found.Product,
            found.Successor,
            [.. found.Links.Select(link =>
            {
                var type = types.Single(item => item.Id == link.TypeId);
                var (said, stays) = words.GetValueOrDefault(link.Id);
                return new SuccessorLink(
                    link, type, link.PairId is null ? null : LinkRules.ReverseTypeOf(type, types),
                    link.SourceId == step.ProductId ? link.TargetId : link.SourceId, link.SourceId == step.ProductId, said, stays);
            })],
            [.. found.Revisions.Select(item => Words(item.Bundle, item.Revision, step, found.Product, found.Successor, actor))],
            found.OtherShopsLinks,
            found.OtherShopsBundles);
    }

    /// <summary>Does it. What stays is left out; the rest lands as one change set.</summary>
    public async Task<Outcome<LinkWritten>> ApplyAsync(SuccessorStep step, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Moved links to successor", cancellation);
        if ((await FindAsync(session.Db, step, actor, cancellation)).IsRefused(out var refusal, out var found))
        {
            return refusal;
        }

        var wanted = found.Links.Where(link => step.LeftLinks?.Contains(link.Id) != true).ToList();
        var done = 0;
        if (step.Way == SuccessorAction.Retire)
        {
            done = await PauseAsync(session, wanted, actor, cancellation);
        }
        else if ((await LinkReplace.WriteAsync(session, Replacements(step, wanted), step.Way == SuccessorAction.Copy, cancellation))
            .IsRefused(out refusal, out var verdicts))
        {
            return refusal;
        }
        else
        {
            done = verdicts.Count(verdict => verdict.Made || verdict.Removed);
        }

        var drafts = 0;
        foreach (var (bundle, revision) in found.Revisions.Where(item => step.LeftDrafts?.Contains(item.Revision.Id) != true))
        {
            if (Words(bundle, revision, step, found.Product, found.Successor, actor).Stays)
            {
                continue;
            }

            if (revision.Edit(Content(revision, step), actor, session.Now).IsRefused(out refusal))
            {
                return refusal;
            }

            // Components are rows of their own: the revision's version has to grow with them.
            session.Db.Entry(revision).Property(item => item.UpdatedAt).IsModified = true;
            drafts++;
        }

        if (done + drafts == 0)
        {
            return new Refusal("successor.none", L["There is nothing left to do."]);
        }

        var parts = English.Counts((done, "link"), (drafts, "bundle place"));
        session.Purpose = step.Way switch
        {
            SuccessorAction.Move => $"Moved {parts} of {found.Product.Name} to {found.Successor!.Name}",
            SuccessorAction.Copy => $"Copied {parts} of {found.Product.Name} to {found.Successor!.Name}",
            _ => $"Retired {parts} of {found.Product.Name}",
        };
        return (await session.CommitAsync(cancellation)).IsRefused(out refusal, out var set)
            ? refusal
            : new LinkWritten(set, 0, Done(step.Way, done, drafts, found));
    }

    /// <summary>What was done, for the person who did it.</summary>
    private static string Done(SuccessorAction way, int links, int drafts, Found found)
    {
        List<string> parts = [];
        if (links > 0)
        {
            parts.Add(L.Plural(links, Said.Whole(links), "{0} link", "{0} links"));
        }

        if (drafts > 0)
        {
            parts.Add(L.Plural(drafts, Said.Whole(drafts), "{0} bundle place", "{0} bundle places"));
        }

        return way switch
        {
            SuccessorAction.Move => L["Moved {0} of {1} to {2}.", Texts.And(parts), found.Product.Name, found.Successor!.Name],
            SuccessorAction.Copy => L["Copied {0} of {1} to {2}.", Texts.And(parts), found.Product.Name, found.Successor!.Name],
            _ => L["Retired {0} of {1}.", Texts.And(parts), found.Product.Name],
        };
    }

    private static List<LinkReplacement> Replacements(SuccessorStep step, IEnumerable<ProductLink> links) => [.. links
        .Select(link => link.SourceId == step.ProductId
            ? new LinkReplacement(link.Id, step.SuccessorId!.Value, link.TargetId)
            : new LinkReplacement(link.Id, link.SourceId, step.SuccessorId!.Value))];

    private static async Task<int> PauseAsync(WriteSession session, List<ProductLink> wanted, Actor actor, CancellationToken cancellation)
    {
        var batch = await LinkBatch.LoadAsync(
            session.Db, wanted.SelectMany(link => new[] { link.SourceId, link.TargetId }).ToHashSet(), actor, cancellation: cancellation);
        var done = 0;
        foreach (var link in wanted.Where(link => link.State == LinkState.Active && batch.Deny(link) is null))
        {
            link.Pause();
            if (await LinkWriter.PartnerAsync(session.Db, link, cancellation) is { } partner)
            {
                partner.Pause();
            }

            done++;
        }

        return done;
    }

    private static SuccessorBundle Words(Bundle bundle, BundleRevision revision, SuccessorStep step, Product product, Product? successor, Actor actor)
    {
        SuccessorBundle Of(string words, bool stays) => new(revision.Id, bundle.Code, revision.Name, words, stays);
        if (!revision.IsEditable)
        {
            return Of(revision.State == RevisionState.InReview
                ? L["It is in review and stays as it is. Withdraw it to change it."]
                : L["It is approved and stays as it is. Start a new revision to change it."], true);
        }

        if (revision.Channels.Select(place => actor.Deny(Permission.EditBundles, place.ChannelId))
            .FirstOrDefault(denied => denied is not null) is { } forbidden)
        {
            return Of(forbidden.Message, true);
        }

        if (revision.Components.Exists(component => component.ProductId == successor?.Id) && step.Way != SuccessorAction.Retire)
        {
            return step.Way == SuccessorAction.Copy
                ? Of(L["{0} is already in it.", successor!.Name], true)
                : Of(L["{0} is already in it; {1} is removed.", successor!.Name, product.Name], false);
        }

        return step.Way == SuccessorAction.Copy && revision.Components.Count >= BundleContent.MaxComponents
            ? Of(L["It has {0} products, which is the most.", BundleContent.MaxComponents], true)
            : Of(step.Way switch
            {
                SuccessorAction.Move => L["{0} replaces it.", successor!.Name],
                SuccessorAction.Copy => L["{0} is added after it.", successor!.Name],
                _ => L["{0} is removed.", product.Name],
            }, false);
    }

    private static BundleContent Content(BundleRevision revision, SuccessorStep step)
    {
        var content = BundleContent.Of(revision);
        var components = content.Components.ToList();
        var isIn = components.Exists(component => component.ProductId == step.SuccessorId);
        // It may stand in several slots, and be a trigger and a part.
        foreach (var component in content.Components.Where(component => component.ProductId == step.ProductId))
        {
            var at = components.IndexOf(component);
            if (step.Way == SuccessorAction.Copy)
            {
                components.Insert(at + 1, component with { ProductId = step.SuccessorId!.Value, Variants = [] });
            }
            else if (step.Way == SuccessorAction.Retire || isIn)
            {
                components.RemoveAt(at);
            }
            else
            {
                components[at] = component with
                {
                    ProductId = step.SuccessorId!.Value,
                    Variants = [],
                    Replacements = [.. component.Replacements.Where(id => id != step.SuccessorId)],
                };
            }
        }

        return content with { Components = components };
    }

    private static async Task<Outcome<Found>> FindAsync(StudioDb db, SuccessorStep step, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanAnywhere(Permission.EditLinks))
        {
            return actor.Deny(Permission.EditLinks, null)!;
        }

        var both = await db.Products.AsNoTracking().Where(product => product.Id == step.ProductId || product.Id == step.SuccessorId).ToListAsync(cancellation);
        if (both.Find(product => product.Id == step.ProductId) is not { } product)
        {
            return Refusal.NotFound(L["This product no longer exists."]);
        }

        var successor = both.Find(other => other.Id == step.SuccessorId && other.Id != step.ProductId);
        if (step.Way != SuccessorAction.Retire && successor is null)
        {
            return new Refusal("successor.missing", L["Choose the replacement product."], "successor");
        }

        // Asked without the reader's filters, for what others have is counted; it is neither named nor judged nor touched.
        var all = await db.Links.Where(link => link.SourceId == product.Id || link.TargetId == product.Id).OrderBy(link => link.TypeId)
            .ThenBy(link => link.Position).ThenBy(link => link.Id).ToListAsync(cancellation);
        var rows = all.Where(link => actor.Reads.IncludesAny(link.ChannelIds)).ToList();
        if (rows.Count > MostLinks)
        {
            return new Refusal("successor.many", L[
                "{0} has {1} links; at most {2} can be moved at once. Fix them in link health instead.", product.Name, Said.Whole(rows.Count),
                Said.Whole(MostLinks)]);
        }

        var outgoing = rows.Where(link => link.SourceId == product.Id).ToList();
        var pairs = outgoing.Select(link => link.PairId).OfType<Guid>().ToHashSet();
        var revisions = await db.BundleComponents.Where(component => component.ProductId == product.Id).Select(component => component.RevisionId)
            .ToListAsync(cancellation);
        var bundles = await db.Bundles
            .Where(bundle => bundle.RetiredAt == null && bundle.Revisions.Any(revision => revisions.Contains(revision.Id)))
            .WithRevisions().OrderBy(bundle => bundle.Code).ToListAsync(cancellation);
        var places = bundles.SelectMany(bundle => bundle.Revisions
            .Where(revision => revisions.Contains(revision.Id) && revision.State != RevisionState.Superseded)
            .Select(revision => (Bundle: bundle, Revision: revision)))
            .ToLookup(place => actor.Reads.IncludesAny([.. place.Revision.Channels.Select(channel => channel.ChannelId)]));
        return new Found(
            product,
            successor,
            [.. outgoing, .. rows.Where(link => link.TargetId == product.Id && (link.PairId is not { } pair || !pairs.Contains(pair)))],
            [.. places[true]],
            all.Except(rows).Select(link => link.PairId?.ToString() ?? link.Id.ToString(CultureInfo.InvariantCulture)).Distinct().Count(),
            places[false].Select(place => place.Bundle.Id).Distinct().Count());
    }

    private sealed record Found(
        Product Product,
        Product? Successor,
        IReadOnlyList<ProductLink> Links,
        IReadOnlyList<(Bundle Bundle, BundleRevision Revision)> Revisions,
        int OtherShopsLinks,
        int OtherShopsBundles);
}
