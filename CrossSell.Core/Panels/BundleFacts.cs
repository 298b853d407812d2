using CrossSell.Core.Bundles;

namespace CrossSell.Core.Panels;

/// <summary>All approved bundles that have a price, by channel and product.</summary>
/// <param name="byChannel">Under every product that may stand in them, trigger them, or step in.</param>
/// <param name="retired">Codes of bundles that were taken off sale, by product.</param>
internal sealed class SharedBundles(IReadOnlyDictionary<int, ILookup<int, BundleFact>> byChannel, ILookup<int, string> retired) : LayerShared
{
    private readonly bool isDynamic = byChannel.Values.Any(bundles => bundles.SelectMany(bundle => bundle).Any(bundle => bundle.IsDynamic));

    public ILookup<int, BundleFact> Of(int channelId) => byChannel[channelId];

    public IEnumerable<string> RetiredOf(int productId) => retired[productId];

    /// <summary>A bundle's price follows its parts', and what a rule puts into a slot follows the catalogue: any product might be the next.</summary>
    public override bool Names(IReadOnlySet<int> productIds) =>
        (isDynamic && productIds.Count > 0) || byChannel.Values.Any(bundles => productIds.Any(bundles.Contains));

    public override bool Concerns(PanelFacts? facts) => isDynamic && facts?.Of<BundleFacts>().Bundles.Any(bundle => bundle.IsDynamic) == true;
}

/// <summary>Approved bundles that hold the anchor, or are triggered by it.</summary>
public sealed record BundleFacts : LayerFacts
{
    public IReadOnlyList<BundleFact> Bundles { get; init; } = [];

    /// <summary>Codes of bundles with the anchor that were taken off sale: what a shop may still show from before.</summary>
    public IReadOnlyList<string> Retired { get; init; } = [];

    public override IEnumerable<int> Products => Bundles.SelectMany(bundle => bundle.Products);
}

/// <summary>An approved bundle with the price that <see cref="BundlePricing"/> gives its usual choice in this channel today.</summary>
/// <param name="Parts">Of the usual choice.</param>
/// <param name="Price">Minor units; the shares of the parts add up to it.</param>
/// <param name="Segment">Null means every shopper.</param>
public sealed record BundleFact(
    int Id, string Code, int Revision, string Name, IReadOnlyList<BundlePartFact> Parts, long Price, ValidityFact Validity = default, string? Segment = null,
    string? Text = null)
{
    public BundleKind Kind { get; init; }

    /// <summary>As <see cref="ApprovedBundle.IsPaused"/>.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Products, or families by their parent, any of which triggers the offer.</summary>
    public IReadOnlyList<int> Triggers { get; init; } = [];

    /// <summary>What the shopper may choose, slots and parts to leave out.</summary>
    public IReadOnlyList<BundleSlotFact> Slots { get; init; } = [];

    /// <summary>What it was quoted from, for the price of other choices; null for facts that know no other.</summary>
    public BundleQuote? Quote { get; init; }

    /// <summary>What may be said of its saving; null for against the sum of its parts.</summary>
    public SavingClaim? Claim { get; init; }

    /// <summary>When it began to be offered.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>Whether a rule fills one of its slots.</summary>
    public bool IsDynamic => Quote?.Content.Slots.Any(slot => slot.IsDynamic) == true;

    /// <summary>Every product that it may show, or that could change what it shows.</summary>
    public IEnumerable<int> Products => Parts.SelectMany(part => part.Options.Select(option => option.Product.Id).Prepend(part.ProductId))
        .Concat(Slots.SelectMany(slot => slot.Options).Select(option => option.Option.Product.Id))
        .Concat(Quote?.Content.Components.SelectMany(component => component.Replacements.Prepend(component.ProductId)) ?? [])
        .Concat(Triggers).Distinct();
}

/// <param name="Share">All its units in the set, in minor units.</param>
/// <param name="Leads">Whether the bundle leads the panel of this product's page.</param>
public sealed record BundlePartFact(int ProductId, int Quantity, long Share, bool Leads)
{
    /// <summary>The product that it stepped in for; null for none.</summary>
    public string? Replaces { get; init; }

    /// <summary>The slot that it fills; null for a part that is always in.</summary>
    public string? Slot { get; init; }

    /// <summary>What may stand there instead, itself included, in order.</summary>
    public IReadOnlyList<QuoteOption> Options { get; init; } = [];

    /// <summary>Its share without tax, in minor units; null where nobody worked it out.</summary>
    public long? Net { get; init; }

    /// <summary>2100 is 21 %.</summary>
    public int TaxBasisPoints { get; init; }
}

/// <summary>A slot, or a part that may be left out, with the price of the set for each choice.</summary>
/// <param name="Key">Of the slot; of a part that may be left out <c>part-</c> and its product's id.</param>
public sealed record BundleSlotFact(string Key, int ChooseMin, int ChooseMax, bool IsRequired, bool MayRepeat, IReadOnlyList<BundleOptionFact> Options)
{
    /// <summary>Null for a part that may be left out.</summary>
    public SlotContent? Slot { get; init; }
}

/// <param name="SetPrice">Of the usual choice with this in its place, in minor units; null where that has no price.</param>
public sealed record BundleOptionFact(QuoteOption Option, long? SetPrice);
