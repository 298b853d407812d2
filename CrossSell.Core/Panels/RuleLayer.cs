using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>What rules offer with the product.</summary>
public sealed class RuleLayer : PanelLayer<RuleFacts>
{
    // What a rule offers beyond its limit, in case the cart or a filter holds some of it back.
    private const int Spare = 6;

    public override string Name => "Rule";

    public override string Label => L["rule"];

    public override string Title => L["Rules"];

    public override string By => L["by a rule"];

    public override bool IsSoft => true;

    public override bool IsManual => true;

    protected override RuleFacts Read(PanelReading reading)
    {
        var live = reading.Shared<PanelRules>()!.Of(reading.Channel.Id);
        if (live.Count == 0)
        {
            return None;
        }

        var db = reading.Db;
        var family = FamilyRows.Load(db, [reading.ProductId]);
        var product = family.Products.First(member => member.Id == reading.ProductId);
        var serving = live.Where(rule => rule.IsFor(family, product)).ToArray();
        if (serving.Length == 0)
        {
            return None;
        }

        int[] attributes = [.. serving.SelectMany(rule => rule.Attributes).Distinct()];
        var anchor = RuleRows.Load(db, reading.Channel, [reading.ProductId], attributes, serving[0].Scope.NamesProducts(attributes)).Single();
        var affinity = reading.Of<MinedFacts>().Pairs.Where(pair => !pair.IsRejected).ToDictionary(pair => pair.ProductId, pair => pair.Evidence.Score);
        return new()
        {
            RuleIds = [.. serving.Select(rule => rule.Id)],
            Anchor = anchor,
            Offers = [.. serving.SelectMany(
                rule => Offered(rule, rule.Candidates(db, reading.IsOfIndex).Matcher, anchor, affinity, Compares(rule, reading.Index.Catalog.AttributeCodes)))],
        };
    }

    protected internal override IReadOnlyCollection<string> Entities { get; } = [nameof(Rule)];

    /// <summary>None by themselves: whose panels a rule concerns, those tell that are kept (<see cref="PanelRules"/>).</summary>
    protected internal override Task<IReadOnlyCollection<int>?> TouchedAsync(StudioDb db, IReadOnlyList<Change> changes, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<int>?>([]);

    protected internal override async Task<LayerShared?> ShareAsync(StudioDb db, IReadOnlyList<Channel> channels, CancellationToken cancellation) =>
        await PanelRules.ReadAsync(db, channels.Select(channel => channel.Id), cancellation);

    /// <summary>Anchors of the rules that offer one of the products.</summary>
    protected internal override async Task<IReadOnlyCollection<int>> AnchorsAsync(
        StudioDb db, int channelId, IReadOnlyCollection<int> productIds, CancellationToken cancellation)
    {
        var (anchors, open) = (new HashSet<int>(), (await PanelRules.ReadAsync(db, [channelId], cancellation)).Of(channelId).ToList());
        foreach (var portion in productIds.Chunk(PanelSlots.Portion))
        {
            if (open.Count == 0)
            {
                break;
            }

            var members = FamilyRows.ByFamily(FamilyRows.Load(db, portion)).SelectMany(member => member).Where(member => member.Product.ParentId is null)
                .ToList();
            foreach (var rule in open.Where(rule => members.Exists(member => rule.Offers(member.Rows, member.Product))).ToList())
            {
                open.Remove(rule);
                anchors.UnionWith(await rule.Scope.Anchors(db, rule.Content.Anchors).Select(product => product.Id).Take(PanelSlots.MostAnchors)
                    .ToListAsync(cancellation));
            }
        }

        return anchors;
    }

    protected override IEnumerable<PanelCandidate> Candidates(PanelContext context, RuleFacts facts) =>
        facts.Offers
            .OrderBy(rule => rule.Priority).ThenBy(rule => rule.RuleId).ThenBy(rule => rule.Rank).ThenBy(rule => rule.ProductId)
            .Select(rule => new RuleCandidate(rule, facts.KeptBack.Contains(rule.RuleId)
                ? new PanelDrop(PanelFilter.LayerOff, L["kept back by an experiment"])
                : context.OtherSegment(rule.Segment) ?? context.OutsideValidity(rule.Validity)));

    private static string[] Compares(LiveRule rule, IReadOnlyDictionary<int, string> codes) =>
    [
        .. rule.Content.Comparisons.OfType<AttributeMatches>().Where(same => same.AnchorAttributeId == same.CompanionAttributeId)
            .Select(same => codes.GetValueOrDefault(same.AnchorAttributeId)).OfType<string>(),
    ];

    private static IEnumerable<RuleFact> Offered(LiveRule rule, RuleMatcher matcher, RuleProduct anchor, Dictionary<int, double> affinity, string[] compares)
    {
        var (from, to) = matcher.PricesFor(anchor);
        return matcher.Best(anchor, rule.Content.Limit + Spare, affinity).Select((companion, rank) => new RuleFact
        {
            ProductId = companion.Id,
            RuleId = rule.Id,
            Name = rule.Content.Name,
            Priority = rule.Priority,
            Rank = rank,
            Limit = rule.Content.Limit,
            Validity = new ValidityFact(rule.Content.ValidFrom, rule.Content.ValidTo),
            Segment = rule.Content.Segment,
            PriceFrom = from,
            PriceTo = to,
            Compares = compares,
        });
    }

    private sealed record RuleCandidate(RuleFact Rule, PanelDrop? Outside) : PanelCandidate(Rule.ProductId, () => L["Rule: {0}", Rule.Name], Outside)
    {
        public override int? RuleId => Rule.RuleId;

        public override string? RuleName => Rule.Name;

        public override PanelDrop? RefusedBeside(IReadOnlyList<PanelCandidate> accepted) =>
            accepted.Count(other => other.RuleId == Rule.RuleId) >= Rule.Limit
                ? new(PanelFilter.RuleFull, L["the rule offers at most {0}", Rule.Limit])
                : null;

        /// <summary>Of a family the rule looked at one price: a variant may have another.</summary>
        public override PanelDrop? RefusedAs(ProductFact variant) =>
            variant.Price > Rule.PriceTo ? new(PanelFilter.RulePrice, L["more expensive than the rule allows"])
            : variant.Price < Rule.PriceFrom ? new(PanelFilter.RulePrice, L["cheaper than the rule allows"])
            : null;
    }
}

/// <summary>The rules that are for the anchor.</summary>
public sealed record RuleFacts : LayerFacts
{
    /// <summary>What they offer: of each a few more than its limit, in case some of them cannot be shown.</summary>
    public IReadOnlyList<RuleFact> Offers { get; init; } = [];

    /// <summary>Ids of rules that an experiment keeps from this shopper.</summary>
    public IReadOnlySet<int> KeptBack { get; init; } = new HashSet<int>();

    /// <summary>Also of those that found nothing.</summary>
    internal IReadOnlyList<int> RuleIds { get; init; } = [];

    /// <summary>The anchor as rules compare it; null when none is for it.</summary>
    internal RuleProduct? Anchor { get; init; }

    public override IEnumerable<int> Products => Offers.Select(offer => offer.ProductId);

    public override IEnumerable<ValidityFact> Windows => Offers.Select(offer => offer.Validity);
}

/// <summary>One product, or family by its parent, that a rule offers.</summary>
public sealed record RuleFact
{
    public required int ProductId { get; init; }

    public required int RuleId { get; init; }

    public required string Name { get; init; }

    /// <summary>The lowest fills first.</summary>
    public required int Priority { get; init; }

    /// <summary>From 0, the best by the rule's order first.</summary>
    public required int Rank { get; init; }

    /// <summary>At most this many of the rule's companions take slots.</summary>
    public required int Limit { get; init; }

    public ValidityFact Validity { get; init; }

    /// <summary>Null means every shopper.</summary>
    public string? Segment { get; init; }

    /// <summary>What a variant may cost at least and at most, in minor units; null is open.</summary>
    public long? PriceFrom { get; init; }

    public long? PriceTo { get; init; }

    /// <summary>Codes of the attributes in which the rule wants the two to be equal: size with size.</summary>
    public IReadOnlyCollection<string> Compares { get; init; } = [];
}
