using System.Globalization;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Canvas.CanvasTexts;

namespace CrossSell.Core.Canvas;

/// <summary>A link with what the orders say about it now.</summary>
/// <param name="Evidence">In words: baskets with both, and who came back for the target after the source; null when neither was seen often enough to be
/// kept.</param>
/// <param name="BackType">The reverse type; null for one-way links.</param>
public sealed record LinkRow(ProductLink Link, LinkType Type, LinkType? BackType, string? Evidence)
{
    internal PairEvidence? Seen { get; init; }

    /// <summary>The same in the reader's language, with its numbers as a reader writes them.</summary>
    public string? EvidenceIn(NumberFormatInfo numbers) => Seen?.In(numbers) ?? Evidence;
}

/// <summary>Who puts a candidate forward.</summary>
public enum CandidateSource
{
    Orders,
    Rule,

    /// <summary>Nobody has bought the anchor yet: a guess from products like it.</summary>
    Content,
}

/// <summary>A product that the orders, a rule or its likeness suggest for the anchor, and that nobody has linked or turned down.</summary>
/// <param name="PairBaskets">Zero when it does not come from the orders.</param>
public sealed record LinkCandidate(ProductSummary Product, int PairBaskets, string Evidence, CandidateSource Source = CandidateSource.Orders)
{
    internal PairEvidence? Seen { get; init; }

    /// <summary>Why it is like what is bought with the anchor, as it is kept; null for what does not come from its likeness.</summary>
    internal string? Why { get; init; }

    /// <summary>What the rule says, in the language of who asked; null for what no rule put forward.</summary>
    internal string? ByRule { get; init; }

    /// <summary>The same in the reader's language, with its numbers as a reader writes them; what is kept with a link stays English.</summary>
    public string EvidenceIn(NumberFormatInfo numbers) =>
        Seen?.In(numbers) ?? (Why is { } why ? SuggestionEvidence.Content(why, numbers) : ByRule ?? Evidence);
}

/// <summary>
/// Everything around one anchor: its links both ways, the products at their ends, and candidates. A two-way or inverse link stands once, as the row that starts
/// at the anchor.
/// </summary>
public sealed record LinkNeighbourhood(
    ProductSummary Anchor,
    IReadOnlyDictionary<int, ProductSummary> Products,
    IReadOnlyList<LinkRow> Outgoing,
    IReadOnlyList<LinkRow> Incoming,
    IReadOnlyList<LinkCandidate> Candidates,
    IReadOnlyList<LinkType> Types,
    IReadOnlyList<int> AnchorChannelIds)
{
    /// <summary>
    /// What the products around the anchor offer in turn, who else offers them, and links between products that stand on the canvas anyway; only at depth 2.
    /// A pair stands once.
    /// </summary>
    public IReadOnlyList<LinkRow> Farther { get; init; } = [];

    /// <summary>Links of the products around the anchor that are left out, so that the picture can be read.</summary>
    public int FartherLeftOut { get; init; }

    /// <summary>Cards that somebody moved.</summary>
    public IReadOnlyDictionary<int, CanvasPoint> Places { get; init; } = new Dictionary<int, CanvasPoint>();

    /// <summary>The newest change that this picture holds.</summary>
    public long State { get; init; }

    /// <summary>Whether a farther link comes from a product that has none with the anchor: somebody else's offer of what stands around it.</summary>
    public bool ComesFromOutside(LinkRow row) =>
        !Outgoing.Concat(Incoming).Any(own => own.Link.SourceId == row.Link.SourceId || own.Link.TargetId == row.Link.SourceId);

    public LinkRow? Find(int? linkId) => Outgoing.Concat(Incoming).Concat(Farther).FirstOrDefault(row => row.Link.Id == linkId);

    public string NameOf(int productId) => Products.TryGetValue(productId, out var product) ? product.Name : L["a product"];
}

/// <summary>Reads neighbourhoods, and products that are worth linking first.</summary>
public sealed class LinkNeighbourhoods(StudioStore store, TimeProvider time)
{
    private const int CandidateCount = 5;
    private const int FartherOfOne = 4;
    private const int FartherToOne = 3;
    private const int FartherInAll = 60;

    /// <summary>Null when there is no such product.</summary>
    public Task<LinkNeighbourhood?> FindAsync(ReadScope scope, string sku, int channelId, CancellationToken cancellation = default) =>
        FindAsync(scope, sku, channelId, 1, cancellation);

    /// <param name="scope">The channels that the reader may look into.</param>
    /// <param name="sku">Of the anchor.</param>
    /// <param name="channelId">Whose prices, stock and baskets are shown.</param>
    /// <param name="depth">2 also reads what the products around the anchor are linked to in turn.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<LinkNeighbourhood?> FindAsync(ReadScope scope, string sku, int channelId, int depth, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        var anchor = await db.Products.SingleOrDefaultAsync(product => product.Sku == sku, cancellation);
        if (anchor is null)
        {
            return null;
        }

        var state = await db.ChangeSets.MaxAsync(set => (long?)set.Id, cancellation) ?? 0;
        var types = await db.LinkTypes.OrderBy(type => type.Position).ToListAsync(cancellation);
        var links = await db.Links.Where(link => link.SourceId == anchor.Id || link.TargetId == anchor.Id).ToListAsync(cancellation);
        var outgoing = links.Where(link => link.SourceId == anchor.Id).ToList();
        var pairs = outgoing.Select(link => link.PairId).OfType<Guid>().ToHashSet();
        var incoming = links.Where(link => link.TargetId == anchor.Id && (link.PairId is not { } pair || !pairs.Contains(pair))).ToList();
        var affinities = (await db.Affinities.Where(pair => pair.ChannelId == channelId && pair.AnchorId == anchor.FamilyId).OrderBy(pair => pair.Rank)
            .ToListAsync(cancellation))
            .ToDictionary(pair => pair.CompanionId);
        var days = await SuggestionEvidenceReader.DaysAsync(db, channelId, cancellation);
        var boughtLater = (await db.PairObservations
            .Where(pair => pair.ChannelId == channelId && pair.Kind == ObservationKind.BoughtLater
                && (pair.AnchorId == anchor.FamilyId || pair.CompanionId == anchor.FamilyId)).ToListAsync(cancellation))
            .Select(pair => pair.Observed).Where(SuggestionRules.IsWorthAsking)
            .ToDictionary(pair => (pair.AnchorId, pair.CompanionId));
        var candidates = await CandidatesAsync(db, anchor, channelId, outgoing, affinities.Values, cancellation);
        var contentSuggestions = candidates.Count > 0 ? [] : await ContentSuggestionsAsync(db, anchor, channelId, outgoing, cancellation);
        var (farther, leftOut) = depth > 1 ? await FartherAsync(db, anchor.Id, links, types, cancellation) : ([], 0);
        var ids = links.Concat(farther).SelectMany(link => new[] { link.SourceId, link.TargetId }).Concat(candidates.Select(pair => pair.CompanionId))
            .Concat(contentSuggestions.Select(pair => pair.CompanionId)).Append(anchor.Id).Distinct().ToArray();
        var products = (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation)).ToDictionary(summary => summary.Id);
        LinkRow Row(ProductLink link, int? otherId)
        {
            var type = types.Single(item => item.Id == link.TypeId);
            // The baskets are the anchor's: they say nothing about a link between two others.
            var seen = otherId is { } id
                ? Seen(
                    affinities.GetValueOrDefault(products[id].FamilyId),
                    boughtLater.TryGetValue((products[link.SourceId].FamilyId, products[link.TargetId].FamilyId), out var later) ? later : null, days)
                : null;
            return new LinkRow(link, type, link.PairId is null ? null : LinkRules.ReverseTypeOf(type, types), seen?.In()) { Seen = seen };
        }

        return new LinkNeighbourhood(
            products[anchor.Id],
            products,
            [.. outgoing.Select(link => Row(link, link.TargetId))
                .OrderBy(row => row.Type.FillsPanel ? 0 : row.Type.Position + 1).ThenBy(row => row.Link.Position)],
            [.. incoming.OrderBy(link => link.TypeId).ThenBy(link => link.Id).Select(link => Row(link, link.SourceId))],
            [
                .. candidates.Where(pair => products.ContainsKey(pair.CompanionId))
                    .Select(pair => (Pair: pair, Seen: Seen(pair, null, days)))
                    .Select(item => new LinkCandidate(products[item.Pair.CompanionId], item.Pair.PairBaskets, item.Seen.In()!) { Seen = item.Seen }),
                .. contentSuggestions.Where(pair => products.ContainsKey(pair.CompanionId)).Select(
                    pair => new LinkCandidate(products[pair.CompanionId], 0, SuggestionEvidence.Content(pair.Why), CandidateSource.Content) {
                        Why = pair.Why }),
            ],
            types,
            await ListedInAsync(anchor.Id, cancellation))
        {
            Farther = [.. farther.Select(link => Row(link, null))],
            FartherLeftOut = leftOut,
            Places = await CanvasPlaces.OfAsync(db, anchor.Id, cancellation),
            State = state,
        };
    }

    // Rights ask about all shops, those too that the reader does not see into.
    private async Task<IReadOnlyList<int>> ListedInAsync(int productId, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await ProductChannels.OfAsync(db, productId, cancellation);
    }

    /// <summary>The same neighbourhood with more candidates: what rules put forward. Those that stand there already are left out.</summary>
    /// <param name="scope">The channels that the reader may look into.</param>
    /// <param name="around">As it was read.</param>
    /// <param name="wanted">Products with the words for them, in English and in the reader's language, the best first.</param>
    /// <param name="channelId">Whose prices and stock are shown.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<LinkNeighbourhood> WithRulesAsync(
        ReadScope scope, LinkNeighbourhood around, IReadOnlyList<(int ProductId, string Evidence, string Said)> wanted, int channelId,
        CancellationToken cancellation = default)
    {
        var linked = around.Outgoing.Select(row => row.Link.TargetId).Concat(around.Candidates.Select(candidate => candidate.Product.Id))
            .Append(around.Anchor.Id).ToHashSet();
        var fresh = wanted.Where(item => linked.Add(item.ProductId)).Take(CandidateCount).ToList();
        if (fresh.Count == 0)
        {
            return around;
        }

        await using var db = store.Read(scope);
        var more = (await ProductSummaries.LoadAsync(db, [.. fresh.Select(item => item.ProductId)], channelId, cancellation))
            .ToDictionary(summary => summary.Id);
        return around with
        {
            Products = around.Products.Concat(more.Where(product => !around.Products.ContainsKey(product.Key))).ToDictionary(),
            Candidates = [.. around.Candidates, .. fresh.Where(item => more.ContainsKey(item.ProductId))
                .Select(item => new LinkCandidate(more[item.ProductId], 0, item.Evidence, CandidateSource.Rule) { ByRule = item.Said })],
        };
    }

    /// <summary>The name of a product that need not be near any anchor; null when there is none.</summary>
    internal async Task<string?> NameAsync(int productId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.Products.Where(product => product.Id == productId).Select(product => product.Name).SingleOrDefaultAsync(cancellation);
    }

    private async Task<List<ProductAffinity>> CandidatesAsync(
        StudioDb db, Product anchor, int channelId, List<ProductLink> outgoing, IEnumerable<ProductAffinity> affinities, CancellationToken cancellation)
    {
        var settled = await SettledAsync(db, anchor, channelId, outgoing, cancellation);
        return [.. affinities
            .Where(pair => AffinityEvidence.KindOf(CountOf(pair)) == EvidenceKind.BoughtTogether && !settled.Contains(pair.CompanionId))
            .OrderBy(pair => pair.Rank).Take(CandidateCount)];
    }

    private async Task<List<ContentCompanion>> ContentSuggestionsAsync(
        StudioDb db, Product anchor, int channelId, List<ProductLink> outgoing, CancellationToken cancellation)
    {
        var contentSuggestions = await db.ContentCompanions.Where(pair => pair.ChannelId == channelId && pair.AnchorId == anchor.FamilyId)
            .OrderBy(pair => pair.Rank)
            .ToListAsync(cancellation);
        var settled = contentSuggestions.Count == 0 ? [] : await SettledAsync(db, anchor, channelId, outgoing, cancellation);
        return [.. contentSuggestions.Where(pair => !settled.Contains(pair.CompanionId)).Take(CandidateCount)];
    }

    /// <summary>What is linked already, rejected, or snoozed.</summary>
    private async Task<HashSet<int>> SettledAsync(StudioDb db, Product anchor, int channelId, List<ProductLink> outgoing, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return
        [
            .. outgoing.Select(link => link.TargetId),
            .. await db.SuggestionVerdicts
                .Where(verdict => verdict.ChannelId == channelId && verdict.AnchorId == anchor.FamilyId
                    && (verdict.Decision == SuggestionDecision.Rejected || (verdict.Decision == SuggestionDecision.Snoozed && verdict.Until > now)))
                .Select(verdict => verdict.CompanionId).ToListAsync(cancellation),
        ];
    }

    /// <summary>The first links of every product around the anchor, the first to it, and those between products that are there anyway.</summary>
    private static async Task<(List<ProductLink> Links, int LeftOut)> FartherAsync(
        StudioDb db, int anchorId, List<ProductLink> own, List<LinkType> types, CancellationToken cancellation)
    {
        var fills = types.Where(type => type.FillsPanel).Select(type => type.Id).ToHashSet();
        // The anchor's own list first, in its order: where not all can be drawn, it is the others that go without.
        var ring = own.OrderBy(link => link.SourceId != anchorId).ThenBy(link => !fills.Contains(link.TypeId)).ThenBy(link => link.Position)
            .ThenBy(link => link.Id)
            .Select(link => link.SourceId == anchorId ? link.TargetId : link.SourceId).Distinct().ToList();
        var shown = ring.Append(anchorId).ToHashSet();
        var offered = await db.Links.Where(link => ring.Contains(link.SourceId) && link.TargetId != anchorId).ToListAsync(cancellation);
        var kept = offered.Where(link => shown.Contains(link.TargetId)).OrderBy(link => link.Id).ToList();
        // The reverse link of what stands there already is no news.
        var fromOutside = db.Links.Where(link => ring.Contains(link.TargetId) && link.SourceId != anchorId && !ring.Contains(link.SourceId)
            && (link.PairId == null || !db.Set<ProductLink>().Any(back => back.PairId == link.PairId && back.SourceId == link.TargetId)));
        var perTarget = await fromOutside.GroupBy(link => link.TargetId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var reached = new HashSet<int>();
        var leftOut = 0;
        foreach (var near in ring)
        {
            var place = 0;
            foreach (var link in offered.Where(link => link.SourceId == near && !shown.Contains(link.TargetId)).OrderBy(link => !fills.Contains(link.TypeId))
                .ThenBy(link => link.Position).ThenBy(link => link.Id))
            {
                Keep(link, link.TargetId, place++ < FartherOfOne);
            }

            // A product may be offered by hundreds: only the first of them are read.
            var to = perTarget.GetValueOrDefault(near) == 0
                ? []
                : await fromOutside.Where(link => link.TargetId == near).OrderBy(link => link.Id).Take(FartherToOne).ToListAsync(cancellation);
            leftOut += perTarget.GetValueOrDefault(near) - to.Count;
            to.ForEach(link => Keep(link, link.SourceId, fits: true));
        }

        return ([.. kept.DistinctBy(link => link.PairId?.ToString() ?? $"#{link.Id}")], leftOut);

        void Keep(ProductLink link, int otherId, bool fits)
        {
            if (fits && (reached.Contains(otherId) || reached.Count < FartherInAll))
            {
                reached.Add(otherId);
                kept.Add(link);
            }
            else
            {
                leftOut++;
            }
        }
    }

    private static PairEvidence Seen(ProductAffinity? pair, ObservedPair? later, int days) => pair is null
        ? new(null, default, later, days)
        : new(CountOf(pair), AffinityTrends.Of(pair.RecentPairBaskets, pair.EarlierPairBaskets), later, days);

    private static PairCount CountOf(ProductAffinity pair) => new(pair.PairBaskets, pair.AnchorBaskets, pair.CompanionBaskets, pair.Baskets);
}
