using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Rules;

namespace CrossSell.Core.Panels;

/// <summary>
/// Everything the resolver may know about one anchor in one channel: plain data, read once, never changed. The lists may stand in any
/// order; the resolver orders them itself.
/// </summary>
public sealed record PanelFacts
{
    public required ChannelFact Channel { get; init; }

    /// <summary>The locale in which completeness counts; null for the channel's default.</summary>
    public string? Locale { get; init; }

    public required ProductFact Anchor { get; init; }

    /// <summary>
    /// At least every product that the lists below name, with all members of its family. A product that is not here is not in the channel.
    /// </summary>
    public required IReadOnlyDictionary<int, ProductFact> Products { get; init; }

    /// <summary>How products that are not in the channel are called, so that the trace can name them.</summary>
    public IReadOnlyDictionary<int, (string Sku, string Name)> Elsewhere { get; init; } = new Dictionary<int, (string, string)>();

    /// <summary>Pins that reach this anchor, by its product, its category or the channel.</summary>
    public IReadOnlyList<PinFact> Pins { get; init; } = [];

    public IReadOnlyList<ExclusionFact> Exclusions { get; init; } = [];

    /// <summary>Links of the anchor, and those of its parent marked as inherited.</summary>
    public IReadOnlyList<LinkFact> Links { get; init; } = [];

    /// <summary>Products, or families by their parent, that replace the anchor.</summary>
    public IReadOnlySet<int> Substitutes { get; init; } = new HashSet<int>();

    /// <summary>What rules offer with the anchor: of each a few more than its limit, in case some of them cannot be shown.</summary>
    public IReadOnlyList<RuleFact> Rules { get; init; } = [];

    /// <summary>Ids of the rules that are for the anchor, also of those that found nothing.</summary>
    internal IReadOnlyList<int> RuleIds { get; init; } = [];

    /// <summary>The anchor as rules compare it; null when none is for it.</summary>
    internal RuleProduct? RuleAnchor { get; init; }

    public IReadOnlyList<MinedFact> Mined { get; init; } = [];

    /// <summary>What the anchor, lying in a cart, adds to the score of other products; none for one that was too rare to solve.</summary>
    public IReadOnlyList<CartWeightFact> CartWeights { get; init; } = [];

    /// <summary>What is bought with anything of the anchor's category.</summary>
    public IReadOnlyList<CategoryPairFact> CategoryPairs { get; init; } = [];

    /// <summary>Bestsellers for when nothing better is known.</summary>
    public IReadOnlyList<BestsellerFact> Bestsellers { get; init; } = [];

    /// <summary>The products that the two lists above name.</summary>
    public WiderFacts Wider { get; init; } = WiderFacts.None;

    /// <summary>The anchor and, in a cart, what lies beside it: as the shop's rules compare them, for whether something fits; empty where no rule compares anything.</summary>
    public IReadOnlyList<RuleProduct> Compared { get; init; } = [];

    /// <summary>What lies in the cart beside the anchor: what is of their kind is no companion for want of evidence.</summary>
    public IReadOnlyList<ProductFact> Beside { get; init; } = [];

    /// <summary>Approved bundles that hold the anchor.</summary>
    public IReadOnlyList<BundleFact> Bundles { get; init; } = [];
}

/// <param name="CompletenessThreshold">Percent 0 to 100.</param>
/// <param name="TimeZone">For the dates in sentences; comparisons are between instants.</param>
public sealed record ChannelFact(int Id, string Code, string Name, Currency Currency, int CompletenessThreshold, TimeZoneInfo TimeZone)
{
    /// <summary>By code, for sentences.</summary>
    public IReadOnlyDictionary<string, string> SegmentNames { get; init; } = new Dictionary<string, string>();
}

/// <summary>A product with its listing in the channel of the facts.</summary>
public sealed record ProductFact
{
    public required int Id { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; init; }

    public ProductKind Kind { get; init; }

    /// <summary>The parent's id for a variant, its own for all others.</summary>
    public required int FamilyId { get; init; }

    /// <summary>Ids of the variants in the shop's order, the same list for the parent and each variant; empty for a simple product.</summary>
    public IReadOnlyList<int> Variants { get; init; } = [];

    public int? CategoryId { get; init; }

    public string? CategoryName { get; init; }

    public int? TypeId { get; init; }

    public ProductStatus Status { get; init; } = ProductStatus.Active;

    public bool IsActive => Status == ProductStatus.Active;

    public string? Picture { get; init; }

    /// <summary>False also when there is no listing.</summary>
    public bool IsPublished { get; init; } = true;

    /// <summary>Minor units; for a parent without a price of its own the lowest of its variants.</summary>
    public long Price { get; init; }

    public long? CompareAtPrice { get; init; }

    /// <summary>Null means not tracked, and sellable.</summary>
    public int? Stock { get; init; }

    /// <summary>Percent 0 to 100, in the locale of the facts.</summary>
    public int Completeness { get; init; } = 100;

    /// <summary>What it lacks, in words for people; filled only when the product is under the channel's threshold.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Values that tell variants apart, by attribute code: colour, size.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public bool InStock => Stock is null or > 0;
}

/// <summary>From its start on until its end, which is no longer part of it; null is open.</summary>
public readonly record struct ValidityFact(DateTimeOffset? From, DateTimeOffset? Until);

public sealed record PinFact(int ProductId, OverrideScope Scope, int Position = 0, ValidityFact Validity = default);

public sealed record ExclusionFact(int ProductId, OverrideScope Scope, ValidityFact Validity = default);

/// <summary>One outgoing link.</summary>
public sealed record LinkFact
{
    public required int TargetId { get; init; }

    /// <summary>From 0, in the one list of its source.</summary>
    public required int Position { get; init; }

    public required int TypeId { get; init; }

    public required string TypeName { get; init; }

    /// <summary>False for types that are kept for other places, such as up-sell.</summary>
    public bool FillsPanel { get; init; } = true;

    public LinkState State { get; init; }

    public LinkOrigin Origin { get; init; }

    /// <summary>True for a link of the anchor's parent; the anchor's own link to the same target and type replaces it.</summary>
    public bool IsInherited { get; init; }

    public ValidityFact Validity { get; init; }

    /// <summary>Empty means every channel.</summary>
    public IReadOnlyCollection<int> ChannelIds { get; init; } = [];

    /// <summary>Null means every shopper.</summary>
    public string? Segment { get; init; }
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
}

/// <summary>What the baskets say about the anchor and one companion.</summary>
/// <param name="PairBaskets">Baskets with both.</param>
/// <param name="AnchorBaskets">Baskets with the anchor.</param>
/// <param name="Lift">Times as often as chance would have it.</param>
/// <param name="Score">What ranks, the best highest.</param>
public sealed record PanelEvidence(int PairBaskets, int AnchorBaskets, double Lift, double Score)
{
    /// <summary>Share of the anchor's baskets that hold the companion too, 0 to 1.</summary>
    public double Confidence => AnchorBaskets == 0 ? 0 : (double)PairBaskets / AnchorBaskets;

    /// <summary>Dunning's G2, how surely the two are not independent; null where nobody worked it out.</summary>
    public double? Certainty { get; init; }

    /// <summary>More than popular, and beyond what chance gives: what the inbox would call a finding.</summary>
    public bool IsClear => Lift >= AffinityEvidence.DefaultMinLift && !(Certainty < AffinityEvidence.SureLogLikelihoodRatio);
}

/// <param name="ProductId">A simple product or a parent.</param>
/// <param name="IsRejected">A person rejected the pair for this channel.</param>
public sealed record MinedFact(int ProductId, PanelEvidence Evidence, bool IsRejected = false);

/// <param name="ProductId">A simple product or a parent.</param>
public readonly record struct CartWeightFact(int ProductId, double Weight);

/// <param name="ProductId">A simple product or a parent, of another category.</param>
/// <param name="Category">What the anchor's category is called.</param>
/// <param name="Evidence">Of the whole category: baskets with anything of it stand for those of the anchor.</param>
public sealed record CategoryPairFact(int ProductId, string Category, PanelEvidence Evidence);

/// <summary>Products that are offered to everything of a category where nothing closer is known: read once, shared by all anchors of the category.</summary>
public sealed record WiderFacts
{
    public static readonly WiderFacts None = new();

    /// <summary>With all members of their families.</summary>
    public IReadOnlyDictionary<int, ProductFact> Products { get; init; } = new Dictionary<int, ProductFact>();

    /// <summary>How those that are not in the channel are called.</summary>
    public IReadOnlyDictionary<int, (string Sku, string Name)> Elsewhere { get; init; } = new Dictionary<int, (string, string)>();

    /// <summary>As the shop's rules compare them, by id, families and variants each.</summary>
    public IReadOnlyDictionary<int, RuleProduct> Compared { get; init; } = new Dictionary<int, RuleProduct>();

    /// <summary>What the shop's rules compare; null where none compares anything.</summary>
    public FitCheck? Fit { get; init; }

    internal bool Names(int productId) => Products.ContainsKey(productId) || Elsewhere.ContainsKey(productId);

    internal bool Names(IReadOnlySet<int> productIds) => productIds.Any(Names);
}

/// <param name="Baskets">Baskets it was bought in.</param>
public sealed record BestsellerFact(int ProductId, int Baskets);

/// <summary>An approved bundle with the price that <see cref="Bundles.BundlePricing"/> gives it in this channel today.</summary>
/// <param name="Price">Minor units; the shares of the parts add up to it.</param>
/// <param name="Segment">Null means every shopper.</param>
public sealed record BundleFact(int Id, string Code, int Revision, string Name, IReadOnlyList<BundlePartFact> Parts, long Price, ValidityFact Validity = default, string? Segment = null, string? Text = null);

/// <param name="Share">All its units in the set, in minor units.</param>
/// <param name="Leads">Whether the bundle leads the panel of this product's page.</param>
public sealed record BundlePartFact(int ProductId, int Quantity, long Share, bool Leads);
