using CrossSell.Core.Bundles;

namespace CrossSell.Core.Panels;

/// <summary>Approved bundles that hold the anchor, or are triggered by it.</summary>
public sealed record BundleFacts : LayerFacts
{
    public IReadOnlyList<BundleFact> Bundles { get; init; } = [];

    /// <summary>Codes of bundles with the anchor that were taken off sale: what a shop may still show from before.</summary>
    public IReadOnlyList<string> Retired { get; init; } = [];

    public override IEnumerable<int> Products => Bundles.SelectMany(bundle => bundle.Products);

    public override IEnumerable<ValidityFact> Windows => Bundles.Select(bundle => bundle.Validity);
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
