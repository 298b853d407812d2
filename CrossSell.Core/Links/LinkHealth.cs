using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>What can be wrong with a link that stands.</summary>
public enum LinkProblem
{
    /// <summary>Its target is archived or a draft.</summary>
    Dead,

    /// <summary>Its target is out of stock in the shop that is looked at.</summary>
    OutOfStock,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Its type has a reverse link, and the reverse link is missing.</summary>
    Asymmetric,

    /// <summary>The same two products are each other's accessory and substitute.</summary>
    Contradiction,

    /// <summary>It came from a suggestion whose evidence has since gone or fallen by half.</summary>
    Decayed,

    /// <summary>Its target stands in hundreds of panels.</summary>
    Hub,
}

/// <summary>One broken link.</summary>
/// <param name="Words">What is wrong with it.</param>
/// <param name="Successor">What the archived target says takes its place.</param>
public sealed record LinkFinding(ProductLink Link, LinkType Type, ProductSummary Source, ProductSummary Target, string Words, ProductSummary? Successor);

/// <summary>
/// Finds broken links, of the whole studio or as seen from one shop. Only links that are on and start at an active product; a pair counts once.
/// </summary>
public sealed partial class LinkHealth
{
    /// <summary>Links that fill panels to one product from which on it is a hub.</summary>
    public const int HubFrom = 200;

    /// <summary>Findings that one window shows at most.</summary>
    public const int Window = 50;

    // With more links nobody waits until they are counted again.
    private const int ManyLinks = 50_000;

    private const int AtOnce = 2;

    // "Materially": under half of what it was.
    private const double DecayedTo = 0.5;

    private readonly StudioStore store;
    private readonly TimeProvider time;
    private readonly StateCache<(ReadScope Scope, int Channel, LinkProblem Problem), Counted> counts;

    public LinkHealth(StudioStore store, TimeProvider time)
    {
        (this.store, this.time) = (store, time);
        counts = new StateCache<(ReadScope Scope, int Channel, LinkProblem Problem), Counted>(store, time, CountAsync, counted => counted.Links > ManyLinks);
    }

    /// <summary>How many links have each problem; in a studio with very many links as of some seconds ago.</summary>
    /// <param name="each">Told each count as it is known, from any thread.</param>
    public async Task<IReadOnlyDictionary<LinkProblem, int>> CountsAsync(
        ReadScope scope, int channelId, Action<LinkProblem, int>? each = null, CancellationToken cancellation = default)
    {
        var found = new ConcurrentDictionary<LinkProblem, int>();
        // SQLite answers on the thread that asks: two at once, and not all of a server's.
        await Parallel.ForEachAsync(
            Enum.GetValues<LinkProblem>(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (problem, stop) =>
            {
                var count = (await counts.GetAsync((scope, channelId, problem), stop)).Count;
                found[problem] = count;
                each?.Invoke(problem, count);
            });
        return found;
    }

    /// <summary>A window of the links with a problem, by id.</summary>
    /// <param name="after">Only those behind this id, to read on.</param>
    public async Task<IReadOnlyList<LinkFinding>> FindAsync(
        ReadScope scope, int channelId, LinkProblem problem, int after = 0, int take = Window, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        List<ProductLink> links;
        Dictionary<int, string>? words = null;
        var hubs = problem == LinkProblem.Hub ? await HubsAsync(db, cancellation) : [];
        if (problem == LinkProblem.Decayed)
        {
            words = await DecayedAsync(db, cancellation);
            var ids = words.Keys.Where(id => id > after).Order().Take(take).ToList();
            links = await db.Links.Where(link => ids.Contains(link.Id)).OrderBy(link => link.Id).ToListAsync(cancellation);
        }
        else
        {
            links = await (await FindBrokenAsync(db, channelId, problem, hubs.Keys, cancellation)).Where(link => link.Id > after).OrderBy(link => link.Id)
                .Take(take)
                .ToListAsync(cancellation);
        }

        var types = await db.LinkTypes.ToDictionaryAsync(type => type.Id, cancellation);
        var targets = links.Select(link => link.TargetId).Distinct().ToList();
        var successors = await db.Products.Where(product => targets.Contains(product.Id) && product.SuccessorId != null)
            .ToDictionaryAsync(product => product.Id, product => product.SuccessorId!.Value, cancellation);
        var products = (await ProductSummaries.LoadAsync(
            db, [.. links.SelectMany(link => new[] { link.SourceId, link.TargetId }).Concat(successors.Values).Distinct()], channelId,
            cancellation)).ToDictionary(product => product.Id);
        return [.. links.Where(link => products.ContainsKey(link.SourceId) && products.ContainsKey(link.TargetId)).Select(link =>
        {
            var (type, target) = (types[link.TypeId], products[link.TargetId]);
            return new LinkFinding(link, type, products[link.SourceId], target, problem switch
            {
                LinkProblem.Dead => target.Status == ProductStatus.Archived ? L["{0} is archived.", target.Name] : L["{0} is a draft.", target.Name],
                LinkProblem.OutOfStock => L["{0} is out of stock.", target.Name],
                LinkProblem.Expired => L["It ended on {0}.", Said.Day(link.ValidTo!.Value, "d MMM yyyy")],
                LinkProblem.Asymmetric => L["{0} has a reverse link, but {1} does not link back.", type.Name, target.Name],
                LinkProblem.Contradiction => L["{0} is both an accessory and a substitute of {1}.", target.Name, products[link.SourceId].Name],
                LinkProblem.Hub => L["{0} is linked from {1} products.", target.Name, Said.Whole(hubs.GetValueOrDefault(target.Id))],
                _ => words!.GetValueOrDefault(link.Id, ""),
            }, successors.TryGetValue(target.Id, out var next) ? products.GetValueOrDefault(next) : null);
        })];
    }

    /// <summary>Ids of all links with a problem, in order.</summary>
    public async Task<IReadOnlyList<int>> IdsAsync(ReadScope scope, int channelId, LinkProblem problem, int most, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return problem == LinkProblem.Decayed
            ? [.. (await DecayedAsync(db, cancellation)).Keys.Order().Take(most)]
            : await (await FindBrokenAsync(db, channelId, problem, null, cancellation)).Select(link => link.Id).OrderBy(id => id).Take(most)
                .ToListAsync(cancellation);
    }

    private async Task<Counted> CountAsync((ReadScope Scope, int Channel, LinkProblem Problem) asked, CancellationToken cancellation)
    {
        await using var db = store.Read(asked.Scope);
        await db.Database.OpenConnectionAsync(cancellation);
        var count = asked.Problem == LinkProblem.Decayed
            ? (await DecayedAsync(db, cancellation)).Count
            : await (await FindBrokenAsync(db, asked.Channel, asked.Problem, null, cancellation)).CountAsync(cancellation);
        return new Counted(count, await db.Links.CountAsync(cancellation));
    }

    // Each begins with the few rows that are broken (a status, an empty shelf) where there is such an index, and else walks the links once. What finds the few
    // stands before what looks up products: SQLite asks in the order in which it is told.
    private async Task<IQueryable<ProductLink>> FindBrokenAsync(
        StudioDb db, int channelId, LinkProblem problem, IReadOnlyCollection<int>? knownHubs, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var types = await db.LinkTypes.ToListAsync(cancellation);
        IQueryable<ProductLink> Sound(IQueryable<ProductLink> links) => links.Where(link => link.State == LinkState.Active
            && db.Set<Product>().Any(source => source.Id == link.SourceId && source.Status == ProductStatus.Active));
        // The row with the smaller id stands for its pair.
        IQueryable<ProductLink> Once(IQueryable<ProductLink> links) =>
            links.Where(link => link.PairId == null || !db.Set<ProductLink>().Any(other => other.PairId == link.PairId && other.Id < link.Id));
        switch (problem)
        {
            case LinkProblem.Dead:
                ProductStatus[] dead = [ProductStatus.Draft, ProductStatus.Archived];
                return Sound(db.Links)
                    .Where(link => db.Set<Product>().Where(target => dead.Contains(target.Status)).Select(target => target.Id).Contains(link.TargetId));
            case LinkProblem.OutOfStock:
                // A link for other shops leads to nothing here, whatever lies on this shop's shelf.
                return Sound(db.Links).Where(link => OutOfStock(db, channelId).Contains(link.TargetId)
                    && (link.ChannelIds.Count == 0 || link.ChannelIds.Contains(channelId))
                    && db.Set<Product>().Any(target => target.Id == link.TargetId && target.Status == ProductStatus.Active));
            case LinkProblem.Expired:
                return Sound(Once(db.Links.Where(link => link.ValidTo != null && link.ValidTo <= now)));
            case LinkProblem.Asymmetric:
                var both = types.Where(type => LinkRules.ReverseTypeOf(type, types) is not null).Select(type => type.Id).ToArray();
                return Sound(db.Links.Where(link => both.Contains(link.TypeId)
                    && (link.PairId == null || !db.Set<ProductLink>().Any(other => other.PairId == link.PairId && other.Id != link.Id))));
            case LinkProblem.Contradiction:
                var accessories = types.Where(type => type.Kind == LinkKind.Accessory).Select(type => type.Id).ToArray();
                var substitutes = types.Where(type => type.Kind == LinkKind.Substitute).Select(type => type.Id).ToArray();
                return Sound(Once(db.Links)).Where(link => substitutes.Contains(link.TypeId)
                    && (db.Set<ProductLink>().Any(other => other.SourceId == link.SourceId && other.TargetId == link.TargetId
                        && accessories.Contains(other.TypeId) && other.State == LinkState.Active)
                        || db.Set<ProductLink>().Any(other => other.SourceId == link.TargetId && other.TargetId == link.SourceId
                            && accessories.Contains(other.TypeId) && other.State == LinkState.Active)));
            default:
                var panels = types.Where(type => type.FillsPanel).Select(type => type.Id).ToArray();
                var hubs = (knownHubs ?? (await HubsAsync(db, cancellation)).Keys).ToArray();
                return Sound(db.Links).Where(link => hubs.Contains(link.TargetId) && panels.Contains(link.TypeId));
        }
    }

    /// <summary>Products with nothing on the shelf in a shop, and families of which no variant has anything.</summary>
    private static IQueryable<int> OutOfStock(StudioDb db, int channelId) => db.Listings
        .Where(listing => listing.ChannelId == channelId && listing.Stock <= 0).Select(listing => listing.ProductId)
        .Union(
            from listing in db.Listings
            where listing.ChannelId == channelId && listing.Stock <= 0
            join variant in db.Products on listing.ProductId equals variant.Id
            where variant.ParentId != null
                && !db.Set<Product>().Any(other => other.ParentId == variant.ParentId && other.Status == ProductStatus.Active
                    && db.Set<Listing>().Any(there => there.ProductId == other.Id && there.ChannelId == channelId && (there.Stock == null || there.Stock > 0)))
            select variant.ParentId!.Value);

    private static async Task<Dictionary<int, int>> HubsAsync(StudioDb db, CancellationToken cancellation)
    {
        var panels = await db.LinkTypes.Where(type => type.FillsPanel).Select(type => type.Id).ToArrayAsync(cancellation);

        // By all types first, which an index answers by itself; those are few.
        var many = await db.Links.GroupBy(link => link.TargetId).Where(group => group.Count() >= HubFrom).Select(group => group.Key).ToArrayAsync(cancellation);
        return await db.Links.Where(link => many.Contains(link.TargetId) && panels.Contains(link.TypeId)).GroupBy(link => link.TargetId)
            .Where(group => group.Count() >= HubFrom)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellation);
    }

    // Accepted by a person, so they are thousands at most: what was said then is compared with what the baskets say now.
    private static async Task<Dictionary<int, string>> DecayedAsync(StudioDb db, CancellationToken cancellation)
    {
        // The links first, by one walk: with the products in the question the planner begins with a million of them.
        var links = await db.Links.Where(link => link.Origin == LinkOrigin.Suggestion && link.Evidence != null && link.State == LinkState.Active)
            .Select(link => new { link.Id, link.SourceId, link.TargetId, link.Evidence }).ToListAsync(cancellation);
        var found = new Dictionary<int, string>();
        foreach (var some in links.Chunk(1_000))
        {
            var ends = some.SelectMany(link => new[] { link.SourceId, link.TargetId }).Distinct().ToArray();
            var families = await db.Products.Where(product => ends.Contains(product.Id) && product.Status == ProductStatus.Active)
                .Select(product => new { product.Id, Family = product.ParentId ?? product.Id })
                .ToDictionaryAsync(product => product.Id, product => product.Family, cancellation);
            var chunk = some.Where(link => families.ContainsKey(link.SourceId) && families.ContainsKey(link.TargetId))
                .Select(link => new { link.Id, link.Evidence, Anchor = families[link.SourceId], Companion = families[link.TargetId] }).ToList();
            var anchors = chunk.Select(link => link.Anchor).Distinct().ToArray();
            var now = (await db.Affinities.Where(pair => anchors.Contains(pair.AnchorId))
                    .Select(pair => new
                    {
                        pair.AnchorId, pair.CompanionId, pair.Lift, pair.PairBaskets, pair.AnchorBaskets, pair.CompanionBaskets, pair.Baskets
                    })
                    .ToListAsync(cancellation))
                .ToLookup(pair => (pair.AnchorId, pair.CompanionId));
            var counted = (await db.Affinities.Where(pair => anchors.Contains(pair.AnchorId)).Select(pair => pair.AnchorId).Distinct()
                .ToListAsync(cancellation)).ToHashSet();
            foreach (var link in chunk)
            {
                // The evidence does not say of which shop it was: the best of them counts for the link.
                var best = now[(link.Anchor, link.Companion)].MaxBy(pair => pair.Lift);
                var then = Lift().Match(link.Evidence!) is { Success: true } match
                    ? double.Parse(match.Groups[1].Value, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
                    : (double?)null;
                if (best is null)
                {
                    if (counted.Contains(link.Anchor))
                    {
                        found[link.Id] = L["When accepted: {0}. Now: bought together too rarely.", link.Evidence!];
                    }

                    continue;
                }

                var counts = new PairCount(best.PairBaskets, best.AnchorBaskets, best.CompanionBaskets, best.Baskets);
                if (AffinityEvidence.KindOf(counts) != EvidenceKind.BoughtTogether || best.Lift < DecayedTo * then)
                {
                    found[link.Id] = L[
                        "When accepted: {0}. Now: {1}.", link.Evidence!, AffinityEvidence.InWords(counts, numbers: NumberFormatInfo.InvariantInfo)];
                }
            }
        }

        return found;
    }

    [GeneratedRegex(@"([\d.,]+)x more than expected")]
    private static partial Regex Lift();

    /// <param name="Links">In the whole studio.</param>
    private sealed record Counted(int Count, int Links);
}
