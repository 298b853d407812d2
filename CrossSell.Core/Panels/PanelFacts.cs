using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
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
    /// At least every product that layers name, with all members of its family. A product that is not here is not in the channel.
    /// </summary>
    public required IReadOnlyDictionary<int, ProductFact> Products { get; init; }

    /// <summary>How products that are not in the channel are called, so that the trace can name them.</summary>
    public IReadOnlyDictionary<int, (string Sku, string Name)> Elsewhere { get; init; } = new Dictionary<int, (string, string)>();

    public IReadOnlyList<ExclusionFact> Exclusions { get; init; } = [];

    /// <summary>Where pins and exclusions reach the anchor from: its product, its family, its categories, the channel.</summary>
    internal IReadOnlyList<(OverrideScope Scope, int Id)> Places { get; init; } = [];

    /// <summary>Products, or families by their parent, that replace the anchor.</summary>
    public IReadOnlySet<int> Substitutes { get; init; } = new HashSet<int>();

    /// <summary>The layers that may put candidates forward, in their order.</summary>
    public PanelLayers Layers { get; init; } = PanelLayers.Standard;

    /// <summary>What they know of the anchor, at most one of each type; a layer without a part knows nothing.</summary>
    public IReadOnlyList<LayerFacts> Parts { get; init; } = [];

    /// <summary>The products that wider layers name.</summary>
    public WiderFacts Wider { get; init; } = WiderFacts.None;

    /// <summary>
    /// The anchor and, in a cart, what lies beside it: as the shop's rules compare them, for whether something fits; empty where no rule compares anything.
    /// </summary>
    public IReadOnlyList<RuleProduct> Compared { get; init; } = [];

    /// <summary>What lies in the cart beside the anchor: what is of their kind is no companion for want of evidence.</summary>
    public IReadOnlyList<ProductFact> AlsoInCart { get; init; } = [];

    /// <summary>What one layer knows of the anchor.</summary>
    public TFacts Of<TFacts>()
        where TFacts : LayerFacts, new()
    {
        if (Parts is CartParts cart)
        {
            return cart.Of<TFacts>();
        }

        foreach (var part in Parts)
        {
            if (part is TFacts own)
            {
                return own;
            }
        }

        return LayerFacts.None<TFacts>.Value;
    }

    /// <summary>The same with other facts of one layer.</summary>
    public PanelFacts With(LayerFacts part) => this with
    {
        Parts = Parts is CartParts cart ? cart.With(part) : [.. Parts.Where(other => other.GetType() != part.GetType()), part],
    };

    /// <summary>The same with other units in stock of a product, or of each variant of a family.</summary>
    public PanelFacts WithStock(int productId, int units)
    {
        var found = productId == Anchor.Id ? Anchor : Products.GetValueOrDefault(productId) ?? Wider.Products.GetValueOrDefault(productId);
        HashSet<int> whose = found?.Kind == ProductKind.Parent ? [productId, .. found.Variants] : [productId];
        return this with
        {
            Anchor = whose.Contains(Anchor.Id) ? Anchor with { Stock = units } : Anchor,
            Products = With(Products),
            Wider = Wider with { Products = With(Wider.Products) },
        };

        IReadOnlyDictionary<int, ProductFact> With(IReadOnlyDictionary<int, ProductFact> products) => whose.Any(products.ContainsKey)
            ? products.ToDictionary(pair => pair.Key, pair => whose.Contains(pair.Key) ? pair.Value with { Stock = units } : pair.Value)
            : products;
    }

    /// <summary>The same, where some layers know nothing.</summary>
    public PanelFacts Without(Func<PanelLayer, bool> which) => this with
    {
        Parts = Parts is CartParts cart ? cart.Without(which) : [.. Parts.Where(part => !Layers.Any(layer => layer.Knows(part) && which(layer)))],
    };
}

/// <param name="CompletenessThreshold">Percent 0 to 100.</param>
/// <param name="TimeZone">For the dates in sentences; comparisons are between instants.</param>
public sealed record ChannelFact(int Id, string Code, string Name, Currency Currency, int CompletenessThreshold, TimeZoneInfo TimeZone)
{
    /// <summary>The first of its locales; null where that does not matter.</summary>
    public string? Locale { get; init; }

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

    /// <summary>As of when the shop's system last reported price and stock; null when it never did, or nothing depends on it.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>Percent 0 to 100, in the locale of the facts.</summary>
    public int Completeness { get; init; } = 100;

    /// <summary>What it lacks, in words for people; filled only when the product is under the channel's threshold.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Values that tell variants apart, by attribute code: colour, size.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public bool InStock => Stock is null or > 0;
}

/// <summary>From its start on until its end, which is no longer part of it; null is open.</summary>
public readonly record struct ValidityFact(DateTimeOffset? From, DateTimeOffset? Until)
{
    public bool Contains(DateTimeOffset at) => !(From > at) && !(Until <= at);
}

public sealed record ExclusionFact(int ProductId, OverrideScope Scope, ValidityFact Validity = default);

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
